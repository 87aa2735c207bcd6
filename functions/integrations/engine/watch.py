"""When admins are warned of an integration that fails, and when it is disabled. Pure.

Warned after 1 h, 24 h and 3 d without one success; disabled after 5 days. The clock starts with the
first failure after the last success, or when the integration was last enabled. A single failure in
a quiet week is no failing: three failures in a row are needed for a warning, ten for the end.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from integrations.engine.health import Health, Stage
from integrations.model import Integration

STAGES: Final[Mapping[Stage, timedelta]] = {
    Stage.THREE_DAYS: timedelta(days=3),
    Stage.DAY: timedelta(hours=24),
    Stage.HOUR: timedelta(hours=1),
}
DISABLED_AFTER: Final = timedelta(days=5)
LEAST_TO_WARN: Final = 3
LEAST_TO_DISABLE: Final = 10


def failing_since(health: Health, integration: Integration) -> datetime | None:
    """Give since when the integration fails; what failed before it was last enabled is forgiven."""
    if health.failing_since is None or not integration.goes_out:
        return None
    return max(health.failing_since, integration.started_at)


def is_hopeless(health: Health, integration: Integration, now: datetime) -> bool:
    """Tell whether the integration is to be disabled: five days without one success."""
    since = failing_since(health, integration)
    if since is None or health.failures_in_row < LEAST_TO_DISABLE:
        return False
    return now - since >= DISABLED_AFTER and _failed_after(health, since)


def new_stage(health: Health, integration: Integration, now: datetime) -> Stage | None:
    """Give the warning that is due and was not given yet."""
    since = failing_since(health, integration)
    if since is None or health.failures_in_row < LEAST_TO_WARN or not _failed_after(health, since):
        return None
    reached = next((stage for stage, age in STAGES.items() if now - since >= age), None)
    if reached is None or (health.warned_since == since and _told(health.warned) >= _told(reached)):
        return None
    return reached


def warned(health: Health, integration: Integration, stage: Stage) -> Health:
    """Give the health with a warning given."""
    since = failing_since(health, integration)
    return health.model_copy(update={"warned": stage, "warned_since": since})


def _failed_after(health: Health, since: datetime) -> bool:
    return health.last_failure_at is not None and health.last_failure_at >= since


def _told(stage: Stage | None) -> timedelta:
    return STAGES[stage] if stage else timedelta(0)
