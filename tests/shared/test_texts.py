"""Texts that people type: what nobody can see is no text."""

from typing import Annotated

import pytest
from pydantic import Field, ValidationError

from shared.texts import Trim, Typed, trim

UNSEEN = {
    "zero-width space": "\u200b",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "no-break space": "\u00a0",
    "narrow no-break space": "\u202f",
    "left-to-right mark": "\u200e",
    "right-to-left override": "\u202e",
    "pop directional isolate": "\u2069",
    "arabic letter mark": "\u061c",
    "zero-width joiner": "\u200d",
    "variation selector": "\ufe0f",
    "combining grapheme joiner": "\u034f",
    "hangul filler": "\u3164",
    "halfwidth hangul filler": "\uffa0",
    "mongolian vowel separator": "\u180e",
    "braille blank": "\u2800",
    "ideographic space": "\u3000",
    "line separator": "\u2028",
    "null": "\x00",
    "tag": "\U000e0067",
}


class Named(Typed):
    name: Annotated[str, Field(min_length=1, max_length=5)]
    tags: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    words: dict[str, Annotated[str, Field(min_length=1), Trim]] = Field(default={})


@pytest.mark.parametrize("unseen", UNSEEN.values(), ids=UNSEEN)
def test_a_text_of_which_nothing_can_be_seen_is_empty(unseen):
    assert trim(f" {unseen}\n{unseen}") == ""
    for wrong in ({"name": unseen}, {"name": "x", "tags": [unseen]}):
        with pytest.raises(ValidationError, match="at least 1 character"):
            Named.model_validate(wrong)
    with pytest.raises(ValidationError, match="at least 1 character"):
        Named.model_validate({"name": "x", "words": {"en": unseen}})


@pytest.mark.parametrize(
    "seen",
    [
        "семья 👨\u200d👩\u200d👧",
        "❤\ufe0f",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "a\u200bb",
        "№\u00a05",
        "می\u200cخواهم",
        "10 \u2067שקל\u2069",
        "é",
        "e\u0301",
        ".",
    ],
)
def test_what_can_be_seen_stays_as_it_is(seen):
    assert trim(seen) == seen


def test_blanks_at_the_ends_are_dropped_and_do_not_count():
    named = Named(name="\ufeff\u200b Ясно\u00a0\u2060\t", tags=("\u200bновый ",))

    assert named.name == "Ясно"
    assert named.tags == ("новый",)


def test_what_is_no_text_is_left_to_the_field():
    with pytest.raises(ValidationError, match="valid string"):
        Named.model_validate({"name": 5})


def test_a_long_run_of_blanks_inside_costs_no_more_than_its_length():
    run = f"a{' ' * 200_000}b"

    assert trim(f" {run} ") == run
