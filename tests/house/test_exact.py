"""Bodies take what the description says: no number is a moment, no 1 is true, no text a number."""

import importlib
from collections.abc import Iterator
from datetime import date, datetime
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import pytest
from pydantic import AwareDatetime, BaseModel, TypeAdapter, ValidationError

from scripts.openapi import ROOMS

WRONG: dict[type, tuple[Any, ...]] = {
    bool: (0, 1, "true"),
    int: ("1", True),
    datetime: (1.75e9, "1750000000"),
    date: (86400, "86400"),
}
# What a filter compares with may be of any plain kind.
OF_ANY_KIND = {"integrations.filters.Condition.value"}


def models() -> set[type[BaseModel]]:
    """Every model that a route reads a body by, and those inside."""
    found: set[type[BaseModel]] = set()
    for room in ROOMS:
        for route in importlib.import_module(f"{room}.handler").api.routes:
            hints = get_type_hints(route.func, include_extras=True)
            for name in hints.keys() - {"return"}:
                _collect(hints[name], found)
    return found


def _collect(hint: Any, found: set[type[BaseModel]]) -> None:
    for part in get_args(hint):
        _collect(part, found)
    if isinstance(hint, type) and issubclass(hint, BaseModel) and hint not in found:
        found.add(hint)
        for field in hint.model_fields.values():
            _collect(field.annotation, found)


def fields() -> Iterator[tuple[str, Any, type]]:
    """Every field of a plain kind: its name, its whole type, the kind."""
    for model in models():
        for name, field in model.model_fields.items():
            for kind in _kinds(field.annotation) & WRONG.keys():
                yield (
                    f"{model.__module__}.{model.__name__}.{name}",
                    field.rebuild_annotation(),
                    kind,
                )


def _kinds(hint: Any) -> set[Any]:
    """Name the kinds that a field may have, without those inside lists and maps."""
    if get_origin(hint) in {Annotated, Union, UnionType}:
        return set().union(*(_kinds(each) for each in get_args(hint)))
    return {datetime if hint is AwareDatetime else hint} if isinstance(hint, type) else set()


def takes(whole: Any, value: Any) -> bool:
    try:
        TypeAdapter(whole).validate_python(value)
    except ValidationError:
        return False
    return True


def test_no_field_of_a_body_takes_what_merely_looks_like_its_kind():
    looked = list(fields())
    lax = [
        (name, value)
        for name, whole, kind in looked
        for value in WRONG[kind]
        if takes(whole, value) and name not in OF_ANY_KIND
    ]

    assert len(looked) > 15
    assert {kind for _, _, kind in looked} == set(WRONG)
    assert lax == [], "\n".join(map(str, lax))


@pytest.mark.parametrize(
    ("kind", "value"), [(kind, each) for kind in WRONG for each in WRONG[kind]]
)
def test_what_looks_like_a_kind_is_taken_by_the_kind_itself(kind, value):
    assert takes(kind, value)
