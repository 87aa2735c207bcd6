"""Files for 1C against `lxml.xmlfile`: CPU time for the same message, and peak memory as it grows.

The rivals are the judges of the tests, which build each order as a small tree and let lxml write
it at once: what one writes with lxml when a year of orders must not lie in memory.
"""

import resource
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from analytics.export import ExportFormat, Setting
from analytics.exports import as_commerceml, as_enterprise_data
from shared.events import OrderSnapshot
from shared.onec import writer
from shared.onec.enterprise import writer as sales
from shared.onec.enterprise.profile import Organization, SaleProfile
from tests.bench.report import Row, micro
from tests.bench.rounds import Spread, compare, ratio
from tests.onec import enterprise_reference, reference
from tests.onec.builders import MOSCOW, NOW, UNF, make_line, make_order

CPU_GOAL = 0.2
RSS_GOAL = 1.35
GROWTH = 20
ORGANIZATION = Organization("ООО «Мастер»", "7707083893", "770701001")
SALES = SaleProfile(MOSCOW, ORGANIZATION)
OPTIONS = {
    "commerceml": {"known_rates": "22"},
    "enterprise_data": {
        "organization_name": ORGANIZATION.name,
        "organization_inn": ORGANIZATION.inn,
        "organization_kpp": "770701001",
    },
}
FORMATS: dict[str, ExportFormat] = {
    "commerceml": as_commerceml.FORMAT,
    "enterprise_data": as_enterprise_data.FORMAT,
}
POOL = 200
WORKS = 40
"""As long a price list as a small company has."""


class Null:
    """A sink that keeps nothing."""

    def write(self, data: bytes, /) -> int:
        return len(data)


def measure(rounds: int, orders: int, growth: int = GROWTH) -> list[Row]:
    """Measure both formats, after asserting that both sides write the same message."""
    given = list(some_orders(orders))
    timed = {
        "commerceml": lambda: _drain(writer.write(given, UNF, NOW)),
        "commerceml by lxml": lambda: reference.write(Null(), given, UNF, NOW),
        "commerceml, judged": lambda: export("commerceml", given),
        "enterprise_data": lambda: _drain(sales.write(given, SALES, NOW)),
        "enterprise_data by lxml": lambda: enterprise_reference.write(Null(), given, SALES, NOW),
        "enterprise_data, judged": lambda: export("enterprise_data", given),
    }
    _assert_alike(given[:20])
    timings = compare(timed, rounds=rounds, calls=1)
    rows = []
    for name in FORMATS:
        theirs = f"{name} by lxml"
        against = f"lxml.xmlfile {micro(Spread.of(timings[theirs]).median / orders)}"
        for ours, goal in ((name, CPU_GOAL), (f"{name}, judged", None)):
            each = micro(Spread.of(timings[ours]).median / orders)
            what = f"{ours}, an order of 3 lines"
            rows.append(Row(what, each, against, ratio(timings, ours, theirs), goal))
        rows.append(_memory(name, orders, growth))
    return rows


def some_orders(count: int) -> Iterator[OrderSnapshot]:
    """Give completed orders of three lines, each an object of its own."""
    pool = [_order(n) for n in range(min(count, POOL))]
    for n in range(count):
        given = pool[n % len(pool)]
        done = NOW - timedelta(minutes=n)
        update = {"id": f"ord_{n:026d}", "number": str(n + 1), "completed_at": done}
        yield given.model_copy(update=update)


def export(name: str, orders: Iterable[OrderSnapshot]) -> Setting:
    """Write orders as the worker does: judged, counted, poured into a sink."""
    setting = Setting(
        kind="orders",
        columns=(),
        zone=MOSCOW,
        currency="RUB",
        first=date(2026, 11, 1),
        last=date(2026, 11, 30),
        made_at=NOW,
        options=OPTIONS[name],
    )
    form = FORMATS[name]
    if form.write_orders is None:
        raise AssertionError(name)
    form.write_orders(orders, Null(), setting)
    return setting


def peak_kib(name: str, orders: int) -> int:
    """Give the peak memory of a process that writes so many orders and does nothing else."""
    code = (
        "from tests.bench import onec_files as f; "
        f"f.export({name!r}, f.some_orders({orders})); print(f.own_peak_kib())"
    )
    told = subprocess.run(  # noqa: S603 - our own code in our own interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=600
    )
    return int(told.stdout)


def own_peak_kib() -> int:
    """Give the peak memory of this process; what getrusage tells begins with its parent's."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(status.read_text(encoding="ascii").partition("VmHWM:")[2].split()[0])


def _memory(name: str, orders: int, growth: int) -> Row:
    small, large = peak_kib(name, orders), peak_kib(name, orders * growth)
    grown = large / small
    what = f"{name}, peak memory of {orders * growth:,} orders"
    against = f"{orders:,} orders: {small >> 10} MiB"
    return Row(what, f"{large >> 10} MiB", against, Spread(grown, grown, grown), RSS_GOAL)


def _order(n: int) -> OrderSnapshot:
    lines = [
        make_line(
            kind="part" if each == 2 else "service",
            name=f"Работа по прейскуранту № {(n + each) % WORKS}",
            sku=f"A-{(n + each) % WORKS}",
            qty=Decimal(each + 1),
            unit_price=100_00 + 100 * ((n + each) % WORKS),
        )
        for each in range(3)
    ]
    customer = {
        "id": f"cus_{n}",
        "name": f"Заказчик № {n} & партнёры",
        "kind": "company",
        "inn": "7707083893",
        "kpp": "770701001",
        "phone": "+79000000001",
    }
    return make_order(
        *lines,
        customer=customer,
        description="Течёт под давлением, шумит.",
        status="completed",
        completed_at=NOW,
    )


def _drain(pieces: Iterable[bytes]) -> None:
    sink = Null()
    for piece in pieces:
        sink.write(piece)


def _assert_alike(given: list[OrderSnapshot]) -> None:
    theirs, others = BytesIO(), BytesIO()
    reference.write(theirs, given, UNF, NOW)
    enterprise_reference.write(others, given, SALES, NOW)
    ours = b"".join(writer.write(given, UNF, NOW)), b"".join(sales.write(given, SALES, NOW))
    # The judge of CommerceML knows no ids of items: they are ours to choose.
    if _values(ours[0]) != _values(theirs.getvalue()) or _values(ours[1]) != _values(
        others.getvalue()
    ):
        msg = "our message and lxml's differ"
        raise AssertionError(msg)


def _values(body: bytes) -> list[tuple[Any, str]]:
    return [
        (each.tag, "" if len(each) or _is_own(each) else each.text or "")
        for each in etree.fromstring(body).iter()
        if len(each) or (each.text or "").strip() or _is_own(each)
    ]


def _is_own(each: Any) -> bool:
    return each.tag == "Ид" and each.getparent().tag == "Товар"
