from tests.orders.people.doors import edge
from tests.orders.people.rooms import rooms, stored

__all__ = ["edge", "rooms", "stored"]
