"""Warns of an integration that fails and disables a hopeless one: part of the minute's sweep."""

from datetime import datetime
from typing import Final

from integrations.engine import switch
from integrations.engine.gate import Gate
from integrations.engine.health import Health, Stage
from integrations.engine.switch import Switch
from integrations.engine.watch import failing_since, is_hopeless, new_stage, warned
from integrations.model import Integration, Notice
from integrations.ports import Notices
from shared.clock import Clock

WORDS: Final = {
    Stage.HOUR: "an hour",
    Stage.DAY: "24 hours",
    Stage.THREE_DAYS: "three days; after five it is disabled",
}


class Watching:
    """Looks at how an integration fares; a second look tells nothing twice."""

    def __init__(self, gate: Gate, notices: Notices, switch_: Switch, *, clock: Clock) -> None:
        """Join the parts."""
        self._gate = gate
        self._notices = notices
        self._switch = switch_
        self._clock = clock

    def watch(self, integration: Integration, health: Health) -> None:
        """Warn of an integration or disable it, if that is due."""
        now = self._clock()
        if is_hopeless(health, integration, now):
            reason = "five days without one delivery"
            self._switch.disable(integration.id, switch.HOPELESS, reason)
            return
        stage = new_stage(health, integration, now)
        since = failing_since(health, integration)
        if stage is None or since is None:
            return
        self._notices.add(_warning(integration, stage, since, now))
        self._gate.note(integration.id, lambda found: warned(found, integration, stage))


def _warning(integration: Integration, stage: Stage, since: datetime, now: datetime) -> Notice:
    return Notice(
        integration_id=integration.id,
        integration_name=integration.name,
        kind=stage.value,
        since=since,
        at=now,
        detail=f"no delivery got through for {WORDS[stage]}",
    )
