"""What messages need, in memory."""

from integrations.messages.model import Addressee, OwnTemplate, Suppression
from integrations.messages.ports import TemplateMovedError
from shared.events import OrderSnapshot
from shared.users import WebUser


class FakeTemplates:
    """Templates in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str, str], OwnTemplate] = {}

    def get(self, integration_id, event_type, language):
        return self.kept.get((integration_id, event_type, language))

    def all(self, integration_id):
        return tuple(own for key, own in self.kept.items() if key[0] == integration_id)

    def save(self, integration_id, template):
        key = (integration_id, template.event_type, template.language)
        found = self.kept.get(key)
        if found == template:
            return
        if (found.version if found else 0) != template.version - 1:
            raise TemplateMovedError(found.version if found else 0)
        self.kept[key] = template

    def remove(self, integration_id, event_type, language):
        self.kept.pop((integration_id, event_type, language), None)


class FakeSuppressions:
    """Suppressed addresses in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, Suppression] = {}

    def get(self, suppression_id):
        return self.kept.get(suppression_id)

    def all(self):
        return tuple(sorted(self.kept.values(), key=lambda each: each.at, reverse=True))

    def add(self, suppression):
        self.kept.setdefault(suppression.id, suppression)

    def lift(self, suppression_id):
        return self.kept.pop(suppression_id, None) is not None


class FakeDirectory:
    """Orders and people in memory."""

    def __init__(self) -> None:
        self.orders: dict[str, OrderSnapshot] = {}
        self.customers: dict[str, Addressee] = {}
        self.technicians: dict[str, Addressee] = {}

    def order(self, order_id):
        return self.orders.get(order_id)

    def customer(self, customer_id):
        return self.customers.get(customer_id)

    def technician(self, technician_id):
        return self.technicians.get(technician_id)


class FakeChats:
    """Linked chats in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def chat_of(self, integration_id, person_id):
        return self.kept.get((integration_id, person_id))

    def move(self, integration_id, old, new):
        for key, chat in self.kept.items():
            if key[0] == integration_id and chat == old:
                self.kept[key] = new


class FakeLinks:
    """Links that can be read."""

    def __init__(self, url="https://naryad.example"):
        self.url = url

    def feedback(self, order_id):
        return f"{self.url}/f/{order_id}" if self.url else None


class FakeUsers:
    """Web users in memory."""

    def __init__(self) -> None:
        self.known: dict[str, WebUser] = {}

    def get(self, user_id):
        return self.known.get(user_id)
