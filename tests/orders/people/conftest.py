from tests.orders.people.rooms import rooms, stored

__all__ = ["rooms", "stored"]
