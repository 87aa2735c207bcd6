"""A base of 1C: what it loads of a message, in УНФ's way and in УТ's."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from tests.onec.emulator import reading
from tests.onec.emulator.findings import BatchStoppedError, Finding
from tests.onec.emulator.loaded import LoadedOrder, LoadedRow
from tests.onec.emulator.message import Node, documents, first, inside, pairs, root_of, text
from tests.onec.emulator.reading import Note
from tests.onec.emulator.schema import broken
from tests.onec.emulator.vat import UNF_RATES, UT_RATES, WITHOUT, unf_rate, ut_rate

# fmt: off
STATUSES = (
    "Новый", "Назначен", "В пути", "В работе", "На паузе", "Выполнен", "Закрыт", "Отменён",
)
# fmt: on


@dataclass
class Base:
    """What both have in common; `findings` grows with every message."""

    currencies: frozenset[str] = frozenset({"руб", "USD", "EUR"})
    national: str = "руб"
    references: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset(STATUSES)
    """States that the exchange's settings map."""
    rates: frozenset[str] = UNF_RATES
    orders: dict[str, LoadedOrder] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    judges_schema: bool = True
    """Costs half of the time: thousands of orders may do without."""

    def load(self, body: bytes, *, stop_after: int | None = None) -> int:
        """Load a message; BatchStoppedError as 1C would stop.

        With `stop_after` the base stops in the middle, as when somebody pulls the plug.
        """
        root = root_of(body)
        if root.nsmap:
            self._say("namespace", "", str(root.nsmap))
        for each in broken(root) if self.judges_schema else ():
            self._say("schema", "", each)
        given = documents(root)
        for document in given[:stop_after]:
            self.take(document)
        if stop_after is not None and stop_after < len(given):
            raise BatchStoppedError("the plug was pulled")
        return len(given)

    def take(self, document: Node) -> None:
        """Load one document."""
        number = text(document, "Номер")
        if text(document, "ХозОперация").lower() != "заказ товара":
            msg = f"order {number}: unknown operation"
            raise BatchStoppedError(msg)
        note = reading.finding(number, self.findings)
        fresh = self.read(document, number, note)
        known = self.orders.get(self.key(number))
        self.orders[self.key(number)] = self.again(known, fresh) if known else fresh

    def read(self, document: Node, number: str, note: Note) -> LoadedOrder:
        requisites = reading.requisites_of(document, note)
        reading.discounts(document, note)
        rows = tuple(self.rows(document, note))
        return LoadedOrder(
            number=self.key(number),
            own_number=self.own_number(number, note),
            date=reading.date_of(document, note),
            currency=reading.currency_of(document, self.currencies, self.national, note),
            buyer=reading.buyer_of(document, note),
            rows=rows,
            status=self.status(requisites, note),
            is_cancelled=requisites.get("Отменен") == "true",
            is_paid=self.is_paid(requisites),
            facts={k: v for k, v in requisites.items() if k not in reading.READ},
        )

    def rows(self, document: Node, note: Note) -> Iterable[LoadedRow]:
        vat = WITHOUT
        for row in inside(document, "Товары", "Товар"):
            vat = self.rate(document, row, vat, note)
            loaded = self._row(row, vat, note)
            if loaded is not None:
                yield loaded

    def _row(self, row: Node, vat: str, note: Note) -> LoadedRow | None:
        reading.discounts(row, note)
        qty = reading.amount(text(row, "Количество") or "0", "Количество", note)
        if qty == 0:
            note("row_skipped", text(row, "Наименование"))
            return None
        price = reading.amount(text(row, "ЦенаЗаЕдиницу"), "ЦенаЗаЕдиницу", note)
        total = reading.amount(text(row, "Сумма"), "Сумма", note)
        # Half a kopeck of each unit, and of the sum, is what rounding may take.
        if abs(price * qty - total) > Decimal("0.005") * (abs(qty) + 1):
            note("price_off", f"{price} x {qty} is not {total}")
        tax = text(row, "Налоги", "Налог", "Сумма")
        requisites = dict(pairs(row))
        return LoadedRow(
            key=reading.key_of(row, self.references, note),
            name=text(row, "Наименование"),
            is_service=requisites.get("ТипНоменклатуры", "").lower() == "услуга",
            qty=qty,
            price=price,
            total=total,
            vat=vat,
            vat_amount=reading.amount(tax, "НДС", note) if tax and vat != WITHOUT else Decimal(0),
        )

    def is_paid(self, requisites: dict[str, str]) -> bool:
        needed = ("Дата оплаты", "Номер платежного документа")
        method = requisites.get("Метод оплаты") or requisites.get("Метод оплаты ИД")
        is_told = all(requisites.get(name) for name in needed) and bool(method)
        return is_told and requisites.get("Заказ оплачен") == "true"

    def _say(self, rule: str, number: str, detail: str) -> None:
        self.findings.append(Finding(rule, number, detail))

    def key(self, number: str) -> str:
        raise NotImplementedError

    def own_number(self, number: str, note: Note) -> str:
        raise NotImplementedError

    def rate(self, document: Node, row: Node, before: str, note: Note) -> str:
        raise NotImplementedError

    def status(self, requisites: dict[str, str], note: Note) -> str:
        raise NotImplementedError

    def again(self, known: LoadedOrder, fresh: LoadedOrder) -> LoadedOrder:
        raise NotImplementedError


