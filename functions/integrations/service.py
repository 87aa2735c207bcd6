"""What can be done with integrations. No AWS here: storage comes as ports."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from integrations.model import MAX_INTEGRATIONS, Integration, IntegrationState
from integrations.ports import Integrations, Vault, VersionMovedError
from shared.clock import Clock
from shared.errors import ConflictError, NotFoundError, StaleVersionError
from shared.version import check_version

CheckSettings = Callable[[str, Mapping[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class Created:
    """A new integration with its secret, which is shown this once."""

    integration: Integration
    secret: str


class IntegrationService:
    """Creates, changes and deletes integrations."""

    def __init__(
        self,
        integrations: Integrations,
        vault: Vault,
        *,
        check_settings: CheckSettings,
        new_secret: Callable[[], str],
        clock: Clock,
    ) -> None:
        """Join the store, the vault and the connectors' rules for settings."""
        self._integrations = integrations
        self._vault = vault
        self._check_settings = check_settings
        self._new_secret = new_secret
        self._clock = clock

    def create(
        self, kind: str, name: str, event_types: Sequence[str], settings: Mapping[str, Any]
    ) -> Created:
        """Create an integration; its signing secret is in this answer and nowhere else."""
        if len(self._integrations.all()) >= MAX_INTEGRATIONS:
            raise ConflictError(f"there are {MAX_INTEGRATIONS} integrations, no more fit")
        integration_id, secret, now = f"int_{uuid4().hex}", self._new_secret(), self._clock()
        made = Integration(
            id=integration_id,
            kind=kind,
            name=name,
            event_types=tuple(event_types),
            settings=self._check_settings(kind, settings),
            secret=self._vault.encrypt(integration_id, secret),
            created_at=now,
            updated_at=now,
        )
        self._integrations.add(made)
        return Created(made, secret)

    def all(self) -> tuple[Integration, ...]:
        """List all integrations, oldest first."""
        return self._integrations.all()

    def get(self, integration_id: str) -> Integration:
        """Read one integration, or NotFoundError."""
        found = self._integrations.get(integration_id)
        if found is None:
            raise NotFoundError(f"there is no integration {integration_id}")
        return found

    def edit(self, integration_id: str, version: int, fields: dict[str, Any]) -> Integration:
        """Change fields; on resume the deliveries that were held are released."""
        old = self.get(integration_id)
        check_version(version, old.version)
        if "settings" in fields:
            fields = {**fields, "settings": self._check_settings(old.kind, fields["settings"])}
        resumed = (
            fields.get("state") == IntegrationState.ENABLED
            and old.state is not IntegrationState.ENABLED
        )
        new = old.model_copy(
            update={
                **fields,
                "releases_held": old.releases_held or resumed,
                "version": old.version + 1,
                "updated_at": self._clock(),
            }
        )
        try:
            self._integrations.save(new)
        except VersionMovedError as error:
            raise StaleVersionError(version, error.current) from error
        return new

    def delete(self, integration_id: str, version: int | None) -> None:
        """Delete an integration; its open deliveries end in the log, by worker or sweeper."""
        old = self.get(integration_id)
        check_version(version, old.version)
        try:
            self._integrations.remove(integration_id, old.version, self._clock())
        except VersionMovedError as error:
            raise StaleVersionError(old.version, error.current) from error
