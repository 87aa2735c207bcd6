"""CSV, profile ru-excel: what Excel of a Russian Windows opens by double click.

UTF-8 with BOM, `;`, CRLF, quotes after RFC 4180, decimal comma, no thousands separators, dates as
22.11.2026 08:00:00 in the company's zone. Text cells are always quoted; a text that a spreadsheet
would take for a formula gets a `'` in front (`plain` takes it off again), and line breaks and
control characters in it become spaces.

Source: https://owasp.org/www-community/attacks/CSV_Injection
"""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from analytics.export import RowFormat, Sink
from analytics.rows import OrderRow
from shared.cells import BOM, moment, quoted, text

BATCH_ROWS: Final = 4096
_NO_MINOR: Final = frozenset(
    [
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "ISK",
        "JPY",
        "KMF",
        "KRW",
        "PYG",
        "RWF",
        "UGX",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    ]
)
_THREE_DIGITS: Final = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])

STATUSES: Final = {
    "new": "Новая",
    "scheduled": "Назначена",
    "en_route": "В пути",
    "in_progress": "В работе",
    "on_hold": "Приостановлена",
    "completed": "Выполнена",
    "closed": "Закрыта",
    "cancelled": "Отменена",
}


def write(rows: Iterable[OrderRow], file: Sink, zone: ZoneInfo) -> None:
    """Write the head line and a line per order, some thousand at a time."""
    columns = _columns(zone)
    file.write((BOM + ";".join(quoted(name) for name in columns) + "\r\n").encode())
    cells, left = tuple(columns.values()), iter(rows)
    while batch := list(islice(left, BATCH_ROWS)):
        lines = (";".join([cell(order) for cell in cells]) for order in batch)
        file.write("".join(f"{line}\r\n" for line in lines).encode())


def _columns(zone: ZoneInfo) -> dict[str, Callable[[OrderRow], str]]:
    return {
        "Номер": lambda o: text(o.number),
        "Внешний номер": lambda o: text(o.external_id),
        "Статус": lambda o: text(STATUSES.get(o.status, o.status)),
        # An id: the lake knows no names, so no file outlives the erasure of a customer.
        "Клиент": lambda o: text(o.customer_id),
        "Мастер": lambda o: text(o.technician_name),
        "Сумма": lambda o: money(o.total, o.currency),
        "Валюта": lambda o: text(o.currency),
        "Создана": lambda o: moment(o.created_at, zone),
        "Начата": lambda o: moment(o.started_at, zone),
        "Выполнена": lambda o: moment(o.completed_at, zone),
        "Закрыта": lambda o: moment(o.closed_at, zone),
        "Отменена": lambda o: moment(o.cancelled_at, zone),
        "Источник": lambda o: text(o.source),
        "ID": lambda o: text(o.id),
    }


def money(amount: int, currency: str) -> str:
    """Write minor units as major units with a decimal comma: 123450 RUB is 1234,50."""
    digits = 0 if currency in _NO_MINOR else 3 if currency in _THREE_DIGITS else 2
    sign, units = "-" if amount < 0 else "", str(abs(amount)).zfill(digits + 1)
    return sign + (f"{units[:-digits]},{units[-digits:]}" if digits else units)


FORMAT: Final = RowFormat(
    profile="ru-excel", file_name="orders.csv", media_type="text/csv; charset=utf-8", write=write
)
