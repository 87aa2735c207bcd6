"""A base of 1C that loads EnterpriseData: «Загрузка данных EnterpriseData» of Бухгалтерия.

As strict as a schema: what it does not know stops the whole message and loads nothing of it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from lxml import etree

from tests.onec.emulator.enterprise_schema import DATE, judge, rate_of
from tests.onec.emulator.findings import BatchStoppedError, Finding
from tests.onec.emulator.loaded import Counterparty, LoadedRow
from tests.onec.emulator.message import Node, first, inside, local, text
from tests.onec.emulator.vat import WITHOUT

EXCHANGE = "{http://www.1c.ru/SSL/Exchange/Message}"
FORMAT = "http://v8.1c.ru/edi/edi_stnd/EnterpriseData/"
LISTED = ("1.8", "1.10", "1.11", "1.12", "1.14", "1.15", "1.16")
OF_2024 = frozenset(LISTED)
OF_2026 = frozenset({*LISTED, "1.17", "1.19", "1.20"})
OWN = ("7707083893", "770701001")
CURRENCIES = {"643": "RUB", "398": "KZT", "840": "USD", "978": "EUR"}


@dataclass(frozen=True)
class LoadedSale:
    reference: str
    number: str
    date: datetime
    currency: str
    total: Decimal
    buyer: Counterparty
    rows: tuple[LoadedRow, ...]

    def vat_of(self, rate: str) -> Decimal:
        return sum((row.vat_amount for row in self.rows if row.vat == rate), Decimal(0))


@dataclass
class Accounting:
    """«Бухгалтерия» and what it loaded; `findings` grows with every message."""

    versions: frozenset[str] = OF_2026
    organizations: frozenset[tuple[str, str]] = frozenset({OWN})
    currencies: frozenset[str] = frozenset(CURRENCIES)
    sales: dict[str, LoadedSale] = field(default_factory=dict)
    buyers: dict[str, Counterparty] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def load(self, body: bytes) -> int:
        """Load a message whole or not at all; give how many sales it had."""
        if not body.startswith(b"<?xml"):
            raise BatchStoppedError("the message does not begin with <?xml")
        version, given = self._opened(body)
        fresh = replace(self, sales={}, buyers=dict(self.buyers), items=dict(self.items))
        for document in given:
            if local(document) != "Документ.РеализацияТоваровУслуг":
                raise BatchStoppedError(local(document))
            judge(document, version)
            fresh._take(document, version)
        self.sales |= fresh.sales
        self.buyers, self.items = fresh.buyers, fresh.items
        return len(given)

    def _opened(self, body: bytes) -> tuple[str, list[Node]]:
        try:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            root = etree.fromstring(body, parser)
        except etree.XMLSyntaxError as error:
            msg = f"1C can't parse the message: {error}"
            raise BatchStoppedError(msg) from error
        names = [each.tag for each in root]
        form = root.findtext(f"{EXCHANGE}Header/{EXCHANGE}Format") or ""
        if root.tag != "Message" or names != [f"{EXCHANGE}Header", f"{{{form}}}Body"]:
            msg = f"{root.tag} holds {names} for {form}"
            raise BatchStoppedError(msg)
        header = [local(each) for each in root[0]]
        if header != ["Format", "CreationDate", "AvailableVersion"]:
            msg = f"the header holds {header}"
            raise BatchStoppedError(msg)
        if not re.fullmatch(DATE, root[0][1].text or ""):
            raise BatchStoppedError("the message was made at no time")
        version = form.removeprefix(FORMAT)
        if version not in self.versions:
            msg = f"the base does not know {form}"
            raise BatchStoppedError(msg)
        return version, list(root[1])

    def _take(self, document: Node, version: str) -> None:
        keys = first(document, "КлючевыеСвойства")
        number, reference = text(keys, "Номер"), text(keys, "Ссылка")
        self._organization(first(keys, "Организация"), number)
        if reference in self.sales:
            self._say("sale_twice", number, reference)
        if len(number) > 11:
            self._say("number_cut", number)
        rows = tuple(self._rows(document, version, number))
        total = Decimal(text(document, "Сумма"))
        if total != sum(row.total for row in rows):
            self._say("sum_off", number, f"{total}")
        if text(document, "СуммаВключаетНДС") != "true":
            self._say("vat_added", number)
        self.sales[reference] = LoadedSale(
            reference=reference,
            number=number,
            date=datetime.fromisoformat(text(keys, "Дата")),
            currency=self._currency(document, number),
            total=total,
            buyer=self._buyer(first(document, "Контрагент"), number),
            rows=rows,
        )

    def _organization(self, own: Node, number: str) -> None:
        known = (text(own, "ИНН"), text(own, "КПП"))
        if known not in self.organizations:
            self._say("organization_made", number, str(known))
        if (text(own, "ЮридическоеФизическоеЛицо") == "ЮридическоеЛицо") != (len(known[0]) == 10):
            self._say("organization_of_another_sort", number)

    def _currency(self, document: Node, number: str) -> str:
        code = text(document, "Валюта", "ДанныеКлассификатора", "Код")
        settled = text(
            document, "ДанныеВзаиморасчетов", "ВалютаВзаиморасчетов", "ДанныеКлассификатора", "Код"
        )
        if code not in self.currencies or settled != code:
            self._say("currency_made", number, code)
        return CURRENCIES.get(code, code)

    def _buyer(self, given: Node, number: str) -> Counterparty:
        inn, kpp = text(given, "ИНН"), text(given, "КПП")
        is_legal = text(given, "ЮридическоеФизическоеЛицо") == "ЮридическоеЛицо"
        self._name(given, number)
        if (is_legal and len(inn) == 12) or (not is_legal and (kpp or len(inn) == 10)):
            self._say("buyer_of_another_sort", number, f"{inn} {kpp}")
        buyer = Counterparty(text(given, "НаименованиеПолное"), is_legal, inn, kpp)
        self.buyers[text(given, "Ссылка")] = buyer
        return buyer

    def _rows(self, document: Node, version: str, number: str) -> Iterable[LoadedRow]:
        for table in ("Товары", "Услуги"):
            for line, row in enumerate(inside(document, table, "Строка"), start=1):
                if text(row, "НомерСтрокиДокумента") != str(line):
                    self._say("row_number", number, str(line))
                yield self._row(row, rate_of(row, version), number)

    def _row(self, row: Node, rate: int | None, number: str) -> LoadedRow:
        held = first(row, "ДанныеНоменклатуры")
        is_service = held is None
        item = first(row if is_service else held, "Номенклатура")
        qty, price = Decimal(text(row, "Количество")), Decimal(text(row, "Цена"))
        total, vat = Decimal(text(row, "Сумма")), Decimal(text(row, "СуммаНДС"))
        if not qty or not price or not total:
            self._say("row_dropped", number, text(item, "Наименование"))
        # Half a kopeck of each unit, and of the sum, is what rounding may take.
        if abs(price * qty - total) > Decimal("0.005") * (qty + 1):
            self._say("price_off", number, f"{price} x {qty} is not {total}")
        if abs(vat - total * (rate or 0) / (100 + (rate or 0))) > Decimal("0.01"):
            self._say("vat_off", number, f"{vat} in {total} at {rate}")
        self._name(item, number)
        key = text(item, "Ссылка")
        self.items.setdefault(key, text(item, "Наименование"))
        return LoadedRow(
            key=key,
            name=text(item, "НаименованиеПолное"),
            is_service=is_service,
            qty=qty,
            price=price,
            total=total,
            vat=WITHOUT if rate is None else str(rate),
            vat_amount=vat,
        )

    def _name(self, given: Node, number: str) -> None:
        if len(text(given, "Наименование")) > 100:
            self._say("name_cut", number, text(given, "Наименование"))

    def _say(self, rule: str, number: str, detail: str = "") -> None:
        self.findings.append(Finding(rule, number, detail))
