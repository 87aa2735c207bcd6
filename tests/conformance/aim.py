"""Requests that hit: ids of things that there are, and their versions, in most of them."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from schemathesis import Case
from schemathesis.core.parameters import ParameterLocation

from tests.conformance.world import World

MISSES: Final = 5
"""One request in so many goes where the generator meant it to."""
OF_KIND: Final = {
    "/onec": "onec",
    "/callback": "sms",
    "/preview": "sms",
    "/templates": "sms",
    "/chat": "telegram",
    "/hooks/telegram": "telegram",
}
"""What only an integration of one kind has, by a part of the path."""


class Aimer:
    """Turns requests towards what there is."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._asked = 0

    def __call__(self, case: Case) -> None:
        """Aim one request; what was made to be wrong stays wrong."""
        self._asked += 1
        if self._asked % MISSES == 0 or case.meta is None:
            return
        if not case.meta.is_negative_at(ParameterLocation.PATH):
            self._aim_path(case)
        if not case.meta.is_negative_at(ParameterLocation.HEADER):
            self._aim_version(case)

    def _aim_path(self, case: Case) -> None:
        for name in case.path_parameters:
            there = self._there(case.operation.path, name)
            if there:
                case.path_parameters[name] = there[self._asked // MISSES % len(there)]

    def _there(self, path: str, name: str) -> Sequence[str]:
        kinds = [kind for part, kind in OF_KIND.items() if part in path]
        if name == "integration_id" and kinds:
            return self._world.ids[kinds[0]]
        return self._world.ids.get(name, ())

    def _aim_version(self, case: Case) -> None:
        if "If-Match" in case.headers:
            version = self._world.version(place(case.operation.path, case.path_parameters))
            case.headers["If-Match"] = f'"{version}"'


def place(path: str, parameters: Mapping[str, object]) -> str:
    """Give the path of the thing itself: /v1/orders/1 of /v1/orders/{order_id}/transitions."""
    whole = re.match(r".*\}", path)
    found = whole.group() if whole else path
    for name, value in parameters.items():
        found = found.replace(f"{{{name}}}", str(value))
    return found
