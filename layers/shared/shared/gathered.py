"""Query parameters that belong together, written once and asked for by several routes."""

import functools
import inspect
from collections.abc import Callable
from dataclasses import fields
from typing import Any, TypeVar

Answer = TypeVar("Answer")


def gathered(name: str, kind: type) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Put the fields of a dataclass in place of a route's parameter, each by its own name.

    The framework reads a route's parameters from its signature, and knows no group of them that
    keeps the types in the OpenAPI document.
    """
    names = [each.name for each in fields(kind)]

    def wrap(route: Callable[..., Answer]) -> Callable[..., Answer]:
        @functools.wraps(route)
        def served(**given: Any) -> Answer:  # noqa: ANN401 - parameters of any type
            group = kind(**{each: given.pop(each) for each in names})
            return route(**{name: group}, **given)

        own = inspect.signature(route)
        rest = [each for each in own.parameters.values() if each.name != name]
        parameters = [*rest, *inspect.signature(kind).parameters.values()]
        served.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined] # PEP 362
        return served

    return wrap
