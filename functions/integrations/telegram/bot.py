"""What a bot is asked to do, and what Telegram answers.

Source: https://core.telegram.org/bots/api#making-requests
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from integrations.connector import Outcome
from shared.calls import Caller, OutboundError, Reply

BASE_URL: Final = "https://api.telegram.org"
_OK: Final = 200
_WRONG: Final = 400
_NO_BOT: Final = frozenset({401, 404})
_FORBIDDEN: Final = 403
_TOO_MANY: Final = 429
_NO_CHAT: Final = ("chat not found", "group chat was deleted", "peer_id_invalid")


@dataclass(frozen=True)
class Bot:
    """Whose bot, and where it is spoken to."""

    token: str
    base_url: str = ""

    def url(self, method: str) -> str:
        """Give the URL of a method; the token is a part of it."""
        return f"{self.base_url.rstrip('/') or BASE_URL}/bot{self.token}/{method}"

    def shown(self, method: str) -> str:
        """Give the URL without the token."""
        return f"{self.base_url.rstrip('/') or BASE_URL}/bot***/{method}"


def call(
    caller: Caller, bot: Bot, method: str, fields: Mapping[str, Any], *, deadline_s: float
) -> Outcome:
    """Ask a bot's method and tell how it went; what is kept holds no token."""
    body = json.dumps(fields, ensure_ascii=False).encode()
    headers = {"content-type": "application/json"}
    try:
        outcome = _outcome(caller.post(bot.url(method), body, headers, deadline_s=deadline_s))
    except OutboundError as error:
        said = str(error).replace(bot.token, "***")
        outcome = replace(Outcome.unanswered(error), error=said)
    return replace(outcome, request_url=bot.shown(method))


def _outcome(reply: Reply) -> Outcome:
    told = _read(reply.body)
    code = int(told.get("error_code") or reply.status)
    ok = reply.status == _OK and told.get("ok") is True
    said = str(told.get("description") or "the answer makes no sense")[:300]
    given = told.get("parameters")
    parameters: Mapping[str, Any] = given if isinstance(given, dict) else {}
    moved = parameters.get("migrate_to_chat_id")
    is_gone = code == _FORBIDDEN or any(each in said.lower() for each in _NO_CHAT)
    return replace(
        Outcome.answered(reply, delivered=ok, error=None if ok else said),
        # Another try of what Telegram understood and refused gives the same.
        permanent=not ok and moved is None and (code in {_WRONG, _FORBIDDEN} or code in _NO_BOT),
        unreachable=not ok and is_gone,
        moved_to=str(moved) if moved is not None else None,
        reference=_reference(told) if ok else None,
        response_headers=_with_delay(reply, code, parameters),
    )


def _with_delay(reply: Reply, code: int, parameters: Mapping[str, Any]) -> Mapping[str, str]:
    delay = parameters.get("retry_after")
    if code != _TOO_MANY or not isinstance(delay, int):
        return reply.headers
    # Said in the body, it is heard by the engine where every partner says it.
    others = {name: value for name, value in reply.headers.items() if name.lower() != "retry-after"}
    return others | {"retry-after": str(delay)}


def _reference(told: Mapping[str, Any]) -> str | None:
    result = told.get("result")
    number = result.get("message_id") if isinstance(result, dict) else None
    return str(number) if number is not None else None


def _read(body: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
