"""One exchange with one partner: secrets and headers put in, a connection fault tried again."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from integrations.connector import Connector, Message, Parcel
from integrations.engine.delivery import Sent
from integrations.engine.redaction import redacted
from integrations.model import Integration
from integrations.ports import Vault
from shared.calls import is_connection_fault
from shared.clock import Clock

AT_ONCE: Final = timedelta(seconds=1)
"""A connection that failed faster than this is tried again at once; slower ones wait their turn."""


class Sender:
    """Sends events through the connector of each kind."""

    def __init__(self, vault: Vault, connectors: Mapping[str, Connector], *, clock: Clock) -> None:
        """Join the vault and the connectors."""
        self._vault = vault
        self._connectors = connectors
        self._clock = clock

    def send(
        self,
        integration: Integration,
        event_id: str,
        body: bytes,
        *,
        most_s: int | None = None,
        message: Message | None = None,
    ) -> Sent:
        """Send an event's bytes as they are; what comes back shows no secret."""
        started, tries = self._clock(), 1
        limit = integration.limits.timeout_s
        parcel = Parcel(
            event_id,
            body,
            integration.settings,
            [
                self._vault.decrypt(integration.id, each.encrypted)
                for each in integration.active_secrets(started)
            ],
            started,
            headers=self._headers(integration),
            timeout_s=min(limit, most_s or limit),
            message=message,
            integration_id=integration.id,
            credentials={
                name: self._vault.decrypt(integration.id, each.encrypted)
                for name, each in integration.credentials.items()
            },
        )
        connector = self._connectors[integration.kind]
        outcome = connector.send(parcel)
        if is_connection_fault(outcome.error_class) and self._clock() - started <= AT_ONCE:
            outcome, tries = connector.send(parcel), 2
        secret = [each.name for each in integration.headers if each.encrypted is not None]
        told = [*parcel.secrets, *parcel.credentials.values(), *map(parcel.headers.get, secret)]
        shown = redacted(outcome, filter(None, told), secret)
        received = len(outcome.response_body)
        return Sent(shown, started, self._clock(), len(body), tries, received)

    def _headers(self, integration: Integration) -> dict[str, str]:
        return {
            each.name: each.value or self._vault.decrypt(integration.id, each.encrypted or b"")
            for each in integration.headers
        }
