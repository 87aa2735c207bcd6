"""Parts of a text, against the standard's own figures and a count of another kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.sms.segments import BASIC, EXTENSION, Counted, count, split

GSM = st.text(st.sampled_from(sorted(BASIC | EXTENSION)), max_size=700)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("", Counted("gsm7", 0, 0)),
        ("a" * 160, Counted("gsm7", 160, 1)),
        ("a" * 161, Counted("gsm7", 161, 2)),
        ("a" * 306, Counted("gsm7", 306, 2)),
        ("a" * 307, Counted("gsm7", 307, 3)),
        ("€" * 80, Counted("gsm7", 160, 1)),
        ("€" * 81, Counted("gsm7", 162, 2)),
        ("я" * 70, Counted("ucs2", 70, 1)),
        ("я" * 71, Counted("ucs2", 71, 2)),
        ("я" * 134, Counted("ucs2", 134, 2)),
        ("я" * 135, Counted("ucs2", 135, 3)),
        ("a" * 69 + "ж", Counted("ucs2", 70, 1)),
        ("😀" * 35, Counted("ucs2", 70, 1)),
        ("😀" * 36, Counted("ucs2", 72, 2)),
        ("`", Counted("ucs2", 1, 1)),
        ("[]{}~|\\^", Counted("gsm7", 16, 1)),
    ],
)
def test_texts_at_the_borders_are_counted_as_the_standard_does(text, counted):
    assert count(text) == counted


def test_an_extension_character_is_not_cut_in_two():
    text = "a" * 152 + "€" + "b" * 152

    assert [len(part) for part in split(text)] == [152, 152, 1]


def test_a_surrogate_pair_is_not_cut_in_two():
    text = "я" * 66 + "😀" + "я" * 40

    assert split(text) == ["я" * 66, "😀" + "я" * 40]


def wire(text, encoding):
    """How many units a text takes on the line, by Python's codecs and the extension's escapes."""
    if encoding == "ucs2":
        return len(text.encode("utf-16-be")) // 2
    return len("".join(f"\x1b{char}" if char in "\f^{}\\[~]|€" else char for char in text))


@given(st.one_of(GSM, ANY))
def test_parts_join_to_the_text_fit_and_are_as_full_as_can_be(text):
    counted, parts = count(text), split(text)
    limit = {"gsm7": (160, 153), "ucs2": (70, 67)}[counted.encoding][len(parts) > 1]

    assert "".join(parts) == text
    assert counted.parts == len(parts)
    assert counted.units == wire(text, counted.encoding)
    for part, following in zip(parts, [*parts[1:], *[""] * bool(parts)], strict=True):
        assert 0 < wire(part, counted.encoding) <= limit
        assert not following or wire(part + following[0], counted.encoding) > limit


@given(GSM)
def test_what_is_in_the_alphabet_of_gsm_is_never_sent_as_ucs2(text):
    assert count(text).encoding == "gsm7"
