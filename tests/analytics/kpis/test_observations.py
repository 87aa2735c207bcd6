"""Observations: what is left of them when some are cut away."""

import numpy as np

from analytics.kpi import Observations

SOME = np.array([10, 20, 30])
MASK = np.array([True, False, True])


def test_what_is_cut_away_takes_what_is_pending_along() -> None:
    pending = np.array([0, 1, 1])

    cut = Observations(rows=SOME, at=SOME, total=SOME, n=SOME, pending=pending).only(MASK)

    assert cut.pending is not None
    assert cut.pending.tolist() == [0, 1]
    assert [each.tolist() for each in (cut.rows, cut.at, cut.total, cut.n)] == [[10, 30]] * 4


def test_where_nothing_can_be_pending_nothing_is() -> None:
    assert Observations(rows=SOME, at=SOME, total=SOME, n=SOME).only(MASK).pending is None
