"""Telling Telegram where a bot's updates go."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from integrations.ports import Integrations, Vault
from integrations.telegram.bot import Bot, call
from integrations.telegram.service import KIND, Linking
from shared.calls import Caller
from shared.errors import ConflictError, NotFoundError

DEADLINE_S: Final = 15.0
PATH: Final = "/v1/hooks/telegram/"


@dataclass(frozen=True)
class Joined:
    """What Telegram said to it."""

    url: str
    ok: bool
    said: str


@dataclass(frozen=True)
class Joining:
    """Sets a bot's webhook."""

    integrations: Integrations
    vault: Vault
    linking: Linking
    caller: Callable[[], Caller]
    public_url: str

    def join(self, integration_id: str) -> Joined:
        """Set the webhook of a bot with the secret that it will prove itself by."""
        found = self.integrations.get(integration_id)
        if found is None or found.kind != KIND:
            raise NotFoundError(f"there is no bot {integration_id}")
        if not self.public_url:
            raise ConflictError("PUBLIC_URL is not set, so Telegram cannot reach us")
        url = f"{self.public_url}{PATH}{found.id}"
        token = self.vault.decrypt(found.id, found.credentials["token"].encrypted)
        bot = Bot(token, str(found.settings.get("base_url") or ""))
        fields = {
            "url": url,
            "secret_token": self.linking.secret(found),
            "allowed_updates": ["message"],
        }
        outcome = call(self.caller(), bot, "setWebhook", fields, deadline_s=DEADLINE_S)
        return Joined(url, outcome.delivered, outcome.error or _said(outcome.response_body))


def _said(body: bytes) -> str:
    return str(json.loads(body).get("description") or "OK")
