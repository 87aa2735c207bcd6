"""Text as 1C can take it."""

import pytest
from hypothesis import given
from lxml import etree

from shared.onec.characters import cut, escaped, line, lines, name
from tests.onec.strategies import NASTY


@given(NASTY)
def test_any_text_can_stand_in_a_message(text):
    for made in (line(text), lines(text), name(text)):
        assert etree.fromstring(f"<a>{escaped(made)}</a>").text in {made, None}
        assert etree.fromstring(f'<a b="{escaped(line(text))}"/>').get("b") == line(text)


@given(NASTY)
def test_a_name_is_one_line_without_the_sign_of_a_characteristic(text):
    made = name(text)

    assert "#" not in made
    assert made == " ".join(made.split())
    assert name(made) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Насос #2", "Насос №2"),
        ("  a\r\n\tb\x00c ", "a b c"),
        ("😀 №1", "😀 №1"),
        ("\x85", ""),
        ("a\ud800b", "a b"),
    ],
)
def test_names_of_everyday(text, made):
    assert name(text) == made


def test_a_text_of_several_lines_keeps_them():
    assert lines(" a\r\nb\x07\n") == "a\nb"


@pytest.mark.parametrize(
    ("text", "kept"),
    [("Ы" * 6, "Ы" * 5), ("😀" * 3, "😀😀"), ("a😀😀b", "a😀😀"), ("12345", "12345")],
)
def test_a_text_is_cut_as_1c_counts_and_never_through_a_pair(text, kept):
    assert cut(text, 5) == kept
