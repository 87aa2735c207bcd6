import base64
import json
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.body import MAX_BYTES, MAX_DEPTH, is_form, read_form, read_json
from shared.errors import BadInputError, MediaTypeError, ServiceError, TooLargeError
from tests.shared.strategies import JSON

FORM = "application/x-www-form-urlencoded"


def sent(body: str | None, media_type: str | None = "application/json", **more) -> dict:
    headers = {} if media_type is None else {"Content-Type": media_type}
    return {"headers": headers, "body": body, "isBase64Encoded": False, **more}


def raw(body: bytes, media_type: str = "application/json") -> dict:
    return sent(base64.b64encode(body).decode(), media_type, isBase64Encoded=True)


def status_of(request: dict) -> int:
    try:
        read_json(request)
    except ServiceError as error:
        return error.status
    return 200


@given(JSON)
def test_any_json_of_ours_is_read_as_it_was_written(value):
    text = json.dumps(value, ensure_ascii=False)

    assert read_json(sent(text)) == value
    assert read_json(raw(text.encode())) == value


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_by_an_error_of_ours(body):
    assert status_of(raw(body)) in {200, 400}


@pytest.mark.parametrize(
    "media_type",
    ["application/json", "Application/JSON; charset=utf-8", "application/merge-patch+json"],
)
def test_json_is_known_by_its_content_type(media_type):
    assert read_json(sent("{}", media_type)) == {}


@pytest.mark.parametrize("media_type", ["text/xml", FORM, "", "json", "application/jsonp"])
def test_another_content_type_is_refused_by_its_name(media_type):
    with pytest.raises(MediaTypeError) as refused:
        read_json(sent("{}", media_type))

    (broken,) = refused.value.errors
    assert (broken.field, broken.value) == ("content-type", media_type)


@pytest.mark.parametrize("headers", [{}, None])
def test_a_missing_content_type_is_refused(headers):
    with pytest.raises(MediaTypeError, match=r"\(none\)"):
        read_json({"headers": headers, "body": "{}"})


def test_a_body_of_exactly_the_limit_is_read():
    assert len(read_json(sent('"' + "x" * (MAX_BYTES - 2) + '"'))) == MAX_BYTES - 2


@pytest.mark.parametrize("letter", ["x", "я"])
def test_a_body_over_the_limit_is_refused_by_its_bytes(letter):
    body = '"' + letter * (MAX_BYTES // len(letter.encode()) - 1) + '"'

    with pytest.raises(TooLargeError) as refused:
        read_json(sent(body + " "))

    assert refused.value.extra == {"max_bytes": MAX_BYTES}


def test_base64_is_measured_after_it_is_read():
    with pytest.raises(TooLargeError):
        read_json(raw(b" " * (MAX_BYTES + 1)))


@pytest.mark.parametrize("body", [b"\xff", b'{"a": "\xc3\x28"}', b"\xed\xa0\x80", b"\xff\xfe{\x00"])
def test_what_is_not_utf8_is_refused_with_the_place(body):
    with pytest.raises(BadInputError, match=r"byte \d+ is not valid UTF-8"):
        read_json(raw(body))


def test_half_of_a_surrogate_pair_in_the_text_is_refused():
    with pytest.raises(BadInputError, match="UTF-8"):
        read_json(sent('"\ud800"'))


@pytest.mark.parametrize("body", [r'"\ud800"', r'{"a": ["\uDFFF"]}', r'{"\udc00": 1}'])
def test_half_of_an_escaped_surrogate_pair_is_refused(body):
    with pytest.raises(BadInputError, match="surrogate"):
        read_json(sent(body))


def test_a_whole_escaped_pair_is_a_character():
    assert read_json(sent(r'"\ud83d\ude00"')) == "😀"


@pytest.mark.parametrize("body", [None, "", " ", "{", "{'a': 1}", "[1,]", "\x00", '"\n"', "nul"])
def test_what_is_no_json_is_refused_with_the_place(body):
    with pytest.raises(BadInputError, match=r"line \d+, column \d+"):
        read_json(sent(body))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "-1e999"])
def test_a_number_that_json_lacks_is_refused_by_its_text(number):
    with pytest.raises(BadInputError) as refused:
        read_json(sent(f'{{"a": [{number}]}}'))

    (broken,) = refused.value.errors
    assert (broken.field, broken.value) == ("body", number)


@pytest.mark.parametrize(("text", "number"), [("1.5", 1.5), ("-0.25", -0.25), ("1e3", 1000.0)])
def test_a_fraction_is_read(text, number):
    assert read_json(sent(text)) == number


def test_a_number_has_at_most_38_digits():
    assert read_json(sent("9" * 38)) == int("9" * 38)
    with pytest.raises(BadInputError, match="more than 38 digits"):
        read_json(sent("9" * 39))


def test_a_number_of_a_hundred_thousand_digits_is_refused_and_its_value_cut():
    with pytest.raises(BadInputError) as refused:
        read_json(sent("1" * 100_000))

    assert len(refused.value.errors[0].value) == 80


def nested(depth: int, pair: str = "[]") -> str:
    inner = "" if pair == "[]" else '"a":'
    return (pair[0] + inner) * depth + ("1" if inner else "") + pair[1] * depth


@pytest.mark.parametrize("pair", ["[]", "{}"])
def test_a_body_may_nest_as_deep_as_the_limit_and_no_deeper(pair):
    assert read_json(sent(nested(MAX_DEPTH, pair)))
    with pytest.raises(BadInputError, match="deeper than 32"):
        read_json(sent(nested(MAX_DEPTH + 1, pair)))


@pytest.mark.parametrize(
    "body",
    ["[" * 100_000, nested(100_000), '{"a":' * 40_000, "]" * 9 + "[" * 100_000],
)
def test_a_hundred_thousand_brackets_are_refused(body):
    with pytest.raises(BadInputError):
        read_json(sent(body))


@pytest.mark.parametrize("text", ["[" * 100, '"[' * 50, "\\[" * 50, '\\"[{' * 40, "{[" * 64])
def test_brackets_inside_text_are_only_text(text):
    assert read_json(sent(json.dumps({"a": text}))) == {"a": text}


def test_many_shallow_brackets_are_read():
    assert len(read_json(sent("[" + ",".join(["[]"] * 1000) + "]"))) == 1000


@pytest.mark.parametrize("body", ["!!!", "e30", "é", "e30=\n=", "{}"])
def test_what_claims_to_be_base64_and_is_not_is_refused(body):
    with pytest.raises(BadInputError, match="base64"):
        read_json(sent(body, isBase64Encoded=True))


def test_a_form_is_known_by_its_content_type():
    assert is_form(sent("", f"{FORM}; charset=utf-8"))
    assert not is_form(sent("{}"))


def test_a_form_is_read_with_its_empty_fields_and_the_last_of_two():
    fields = urlencode([("rating", "4"), ("comment", ""), ("name", "Ё&="), ("rating", "5")])

    assert read_form(raw(fields.encode(), FORM)) == {"rating": "5", "comment": "", "name": "Ё&="}


@pytest.mark.parametrize("body", [b"a=%ff", b"%C3=1", b"a=\xff", b"&".join([b"a=1"] * 51)])
def test_a_form_that_can_not_be_read_is_refused(body):
    with pytest.raises(BadInputError):
        read_form(raw(body, FORM))
