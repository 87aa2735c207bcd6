"""Disables an integration that its partner, or five days without a success, put an end to."""

from typing import Final

from integrations.model import IntegrationState, Notice
from integrations.ports import Integrations, Notices, VersionMovedError
from shared.clock import Clock
from shared.observe import logger

TRIES: Final = 5
GONE: Final = "disabled_gone"
HOPELESS: Final = "disabled_failing"


class Switch:
    """Disables and tells; a second time is no change."""

    def __init__(self, integrations: Integrations, notices: Notices, *, clock: Clock) -> None:
        """Join the stores."""
        self._integrations = integrations
        self._notices = notices
        self._clock = clock

    def disable(self, integration_id: str, kind: str, reason: str) -> None:
        """Disable an integration; its deliveries are held from now on, none is dropped."""
        for _ in range(TRIES):
            found = self._integrations.get(integration_id)
            if found is None or found.state is IntegrationState.DISABLED:
                return
            now = self._clock()
            # Told first: a crash in between tells it once and disables at the next occasion.
            self._notices.add(
                Notice(
                    integration_id=found.id,
                    integration_name=found.name,
                    kind=kind,
                    since=found.started_at,
                    at=now,
                    detail=reason,
                )
            )
            disabled = found.model_copy(
                update={
                    "state": IntegrationState.DISABLED,
                    "disabled_reason": reason,
                    "version": found.version + 1,
                    "updated_at": now,
                }
            )
            try:
                self._integrations.save(disabled)
            except VersionMovedError:
                continue
            logger().warning(
                "integration.disabled", extra={"integration_id": found.id, "kind": kind}
            )
            return
        # Others write it all the time; the next occasion comes.
        logger().warning("integration.not_disabled", extra={"integration_id": integration_id})
