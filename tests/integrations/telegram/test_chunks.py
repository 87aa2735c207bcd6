"""Long messages in pieces."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.telegram.chunks import LIMIT, chunks, units

TAG = re.compile(r"<[^<>]*>")
WORDS = st.text(st.sampled_from("абв яz01 \n😀"), max_size=30)
PIECE = st.one_of(
    WORDS,
    st.sampled_from(["&lt;", "&amp;", "&gt;", "&#128512;"]),
    st.builds(lambda words: f"<b>{words}</b>", WORDS),
    st.builds(lambda words: f'<a href="https://naryad.example/">{words}<i>!</i></a>', WORDS),
)
HTML = st.lists(PIECE, max_size=30).map("".join)


def read(piece):
    """What is read of a piece."""
    return unescape(TAG.sub("", piece))


def letters(text):
    return "".join(text.split())


@given(HTML, st.integers(min_value=2, max_value=60))
def test_no_piece_is_too_long_nothing_is_lost_and_each_stands_by_itself(html, limit):
    pieces = chunks(html, limit=limit)

    assert letters("".join(map(read, pieces))) == letters(read(html))
    for piece in pieces:
        assert 0 < units(read(piece)) <= limit
        assert is_whole(piece)


def is_whole(piece):
    """Whether all tags are closed in their order and no entity is cut off."""
    opened = []
    for tag in TAG.findall(piece):
        name = re.match(r"</?(\w+)", tag).group(1)
        if not tag.startswith("</"):
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    left = re.sub(r"&(?:lt|gt|amp|#\d+);", "", TAG.sub("", piece))
    return not opened and "<" not in left and "&" not in left


def test_a_message_of_exactly_the_limit_is_one_piece():
    assert chunks("ж" * LIMIT) == ["ж" * LIMIT]
    assert [len(piece) for piece in chunks("ж" * (LIMIT + 1))] == [LIMIT, 1]


def test_characters_beyond_the_plane_count_twice_and_stay_whole():
    pieces = chunks("😀" * (LIMIT // 2 + 1))

    assert pieces == ["😀" * (LIMIT // 2), "😀"]


def test_it_is_cut_where_lines_end_else_where_words_do():
    assert chunks("первая\nвторая\nтретья", limit=15) == ["первая\nвторая", "третья"]
    assert chunks("одна две три", limit=10) == ["одна две ", "три"]


def test_an_entity_counts_as_the_character_it_is():
    assert chunks("&lt;" * 10, limit=10) == ["&lt;" * 10]


def test_what_is_open_at_a_border_is_opened_again():
    pieces = chunks('<b>раз\n<a href="https://x.example/">два три</a></b>', limit=7)

    assert pieces == ["<b>раз\n</b>", '<b><a href="https://x.example/">два три</a></b>']


@pytest.mark.parametrize("html", ["", " \n", "<b> </b>", "&#160;"])
def test_nothing_to_read_is_no_piece(html):
    assert chunks(html) == []
