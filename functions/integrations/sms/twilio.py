"""Twilio, and the gateways that speak as it does.

Source: https://www.twilio.com/docs/messaging/api/message-resource
"""

import base64
from typing import Final

from integrations.sms.gate import Account, Fate, Request, Sms, State, Verdict, fields_of

_TAKEN: Final = range(200, 300)
_PASSING: Final = frozenset({14107, 20429, 21611})
"""Too many at once, or the queue of the sender is full."""
_NOBODY: Final = frozenset({21610, 21614})
"""They answered STOP, or the number takes no texts."""
_STATES: Final[dict[str, State]] = {
    "accepted": "queued", "scheduled": "queued", "queued": "queued", "sending": "queued",
    "sent": "sent", "delivered": "delivered", "read": "delivered",
    "undelivered": "failed", "failed": "failed", "canceled": "failed",
}  # fmt: skip


class Twilio:
    """Twilio; the account is an Account SID with its token."""

    base_url = "https://api.twilio.com"

    def order(self, sms: Sms, account: Account) -> Request:
        """Ask for a text to be sent; a sender that begins with MG is a messaging service."""
        by = "MessagingServiceSid" if sms.sender.startswith("MG") else "From"
        form = {"To": sms.to, by: sms.sender, "Body": sms.text}
        asked = {"StatusCallback": sms.callback} if sms.callback else {}
        return Request(f"{_folder(account)}.json", form | asked, _signed(account))

    def verdict(self, status: int, body: bytes) -> Verdict:
        """Read the answer to it."""
        told = fields_of(body)
        if status in _TAKEN:
            return Verdict(reference=str(told["sid"]))
        code = int(told.get("code") or status)
        return Verdict(
            code=str(code),
            said=str(told.get("message") or "the gateway refused it")[:200],
            permanent=code not in _PASSING,
            unreachable=code in _NOBODY,
        )

    def question(self, reference: str, to: str, account: Account) -> Request:
        """Ask what became of a text."""
        del to
        return Request(f"{_folder(account)}/{reference}.json", None, _signed(account))

    def fate(self, body: bytes) -> Fate:
        """Read the answer to that."""
        told = fields_of(body)
        return fate_of(told.get("status"), told.get("error_code"))


def fate_of(status: object, code: object = None) -> Fate:
    """Read a status as the answer and the callback name it."""
    return Fate(_STATES.get(str(status), "unknown"), f"{status} {code}" if code else str(status))


def _folder(account: Account) -> str:
    return f"/2010-04-01/Accounts/{account.login}/Messages"


def _signed(account: Account) -> dict[str, str]:
    pair = f"{account.login}:{account.secret}".encode()
    return {"authorization": "Basic " + base64.b64encode(pair).decode()}
