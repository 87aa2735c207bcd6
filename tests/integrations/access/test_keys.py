import hashlib
import re
import secrets
import string
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.access.keys import is_well_formed, key_hash, looks_like_key, new_key, shown_part

DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase
VECTOR_BODY = "nrd_live_003aUlTJC7tjlCTQj2uNU3MFagCXG9LRKRcwGkBIDlf"
# Of known bytes, so that every run and every worker names its tests alike.
KEY = "nrd_live_003aUlTJC7tjlCTQj2uNU3MFagCXG9LRKRcwGkBIDlf0nD83I"


def number_of(text):
    number = 0
    for char in text:
        number = number * 62 + DIGITS.index(char)
    return number


def test_a_key_is_256_random_bits_and_a_checksum_in_base62(monkeypatch):
    monkeypatch.setattr(secrets, "token_bytes", lambda count: bytes(range(count)))

    key = new_key("live")

    assert key[:-6] == VECTOR_BODY
    assert number_of(key[9:-6]).to_bytes(32) == bytes(range(32))
    assert number_of(key[-6:]) == zlib.crc32(VECTOR_BODY.encode())


@pytest.mark.parametrize("bits", [bytes(32), b"\xff" * 32])
def test_the_smallest_and_the_greatest_number_give_keys_of_one_length(bits, monkeypatch):
    monkeypatch.setattr(secrets, "token_bytes", lambda count: bits)

    key = new_key("test")

    assert re.fullmatch(r"nrd_test_[0-9A-Za-z]{49}", key)
    assert is_well_formed(key)


def test_no_two_keys_are_equal():
    assert len({new_key("live") for _ in range(500)}) == 500


@given(st.integers(0, len(KEY) - 1), st.sampled_from(string.printable + "аＡ０\0é"))
def test_a_key_with_any_one_character_changed_is_refused(place, char):
    changed = KEY[:place] + char + KEY[place + 1 :]

    assert is_well_formed(changed) == (changed == KEY)


@given(st.integers(0, len(KEY) - 2))
def test_a_key_with_two_neighbours_swapped_is_refused(place):
    swapped = KEY[:place] + KEY[place + 1] + KEY[place] + KEY[place + 2 :]

    assert is_well_formed(swapped) == (swapped == KEY)


@pytest.mark.parametrize(
    "wrong",
    ["", KEY[:-1], KEY + "0", f" {KEY}", f"{KEY}\n", KEY.swapcase(), KEY * 170, "nrd_live_", "\0"],
)
def test_a_key_of_another_form_is_refused(wrong):
    assert not is_well_formed(wrong)


def test_only_our_prefixes_look_like_a_key():
    assert looks_like_key("nrd_live_x")
    assert looks_like_key("nrd_test_x")
    assert not looks_like_key("nrd_prod_x")
    assert not looks_like_key("eyJhbGciOiJSUzI1NiJ9.e30.x")


def test_what_is_kept_of_a_key_is_its_sha256_and_what_is_shown_tells_nothing():
    assert key_hash(KEY) == hashlib.sha256(KEY.encode()).hexdigest()
    assert shown_part(KEY) == ("nrd_live_", KEY[-4:])
