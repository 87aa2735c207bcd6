"""Filters over what an event carries: each operator, joined, bounded."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from integrations.filters import MAX_CONDITIONS, MAX_DEPTH, Filter, check_size

READ = TypeAdapter(Filter)
DATA = {
    "order": {
        "status": "new",
        "total": 150000,
        "rate": 1.5,
        "urgent": True,
        "title": "Ремонт котла",
        "technician": None,
        "items": [{"kind": "service", "total": 100}, {"kind": "part", "total": 50}],
    },
    "changed_fields": ["status", "title"],
}


def one(field, op, value):
    return {"field": field, "op": op, "value": value}


def fits(given):
    return READ.validate_python(given).fits(DATA)


@pytest.mark.parametrize(
    ("field", "op", "value", "expected"),
    [
        ("order.status", "eq", "new", True),
        ("order.status", "eq", "NEW", False),
        ("order.urgent", "eq", True, True),
        ("order.urgent", "eq", 1, False),
        ("order.total", "eq", 150000, True),
        ("order.total", "eq", "150000", False),
        ("order.nothing", "eq", None, False),
        ("order.status", "neq", "done", True),
        ("order.status", "neq", "new", False),
        ("order.nothing", "neq", "new", True),
        ("order.status", "in", ["new", "done"], True),
        ("order.status", "in", [], False),
        ("order.status", "nin", ["new", "done"], False),
        ("order.nothing", "nin", ["new"], True),
        ("order.total", "exists", True, True),
        ("order.technician", "exists", False, True),
        ("order.nothing.deeper", "exists", True, False),
        ("order.total", "gt", 149999, True),
        ("order.total", "gt", 150000, False),
        ("order.total", "gte", 150000, True),
        ("order.rate", "lt", 2, True),
        ("order.total", "lte", 149999, False),
        ("order.status", "gt", 5, False),
        ("order.urgent", "gte", 0, False),
        ("order.status", "lt", "nex", True),
        ("order.title", "startsWith", "Ремонт", True),
        ("order.total", "startsWith", "1", False),
        ("order.items.kind", "eq", "part", True),
        ("order.items.total", "gt", 100, False),
        ("order.items.kind", "neq", "part", False),
        ("changed_fields", "eq", "status", True),
        ("changed_fields", "in", ["total"], False),
    ],
)
def test_one_condition(field, op, value, expected):
    assert fits(one(field, op, value)) is expected


def test_conditions_are_joined_by_and_or_not():
    new, dear = one("order.status", "eq", "new"), one("order.total", "gt", 10**6)

    assert [fits({"and": [new, dear]}), fits({"or": [new, dear]})] == [False, True]
    assert fits({"and": [new, {"not": dear}]})


@pytest.mark.parametrize(
    "given",
    [
        {},
        [],
        {"field": "a", "op": "regex", "value": "x"},
        {"field": "a..b", "op": "eq", "value": 1},
        {"field": ".".join("abcdefghi"), "op": "eq", "value": 1},
        {"field": "a", "op": "in", "value": "x"},
        {"field": "a", "op": "eq", "value": ["x"]},
        {"field": "a", "op": "in", "value": list(range(101))},
        {"field": "a", "op": "exists", "value": "yes"},
        {"field": "a", "op": "gt", "value": True},
        {"field": "a", "op": "gt", "value": None},
        {"field": "a", "op": "startsWith", "value": 1},
        {"field": "a", "op": "eq", "value": {"b": 1}},
        {"field": "a", "op": "eq", "value": float("nan")},
        {"field": "a", "op": "eq", "value": 10**16},
        {"field": "a", "op": "eq", "value": "x" * 501},
        {"field": "a", "op": "eq", "value": 1, "more": 1},
        {"and": []},
        {"and": [{"field": "a", "op": "eq", "value": 1}] * 21},
        {"and": {"field": "a", "op": "eq", "value": 1}},
        {"not": None},
        {"and": [{"field": "a", "op": "eq", "value": 1}], "or": []},
    ],
)
def test_what_is_no_filter_is_refused(given):
    with pytest.raises(ValidationError):
        READ.validate_python(given)


def nested(depth):
    given = one("a", "eq", 1)
    for _ in range(depth - 1):
        given = {"not": given}
    return READ.validate_python(given)


def test_a_filter_is_bounded_in_depth_and_number():
    many = [{"and": [one("a", "eq", 1)] * 17} for _ in range(3)]

    assert check_size(nested(MAX_DEPTH)) == nested(MAX_DEPTH)
    with pytest.raises(ValueError, match="levels deep"):
        check_size(nested(MAX_DEPTH + 1))
    with pytest.raises(ValueError, match=f"{MAX_CONDITIONS} conditions"):
        check_size(READ.validate_python({"or": many}))


SCALARS = st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(max_size=20)
CONDITIONS = st.builds(
    lambda op, value: one("order.total", op, value), st.sampled_from(["eq", "neq"]), SCALARS
)
FILTERS = st.recursive(
    CONDITIONS,
    lambda inner: (
        st.builds(lambda f: {"not": f}, inner)
        | st.builds(
            lambda name, many: {name: many},
            st.sampled_from(["and", "or"]),
            st.lists(inner, min_size=1, max_size=3),
        )
    ),
    max_leaves=6,
)


@given(FILTERS)
def test_a_filter_comes_back_from_storage_as_it_was(given):
    read = READ.validate_python(given)

    stored = READ.dump_json(read, by_alias=True)

    assert READ.validate_python(json.loads(stored)) == read
    assert READ.validate_python({"not": given}).fits(DATA) is not read.fits(DATA)
