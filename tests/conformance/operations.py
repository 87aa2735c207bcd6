"""What there is to ask."""

from functools import cache

from tests.conformance.engine import document


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
