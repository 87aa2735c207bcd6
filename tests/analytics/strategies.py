"""Histories of orders: what could have happened, in every order that it could arrive in."""

import itertools
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from analytics.rows import OrderRow
from tests.analytics.builders import make_row

# Around midnight, the end of a month and of a year in Moscow (UTC+3).
STARTS = (
    datetime(2026, 10, 31, 20, 59, 59, 999000, tzinfo=UTC),
    datetime(2026, 10, 31, 21, 0, tzinfo=UTC),
    datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
    datetime(2026, 12, 31, 20, 30, tzinfo=UTC),
)

MOVES = ("edit", "completed", "completed", "cancelled", "corrected", "withdrawn")


@st.composite
def histories(draw: st.DrawFn, order_id: str) -> list[OrderRow]:
    """All versions of one order: created_at stays, the sum and the other stamps may change.

    Stamps don't move today, but roll-ups must not rest on that: a correction may come.
    """
    created = draw(st.sampled_from(STARTS)) + timedelta(minutes=draw(st.integers(0, 90)))
    at, known, versions = created, {}, []
    moves = draw(st.lists(st.sampled_from(MOVES), max_size=4))
    for version, move in enumerate(["new", *moves], start=1):
        if move in {"completed", "cancelled"}:
            known = {f"{move}_at": at, "status": move} | known
        elif move == "corrected":
            known = {name: at for name in known if name.endswith("_at")}
        elif move == "withdrawn":
            known = {}
        row = make_row(
            id=order_id,
            version=version,
            total=draw(st.integers(0, 10**9)),
            currency=draw(st.sampled_from(("RUB", "RUB", "RUB", "KZT"))),
            created_at=created,
            updated_at=at,
            **known,
        )
        versions.append(row)
        at += timedelta(hours=draw(st.integers(0, 40)))
    return versions


@st.composite
def worlds(draw: st.DrawFn) -> list[list[OrderRow]]:
    """Histories of some orders."""
    count = draw(st.integers(1, 4))
    return [draw(histories(f"ord_{n}")) for n in range(count)]


@st.composite
def arrivals(draw: st.DrawFn, world: list[list[OrderRow]]) -> list[list[OrderRow]]:
    """Every version at least once, some twice, in any order, in files of any size."""
    changes = [row for history in world for row in history]
    repeats = draw(st.lists(st.sampled_from(changes), max_size=5))
    shuffled = draw(st.permutations([*changes, *repeats]))
    cuts = sorted(draw(st.sets(st.integers(1, len(shuffled)), max_size=4)))
    edges = [0, *cuts, len(shuffled)]
    return [shuffled[a:b] for a, b in itertools.pairwise(edges) if a < b]
