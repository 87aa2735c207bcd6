"""Which stream records a mapping wants: Lambda's filter patterns.

Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from local.faults import LocalError

Pattern = Mapping[str, Any]

OPERATORS: dict[str, Callable[[float, float], bool]] = {
    "=": lambda value, bound: value == bound,
    "<": lambda value, bound: value < bound,
    "<=": lambda value, bound: value <= bound,
    ">": lambda value, bound: value > bound,
    ">=": lambda value, bound: value >= bound,
}
_MISSING = object()


class FilterError(LocalError):
    """A pattern is not one that Lambda accepts."""


def parse(texts: Iterable[str]) -> tuple[Pattern, ...]:
    """Read the patterns of a mapping; FilterError names a bad one."""
    patterns = []
    for text in texts:
        try:
            pattern = json.loads(text)
        except ValueError as error:
            raise FilterError(f"filter pattern {text!r} is not JSON") from error
        if not isinstance(pattern, dict):
            raise FilterError(f"filter pattern {text!r} is not an object")
        _check(pattern)
        patterns.append(pattern)
    return tuple(patterns)


def wants(patterns: Sequence[Pattern], record: Mapping[str, Any]) -> bool:
    """Tell whether a record passes: any pattern suffices, no pattern at all passes everything."""
    return not patterns or any(matches(pattern, record) for pattern in patterns)


def matches(pattern: Pattern, value: Any) -> bool:  # noqa: ANN401 - JSON
    """Tell whether every named field matches."""
    fields = value if isinstance(value, Mapping) else {}
    return all(_field_matches(name, rule, fields) for name, rule in pattern.items())


def _field_matches(name: str, rule: Any, fields: Mapping[str, Any]) -> bool:  # noqa: ANN401
    if name == "$or":
        return any(matches(each, fields) for each in rule)
    value = fields.get(name, _MISSING)
    if isinstance(rule, Mapping):
        return matches(rule, value)
    candidates = value if isinstance(value, list) else [value]
    return any(_test(test, candidate) for test in rule for candidate in candidates or [_MISSING])


def _test(test: Any, value: Any) -> bool:  # noqa: ANN401
    if not isinstance(test, Mapping):
        return (type(value) is type(test) and value == test) or _equal_numbers(value, test)
    ((operator, operand),) = test.items()
    if operator == "exists":
        # Only leaves exist; an object is not a value.
        return (value is not _MISSING and not isinstance(value, Mapping)) is operand
    return value is not _MISSING and TESTS[operator](operand, value)


def _equal_numbers(value: Any, test: Any) -> bool:  # noqa: ANN401
    return _is_number(value) and _is_number(test) and value == test


def _is_number(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, int | float) and not isinstance(value, bool)


def _anything_but(operand: Any, value: Any) -> bool:  # noqa: ANN401
    if isinstance(operand, Mapping):
        return not _test(operand, value)
    refused = operand if isinstance(operand, list) else [operand]
    return not isinstance(value, Mapping) and not any(_test(each, value) for each in refused)


def _numeric(operand: Sequence[Any], value: Any) -> bool:  # noqa: ANN401
    pairs = zip(operand[::2], operand[1::2], strict=True)
    return _is_number(value) and all(OPERATORS[sign](value, bound) for sign, bound in pairs)


TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "prefix": lambda operand, value: isinstance(value, str) and value.startswith(operand),
    "suffix": lambda operand, value: isinstance(value, str) and value.endswith(operand),
    "equals-ignore-case": lambda operand, value: (
        isinstance(value, str) and value.casefold() == operand.casefold()
    ),
    "anything-but": _anything_but,
    "numeric": _numeric,
}


def _check(pattern: Any) -> None:  # noqa: ANN401
    for name, rule in pattern.items():
        if name == "$or" and isinstance(rule, list):
            for each in rule:
                _check(each)
        elif isinstance(rule, Mapping):
            _check(rule)
        elif not isinstance(rule, list) or not rule:
            raise FilterError(f"filter on {name!r} is not a list of values")
        else:
            for test in rule:
                _check_test(name, test)


def _check_test(name: str, test: Any) -> None:  # noqa: ANN401
    if not isinstance(test, Mapping):
        return
    operator = next(iter(test), None)
    if len(test) != 1 or operator not in {*TESTS, "exists"}:
        raise FilterError(f"filter on {name!r} has an unknown rule {dict(test)!r}")
    operand = test[operator]
    if operator == "exists" and not isinstance(operand, bool):
        raise FilterError(f"filter on {name!r}: exists is true or false")
    if operator == "numeric" and not _is_comparison(operand):
        raise FilterError(f"filter on {name!r}: numeric is [sign, number, ...]")


def _is_comparison(operand: Any) -> bool:  # noqa: ANN401
    return (
        isinstance(operand, list)
        and len(operand) in (2, 4)
        and all(sign in OPERATORS for sign in operand[::2])
        and all(_is_number(bound) for bound in operand[1::2])
    )
