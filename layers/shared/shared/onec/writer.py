"""Orders as a CommerceML 2 message.

Elements stand in the order of the schema (2.08, 2.10) though 1C reads them in any; there is no
namespace, since with one 1C reads by the schema and one wrong value fails the whole batch.
Templates of escaped text, not a tree: a tree takes four times as long (see docs/onec.md).
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final
from uuid import NAMESPACE_OID, UUID, uuid5

from shared.events import OrderSnapshot
from shared.onec.buyer import buyer
from shared.onec.characters import escaped, lines, name, told
from shared.onec.profile import Profile, Schema
from shared.onec.requisites import local, requisites
from shared.onec.rows import in_order, money, order_taxes, row

SALE: Final = "Заказ товара"
BOOKING: Final = "Запись на услугу"
BOOKING_SCHEMA: Final[Schema] = "2.05"
NOBODY: Final = UUID(int=0)
_TAIL: Final = "</КоммерческаяИнформация>\n"


def write(orders: Iterable[OrderSnapshot], profile: Profile, at: datetime) -> Iterator[bytes]:
    """Write orders piece by piece: no more than one of them is held at a time.

    Args:
        orders: those that `checks.faults` finds nothing against.
        profile: how the base wants them.
        at: when this message is made.
    """
    return wrapped((document(order, profile).encode() for order in orders), profile, at)


def wrapped(documents: Iterable[bytes], profile: Profile, at: datetime) -> Iterator[bytes]:
    """Make a message of orders that are written already, piece by piece."""
    yield _head(profile.schema, local(at, profile)).encode()
    yield from documents
    yield _TAIL.encode()


def batch(orders: Iterable[OrderSnapshot], profile: Profile, at: datetime) -> bytes:
    """Write a batch of orders whole; one without orders is a valid message too."""
    return b"".join(write(orders, profile, at))


def booking(order: OrderSnapshot, profile: Profile, at: datetime) -> bytes:
    """Write one order as УНФ's service of bookings takes it: it becomes a заказ-наряд."""
    written = document(order, profile, operation=BOOKING, more=_resource(order, profile))
    return f"{_head(BOOKING_SCHEMA, local(at, profile))}{written}{_TAIL}".encode()


def document(
    order: OrderSnapshot, profile: Profile, *, operation: str = SALE, more: str = ""
) -> str:
    """Write one order."""
    day, _, time = local(order.created_at, profile).partition("T")
    currency = profile.currencies.get(order.currency, order.currency)
    rows = "".join(row(each, profile) for each in in_order(order.items, profile))
    goods = f"<Товары>{rows}</Товары>" if rows else ""
    comment = lines(f"{order.title}\n{order.description}")
    return (
        f"<Документ><Ид>{told(order.id)}</Ид><Номер>{told(order.number)}</Номер>"
        f"<Дата>{day}</Дата><ХозОперация>{operation}</ХозОперация><Роль>Продавец</Роль>"
        f"<Валюта>{told(currency)}</Валюта><Курс>1</Курс><Сумма>{money(order.total)}</Сумма>"
        f"<Контрагенты>{buyer(order.customer)}</Контрагенты><Время>{time}</Время>"
        f"<Комментарий>{escaped(comment)}</Комментарий>{order_taxes(order.items, profile)}"
        f"{goods}{requisites(order, profile)}{more}</Документ>\n"
    )


def _head(schema: str, at: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<КоммерческаяИнформация ВерсияСхемы="{schema}" ДатаФормирования="{at}">\n'
    )


def _resource(order: OrderSnapshot, profile: Profile) -> str:
    """Write the resource that is booked; УНФ fails where the element is missing."""
    technician, start, end = order.technician, order.scheduled_start, order.scheduled_end
    resource = uuid5(NAMESPACE_OID, technician.id) if technician else NOBODY
    title = escaped(name(technician.name)) if technician else ""
    minutes = int((end - start).total_seconds()) // 60 if start and end else 0
    begins = local(start or order.created_at, profile)
    return (
        f"<ГрафикРесурса><Ид>{resource}</Ид><Наименование>{title}</Наименование>"
        f"<ДатаВремяНачала>{begins}</ДатаВремяНачала><Длительность>{minutes}</Длительность>"
        f"<Комментарий>{told(order.title)}</Комментарий></ГрафикРесурса>"
    )
