"""What there is to ask, and what is known to be answered otherwise."""

from functools import cache
from typing import Final

from tests.conformance.engine import Fault, document
from tests.conformance.gateway import ANY, routes

METHOD: Final = "unsupported_method"


@cache
def operations() -> set[str]:
    """Name all operations of the description."""
    paths = document()["paths"].items()
    return {f"{method.upper()} {path}" for path, each in paths for method in each}


@cache
def guarded() -> set[str]:
    """Name those that nobody may ask without a token or a key."""
    paths = document()["paths"].items()
    return {
        f"{method.upper()} {path}"
        for path, each in paths
        for method, operation in each.items()
        if operation["security"]
    }


def is_explained(fault: Fault) -> bool:
    """Tell whether a fault is the gateway's way.

    A path that the template routes for one method alone is nothing to other methods: 404, not 405.
    """
    path = fault.operation.split(" ", 1)[1]
    one_method = {each.path for each in routes() if each.method != ANY}
    return fault.check == METHOD and path in one_method
