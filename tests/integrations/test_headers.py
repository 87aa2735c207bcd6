"""Headers of a partner's own: which may be, which are secret, what the mask means."""

import pytest

from integrations.changes import headers_of
from integrations.headers import MASK, check_headers, is_secret
from integrations.model import Header
from shared.errors import FieldError, InvalidError


def sealed(value):
    return f"sealed:{value}".encode()


@pytest.mark.parametrize(
    "name",
    ["Host", "content-length", "Content-Type", "Transfer-Encoding", "connection", "User-Agent",
     "webhook-signature", "Webhook-Id", "svix-id", "X-Forwarded-For", "proxy-authorization",
     "x-amz-date", "Sec-Fetch-Site", "Cookie2\r\nX: y", "", "na me", "имя", "x" * 101],
)  # fmt: skip
def test_what_carries_the_exchange_is_not_for_partners_to_set(name):
    with pytest.raises(InvalidError) as refused:
        headers_of({name: "v"}, (), sealed)

    assert refused.value.errors[0].field.startswith("headers.")


@pytest.mark.parametrize("value", ["", " x", "x ", "a\r\nb", "ключ", "x" * 2049, "a\0b"])
def test_a_value_is_visible_ascii_and_is_not_repeated_in_the_refusal(value):
    with pytest.raises(InvalidError) as refused:
        headers_of({"X-Token": value}, (), sealed)

    assert refused.value.errors[0].value == MASK


def test_headers_are_bounded_in_number_and_length():
    for given in (
        {f"x-{n}": "v" for n in range(21)},
        {f"x-{n}": "v" * 1500 for n in range(3)},
        {"X-One": "1", "x-one": "2"},
    ):
        with pytest.raises(InvalidError):
            headers_of(given, (), sealed)


@pytest.mark.parametrize(
    ("name", "secret"),
    [("Authorization", True), ("X-Api-Key", True), ("X-Auth", True), ("Cookie", True),
     ("X-Shared-Secret", True), ("X-Shop", False), ("X-Tenant", False)],
)  # fmt: skip
def test_a_header_that_sounds_like_a_secret_is_one(name, secret):
    assert is_secret(name) is secret


def test_a_secret_value_is_kept_encrypted_and_any_other_as_it_is():
    made = headers_of({"X-Shop": "7", "Authorization": "Bearer t"}, (), sealed)

    assert made == (
        Header(name="X-Shop", value="7"),
        Header(name="Authorization", encrypted=b"sealed:Bearer t"),
    )


def test_the_mask_keeps_the_value_that_is_there_and_nothing_else():
    old = headers_of({"Authorization": "Bearer t"}, (), sealed)

    assert headers_of({"authorization": MASK}, old, sealed)[0].encrypted == b"sealed:Bearer t"
    with pytest.raises(InvalidError):
        headers_of({"X-Token": MASK}, old, sealed)


@pytest.mark.parametrize(
    ("given", "field", "value", "rule"),
    [
        ({"X-One": "1", "x-one": "2"}, "headers", ["X-One", "x-one"], "a name may stand once"),
        (
            {f"x-{n}": "v" for n in range(21)}, "headers", 21,
            "at most 20 headers of 4096 characters together",
        ),
        ({"na me": "v"}, "headers.na me", "na me",
         "a name is of letters, digits and !#$%&'*+.^_`|~-"),
        ({"x" * 200: "v"}, f"headers.{'x' * 112}", "x" * 120,
         "a name is of letters, digits and !#$%&'*+.^_`|~-"),
        ({"Host": "v"}, "headers.Host", "Host", "this header is ours to set"),
        ({"X-A": ""}, "headers.X-A", MASK, "1 to 2048 visible ASCII characters and spaces"),
    ],
)  # fmt: skip
def test_a_refusal_names_the_header_its_value_and_the_rule(given, field, value, rule):
    with pytest.raises(InvalidError) as refused:
        check_headers(given)

    assert refused.value.detail == "headers break a rule"
    assert refused.value.errors == (FieldError(field, value, rule),)


def test_as_much_as_is_allowed_is_taken():
    check_headers({f"x-{n:02}": "v" for n in range(20)})
    check_headers({"x-a": "v" * 2048})
    check_headers({"x-a": "v" * 2045, "x-b": "v" * 2045})
