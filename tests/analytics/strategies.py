"""Histories of rows: what could have happened, in every order that it could arrive in."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from analytics.rows import OrderRow, Row
from tests.analytics.some_rows import answers, asks, orders

# Around midnight, the end of a month and of a year in Moscow (UTC+3).
STARTS = (
    datetime(2026, 10, 31, 20, 59, 59, 999000, tzinfo=UTC),
    datetime(2026, 10, 31, 21, 0, tzinfo=UTC),
    datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
    datetime(2026, 12, 31, 20, 30, tzinfo=UTC),
)
Known = dict[str, datetime]
"""When the orders of a world were created."""


def began() -> st.SearchStrategy[datetime]:
    return st.builds(
        lambda start, minutes: start + timedelta(minutes=minutes),
        st.sampled_from(STARTS),
        st.integers(0, 90),
    )


@st.composite
def histories(draw: st.DrawFn, order_id: str, known: Known | None = None) -> list[Row]:
    """All versions of one order: created_at stays, all else may change in any way.

    Stamps don't move today, but roll-ups must not rest on that: a correction may come.
    """
    created = draw(began())
    others = {**(known or {}), "ord_9": STARTS[0]}
    origin = draw(st.sampled_from([None, None, *others]))
    if known is not None:
        known[order_id] = created
    versions: list[Row] = []
    at = created
    for version in range(1, draw(st.integers(1, 4)) + 1):
        told = {"id": order_id, "number": order_id, "version": version, "created_at": created}
        link = {"rework_of": origin, "origin_created_at": others[origin] if origin else None}
        order: OrderRow = draw(orders())
        versions.append(replace(order, **told, **link, updated_at=at))
        at += timedelta(hours=draw(st.integers(0, 40)))
    return versions


@st.composite
def opinions(draw: st.DrawFn, order_id: str) -> list[list[Row]]:
    """A request and an answer about an order, each in some versions."""
    asked, said = draw(st.none() | began()), draw(began())
    found: list[list[Row]] = []
    if asked:
        versions = range(2, draw(st.integers(2, 4)))
        told = {"id": order_id, "asked_at": asked, "updated_at": asked, "answered_at": None}
        found.append([replace(draw(asks()), **told, version=each) for each in versions])
    if draw(st.booleans()):
        told = {"id": order_id, "asked_at": asked, "submitted_at": said}
        later = [said + timedelta(hours=n) for n in range(draw(st.integers(1, 3)))]
        versions_of = enumerate(later, start=1)
        found.append(
            [replace(draw(answers()), **told, version=n, updated_at=at) for n, at in versions_of]
        )
    return [each for each in found if each]


@st.composite
def worlds(draw: st.DrawFn) -> list[list[Row]]:
    """Histories of some orders, of what their customers were asked and what they said."""
    known: Known = {}
    ids = [f"ord_{n}" for n in range(draw(st.integers(1, 4)))]
    found = [draw(histories(each, known)) for each in ids]
    return found + [each for id_ in ids[:2] for each in draw(opinions(id_))]


@st.composite
def arrivals(draw: st.DrawFn, world: list[list[Row]]) -> list[list[Row]]:
    """Every version at least once, some twice, in any order, in files of any size."""
    changes = [row for history in world for row in history]
    repeats = draw(st.lists(st.sampled_from(changes), max_size=5))
    shuffled = draw(st.permutations([*changes, *repeats]))
    cuts = sorted(draw(st.sets(st.integers(1, len(shuffled)), max_size=4)))
    edges = [0, *cuts, len(shuffled)]
    return [shuffled[a:b] for a, b in itertools.pairwise(edges) if a < b]
