from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.link import MAX_LENGTH, LinkExpiredError, SealedLinks, read_token
from shared.answer_links import LINK_LIFE, make_token
from shared.errors import NotFoundError
from shared.signing import Seal
from tests.feedback.builders import NOW, SEAL, token_of

ORDER_IDS = st.text("abcdefghijklmnopqrstuvwxyz0123456789_", min_size=1, max_size=64)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants naive bounds


@given(ORDER_IDS, MOMENTS, st.integers(1, 10**8))
def test_a_token_tells_its_order_until_its_time_is_over(order_id, now, seconds):
    token = make_token(SEAL, order_id, now.replace(microsecond=0) + timedelta(seconds=seconds))

    assert read_token(SEAL, token, now.replace(microsecond=0)) == order_id
    with pytest.raises(LinkExpiredError, match=r"^the link has expired$"):
        read_token(SEAL, token, now + timedelta(seconds=seconds))


@given(ORDER_IDS)
def test_a_token_fits_into_an_address(order_id):
    token = make_token(SEAL, order_id, NOW)

    assert len(token) < 200
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@given(st.integers(0, 200), st.integers(1, 255))
def test_a_token_with_any_changed_byte_is_unknown(position, flip):
    raw = bytearray(token_of().encode())
    raw[position % len(raw)] ^= flip

    try:
        read = read_token(SEAL, raw.decode("latin-1"), NOW)
    except NotFoundError:
        return
    # The last character of base64 holds spare bits: then it is the same statement still.
    assert read == "ord_1"
    assert position % len(raw) == len(raw) - 1


@given(st.text())
def test_what_is_no_token_is_unknown(text):
    with pytest.raises(NotFoundError):
        read_token(SEAL, text, NOW)


@pytest.mark.parametrize("text", ["a" * 10_000, "\x00", "😀", "é", "....", "%2e%2e", "=", "a=b"])
def test_a_hostile_token_is_unknown(text):
    with pytest.raises(NotFoundError, match=r"^the link is not one of ours$"):
        read_token(SEAL, text, NOW)


def test_what_is_longer_than_any_link_is_unknown_even_where_it_was_sealed():
    lengths = (n for n in range(MAX_LENGTH) if len(make_token(SEAL, "o" * n, NOW)) == MAX_LENGTH)
    longest = next(lengths)
    now = NOW - timedelta(seconds=1)

    assert read_token(SEAL, make_token(SEAL, "o" * longest, NOW), now) == "o" * longest
    with pytest.raises(NotFoundError, match=r"^the link is not one of ours$"):
        read_token(SEAL, make_token(SEAL, "o" * (longest + 1), NOW), now)


def test_a_token_of_another_key_is_unknown():
    with pytest.raises(NotFoundError):
        read_token(Seal(b"another key"), token_of(), NOW)


def test_a_statement_sealed_for_another_purpose_is_unknown():
    until = int((NOW + LINK_LIFE).timestamp())
    cursor = SEAL.close("cursor:feedback", {"order": "ord_1", "until": until})

    with pytest.raises(NotFoundError):
        read_token(SEAL, cursor, NOW)


def test_a_link_is_good_for_its_whole_life_in_whole_seconds():
    links = SealedLinks(SEAL)

    link = links.make("ord_1", NOW + timedelta(milliseconds=7))

    assert link.expires_at == NOW + LINK_LIFE
    assert links.read(link.path.removeprefix("/f/"), NOW + LINK_LIFE - timedelta(seconds=1))
