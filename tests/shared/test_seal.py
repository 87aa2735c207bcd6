import base64
from datetime import UTC, datetime, timedelta

import boto3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.cursor import read_after, read_cursor, write_after, write_cursor
from shared.errors import InvalidError
from shared.settings import settings
from shared.signing import Seal, SealError, seal_of
from tests.shared.strategies import JSON

SEAL = Seal(b"the key of these tests")
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
STATEMENTS = st.dictionaries(st.sampled_from(["after", "order", "я"]), JSON, max_size=3)


def raw(sealed: str) -> bytes:
    return base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))


def coded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


@given(STATEMENTS)
def test_a_sealed_statement_comes_back(statement):
    assert SEAL.open("link", SEAL.close("link", statement)) == statement


@given(STATEMENTS)
def test_a_sealed_statement_goes_into_a_link_as_it_is(statement):
    assert set(SEAL.close("link", statement)) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    )


def test_what_was_sealed_before_an_upgrade_is_read_after_it_and_sealed_alike():
    statement = {"until": 1797926400, "order": "ord_1"}
    sealed = "dCZjr3Pi_8d1-yeaOgllIHsib3JkZXIiOiJvcmRfMSIsInVudGlsIjoxNzk3OTI2NDAwfQ"

    assert SEAL.close("link", statement) == sealed
    assert SEAL.open("link", sealed, at=NOW) == statement


@given(st.data())
def test_a_change_of_any_byte_is_seen(data):
    content = raw(SEAL.close("link", {"order": "ord_1", "until": 2}))
    place = data.draw(st.integers(0, len(content) - 1))
    flip = data.draw(st.integers(1, 255))
    forged = content[:place] + bytes([content[place] ^ flip]) + content[place + 1 :]

    with pytest.raises(SealError, match=r"^not sealed by us$"):
        SEAL.open("link", coded(forged))


def test_every_shortened_statement_is_refused():
    sealed = SEAL.close("link", {"order": "ord_1"})

    for length in range(len(sealed)):
        with pytest.raises(SealError):
            SEAL.open("link", sealed[:length])


def test_a_statement_of_another_purpose_is_refused():
    with pytest.raises(SealError):
        SEAL.open("cursor:orders", SEAL.close("link", {"after": "x"}))


def test_a_statement_of_another_key_is_refused():
    with pytest.raises(SealError):
        Seal(b"another").open("link", SEAL.close("link", {}))


def test_purpose_and_content_can_not_run_into_each_other():
    content = raw(SEAL.close("ab", {}))

    with pytest.raises(SealError):
        SEAL.open("a", coded(content[:16] + b"b\0" + content[16:]))


@pytest.mark.parametrize(
    "text", ["", "=", "a", "😀", "\x00", "../..", "a" * 10_000, "null", "e30", "Ѐ" * 20, "%2e"]
)
def test_what_was_never_sealed_is_refused(text):
    with pytest.raises(SealError, match=r"^not sealed by us$"):
        SEAL.open("link", text)


def test_a_statement_is_good_until_its_end_and_not_after():
    sealed = SEAL.close("link", {"until": int(NOW.timestamp())})

    assert SEAL.open("link", sealed, at=NOW)
    with pytest.raises(SealError, match=r"^too old$"):
        SEAL.open("link", sealed, at=NOW + timedelta(seconds=1))


def test_without_a_moment_the_present_one_counts():
    with pytest.raises(SealError, match=r"^too old$"):
        SEAL.open("link", SEAL.close("link", {"until": 1}))


def test_a_cursor_leads_to_the_position_it_was_made_of():
    cursor = write_cursor(SEAL, "orders", {"after": "2026#ord_1"})

    assert read_cursor(SEAL, "orders", cursor) == {"after": "2026#ord_1"}


def test_a_key_after_which_a_page_begins_comes_back_and_the_first_page_has_none():
    cursor = write_after(SEAL, "orders", ["2026", "ord_1"])

    assert read_cursor(SEAL, "orders", cursor) == {"after": ["2026", "ord_1"]}
    assert read_after(SEAL, "orders", cursor) == ["2026", "ord_1"]
    assert write_after(SEAL, "orders", None) is None
    assert read_after(SEAL, "orders", None) is None


def test_a_key_of_another_list_is_refused():
    with pytest.raises(InvalidError):
        read_after(SEAL, "orders", write_after(SEAL, "deliveries", "x"))


def test_the_end_of_a_list_has_no_cursor():
    assert write_cursor(SEAL, "orders", None) is None
    assert read_cursor(SEAL, "orders", None) is None


@pytest.mark.parametrize("cursor", ["", "forged", "2026#ord_1", "x" * 500])
def test_a_cursor_that_the_list_did_not_give_is_a_broken_field(cursor):
    with pytest.raises(InvalidError) as refused:
        read_cursor(SEAL, "orders", cursor)

    (broken,) = refused.value.errors
    assert (broken.field, broken.value) == ("cursor", cursor[:80])
    assert broken.rule == "must be a next_cursor that this list gave"


def test_a_cursor_of_another_list_is_refused():
    cursor = write_cursor(SEAL, "deliveries", {"after": "x"})

    with pytest.raises(InvalidError):
        read_cursor(SEAL, "orders", cursor)


def test_the_seals_key_is_kept_in_the_secret_store(aws):
    secret = settings().signing_secret_id
    sealed = seal_of(secret).close("link", {"order": "ord_1"})
    key = boto3.client("secretsmanager").get_secret_value(SecretId=secret)["SecretString"]

    assert Seal(key.encode()).open("link", sealed) == {"order": "ord_1"}
