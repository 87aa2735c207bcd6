"""List positions: opaque to the caller, sealed, and stable while others write.

A cursor names the last key that was shown, so rows written later never shift a page.
"""

from collections.abc import Mapping
from typing import Any

from shared.errors import InvalidError
from shared.signing import Seal, SealError


def write_cursor(seal: Seal, list_name: str, position: Mapping[str, Any] | None) -> str | None:
    """Seal the position after which the next page begins; None stays None."""
    return None if position is None else seal.close(f"cursor:{list_name}", position)


def read_cursor(seal: Seal, list_name: str, cursor: str | None) -> dict[str, Any] | None:
    """Read a cursor that this list gave out; anything else is an InvalidError."""
    if cursor is None:
        return None
    try:
        return seal.open(f"cursor:{list_name}", cursor)
    except SealError as error:
        rule = "must be a next_cursor that this list gave"
        raise InvalidError.of("cursor", cursor[:80], rule) from error


def write_after(seal: Seal, list_name: str, after: Any) -> str | None:  # noqa: ANN401 - a key
    """Seal the key after which the next page begins; None where there is no next page."""
    return write_cursor(seal, list_name, {"after": after} if after else None)


def read_after(seal: Seal, list_name: str, cursor: str | None) -> Any:  # noqa: ANN401 - a key
    """Read the key after which a page begins; None for the first page."""
    position = read_cursor(seal, list_name, cursor)
    return position["after"] if position else None
