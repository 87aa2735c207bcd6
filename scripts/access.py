"""Write docs/access.md, who may call what, from the routes of all rooms (`make openapi`)."""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Final

from shared.auth import PUBLIC, ROLES, SCOPES

ROOT: Final = Path(__file__).resolve().parent.parent
TARGET: Final = ROOT / "docs" / "access.md"
ROOMS: Final = ("orders", "feedback", "analytics", "integrations")
OWN_ROLE: Final = "technician"
# What shows a technician the same as everybody: themselves, and rules that name nobody.
SAME_FOR_ALL: Final = {"/v1/company", "/v1/me", "/v1/roles", "/v1/sla"}
YES, OWN, NO, OPEN = "●", "own", "", "open"

HEAD: Final = """# Who may call what

Written from the routes by `make openapi`; `tests/house/test_access.py` asks every route as every
role and with every scope, and compares the answers with the cells below.

● allowed · **own** allowed, and only for what is the technician's own: their orders, the customers
of these, themselves; everything else is answered as if it were not there · empty: 403 with the
missing permission · *open*: no sign-in, the route carries its own proof or none.

A technician who does a colleague's work over may not open that order.
`GET /v1/orders/{order_id}/origins` of their own order tells them its number, day, type, title,
outcome and lines without prices, and nothing of people, money, files or history.

How a caller becomes an identity, and what each permission is for, is in
[architecture.md](architecture.md); the rights of single moves of an order are in
`functions/orders/rights.py`; how attacks on all this are met is in [security.md](security.md).
"""


def routes() -> Iterator[tuple[str, str, str]]:
    """Give method, path and permission of every route there is, sorted by path."""
    found = [
        (path.replace("<", "{").replace(">", "}"), method, permission)
        for room in ROOMS
        for (method, path), permission in import_module(f"{room}.handler").api.permissions.items()
    ]
    for path, method, permission in sorted(found):
        yield method, path, permission


def text() -> str:
    """Give the page as it is committed."""
    return "\n".join(
        (
            HEAD,
            "## Web users, by role",
            "",
            *_table(ROLES),
            "",
            "## API keys, by scope",
            "",
            *_table(SCOPES),
            "",
        )
    )


def write() -> None:
    """Write the page."""
    TARGET.write_text(text(), encoding="utf-8")


def _table(grants: Mapping[str, frozenset[str]]) -> Iterator[str]:
    yield _row(("route", "permission", *grants))
    yield _row(("---", "---", *(":-:" for _ in grants)))
    for method, path, permission in routes():
        cells = (_cell(name, grants[name], path, permission) for name in grants)
        yield _row((f"`{method} {path}`", permission, *cells))


def _cell(name: str, granted: frozenset[str], path: str, permission: str) -> str:
    if permission == PUBLIC:
        return OPEN
    # Whoever is known at all may ask who they are.
    if permission not in granted | {"me:read"}:
        return NO
    return OWN if name == OWN_ROLE and path not in SAME_FOR_ALL else YES


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
