"""Whom a message reaches, or why it reaches nobody. Pure."""

import hashlib
import re
from collections.abc import Iterable
from typing import Final

from integrations.messages.model import Addressee, Channel, Skip
from integrations.model import Messaging

_EMAIL: Final = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@(?!-)[^\s@<>,;:\"()\[\]\\]+\.[^\s@.]{2,}")
_PHONE: Final = re.compile(r"\+[1-9][0-9]{6,14}")
_CHAT: Final = re.compile(r"-?[0-9]{1,20}|@[A-Za-z0-9_]{4,32}")
_SHOWN: Final = 2


def wrong_address(channel: Channel, address: str) -> str | None:
    """Give the rule that an address breaks."""
    if not address.isprintable():
        return "must hold no control characters"
    if channel == "email":
        return None if _EMAIL.fullmatch(address) else "must be an e-mail address"
    if channel == "phone":
        return None if _PHONE.fullmatch(address) else "must be a telephone number in E.164, +7…"
    return None if _CHAT.fullmatch(address) else "must be the number of a chat, or @channel"


def may_write_to(found: Addressee | None, messaging: Messaging) -> Skip | None:
    """Give why nothing is sent to a customer or technician; None when it is."""
    if found is None:
        return Skip("there is nobody to send it to")
    needs_consent = not found.is_person_of_ours
    reasons = {
        "the customer was erased": found.is_erased,
        "they want no messages": not found.wants_messages,
        "the consent was withdrawn": needs_consent and found.consented is False,
        "no consent was given": needs_consent
        and found.consented is None
        and messaging.consent == "required",
    }
    return next((Skip(reason) for reason, holds in reasons.items() if holds), None)


def address_of(channel: Channel, found: Addressee, chats: Iterable[str]) -> str | Skip:
    """Give the address of a customer or technician on a channel."""
    addresses = {"email": found.emails, "phone": found.phones, "chat": tuple(chats)}[channel]
    usable = [each for each in addresses if wrong_address(channel, each) is None]
    if usable:
        return usable[0]
    missing = {"email": "an e-mail address", "phone": "a telephone number", "chat": "a chat"}
    return Skip(f"they have no {missing[channel].split(' ', 1)[1]}")


def suppression_id(channel: Channel, address: str) -> str:
    """Give the id under which an address is suppressed."""
    content = f"{channel}\n{address.strip().casefold()}".encode()
    return "sup_" + hashlib.sha256(content).hexdigest()[:32]


def shown(address: str) -> str:
    """Hide most of an address: enough is left to know one's own again."""
    name, at, domain = address.partition("@")
    if at and name:
        return f"{name[:1]}***@{domain}"
    return f"{address[:_SHOWN]}***{address[-_SHOWN:]}"
