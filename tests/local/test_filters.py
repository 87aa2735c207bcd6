import json
from typing import Any

import pytest

from local.filters import FilterError, parse, wants


def passes(pattern: dict[str, Any], record: dict[str, Any]) -> bool:
    return wants(parse([json.dumps(pattern)]), record)


def test_without_a_pattern_everything_passes() -> None:
    assert wants(parse([]), {"a": 1})


def test_any_one_of_several_patterns_suffices() -> None:
    patterns = parse(['{"a":["x"]}', '{"a":["y"]}'])

    assert wants(patterns, {"a": "y"})
    assert not wants(patterns, {"a": "z"})


def test_every_field_of_one_pattern_must_match() -> None:
    pattern = {"eventName": ["INSERT", "MODIFY"], "dynamodb": {"Keys": {"pk": {"S": ["a"]}}}}

    assert passes(pattern, {"eventName": "MODIFY", "dynamodb": {"Keys": {"pk": {"S": "a"}}}})
    assert not passes(pattern, {"eventName": "REMOVE", "dynamodb": {"Keys": {"pk": {"S": "a"}}}})
    assert not passes(pattern, {"eventName": "INSERT", "dynamodb": {"Keys": {"pk": {"S": "b"}}}})


@pytest.mark.parametrize(
    ("rule", "value", "expected"),
    [
        (["x"], "x", True),
        (["x"], "X", False),
        ([None], None, True),
        ([None], "", False),
        ([""], "", True),
        ([True], True, True),
        ([True], 1, False),
        ([1], 1.0, True),
        ([1], "1", False),
        (["1"], 1, False),
        ([{"prefix": "ORDER#"}], "ORDER#7", True),
        ([{"prefix": "ORDER#"}], "ORDE", False),
        ([{"prefix": "7"}], 7, False),
        ([{"suffix": ".png"}], "a.png", True),
        ([{"suffix": ".png"}], "a.jpg", False),
        ([{"equals-ignore-case": "alice"}], "ALICE", True),
        ([{"equals-ignore-case": "alice"}], "Alicia", False),
        ([{"anything-but": ["a", "b"]}], "c", True),
        ([{"anything-but": ["a", "b"]}], "a", False),
        ([{"anything-but": "a"}], "b", True),
        ([{"anything-but": {"prefix": "a"}}], "ba", True),
        ([{"anything-but": {"prefix": "a"}}], "ab", False),
        ([{"numeric": ["=", 3]}], 3, True),
        ([{"numeric": [">", 0, "<=", 5]}], 5, True),
        ([{"numeric": [">", 0, "<=", 5]}], 0, False),
        ([{"numeric": [">=", 1]}], 0.5, False),
        ([{"numeric": ["<", 1]}], "0", False),
        ([{"exists": True}], "x", True),
        ([{"exists": True}], None, True),
        ([{"exists": False}], "x", False),
        (["a", {"prefix": "b"}], "bc", True),
        (["b"], ["a", "b"], True),
        (["c"], ["a", "b"], False),
    ],
)
def test_a_value_matches_as_lambda_documents(rule: Any, value: Any, *, expected: bool) -> None:
    assert passes({"field": rule}, {"field": value}) is expected


def test_a_missing_field_matches_only_the_rule_that_wants_it_missing() -> None:
    assert passes({"field": [{"exists": False}]}, {})
    assert not passes({"field": [{"exists": True}]}, {})
    assert not passes({"field": [None]}, {})
    assert not passes({"field": [{"anything-but": ["a"]}]}, {})
    assert not passes({"field": [{"numeric": ["<", 5]}]}, {})


def test_existence_is_asked_of_leaves_not_of_objects() -> None:
    assert not passes({"field": [{"exists": True}]}, {"field": {"S": "x"}})
    assert passes({"field": {"S": [{"exists": True}]}}, {"field": {"S": "x"}})


def test_a_nested_pattern_over_a_plain_value_fails() -> None:
    assert not passes({"field": {"S": ["x"]}}, {"field": "x"})
    assert passes({"field": {"S": [{"exists": False}]}}, {"field": "x"})


def test_or_joins_fields() -> None:
    pattern = {"kind": ["k"], "$or": [{"a": ["1"]}, {"b": {"c": ["2"]}}]}

    assert passes(pattern, {"kind": "k", "b": {"c": "2"}})
    assert passes(pattern, {"kind": "k", "a": "1"})
    assert not passes(pattern, {"kind": "k", "a": "2"})
    assert not passes(pattern, {"kind": "x", "a": "1"})


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"a":"x"}',
        '{"a":[]}',
        '{"a":[{"wildcard":"*"}]}',
        '{"a":[{"prefix":"a","suffix":"b"}]}',
        '{"a":[{"exists":"yes"}]}',
        '{"a":[{"numeric":[">"]}]}',
        '{"a":[{"numeric":["~",1]}]}',
        '{"a":[{"numeric":[">","1"]}]}',
        '{"$or":[{"a":"x"}]}',
    ],
)
def test_a_pattern_that_lambda_would_refuse_is_refused(text: str) -> None:
    with pytest.raises(FilterError):
        parse([text])
