"""Observations: what is left of them when some are cut away."""

from datetime import UTC, datetime

import numpy as np
import pytest

from analytics.kpi import Kpi, Observations
from analytics.kpis import KPIS
from analytics.rows import ROWS, AnswerRow
from tests.analytics.frames import frame_of, plain, whole

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


@pytest.mark.parametrize("kpi", KPIS.values(), ids=list(KPIS))
def test_what_is_added_up_are_whole_numbers(kpi: Kpi) -> None:
    seen = kpi.seen(frame_of([], ROWS[kpi.kind]), "RUB")

    columns = (seen.rows, seen.at, seen.total, seen.n, seen.pending)
    assert {each.dtype for each in columns if each is not None} == {np.dtype(np.int64)}


@pytest.mark.parametrize("name", ["average_rating", "csat", "bad_rating_recovery"])
def test_an_answer_of_which_no_rating_is_known_takes_part_in_no_figure_of_ratings(
    name: str,
) -> None:
    unrated = plain(AnswerRow, rating=None, submitted_at=datetime(2026, 11, 22, tzinfo=UTC))

    assert not whole(KPIS[name], [unrated])
