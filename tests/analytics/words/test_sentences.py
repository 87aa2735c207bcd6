"""What the manager reads: all sentences as committed, and none that is broken."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.patterns.comparison import Verdict, compare
from analytics.patterns.measure import Measure, Side
from analytics.patterns.notes import Note, NoteCode, of_pair
from analytics.patterns.periods import pair
from analytics.period import Period
from analytics.tally import Tally
from analytics.words.phrases import PHRASES
from tests.analytics.words.figures import COMPARISONS, FIGURES, NOTES, told
from tests.analytics.words.sentences import FILE, every, rendered

PRESETS = ["previous", "last_month", "year_by_date", "year_by_weekday"]
UNITS = {
    "count": {"orders", "answers", "requests", "visits"},
    "level": {"orders"},
    "share": {"share"},
    "sum": {"money"},
    "mean": {"money", "rating", "number"},
    "quantile": {"seconds"},
    "score": {"score"},
}
tallies = st.builds(
    lambda n, total, number: Tally(n, min(total, n), 0, 0, {number: n} if n else {}),
    st.integers(0, 5_000),
    st.integers(0, 5_000),
    st.integers(0, 900),
)
sides = st.builds(Side, st.lists(tallies, max_size=9), st.just(date(2026, 6, 1)))
periods = st.builds(
    lambda first, days: Period(first, first + timedelta(days=days)),
    st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    st.integers(0, 399),
)
BROKEN = re.compile(r"[{}]|  |\bNone\b|\bnan\b|\binf\b|^\s|\s$|\s[.,;:]|\.\.|\(\)|-\d")


def test_the_sentences_are_those_that_were_read_and_committed():
    """After a change: python -m tests.analytics.words.sentences, and read what it wrote."""
    assert rendered() == FILE.read_text()


@pytest.mark.parametrize("texts", [pytest.param(texts, id=name) for name, texts in every()])
def test_no_sentence_is_broken(texts):
    for text in texts:
        assert not BROKEN.search(text), text
        assert text[0].isupper()
        assert text.endswith(".")


def test_every_verdict_and_every_note_has_its_sentence():
    assert {found.verdict for _, found in COMPARISONS.values()} == set(get_args(Verdict))
    assert {note.code for note in NOTES} == set(get_args(NoteCode))
    for phrases in PHRASES.values():
        assert phrases.notes.keys() == set(get_args(NoteCode))


measures = st.builds(
    Measure, st.sampled_from(sorted(UNITS)), st.sampled_from(["up", "down", "neither"])
)


@given(
    now=sides,
    base=sides,
    measure=measures,
    asked=periods,
    preset=st.sampled_from(PRESETS),
    today=st.dates(date(2024, 1, 1), date(2028, 12, 31)),
)
def test_every_possible_result_is_said_in_both_languages(now, base, measure, asked, preset, today):
    chosen = pair(asked, preset, today, hour=7)
    notes = [*of_pair(chosen), Note("holidays", 3, 4, -0.25), Note("matures", day=today)]
    found = compare(measure, now, base, notes)

    for figure in (each for each in FIGURES if each.unit in UNITS[measure.kind]):
        for tongue in ("ru", "en"):
            text = told(figure, found, tongue, chosen)

            assert not BROKEN.search(text.whole), text.whole
            assert len(text.notes) == len(found.notes)
            assert ("%" in text.headline) <= (measure.kind == "share" or found.relative is not None)


def test_shares_are_never_said_in_percent_of_percent():
    for figure, found in COMPARISONS.values():
        if figure.unit == "share" and found.points is not None:
            text = told(figure, found, "ru")
            assert text.headline.count("%") == 1
            assert "%" not in text.reason


def test_the_year_is_named_where_it_is_another():
    chosen = pair(Period(date(2026, 5, 1), date(2026, 5, 30)), "year_by_date", date(2026, 7, 1))
    figure, found = COMPARISONS["count, surely better"]

    assert "за 1–30\u00a0мая\u00a02025\u00a0года" in told(figure, found, "ru", chosen).headline
    assert "over 1–30\u00a0May\u00a02025" in told(figure, found, "en", chosen).headline


def test_one_day_is_called_by_its_date():
    day = date(2026, 5, 21)
    chosen = pair(Period(day, day), "previous", date(2026, 7, 1))
    figure, found = COMPARISONS["count, two days"]

    assert "чем за 20\u00a0мая." in told(figure, found, "ru", chosen).headline
    assert "than on 20\u00a0May." in told(figure, found, "en", chosen).headline


def test_a_text_without_notes_has_no_empty_end():
    figure, found = COMPARISONS["count, the same"]
    text = told(figure, replace(found, notes=()), "ru")

    assert (text.reason, text.whole) == ("", text.headline)
