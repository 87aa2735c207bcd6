"""The delivery engine: from a change of an order to an answered, logged attempt."""
