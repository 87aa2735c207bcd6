"""The room's edge over the stores of people, and asking it."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from orders import handler, wiring
from orders.people.sight import Sight
from orders.people.workload import WorkloadService
from shared.signing import Seal
from tests.http import Answer, call
from tests.orders.people.rooms import Rooms

MOSCOW = "Europe/Moscow"
PERSON = {"last_name": "Иванова", "first_name": "Анна", "phones": ["8 900 000-00-01"]}
COMPANY = {"kind": "company", "name": "ООО «Очаг»", "inn": "7707083893", "kpp": "770701001"}
MASTER = {"name": "Борис Орлов", "skills": ["котлы", {"skill": "плиты", "level": 3}]}


@pytest.fixture
def edge(rooms) -> Iterator[Rooms]:
    """The room's edge, once over stores in memory and once over DynamoDB."""
    overrides = {
        wiring.customers: lambda: rooms.customers,
        wiring.directory: lambda: rooms.staff,
        wiring.erasures: lambda: rooms.erasing,
        wiring.orders: lambda: rooms.ordering,
        wiring.sight: lambda: Sight(rooms.lists),
        wiring.workloads: lambda: WorkloadService(
            rooms.people, rooms.orders, rooms.lists, zone=ZoneInfo(MOSCOW)
        ),
        wiring.seal: lambda: Seal(b"the key of these tests"),
    }
    handler.api.dependency_overrides.update(overrides)
    yield rooms
    handler.api.dependency_overrides.clear()


def ask(method: str, path: str, **parts: Any) -> Answer:
    return call(handler.lambda_handler, method, path, **parts)


def made(path: str, body: Any, **parts: Any) -> Any:
    answer = ask("POST", path, body=body, **parts)
    assert answer.status == 201, answer.text
    return answer.json


def patched(path: str, body: Any, version: int) -> Answer:
    return ask("PATCH", path, body=body, headers={"if-match": f'"{version}"'})
