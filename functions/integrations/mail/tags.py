"""What a letter by SES carries for us, and SES tells us again when it comes back. Pure.

Source: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageTag.html
"""

from collections.abc import Mapping
from typing import Any, Final

REQUEST: Final = "naryad-request"
LONGEST: Final = 256
"""What a tag's value takes."""


def tags_of(request_id: str | None) -> dict[str, str]:
    """Write the request that led to a letter: in hex, since ids hold signs that no tag may."""
    value = request_id.encode().hex() if request_id else ""
    return {REQUEST: value} if 0 < len(value) <= LONGEST else {}


def request_of(event: Mapping[str, Any]) -> str | None:
    """Read which request led to the letter of which SES tells."""
    values = event.get("detail", {}).get("mail", {}).get("tags", {}).get(REQUEST) or [""]
    try:
        return bytes.fromhex(values[0]).decode() or None
    except ValueError:
        return None
