"""What happens to orders and to their customers' answers, as records of the two streams."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from analytics.reworks import CAUSES
from shared.clock import text
from shared.item import pack
from tests.analytics.builders import STREAM, image, make_order, record

ENDED = ("completed", "closed", "cancelled")
STATES = ("new", "scheduled", "en_route", "in_progress", *ENDED)
STAMPS = ("assigned_at", "started_at", "due_at", "first_scheduled_at")
BACK = (0, 0, 1, 25)
"""How many days ago an order may have been created."""


def tales(random: Random, now: datetime) -> list[list[dict[str, Any]]]:
    """Give the stories of some orders: the records of each in their order."""
    told: list[list[dict[str, Any]]] = []
    born: dict[str, datetime] = {}
    for number in range(random.randint(2, 3)):
        key = f"ord_{number}"
        origin = random.choice([None, *born])
        created = now - timedelta(days=random.choice(BACK), minutes=random.randint(0, 1440))
        told.append(list(_order(random, key, created, (origin, born.get(origin or "")))))
        born[key] = created
        if random.random() < 0.3:
            told += _opinions(random, key, created)
    return told


def later(random: Random, known: list[dict[str, Any]], now: datetime) -> list[dict[str, Any]]:
    """Give one more change of each of some orders, such as a payment after months."""
    changed = [o for o in known if random.random() < 0.7] or known[:1]
    again = {"total": random.randint(1, 10**6), "updated_at": text(now)}
    return [{**order, **again, "version": order["version"] + 1} for order in changed]


def _order(
    random: Random, key: str, created: datetime, origin: tuple[str | None, datetime | None]
) -> Iterator[dict[str, Any]]:
    order = make_order(
        id=key,
        number=key,
        created_at=created,
        updated_at=created,
        rework_of=origin[0],
        origin_created_at=origin[1],
        type="rework" if origin[0] else "paid",
        customer={"id": f"cus_{random.randint(0, 2)}", "name": "Анна"},
        zone=random.choice((None, "north")),
    )
    yield order
    at = created
    for version in range(2, random.randint(1, 4) + 2):
        at += timedelta(minutes=random.choice((5, 90, 1500)))
        stamps = {random.choice(STAMPS): at + timedelta(hours=random.randint(-3, 40))}
        order = {**order, **_moved(random, order, at), **stamps}
        order |= {"version": version, "updated_at": at, "total": random.randint(0, 10**6)}
        order["technician"] = random.choice((None, {"id": "tec_a", "name": "Пётр"}))
        # Told late, changed and taken back.
        order["rework_cause"] = CAUSES[version % len(CAUSES)] if origin[0] else None
        order = {k: text(v) if isinstance(v, datetime) else v for k, v in order.items()}
        yield order


def _moved(random: Random, order: dict[str, Any], at: datetime) -> dict[str, Any]:
    state = random.choice(STATES)
    moved: dict[str, Any] = {"status": state}
    if state in {"completed", "closed"}:
        moved |= {"completed_at": order.get("completed_at") or at, "last_completed_at": at}
    elif state == "cancelled":
        moved |= {"cancelled_at": at, "cancelled_by": "customer"}
    elif order["status"] in ENDED:
        moved |= {"reopened_at": at, "first_reopened_at": order.get("first_reopened_at") or at}
    return moved


def _opinions(random: Random, key: str, at: datetime) -> Iterator[list[dict[str, Any]]]:
    asked, said = (at + timedelta(hours=random.choice((1, 30))) for _ in range(2))
    yield [
        {
            "table": "ASK#", "order_id": key, "technician": None, "completed_at": text(at),
            "state": "sent", "asked_at": text(asked), "sent_at": text(asked), "version": version,
        }
        for version in range(2, random.randint(3, 4))
    ]  # fmt: skip
    yield [
        {
            "table": "FEEDBACK#", "order_id": key, "order_type": "paid", "customer_id": "cus_1",
            "technician_id": "tec_a", "rating": random.randint(1, 5), "source": "link",
            "asked_at": text(asked), "submitted_at": text(said), "edited_at": None,
            "version": version,
        }
        for version in range(1, random.randint(2, 3))
    ]  # fmt: skip


def record_of(told: dict[str, Any], sequence: int, at: datetime) -> dict[str, Any]:
    """Write a version as a record of its stream."""
    if "table" not in told:
        return record(told, sequence=sequence, at=at)
    key = f"{told['table']}{told['order_id']}"
    item = {"pk": key, "doc": pack(json.dumps(told))}
    return {
        "eventName": "MODIFY",
        "eventSourceARN": STREAM,
        "dynamodb": {
            "ApproximateCreationDateTime": at.timestamp(),
            "SequenceNumber": str(sequence),
            "Keys": {"pk": {"S": key}},
            "NewImage": image(item),
        },
    }
