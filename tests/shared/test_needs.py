from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Depends, Request

from shared.needs import needed


@dataclass
class App:
    """What `needed` uses of a resolver."""

    request: Request = field(default_factory=lambda: Request("/", {}, None))  # type: ignore[arg-type]
    dependency_overrides: dict[Callable[..., Any], Callable[..., Any]] = field(default_factory=dict)


def clock() -> int:
    return 8


def path(request: Request) -> str:
    return request.route


def greeting(hour: Annotated[int, Depends(clock)]) -> str:
    return f"it is {hour}"


def route(
    order_id: str,
    request: Request,
    at: Annotated[str, Depends(path)],
    words: Annotated[str, Depends(greeting)],
    limit: int = 50,
) -> str:
    return f"{order_id} {request} {at} {words} {limit}"


def test_a_function_gets_its_dependencies_and_the_request_and_nothing_else():
    app = App()

    assert needed(route, app) == {"request": app.request, "at": "/", "words": "it is 8"}


def test_a_dependency_can_be_replaced_at_any_depth():
    app = App(dependency_overrides={clock: lambda: 9})

    assert needed(route, app)["words"] == "it is 9"


def test_a_replacement_is_forgotten_when_it_is_taken_back():
    app = App(dependency_overrides={clock: lambda: 9})
    needed(route, app)

    app.dependency_overrides.clear()

    assert needed(route, app)["words"] == "it is 8"


def test_a_function_without_dependencies_needs_nothing():
    assert needed(clock, App()) == {}
