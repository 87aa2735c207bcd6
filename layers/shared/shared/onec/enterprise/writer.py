"""Completed orders as `Документ.РеализацияТоваровУслуг` of an EnterpriseData message.

A message for the stock processing «Загрузка данных EnterpriseData» and for EnterpriseDataUpload;
neither wants a confirmation. 1C reads it by its schema, so elements stand in the schema's order.
Templates of escaped text, as in `shared.onec.writer`.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

from shared.events import OrderSnapshot
from shared.onec.characters import escaped, line
from shared.onec.enterprise.keys import sale_key
from shared.onec.enterprise.limits import LONGEST_NUMBER
from shared.onec.enterprise.parties import counterparty, organization
from shared.onec.enterprise.profile import SaleProfile
from shared.onec.enterprise.rows import sold, tables
from shared.onec.enterprise.versions import NAMESPACE
from shared.onec.rows import money

MESSAGE: Final = "http://www.1c.ru/SSL/Exchange/Message"
NATIONAL: Final = "RUB"
_AT_PAR: Final = (
    "<КурсВзаиморасчетов>1</КурсВзаиморасчетов><КратностьВзаиморасчетов>1</КратностьВзаиморасчетов>"
)
"""Of the national currency only: the rate of another is for 1C to know."""
_SECONDS: Final = len("2026-11-22T11:00:00")
_TAIL: Final = "</Body>\n</Message>\n"


class SaleWriter:
    """Writes sales for one profile; what they have in common is written once."""

    def __init__(self, profile: SaleProfile) -> None:
        """Bind to a profile."""
        self._zone = profile.zone
        self._version = profile.version
        self._organization = organization(profile.organization)
        self._currencies = {
            currency: f"<ДанныеКлассификатора><Код>{code}</Код>"
            f"<Наименование>{escaped(name)}</Наименование></ДанныеКлассификатора>"
            for currency, (code, name) in profile.currencies.items()
        }

    def document(self, order: OrderSnapshot) -> str:
        """Write one order that `checks` find nothing against."""
        currency = self._currencies[order.currency]
        done = order.completed_at or order.updated_at
        return (
            f"<Документ.РеализацияТоваровУслуг><КлючевыеСвойства>"
            f"<Ссылка>{sale_key(order.id)}</Ссылка><Дата>{self._local(done)}</Дата>"
            f"<Номер>{escaped(line(order.number, LONGEST_NUMBER))}</Номер>"
            f"{self._organization}</КлючевыеСвойства><ВидОперации>РеализацияКлиенту</ВидОперации>"
            f"<Валюта>{currency}</Валюта><Сумма>{money(order.total)}</Сумма>"
            f"<СуммаВключаетНДС>true</СуммаВключаетНДС>{counterparty(order.customer)}"
            f"<ДанныеВзаиморасчетов><ВалютаВзаиморасчетов>{currency}</ВалютаВзаиморасчетов>"
            f"{_AT_PAR if order.currency == NATIONAL else ''}</ДанныеВзаиморасчетов>"
            f"{tables(sold(order), self._version)}</Документ.РеализацияТоваровУслуг>\n"
        )

    def head(self, at: datetime) -> str:
        """Begin a message that is made at a moment."""
        form = f"{NAMESPACE}{self._version}"
        made = at.astimezone(UTC).isoformat()[:_SECONDS]
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<Message xmlns:msg="{MESSAGE}">\n'
            f"<msg:Header><msg:Format>{form}</msg:Format>"
            f"<msg:CreationDate>{made}</msg:CreationDate>"
            f"<msg:AvailableVersion>{self._version}</msg:AvailableVersion></msg:Header>\n"
            f'<Body xmlns="{form}">\n'
        )

    def _local(self, moment: datetime) -> str:
        return moment.astimezone(self._zone).isoformat()[:_SECONDS]


def write(orders: Iterable[OrderSnapshot], profile: SaleProfile, at: datetime) -> Iterator[bytes]:
    """Write a message piece by piece: no more than one order is held at a time.

    Args:
        orders: those that are sales and that `checks.faults` finds nothing against.
        profile: whose sales they are, and for which version.
        at: when this message is made.
    """
    writer = SaleWriter(profile)
    yield writer.head(at).encode()
    for order in orders:
        yield writer.document(order).encode()
    yield _TAIL.encode()
