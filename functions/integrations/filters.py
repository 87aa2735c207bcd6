"""Which events an integration wants by what they carry. Pure.

A filter is one condition on a field of the event's data, or several joined by and, or, not:
{"and": [{"field": "order.status", "op": "eq", "value": "new"},
         {"not": {"field": "order.total", "op": "lt", "value": 100000}}]}
A field is a dotted path. Where it leads into a list, one item that fits is enough. What is not
there fits `neq`, `nin` and `exists: false` only; a comparison of different kinds never fits.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)

MAX_DEPTH: Final = 5
MAX_CONDITIONS: Final = 50

Op = Literal["eq", "neq", "in", "nin", "exists", "gt", "gte", "lt", "lte", "startsWith"]
Text = Annotated[str, StringConstraints(max_length=500)]
Number = Annotated[int | float, Field(ge=-(10**15), le=10**15, allow_inf_nan=False)]
Scalar = Annotated[bool | Number | Text | None, Field(union_mode="left_to_right")]
Path = Annotated[
    str, StringConstraints(max_length=200, pattern=r"^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+){0,7}$")
]
_ORDERS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
}


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, strict=True)


class Condition(_Strict):
    """One condition on one field."""

    field: Path
    op: Op
    value: Scalar | Annotated[tuple[Scalar, ...], Field(max_length=100, strict=False)] = None

    @model_validator(mode="after")
    def _value_fits_op(self) -> "Condition":
        if (self.op in {"in", "nin"}) != isinstance(self.value, tuple):
            raise ValueError("in and nin take a list, the others a single value")
        if self.op == "exists" and not isinstance(self.value, bool):
            raise ValueError("exists takes true or false")
        if self.op == "startsWith" and not isinstance(self.value, str):
            raise ValueError("startsWith takes a text")
        if self.op in _ORDERS and (isinstance(self.value, bool) or self.value is None):
            raise ValueError(f"{self.op} takes a number or a text")
        return self

    def fits(self, data: Any) -> bool:  # noqa: ANN401 - any JSON
        """Tell whether data fits."""
        found = list(_values(data, self.field.split(".")))
        if self.op == "exists":
            return bool(found) is self.value
        if self.op in {"neq", "nin"}:
            wrong = self.value if isinstance(self.value, tuple) else (self.value,)
            return not any(_same(each, other) for each in found for other in wrong)
        return any(self._fits_one(each) for each in found)

    def _fits_one(self, found: Any) -> bool:  # noqa: ANN401 - any JSON
        if isinstance(self.value, tuple):
            return any(_same(found, each) for each in self.value)
        if self.op == "eq":
            return _same(found, self.value)
        if self.op == "startsWith":
            return isinstance(found, str) and found.startswith(str(self.value))
        return _compares(found, self.op, self.value)


class All(_Strict):
    """All of these."""

    all_: Annotated[
        tuple["Filter", ...], Field(alias="and", min_length=1, max_length=20, strict=False)
    ]

    def fits(self, data: Any) -> bool:  # noqa: ANN401 - any JSON
        """Tell whether data fits."""
        return all(each.fits(data) for each in self.all_)


class Any_(_Strict):  # noqa: N801 - Any is Python's
    """One of these."""

    any_: Annotated[
        tuple["Filter", ...], Field(alias="or", min_length=1, max_length=20, strict=False)
    ]

    def fits(self, data: Any) -> bool:  # noqa: ANN401 - any JSON
        """Tell whether data fits."""
        return any(each.fits(data) for each in self.any_)


class Not(_Strict):
    """Not this."""

    not_: Annotated["Filter", Field(alias="not")]

    def fits(self, data: Any) -> bool:  # noqa: ANN401 - any JSON
        """Tell whether data fits."""
        return not self.not_.fits(data)


def _kind(given: Any) -> str:  # noqa: ANN401 - any JSON, or one of these already
    if isinstance(given, BaseModel):
        return {All: "and", Any_: "or", Not: "not"}.get(type(given), "field")
    names = given.keys() if isinstance(given, Mapping) else ()
    return next((name for name in ("and", "or", "not") if name in names), "field")


Filter = Annotated[
    Annotated[Condition, Tag("field")]
    | Annotated[All, Tag("and")]
    | Annotated[Any_, Tag("or")]
    | Annotated[Not, Tag("not")],
    Discriminator(_kind),
]


def check_size(given: Filter) -> Filter:
    """Refuse a filter that is too deep or holds too many conditions."""
    depth, conditions = _size(given)
    if depth > MAX_DEPTH:
        raise ValueError(f"may be {MAX_DEPTH} levels deep, this is {depth}")
    if conditions > MAX_CONDITIONS:
        raise ValueError(f"may hold {MAX_CONDITIONS} conditions, this has {conditions}")
    return given


def _size(given: Filter) -> tuple[int, int]:
    if isinstance(given, Condition):
        return 1, 1
    inner = [_size(each) for each in _inner(given)]
    return 1 + max(depth for depth, _ in inner), sum(count for _, count in inner)


def _inner(given: All | Any_ | Not) -> tuple[Filter, ...]:
    if isinstance(given, All):
        return given.all_
    return given.any_ if isinstance(given, Any_) else (given.not_,)


def _values(data: Any, path: list[str]) -> Iterator[Any]:  # noqa: ANN401 - any JSON
    if isinstance(data, list | tuple):
        for each in data:
            yield from _values(each, path)
    elif not path:
        if data is not None:
            yield data
    elif isinstance(data, Mapping) and path[0] in data:
        yield from _values(data[path[0]], path[1:])


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401 - any JSON
    # In Python True equals 1; on the wire it does not.
    return isinstance(one, bool) is isinstance(other, bool) and bool(one == other)


def _compares(found: Any, op: str, value: Any) -> bool:  # noqa: ANN401 - any JSON
    numbers = isinstance(found, int | float) and isinstance(value, int | float)
    texts = isinstance(found, str) and isinstance(value, str)
    if isinstance(found, bool) or not (numbers or texts):
        return False
    return bool(_ORDERS[op](found, value))
