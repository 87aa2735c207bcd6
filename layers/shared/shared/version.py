"""Optimistic concurrency: a change names the version it was made from."""

from shared.errors import StaleVersionError


def check_version(given: int | None, current: int) -> None:
    """Raise StaleVersionError when a version was given and is not the current one."""
    if given is not None and given != current:
        raise StaleVersionError(given, current)
