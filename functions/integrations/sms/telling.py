"""What gateways tell by themselves of texts, at a URL that only they know.

Sources: https://smsc.ru/api/http/status_messages/ https://sms.ru/api/callback
https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from integrations.sms import smsc, smsru, twilio
from integrations.sms.fates import Fates
from integrations.sms.gate import Fate
from shared.errors import NotFoundError

PURPOSE: Final = "sms-callback"
PATH: Final = "/v1/hooks/sms/"
MOST: Final = 100
"""SMS.ru sends no more statuses at once."""


class Seals(Protocol):
    """What seals statements."""

    def close(self, purpose: str, statement: Mapping[str, Any]) -> str:
        """Seal a statement."""
        ...

    def open(self, purpose: str, sealed: str) -> dict[str, Any]:
        """Read a sealed statement; ValueError if it is not ours."""
        ...


def callback_url(seal: Seals, public_url: str, integration_id: str) -> str:
    """Give the URL at which an integration's gateway may tell; empty without an address of ours."""
    if not public_url:
        return ""
    return f"{public_url}{PATH}{seal.close(PURPOSE, {'i': integration_id})}"


@dataclass(frozen=True)
class Callbacks:
    """Reads what gateways tell."""

    seal: Seals
    fates: Fates

    def take(self, token: str, form: Mapping[str, str]) -> str:
        """Take a gateway's form and give the answer that it waits for; NotFoundError for others."""
        try:
            integration_id = str(self.seal.open(PURPOSE, token)["i"])
        except ValueError as error:
            raise NotFoundError("the address is not one of ours") from error
        for reference, fate in told(form):
            self.fates.hear(integration_id, reference, fate)
        return "100" if any(name.startswith("data[") for name in form) else "OK"


def told(form: Mapping[str, str]) -> Iterator[tuple[str, Fate]]:
    """Walk through the fates in a form, whichever gateway's it is."""
    if "MessageSid" in form:
        yield form["MessageSid"], twilio.fate_of(form.get("MessageStatus"), form.get("ErrorCode"))
        return
    if "id" in form and _is_number(form.get("status", "")):
        yield form["id"], smsc.fate_of(form["status"])
        return
    rows = [value.splitlines() for name, value in form.items() if name.startswith("data[")]
    for row in rows[:MOST]:
        match row:
            case ["sms_status", reference, status, *_] if _is_number(status):
                yield reference, smsru.fate_of(status)


def _is_number(text: str) -> bool:
    return text.removeprefix("-").isdecimal() and len(text) < 6  # noqa: PLR2004 - a status
