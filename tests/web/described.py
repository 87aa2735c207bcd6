"""Which parameters the API's description gives each route: the fake API has no others either."""

import json
import re
from functools import cache
from pathlib import Path

from shared.auth import PUBLIC

DESCRIPTION = Path(__file__).parents[2] / "docs" / "openapi.json"
_NAME = re.compile(r"\{[^}]*\}")


def unknown(method: str, path: str, given: set[str]) -> list[str]:
    """Name the parameters that a route with such a path does not have."""
    known = _parameters().get((method.lower(), _NAME.sub("{}", path)))
    return [] if known is None else sorted(given - known)


@cache
def _parameters() -> dict[tuple[str, str], set[str]]:
    paths = json.loads(DESCRIPTION.read_text())["paths"]
    return {
        (method, _NAME.sub("{}", path)): {
            each["name"] for each in route.get("parameters", []) if each["in"] == "query"
        }
        for path, routes in paths.items()
        for method, route in routes.items()
        if route.get("x-permission", PUBLIC) != PUBLIC
    }
