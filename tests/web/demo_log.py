"""How the repair company's partners fared: figures, what they missed, what was sent again."""

from tests.web.demo import Json, at
from tests.web.demo_partners import integrations


def figures(attempts: int, failed: int) -> Json:
    """Say how attempts went."""
    known = attempts > 0
    return {
        "attempts": attempts,
        "delivered": attempts - failed,
        "failed": failed,
        "success_rate": (attempts - failed) / attempts if known else None,
        "p50_ms": 95 if known else None,
        "p95_ms": 480 if known else None,
    }


def statistics(row: Json) -> Json:
    """Give the last day hour by hour, and together."""
    attempts, failed = {"i0": (1204, 3), "i3": (14, 14)}.get(row["id"], (0, 0))
    hours = [figures(attempts // 24 + n % 5, 0) | {"at": at(24 - n)} for n in range(24)]
    whole = figures(attempts, failed)
    return {"integration_id": row["id"], "hours": 24, "whole": whole, "items": hours}


def missed() -> list[Json]:
    """List one event of each way not to arrive."""
    rows = (
        ("failed", "d3", "the partner answered 410"),
        ("held", "d6", "paused"),
        ("skipped", "d9", "no consent was given"),
        ("missing", None, None),
    )
    return [
        {
            "event_id": f"evt_{index:026d}",
            "event_type": "order.completed",
            "occurred_at": at(index * 5 + 2),
            "order_id": f"o{index}",
            "order_number": str(1084 - index),
            "integration_id": f"i{index % 2}",
            "integration_name": integrations()[index % 2]["name"],
            "recipient": None,
            "reason": reason,
            "delivery_id": delivery_id,
            "detail": detail,
        }
        for index, (reason, delivery_id, detail) in enumerate(rows)
    ]


def replay(index: int, state: str, share: float) -> Json:
    """Make one replay."""
    is_over = state in {"done", "cancelled"}
    return {
        "id": f"r{index}",
        "state": state,
        "filter": {
            "from": at(24 * 7),
            "to": at(index * 24 + 1),
            "integration_ids": ["i0"],
            "states": ["failed"],
            "event_types": [],
            "order": None,
        },
        "target_ids": [],
        "only_missing": False,
        "rate_per_minute": 60,
        "progress": {
            "share": share,
            "reached_at": at(30),
            "looked_at": round(share * 400),
            "sent": round(share * 120),
            "skipped": round(share * 280),
        },
        "created_at": at(index * 24 + 1),
        "created_by": "irina@naryad.example",
        "updated_at": at(index * 24),
        "finished_at": at(index * 24) if is_over else None,
        "version": 3,
    }


def comparisons() -> list[Json]:
    """List two comparisons: one that found nothing, and one that made up for something."""
    return [
        {
            "id": f"rec_{n}",
            "state": "done",
            "from": at(24 * n + 48),
            "to": at(24 * n),
            "checked": 312 + n,
            "missing": n * 4,
            "emitted": n * 5,
            "created_at": at(24 * n),
            "reached_at": at(24 * n),
            "finished_at": at(24 * n),
        }
        for n in range(2)
    ]


def replays() -> list[Json]:
    """List a replay of each state."""
    states = (("running", 0.4), ("paused", 0.15), ("done", 1.0), ("cancelled", 0.6))
    return [replay(index, state, share) for index, (state, share) in enumerate(states)]
