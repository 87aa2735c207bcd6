"""How an integration fares: its breaker, its pace, and since when it fails. Pure.

Kept apart from the integration, so that the integration's version moves only when somebody edits
it. Each change is written under the condition that `rev` is what was read.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from integrations.engine.breaker import Breaker
from integrations.engine.pace import Pace
from integrations.model import Integration


class Stage(StrEnum):
    """How long an integration has been failing, as admins are told."""

    HOUR = "failing_1h"
    DAY = "failing_24h"
    THREE_DAYS = "failing_3d"


class Health(BaseModel):
    """How one integration fares."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    integration_id: str
    rev: int = 0
    breaker: Breaker = Breaker()
    pace: Pace = Pace()
    scout: str | None = None
    """The one delivery that is to come back as soon as the open breaker lets a probe through."""
    failures_in_row: int = 0
    failing_since: datetime | None = None
    last_success_at: datetime | None = None
    last_failure_at: datetime | None = None
    warned: Stage | None = None
    warned_since: datetime | None = None
    """The failing that was warned of; another one is warned of anew."""
    released_at: datetime | None = None
    """The release (`Integration.release_from`) that is done."""


@dataclass(frozen=True)
class Result:
    """How an attempt went, as far as health is concerned."""

    delivered: bool
    timed_out: bool = False
    overloaded: bool = False
    stop_s: float | None = None
    took_s: float = 0.0


class Verdict(StrEnum):
    """What becomes of a delivery at the gate."""

    GO = "go"
    WAIT = "wait"
    HOLD = "hold"


@dataclass(frozen=True)
class Admission:
    """The gate's answer; `until` is when to come back."""

    verdict: Verdict
    until: datetime | None = None


@dataclass(frozen=True)
class Visit:
    """Who comes to the gate: a delivery under one worker's lease, and whether it had a turn."""

    delivery_id: str
    owner: str
    had_turn: bool
    until: datetime
    """When the lease ends: whoever is not heard of until then is counted out."""


def admit(
    health: Health, integration: Integration, visit: Visit, now: datetime
) -> tuple[Health, Admission]:
    """Decide at the gate: go, come back later, or be held; none of these burns an attempt."""
    breaker = health.breaker
    if not breaker.is_closed and not breaker.may_probe(now):
        return _turned_away(health, visit, now)
    turn = health.pace.turn(
        integration.limits, now, had_turn=visit.had_turn or not breaker.is_closed
    )
    if turn is not None:
        queued = health.model_copy(update={"pace": health.pace.queued(turn)})
        return queued, Admission(Verdict.WAIT, turn)
    if not breaker.is_closed:
        breaker = breaker.probing(visit.owner, visit.until)
    pace = health.pace.started(integration.limits, visit.owner, now, visit.until)
    let_in = health.model_copy(update={"breaker": breaker, "pace": pace, "scout": None})
    return let_in, Admission(Verdict.GO)


def _turned_away(health: Health, visit: Visit, now: datetime) -> tuple[Health, Admission]:
    probe_at = health.breaker.next_probe_at
    is_scout = health.scout in {None, visit.delivery_id}
    if is_scout and probe_at is not None and probe_at > now:
        # The first that finds the breaker open comes back for the probe; the sweeper need not.
        return health.model_copy(update={"scout": visit.delivery_id}), Admission(
            Verdict.WAIT, probe_at
        )
    return health, Admission(Verdict.HOLD)


def turns_away(health: Health, now: datetime) -> bool:
    """Tell whether a newcomer would be held at the gate, so that it need not come there.

    The first that finds the breaker open is to be the scout and must come.
    """
    breaker = health.breaker
    if breaker.is_closed or breaker.may_probe(now):
        return False
    is_probed = breaker.next_probe_at is None or breaker.next_probe_at <= now
    return is_probed or health.scout is not None


def reported(health: Health, owner: str, result: Result, now: datetime) -> Health:
    """Give the health after an attempt."""
    pace = health.pace.ended(owner, now)
    if result.delivered:
        return health.model_copy(
            update={
                "breaker": health.breaker.succeeded(now),
                "pace": pace.eased(result.took_s),
                "scout": None,
                "failures_in_row": 0,
                "failing_since": None,
                "last_success_at": now,
            }
        )
    if result.overloaded or result.timed_out:
        pace = pace.slowed(now, result.took_s, stop_s=result.stop_s)
    return health.model_copy(
        update={
            "breaker": health.breaker.failed(owner, now, timed_out=result.timed_out),
            "pace": pace,
            "failures_in_row": health.failures_in_row + 1,
            "failing_since": health.failing_since or now,
            "last_failure_at": now,
        }
    )


def vanished(health: Health, owner: str, now: datetime) -> Health:
    """Give the health after an attempt that never set out, by a fault of ours."""
    return health.model_copy(
        update={
            "breaker": health.breaker.unprobed(owner, now),
            "pace": health.pace.ended(owner, now),
        }
    )


def forgiven(health: Health, now: datetime) -> Health:
    """Give the health after an admin resumed or changed the integration: a probe may go at once."""
    breaker = health.breaker
    if not breaker.is_closed:
        breaker = breaker.model_copy(update={"next_probe_at": now, "probe_until": now, "trips": 0})
    pace = health.pace.model_copy(update={"queue_until": None, "stopped_until": None, "slow": 0})
    return health.model_copy(update={"breaker": breaker, "pace": pace, "scout": None})


def wants_probe(health: Health, now: datetime) -> bool:
    """Tell whether the sweeper should let one held delivery go as a probe."""
    patience = timedelta(seconds=10)  # the scout comes by a queue timer, a little late at times
    return health.breaker.may_probe(now) and (
        health.scout is None or health.breaker.may_probe(now - patience)
    )
