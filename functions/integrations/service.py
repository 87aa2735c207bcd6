"""What can be done with integrations. No AWS here: storage comes as ports."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from integrations.changes import headers_of, moved, rotated
from integrations.engine.gate import Gate
from integrations.engine.health import Health, forgiven
from integrations.filters import Filter
from integrations.kinds import Kinds, Locker
from integrations.model import (
    MAX_INTEGRATIONS,
    Integration,
    IntegrationState,
    Limits,
    Messaging,
    Notice,
)
from integrations.payload import Payload
from integrations.ports import (
    Healths,
    Integrations,
    Notices,
    RequestRepeatedError,
    Vault,
    VersionMovedError,
)
from shared.asked import Asked
from shared.clock import Clock
from shared.errors import ConflictError, NotFoundError, StaleVersionError
from shared.observe import logger
from shared.requests import Request
from shared.version import check_version


@dataclass(frozen=True)
class NewIntegration:
    """What an integration is made of."""

    kind: str
    name: str
    event_types: Sequence[str]
    settings: Mapping[str, Any]
    filter: Filter | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    serial: bool = False
    payload: Payload = "full"
    credentials: Mapping[str, str | None] = field(default_factory=dict, repr=False)
    messaging: Messaging | None = None


@dataclass(frozen=True)
class Shown:
    """An integration, how it fares, and its new secret, which is shown this once."""

    integration: Integration
    health: Health
    secret: str | None = None


@dataclass(frozen=True)
class Stores:
    """What the service reads and writes."""

    integrations: Integrations
    healths: Healths
    notices: Notices
    vault: Vault
    gate: Gate


class IntegrationService:
    """Creates, changes and deletes integrations."""

    def __init__(
        self,
        stores: Stores,
        *,
        kinds: Kinds,
        new_secret: Callable[[], str],
        clock: Clock,
    ) -> None:
        """Join the stores and the connectors' rules for settings."""
        self._stores = stores
        self._integrations = stores.integrations
        self._kinds = kinds
        self._new_secret = new_secret
        self._clock = clock

    def create(self, new: NewIntegration, asked: Asked) -> Shown:
        """Create an integration; its signing secret is in this answer and nowhere else.

        A repeat under the same key gives what was made, without the secret.
        """
        request = Request.of(asked.actor.id, asked.key, "create integration", asked.body)
        if request and (answer := self._integrations.answer(request)):
            return self.get(str(answer["id"]))
        if len(self._integrations.all()) >= MAX_INTEGRATIONS:
            raise ConflictError(f"there are {MAX_INTEGRATIONS} integrations, no more fit")
        made, secret = self._made(new)
        try:
            self._integrations.add(made, request, json.dumps({"id": made.id}))
        except RequestRepeatedError:
            return self.create(new, asked)
        return Shown(made, Health(integration_id=made.id), secret)

    def _made(self, new: NewIntegration) -> tuple[Integration, str | None]:
        integration_id, now = f"int_{uuid4().hex}", self._clock()
        secret = self._new_secret() if self._kinds.of(new.kind).signs else None
        made = Integration(
            id=integration_id,
            kind=new.kind,
            name=new.name,
            event_types=tuple(new.event_types),
            filter=new.filter,
            settings=self._kinds.settings(new.kind, new.settings),
            headers=headers_of(
                new.headers, (), lambda value: self._stores.vault.encrypt(integration_id, value)
            ),
            limits=new.limits,
            serial=new.serial,
            payload=self._kinds.payload(new.kind, new.payload),
            secrets=(self._locker(integration_id).shut(secret),) if secret else (),
            credentials=self._kinds.credentials(
                new.kind, new.credentials, {}, self._locker(integration_id)
            ),
            messaging=self._kinds.messaging(new.kind, new.messaging),
            created_at=now,
            updated_at=now,
        )
        return made, secret

    def all(self) -> list[Shown]:
        """List all integrations, oldest first."""
        found = self._integrations.all()
        healths = self._stores.healths.get_many([each.id for each in found])
        return [Shown(each, healths[each.id]) for each in found]

    def get(self, integration_id: str) -> Shown:
        """Read one integration, or NotFoundError."""
        return self._shown(self._there(integration_id))

    def notices(self, integration_id: str) -> tuple[Notice, ...]:
        """List what admins were told of an integration, newest first."""
        self._there(integration_id)
        return self._stores.notices.of(integration_id)

    def edit(self, integration_id: str, fields: Mapping[str, Any], asked: Asked) -> Shown:
        """Change fields of the version that the caller names."""
        old, changed, now = self._there(integration_id), dict(fields), self._clock()
        if "settings" in changed:
            changed["settings"] = self._kinds.settings(old.kind, changed["settings"])
        if "messaging" in changed:
            changed["messaging"] = self._kinds.messaging(old.kind, changed["messaging"])
        if "payload" in changed:
            changed["payload"] = self._kinds.payload(old.kind, changed["payload"])
        if "credentials" in changed:
            changed["credentials"] = self._kinds.credentials(
                old.kind, changed["credentials"], old.credentials, self._locker(old.id)
            )
        if "headers" in changed:
            changed["headers"] = headers_of(
                changed["headers"],
                old.headers,
                lambda value: self._stores.vault.encrypt(old.id, value),
            )
        if "state" in changed:
            changed |= moved(old, changed.pop("state"), now)
        return self._saved(old, changed, asked, now)

    def move(
        self, integration_id: str, state: IntegrationState, asked: Asked, *, release: bool = True
    ) -> Shown:
        """Enable, pause or disable an integration; on a resume let go what was held, or leave it.

        What is left stays held, visible, and can be sent again from the log.
        """
        old, now = self._there(integration_id), self._clock()
        changed = moved(old, state, now, release=release)
        check_version(asked.version, old.version)
        return self._saved(old, changed, asked, now) if changed else self._shown(old)

    def rotate(self, integration_id: str, overlap_h: int, asked: Asked) -> Shown:
        """Give an integration a new secret; the one before it signs too for the overlap."""
        request = Request.of(asked.actor.id, asked.key, f"rotate {integration_id}", asked.body)
        if request and self._integrations.answer(request):
            return self.get(integration_id)
        old, secret = self._there(integration_id), self._new_secret()
        self._kinds.check_signs(old.kind)
        encrypted, now = self._stores.vault.encrypt(old.id, secret), self._clock()
        secrets = rotated(old, encrypted, now, overlap_h)
        try:
            shown = self._saved(old, {"secrets": secrets}, asked, now, request)
        except RequestRepeatedError:
            return self.get(integration_id)
        logger().info("integration.secret_rotated", extra={"integration_id": old.id})
        return Shown(shown.integration, shown.health, secret)

    def delete(self, integration_id: str, asked: Asked) -> None:
        """Delete an integration; its open deliveries end in the log, by worker or sweeper."""
        old = self._there(integration_id)
        check_version(asked.version, old.version)
        try:
            self._integrations.remove(integration_id, old.version, self._clock())
        except VersionMovedError as error:
            raise StaleVersionError(old.version, error.current) from error

    def _saved(
        self,
        old: Integration,
        changed: Mapping[str, Any],
        asked: Asked,
        now: datetime,
        request: Request | None = None,
    ) -> Shown:
        check_version(asked.version, old.version)
        new = old.model_copy(update={**changed, "version": old.version + 1, "updated_at": now})
        try:
            self._integrations.save(new, request, json.dumps({"id": new.id}))
        except VersionMovedError as error:
            raise StaleVersionError(old.version, error.current) from error
        if {"enabled_at", "settings", "limits", "credentials"} & changed.keys():
            self._forgive(new.id, now)
        return self._shown(new)

    def _forgive(self, integration_id: str, now: datetime) -> None:
        """Let a probe go at once: somebody has mended what was wrong."""
        self._stores.gate.note(integration_id, lambda health: forgiven(health, now))

    def _locker(self, integration_id: str) -> Locker:
        return Locker(self._stores.vault, integration_id, self._clock())

    def _shown(self, integration: Integration) -> Shown:
        return Shown(integration, self._stores.healths.get(integration.id))

    def _there(self, integration_id: str) -> Integration:
        found = self._integrations.get(integration_id)
        if found is None:
            raise NotFoundError(f"there is no integration {integration_id}")
        return found
