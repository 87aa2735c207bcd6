"""docs/access.md is the matrix of rights: every cell of it is asked for at the door itself.

Columns are taken from the page, not from the code: what the page says is what must happen.
"""

import re
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from inspect import isfunction
from typing import Any

import pytest

from scripts import access
from shared.auth import PERMISSIONS, PUBLIC, ROLES, SCOPES
from shared.errors import ServiceError
from shared.http import Api
from tests.house.tree import ROOMS, ROOT
from tests.http import STRANGER, TECHNICIAN, call, partner

PAGE = (ROOT / "docs" / "access.md").read_text()
CELLS = {"●", "own", "", "open"}


def column(kind: str, name: str) -> list[tuple[str, str, str]]:
    """Method, path and cell of every row in one column of the page."""
    table = PAGE.split(f"by {kind}\n")[1].split("##")[0]
    head, _, *rows = [line for line in table.splitlines() if line.startswith("|")]
    place = _cells(head).index(name)
    return [(*_cells(row)[0].strip("`").split(" "), _cells(row)[place]) for row in rows]  # type: ignore[misc]


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


class ReachedError(ServiceError):
    """The door let the request through to the part of the room that would do the work."""

    status, slug, title = 299, "reached", "Let in"


def reached() -> Any:
    raise ReachedError("let in")


def _wirings(room: str) -> list[str]:
    """Name what joins the parts of a room, and those of its sub-rooms: its door has loaded them."""
    ours = [name for name in sys.modules if name.startswith(f"{room}.")]
    return [name for name in ours if name.endswith(".wiring")]


@pytest.fixture(scope="module")
def rooms() -> Iterator[dict[str, Api]]:
    """Every room with its door, and nothing behind it that works."""
    apis = {room: import_module(f"{room}.handler").api for room in ROOMS}
    for room, api in apis.items():
        parts = [part for name in _wirings(room) for part in vars(sys.modules[name]).values()]
        made = [getattr(part, "__wrapped__", part) for part in parts]
        ours = zip(parts, made, strict=True)
        api.dependency_overrides.update(
            {part: reached for part, inner in ours if isfunction(inner)}
        )
    yield apis
    for api in apis.values():
        api.dependency_overrides.clear()


@pytest.fixture(scope="module")
def ask(rooms) -> Callable[..., Any]:
    """Ask a route of the page as an identity, with a body that no route can read."""
    served = {
        (method, path.replace("<", "{").replace(">", "}")): api
        for api in rooms.values()
        for method, path in api.permissions
    }

    def ask(method: str, path: str, actor: dict[str, str]) -> Any:
        api = served[method, path]
        filled = re.sub(r"\{\w+\}", "x", path)
        body = "not json" if method not in {"GET", "DELETE"} else None
        return call(api.handle, method, filled, actor=actor, body=body), api

    return ask


def test_the_page_is_current():
    assert access.text() == PAGE, "run `make openapi`"


def test_every_route_of_every_room_states_a_permission_that_there_is():
    for room in ROOMS:
        api = import_module(f"{room}.handler").api
        stated = {(route.method, route.path) for route in api.routes}

        assert stated == set(api.permissions)
        assert set(api.permissions.values()) <= PERMISSIONS | {PUBLIC}


def test_every_role_and_scope_has_its_column():
    for kind, names in (("role", ROLES), ("scope", SCOPES)):
        for name in names:
            assert {cell for *_, cell in column(kind, name)} <= CELLS


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_let_in_exactly_where_the_page_says(ask, role):
    actor = {**TECHNICIAN, "roles": role}

    check(ask, column("role", role), actor)


@pytest.mark.parametrize("scope", SCOPES)
def test_a_scope_is_let_in_exactly_where_the_page_says(ask, scope):
    check(ask, column("scope", scope), partner(scope))


def test_who_has_no_role_or_scope_may_only_ask_who_they_are(ask):
    for actor in ({**TECHNICIAN, "roles": ""}, {**TECHNICIAN, "roles": "root"}, partner("all")):
        for method, path, cell in column("role", "admin"):
            answer, api = ask(method, path, actor)
            permission = api.permissions[method, path.replace("{", "<").replace("}", ">")]
            if cell != "open" and permission != "me:read":
                assert answer.status == 403, (method, path)


def test_who_is_not_known_is_let_in_nowhere(ask):
    for method, path, cell in column("role", "admin"):
        answer, _ = ask(method, path, STRANGER)
        if cell != "open":
            assert answer.status == 401, (method, path)
            assert answer.json["type"] == "urn:naryad:problem:unauthorized"


def test_an_administrator_is_let_in_everywhere():
    assert {cell for *_, cell in column("role", "admin")} == {"●", "open"}


def test_no_key_is_let_in_where_people_and_access_are_managed():
    closed = re.compile(
        r"^/v1/(users|keys|erasures|sla)|/(audit|erasure)$|^/v1/customers/.*/export$"
    )
    for scope in SCOPES:
        for method, path, cell in column("scope", scope):
            if closed.search(path) and (method, path) != ("GET", "/v1/sla"):
                assert cell == "", (scope, method, path)


def check(ask, rows, actor):
    for method, path, cell in rows:
        answer, api = ask(method, path, actor)
        if cell:
            assert answer.status not in {401, 403, 500}, (method, path, answer.text)
        else:
            permission = api.permissions[method, path.replace("{", "<").replace("}", ">")]
            told = (answer.status, answer.json["missing_permission"])
            assert told == (403, permission), (method, path)
