"""Whose chats a bot writes to, and what people say to it. Frozen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from integrations.messages.model import Language

PersonKind = Literal["customer", "technician", "manager"]
TOKEN_LIFE: Final = timedelta(hours=24)
"""Shorter than a room waits before it forgets an erased customer for good."""
_COMMAND: Final = re.compile(r"/(start|stop)(?:@\w+)?(?:\s+([A-Za-z0-9_-]{1,64}))?\s*")


@dataclass(frozen=True)
class Person:
    """Who is linked; a manager is whoever has the link, and has no id."""

    kind: PersonKind
    id: str = ""


@dataclass(frozen=True)
class Invitation:
    """A deep link that was given out."""

    url: str
    expires_at: datetime


@dataclass(frozen=True)
class LinkState:
    """How a person stands with one bot."""

    integration_id: str
    integration_name: str
    bot_name: str
    linked_at: datetime | None
    is_blocked: bool
    """They have blocked the bot, or nobody is there."""


@dataclass(frozen=True)
class Command:
    """What a bot was told in a chat."""

    verb: Literal["start", "stop"]
    chat: str
    token: str
    language: Language


def command_of(update: Mapping[str, Any]) -> Command | None:
    """Read what Telegram passed on; None when it is nothing that a bot of ours answers to.

    Source: https://core.telegram.org/bots/api#update
    """
    message = update.get("message")
    if not isinstance(message, dict):
        return None
    chat, text, sender = message.get("chat"), message.get("text"), message.get("from")
    if not isinstance(chat, dict) or not isinstance(chat.get("id"), int):
        return None
    found = _COMMAND.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return None
    spoken = str(sender.get("language_code", "")) if isinstance(sender, dict) else ""
    language: Language = "ru" if spoken[:2] in {"", "ru", "be", "uk", "kk"} else "en"
    verb: Literal["start", "stop"] = "start" if found.group(1) == "start" else "stop"
    return Command(verb, str(chat["id"]), found.group(2) or "", language)
