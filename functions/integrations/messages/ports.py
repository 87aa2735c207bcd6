"""What messages need from storage."""

from typing import Protocol

from integrations.messages.model import Addressee, Language, OwnTemplate, Suppression
from shared.events import OrderSnapshot
from shared.users import WebUser


class Templates(Protocol):
    """The templates that integrations have instead of the defaults."""

    def get(self, integration_id: str, event_type: str, language: Language) -> OwnTemplate | None:
        """Read one template."""
        ...

    def all(self, integration_id: str) -> tuple[OwnTemplate, ...]:
        """List an integration's own templates."""
        ...

    def save(self, integration_id: str, template: OwnTemplate) -> None:
        """Write the next version, or TemplateMovedError."""
        ...

    def remove(self, integration_id: str, event_type: str, language: Language) -> None:
        """Take a template away; one that is not there is no fault."""
        ...


class Directory(Protocol):
    """Orders, customers and technicians; this room only looks at them."""

    def order(self, order_id: str) -> OrderSnapshot | None:
        """Read an order as it is now."""
        ...

    def customer(self, customer_id: str) -> Addressee | None:
        """Read how a customer is reached."""
        ...

    def technician(self, technician_id: str) -> Addressee | None:
        """Read how a technician is reached."""
        ...


class Chats(Protocol):
    """Which chat belongs to which customer or technician, for each integration."""

    def chat_of(self, integration_id: str, person_id: str) -> str | None:
        """Give the chat that a person has linked."""
        ...

    def move(self, integration_id: str, old: str, new: str) -> None:
        """Write a chat's new number wherever its old one is."""
        ...


class Suppressions(Protocol):
    """Addresses that nothing is sent to."""

    def get(self, suppression_id: str) -> Suppression | None:
        """Read one."""
        ...

    def all(self) -> tuple[Suppression, ...]:
        """List them, newest first."""
        ...

    def add(self, suppression: Suppression) -> None:
        """Suppress an address; a second time is no change."""
        ...

    def lift(self, suppression_id: str) -> bool:
        """Let an address be written to again; False when it was not suppressed."""
        ...


class Users(Protocol):
    """The web users, who get reports."""

    def get(self, user_id: str) -> WebUser | None:
        """Read one."""
        ...


class Links(Protocol):
    """Makes the links by which customers answer."""

    def feedback(self, order_id: str) -> str | None:
        """Give a whole URL; None when it is not known where the pages are."""
        ...


class TemplateMovedError(Exception):
    """Somebody has written the template in between."""

    def __init__(self, current: int) -> None:
        """Tell the version it has now; 0 when it is gone."""
        super().__init__(str(current))
        self.current = current
