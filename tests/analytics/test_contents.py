"""The name of a day is the sum of what names its orders, reckoned here one order after another."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import contents
from analytics.contents import name_additions, names_of
from analytics.lake.columns import frame_of_rows
from analytics.model import AXES
from analytics.rows import OrderRow
from analytics.zones import number_of
from tests.analytics import some_rows
from tests.analytics.fakes import ZONE

ROUND = 2**64


def known(rows: Sequence[OrderRow], *versions: int) -> list[OrderRow]:
    return [
        replace(row, id=f"ord_{n}", version=version)
        for version in versions
        for n, row in enumerate(rows)
    ]


def expected(rows: Sequence[OrderRow]) -> dict[int, bytes]:
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        digest = blake2b(f"{row.id} {row.version}".encode(), digest_size=16).digest()
        stamps = [at for axis in AXES if (at := getattr(row, axis))]
        for day in {number_of(at.astimezone(ZONE).date()) for at in stamps}:
            for lane in range(2):
                number = int.from_bytes(digest[8 * lane : 8 * lane + 8], "little")
                sums[day][lane] = (sums[day][lane] + number) % ROUND
    return {day: b"".join(n.to_bytes(8, "little") for n in lanes) for day, lanes in sums.items()}


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(some_rows.orders(), max_size=7), at_once=st.sampled_from([1, 2, 3, 50]))
def test_a_day_is_named_by_its_orders_and_their_versions(
    rows: list[OrderRow], at_once: int
) -> None:
    found = known(rows, 1, 2)
    told = expected(found)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(contents, "AT_ONCE", at_once)

        names = names_of(frame_of_rows("orders", found), {*told, 0}, ZONE)

    assert names == {0: b"", **told}


def test_orders_that_come_and_go_again_change_no_name() -> None:
    row = replace(known([some_rows.plain(OrderRow)], 1)[0], created_at=some_rows.STARTS[0])
    frame = frame_of_rows("orders", [row, row])

    assert name_additions(frame_of_rows("orders", []), frame.number("version")[:0], ZONE) == {}
    assert name_additions(frame, frame.number("version") * [-1, 1], ZONE) == {}
