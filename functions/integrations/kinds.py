"""What is asked of an integration by its kind: settings, credentials, and who gets messages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ValidationError

from integrations.connector import Kind
from integrations.headers import MASK
from integrations.messages.addressing import wrong_address
from integrations.messages.substitution import refuse
from integrations.model import Messaging, Secret
from integrations.payload import Payload
from integrations.ports import Vault
from shared.errors import ConflictError, FieldError, InvalidError
from shared.problem import invalid


@dataclass(frozen=True)
class Kinds:
    """The registry with the rules that hold for all kinds."""

    known: Mapping[str, Kind]
    check_url: Callable[[str], None]
    """Raises ValueError for a URL that may not be called."""
    check_server: Callable[[str, int], None] = lambda _host, _port: None
    """The same for the host and port of what is no HTTP."""

    def of(self, kind: str) -> Kind:
        """Give a kind, or InvalidError."""
        if kind not in self.known:
            raise InvalidError.of("kind", kind, f"must be one of {sorted(self.known)}")
        return self.known[kind]

    def settings(self, kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Check settings and fill in the defaults, or InvalidError."""
        model = self.of(kind).settings
        checked = _validated(model, "settings", given).model_dump(mode="json")
        for name, form in _addresses(model):
            if not checked[name]:
                continue
            try:
                if form == "uri":
                    self.check_url(checked[name])
                else:
                    self.check_server(checked[name], checked["port"])
            except ValueError as error:
                raise InvalidError.of(f"settings.{name}", checked[name], str(error)) from error
        return checked

    def messaging(self, kind: str, given: Messaging | None) -> Messaging | None:
        """Check who gets messages; a kind that composes none takes nothing."""
        if not self.of(kind).composes:
            if given is not None:
                raise InvalidError.of("messaging", None, f"a {kind} sends no messages")
            return None
        messaging = given or Messaging()
        # The list of a bot may be empty: people join it by a link.
        is_open = self.of(kind).reaches == "chat" and messaging.audience == "list"
        if not is_open and (messaging.audience == "list") != bool(messaging.recipients):
            rule = "a list has at least one, and only a list has any"
            raise InvalidError.of("messaging.recipients", list(messaging.recipients), rule)
        channel = self.of(kind).reaches or "email"
        refuse(
            FieldError("messaging.recipients", each, wrong)
            for each in messaging.recipients
            if (wrong := wrong_address(channel, each))
        )
        return messaging

    def payload(self, kind: str, given: Payload) -> Payload | None:
        """Check the form of events; None for a kind that makes something else of them."""
        if self.of(kind).signs:
            return given
        if given != "full":
            raise InvalidError.of("payload", given, f"a {kind} sends no events as they are")
        return None

    def credentials(
        self,
        kind: str,
        given: Mapping[str, str | None],
        old: Mapping[str, Secret],
        locker: "Locker",
    ) -> dict[str, Secret]:
        """Give what is to be kept: null takes a secret away, the mask keeps it as it is.

        Another value puts a new secret in its place at once.
        """
        kept = {name: secret for name, secret in old.items() if given.get(name, MASK) == MASK}
        new = {name: value for name, value in given.items() if value not in {None, MASK}}
        if strange := [name for name, value in given.items() if value == MASK and name not in old]:
            rule = "there is no value yet that could be kept"
            raise InvalidError.of(f"credentials.{strange[0]}", None, rule)
        clear = {name: locker.open(secret) for name, secret in kept.items()} | new
        model = self.of(kind).credentials
        checked = _validated(model, "credentials", clear, hidden=True).model_dump(exclude_none=True)
        return kept | {name: locker.shut(str(checked[name])) for name in new if name in checked}

    def check_signs(self, kind: str) -> None:
        """Refuse what only kinds that sign can do."""
        if not self.of(kind).signs:
            raise ConflictError(f"a {kind} signs nothing, so it has no signing secret")


@dataclass(frozen=True)
class Locker:
    """Encrypts and decrypts the secrets of one integration."""

    vault: Vault
    integration_id: str
    now: datetime

    def shut(self, value: str) -> Secret:
        """Encrypt a value."""
        encrypted = self.vault.encrypt(self.integration_id, value)
        return Secret(encrypted=encrypted, created_at=self.now)

    def open(self, secret: Secret) -> str:
        """Decrypt a value."""
        return self.vault.decrypt(self.integration_id, secret.encrypted)


def _validated(
    model: type[BaseModel], field: str, given: Mapping[str, Any], *, hidden: bool = False
) -> BaseModel:
    try:
        return model.model_validate(given)
    except ValidationError as error:
        places = [{**each, "loc": (field, *each["loc"])} for each in error.errors()]
        if hidden:
            places = [{**each, "input": None} for each in places]
        raise invalid(places) from (None if hidden else error)


def _addresses(model: type[BaseModel]) -> list[tuple[str, str]]:
    """Name the settings that say where to connect, by the format of their schema."""
    fields = model.model_json_schema().get("properties", {})
    forms = ((name, schema.get("format", "")) for name, schema in fields.items())
    return [(name, form) for name, form in forms if form in {"uri", "hostname"}]
