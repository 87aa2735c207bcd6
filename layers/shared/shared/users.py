"""Web users as other rooms look at them: who there is, and where mail reaches them.

The Access table is written by integrations.access.users alone. Price: one user 1 read unit, the
list 0.5 units per 4 KB; a company has at most some hundreds.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from shared.item import Item

if TYPE_CHECKING:  # the table is given
    from shared.table import Table

USERS: Final = "USERS"


@dataclass(frozen=True)
class WebUser:
    """A web user as far as mail needs them."""

    id: str
    name: str = ""
    email: str = ""
    is_blocked: bool = False

    @property
    def is_reached(self) -> bool:
        """Tell whether letters go to them."""
        return bool(self.email) and not self.is_blocked


class DynamoUsers:
    """The users that the company knows by name and address."""

    def __init__(self, table: "Table") -> None:
        """Bind to the Access table."""
        self._table = table

    def get(self, user_id: str) -> WebUser | None:
        """Read one."""
        item = self._table.get({"pk": USERS, "sk": user_id})
        return _user(item) if item else None

    def all(self) -> tuple[WebUser, ...]:
        """List them by name."""
        found = map(_user, self._table.walk("pk = :pk", {":pk": USERS}))
        return tuple(sorted(found, key=lambda user: (user.name.lower(), user.id)))


def _user(item: Item) -> WebUser:
    return WebUser(
        id=item["sk"],
        name=item.get("name") or "",
        email=item.get("email") or "",
        is_blocked=bool(item.get("blocked")),
    )
