import json
from datetime import UTC, date, datetime
from typing import Annotated, Self

import pytest
from pydantic import BaseModel, Field, TypeAdapter, ValidationError, model_validator

from shared.errors import (
    BadInputError,
    ConflictError,
    FieldError,
    FieldRuleError,
    InvalidError,
    MethodError,
    ServiceError,
    StaleVersionError,
)
from shared.exact import InFull, Instant
from shared.problem import MAX_SHOWN, invalid, problem


def told(error: ServiceError) -> dict:
    return problem(error, path="/v1/orders", request_id="req-1")


def shown(field: str, value: object) -> object:
    return told(InvalidError.of(field, value, "is wrong"))["errors"][0]["value"]


def kinds(error: type[ServiceError] = ServiceError) -> list[type[ServiceError]]:
    return [error] + [each for child in error.__subclasses__() for each in kinds(child)]


def test_a_problem_names_field_value_and_rule():
    body = told(InvalidError.of("rating", 7, "must be in 1..5"))

    assert body == {
        "type": "urn:naryad:problem:invalid",
        "title": "A field breaks a rule",
        "status": 422,
        "detail": "rating: must be in 1..5",
        "instance": "/v1/orders",
        "request_id": "req-1",
        "errors": [{"field": "rating", "value": 7, "rule": "must be in 1..5"}],
    }


def test_a_problem_of_several_fields_names_each_in_order():
    broken = [FieldError("rating", 7, "must be in 1..5"), FieldError("comment", "", "is empty")]

    body = told(InvalidError.of_all(broken))

    assert body["detail"] == "rating: must be in 1..5; comment: is empty"
    assert body["errors"] == [vars(each) for each in broken]


def test_a_problem_without_broken_fields_lists_none():
    assert "errors" not in told(ConflictError("it is closed"))


def test_extra_members_stand_beside_the_usual_ones():
    body = told(ConflictError("no", extra={"allowed": ["closed"]}))

    assert body["allowed"] == ["closed"]


@pytest.mark.parametrize("member", ["type", "title", "status", "detail", "instance", "request_id"])
def test_an_extra_member_never_takes_the_place_of_a_usual_one(member):
    honest = told(ConflictError("no"))

    assert told(ConflictError("no", extra={member: "forged"})) == honest


def test_a_stale_version_is_told_with_the_current_one():
    body = told(StaleVersionError(2, 5))

    assert (body["status"], body["current_version"]) == (412, 5)
    assert "2" in body["detail"]


@pytest.mark.parametrize(
    "field",
    ["secret", "settings.secret", "password", "api_key", "Authorization", "settings.Bot_Token"],
)
def test_the_value_of_a_secret_field_is_left_out(field):
    assert shown(field, "whsec_abc") is None


def test_secrets_inside_a_refused_value_are_left_out():
    value = {"url": "ftp://x", "deep": [{"api_token": "canary-1"}], "secret": "canary-2"}

    text = shown("settings", value)

    assert "ftp://x" in text
    assert "canary" not in text


@pytest.mark.parametrize("value", [None, True, False, 0, -3, 1.5])
def test_a_small_value_is_shown_as_it_is(value):
    assert shown("limit", value) is value


def test_a_long_value_is_cut():
    assert shown("title", "я" * MAX_SHOWN) == "я" * MAX_SHOWN
    assert shown("title", "я" * (MAX_SHOWN + 1)) == "я" * MAX_SHOWN + "…"


def test_a_long_list_is_cut_as_text():
    assert len(shown("items", ["x" * 50] * 50)) == MAX_SHOWN + 1


@pytest.mark.parametrize("value", [{1, 2}, b"\xff", object(), [b"\x00"]])
def test_a_value_that_json_lacks_can_still_be_told(value):
    assert json.dumps(told(InvalidError.of("field", value, "is wrong")))


def test_the_place_of_a_value_is_no_part_of_its_name():
    error = invalid(
        [
            {"loc": ("body", "items", 0, "qty"), "input": "0", "msg": "must be more", "type": "gt"},
            {"loc": ("query", "limit"), "input": "0", "type": "greater_than_equal"},
            {"loc": ("body",), "input": [], "msg": "must be an object", "type": "dict"},
            {"loc": (), "msg": "is wrong", "type": "x"},
        ]
    )

    assert [each.field for each in error.errors] == ["items.0.qty", "limit", "body", "body"]
    assert error.errors[1] == FieldError("limit", "0", "greater_than_equal")
    assert error.detail.startswith("items.0.qty: must be more; limit: ")


def test_what_is_missing_has_no_value():
    around = {"phone": "+7 900 000-00-01"}
    error = invalid([{"loc": ("body", "name"), "input": around, "type": "missing"}])

    assert error.errors == (FieldError("name", None, "missing"),)


class Server(BaseModel):
    host: str = ""

    @model_validator(mode="after")
    def _has_a_host(self) -> Self:
        if not self.host:
            raise FieldRuleError("host", "is needed")
        return self


@pytest.mark.parametrize(
    ("kind", "given", "field", "value"),
    [
        (Server, {}, "host", None),
        (Server, {"host": ""}, "host", ""),
        (list[Server], [{"host": "a"}, {}], "1.host", None),
    ],
)
def test_a_rule_among_fields_names_the_one_that_is_to_change(kind, given, field, value):
    with pytest.raises(ValidationError) as broken:
        TypeAdapter(kind).validate_python(given)

    assert invalid(broken.value.errors()).errors == (FieldError(field, value, "is needed"),)


def test_every_error_has_its_own_status_and_name():
    found = kinds()

    assert len({kind.slug for kind in found}) == len(found)
    # A room's own errors may share a status with one that all rooms know.
    shared = [kind for kind in found if kind.__module__ == "shared.errors"]
    assert len({kind.status for kind in shared}) == len(shared)
    assert all(kind.__name__.endswith("Error") for kind in found)


def test_an_error_carries_its_headers():
    assert MethodError("no", headers={"Allow": "GET"}).headers == {"Allow": "GET"}


def test_an_error_reads_as_its_detail():
    assert str(BadInputError("it can't be read")) == "it can't be read"


@pytest.mark.parametrize(
    ("kind", "least", "given"),
    [
        (Annotated[date, InFull], date(2000, 1, 1), "1999-12-31"),
        (Instant, datetime(2000, 1, 1, tzinfo=UTC), "1999-12-31T23:00:00Z"),
    ],
)
def test_a_bound_of_days_is_told_as_days_are_written(kind, least, given):
    with pytest.raises(ValidationError) as broken:
        TypeAdapter(Annotated[kind, Field(ge=least)]).validate_python(given)

    (error,) = invalid(broken.value.errors()).errors
    assert error.rule == "Input should be greater than or equal to 2000-01-01"