@dataclass
class Unf(Base):
    """«Управление нашей фирмой» 3.0."""

    prefix: str = "00СА-"
    own_numbers: dict[str, str] = field(default_factory=dict)

    def key(self, number: str) -> str:
        return number

    def own_number(self, number: str, note: Note) -> str:
        digits = "".join(each for each in number if each in "0123456789")
        if digits != number:
            note("letters_dropped", number)
        own = self.prefix + digits.zfill(6)
        if len(own) > 11:
            note("number_cut", own)
        if self.own_numbers.setdefault(own, number) != number:
            note("number_collides", own)
        return own

    def rate(self, document: Node, row: Node, before: str, note: Note) -> str:
        given = reading.rate_text(row, note)
        if given is None:
            return WITHOUT
        if first(document, "Налоги") is None:
            note("taxes_lost", "the document has no Налоги")
            return WITHOUT
        found = unf_rate(given, self.rates)
        if found == WITHOUT:
            note("vat_dropped", given)
        return found

    def status(self, requisites: dict[str, str], note: Note) -> str:
        given = requisites.get("Статуса заказа ИД", ""), requisites.get("Статус заказа", "")
        found = next((each for each in given if each in self.statuses), "")
        if not found:
            note("status_unmapped", " / ".join(given))
        return found

    def again(self, known: LoadedOrder, fresh: LoadedOrder) -> LoadedOrder:
        if known.is_finished:
            return known
        if known.is_paid or known.is_shipped:
            return replace(known, facts=fresh.facts, status=fresh.status)
        return fresh


@dataclass
class Ut(Base):
    """«Управление торговлей» 11.4: an error takes the whole batch back."""

    rates: frozenset[str] = UT_RATES
    awaiting: frozenset[str] = frozenset({*STATUSES[:6], "НеСогласован"})
    """States that its settings map to «ожидается согласование»: elsewhere an order is frozen."""

    def load(self, body: bytes, *, stop_after: int | None = None) -> int:
        before = dict(self.orders)
        try:
            return super().load(body, stop_after=stop_after)
        except BatchStoppedError:
            self.orders = before
            raise

    def key(self, number: str) -> str:
        return number[:11]

    def own_number(self, number: str, note: Note) -> str:
        if len(number) > 11:
            note("number_cut", number)
        return number[:11]

    def rate(self, document: Node, row: Node, before: str, note: Note) -> str:
        given = reading.rate_text(row, note)
        if given is None:
            if before != WITHOUT:
                note("vat_inherited", before)
            return before
        found = ut_rate(given, self.rates)
        if found == WITHOUT:
            note("vat_dropped", given)
        return found

    def status(self, requisites: dict[str, str], note: Note) -> str:
        given = requisites.get("Статус заказа", "")
        if given not in self.statuses:
            note("status_unmapped", given)
            return "НеСогласован"
        return given

    def read(self, document: Node, number: str, note: Note) -> LoadedOrder:
        if not text(document, "Контрагенты", "Контрагент", "Наименование"):
            msg = f"order {number}: the counterparty has no Наименование"
            raise BatchStoppedError(msg)
        return super().read(document, number, note)

    def again(self, known: LoadedOrder, fresh: LoadedOrder) -> LoadedOrder:
        return fresh if known.status in self.awaiting else known
