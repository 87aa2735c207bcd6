import base64
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.body import MAX_BYTES, is_form, read_form
from shared.errors import BadInputError, TooLargeError

FORM = "application/x-www-form-urlencoded"
FIELDS = st.dictionaries(
    st.text(st.characters(codec="utf-8"), min_size=1), st.text(st.characters(codec="utf-8"))
)


def form(body: str, **parts) -> dict:
    return {"headers": {"Content-Type": FORM}, "body": body, **parts}


@given(FIELDS.filter(lambda fields: len(fields) <= 50))
def test_what_a_page_sends_is_read_as_it_was_written(fields):
    assert read_form(form(urlencode(fields))) == fields


def test_a_form_in_base64_is_read_as_well():
    body = base64.b64encode("rating=5&comment=Ок".encode()).decode()

    assert read_form(form(body, isBase64Encoded=True)) == {"rating": "5", "comment": "Ок"}


def test_of_a_field_sent_twice_the_last_one_counts():
    assert read_form(form("rating=1&rating=5")) == {"rating": "5"}


def test_a_form_without_a_body_is_empty():
    assert read_form(form("")) == {}


@pytest.mark.parametrize("body", ["comment=%ff%fe", "comment=%ED%A0%80"])
def test_bytes_that_are_no_utf8_are_refused(body):
    with pytest.raises(BadInputError):
        read_form(form(body))


def test_bad_base64_is_refused():
    with pytest.raises(BadInputError):
        read_form(form("%%%", isBase64Encoded=True))


def test_a_form_of_too_many_fields_is_refused():
    with pytest.raises(BadInputError):
        read_form(form("&".join(f"f{n}=1" for n in range(51))))


def test_a_form_that_is_too_large_is_refused():
    with pytest.raises(TooLargeError):
        read_form(form("comment=" + "x" * MAX_BYTES))


@pytest.mark.parametrize(
    ("content_type", "is_one"),
    [
        (FORM, True),
        (f"{FORM.upper()}; charset=utf-8", True),
        ("application/json", False),
        ("", False),
    ],
)
def test_a_form_is_told_by_its_content_type(content_type, is_one):
    assert is_form({"headers": {"content-type": content_type}}) is is_one
