"""Linking of chats: deep links are given out, /start links, /stop unlinks, groups move."""

import hmac
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from integrations.messages.addressing import suppression_id
from integrations.messages.ports import Directory, Suppressions
from integrations.model import MAX_RECIPIENTS, Integration, Messaging
from integrations.ports import Integrations, VersionMovedError
from integrations.telegram.model import (
    TOKEN_LIFE,
    Command,
    Invitation,
    LinkState,
    Person,
    command_of,
)
from integrations.telegram.words import WORDS, Said
from shared.clock import Clock
from shared.errors import ConflictError, NotFoundError, UnauthorizedError
from shared.observe import logger

KIND: Final = "telegram"
PURPOSE: Final = "telegram-webhook"
TOKEN_BYTES: Final = 24
TRIES: Final = 5


class Links(Protocol):
    """The store of linked chats."""

    def chat_of(self, integration_id: str, person_id: str) -> str | None:
        """Give the chat that a person has linked."""
        ...

    def links_of(
        self, integration_ids: Sequence[str], person_id: str
    ) -> dict[str, tuple[str, datetime]]:
        """Give a person's chat and since when, by integration."""
        ...

    def persons_of(self, integration_id: str, chat: str) -> tuple[str, ...]:
        """Give the ids of all whom a chat belongs to."""
        ...

    def invite(self, token: str, integration_id: str, person: Person, expires_at: datetime) -> None:
        """Remember a token that was given out."""
        ...

    def take(self, token: str, integration_id: str, chat: str, now: datetime) -> Person | None:
        """Use a token up for a chat; None when it is none, or another chat's."""
        ...

    def link(self, integration_id: str, person_id: str, chat: str, now: datetime) -> None:
        """Link a chat to a person in place of the one before."""
        ...

    def unlink(self, integration_id: str, person_id: str) -> bool:
        """Forget a person's chat; False when there was none."""
        ...


class Seals(Protocol):
    """What seals statements."""

    def close(self, purpose: str, statement: Mapping[str, Any]) -> str:
        """Seal a statement."""
        ...


@dataclass(frozen=True)
class Stores:
    """What linking touches."""

    integrations: Integrations
    links: Links
    suppressions: Suppressions
    directory: Directory


class Linking:
    """Knows which chat is whose."""

    def __init__(
        self,
        stores: Stores,
        *,
        seal: Callable[[], Seals],
        clock: Clock,
        new_token: Callable[[], str] = lambda: secrets.token_urlsafe(TOKEN_BYTES),
    ) -> None:
        """Join the stores and the seal that makes the webhook's secret."""
        self._stores = stores
        self._seal = seal
        self._clock = clock
        self._new_token = new_token

    def chat_of(self, integration_id: str, person_id: str) -> str | None:
        """Give the chat that a person has linked."""
        return self._stores.links.chat_of(integration_id, person_id)

    def states(self, person: Person) -> list[LinkState]:
        """Tell how a person stands with each bot, or NotFoundError."""
        self._check_person(person)
        bots = [each for each in self._stores.integrations.all() if each.kind == KIND]
        found = self._stores.links.links_of([each.id for each in bots], person.id)
        return [self._state(each, found.get(each.id)) for each in bots]

    def invite(self, integration_id: str, person: Person) -> Invitation:
        """Give a deep link by which a person links a chat to a bot."""
        bot = self._bot(integration_id)
        if person.kind == "manager":
            _check_lists(bot)
        else:
            self._check_person(person)
        token, until = self._new_token(), self._clock() + TOKEN_LIFE
        self._stores.links.invite(token, bot.id, person, until)
        return Invitation(f"https://t.me/{bot.settings['bot_name']}?start={token}", until)

    def unlink(self, integration_id: str, person: Person) -> None:
        """Forget a person's chat, or NotFoundError."""
        if not self._stores.links.unlink(integration_id, person.id):
            raise NotFoundError("no chat of theirs is linked to this bot")

    def secret(self, integration: Integration) -> str:
        """Give what proves that an update comes from Telegram; a new bot token makes a new one."""
        token = integration.credentials.get("token")
        at = token.created_at.timestamp() if token else 0.0
        return self._seal().close(PURPOSE, {"i": integration.id, "at": at})

    def hear(self, integration_id: str, proof: str, update: Mapping[str, Any]) -> str:
        """Do what a bot is told and give its answer; UnauthorizedError without Telegram's proof.

        Returns:
            The answer as a call of Telegram's, `{}` for none.
        """
        integration = self._stores.integrations.get(integration_id)
        expected = self.secret(integration) if integration else ""
        # An unknown id and a wrong secret are one to whoever asks.
        if not hmac.compare_digest(proof.encode(), expected.encode()) or integration is None:
            raise UnauthorizedError("the secret token is not the webhook's")
        command = command_of(update)
        return "" if command is None else self._answer(command, self._obey(integration, command))

    def move(self, integration_id: str, old: str, new: str) -> None:
        """Write a chat's new number wherever its old one is."""
        for person_id in self._stores.links.persons_of(integration_id, old):
            self._stores.links.link(integration_id, person_id, new, self._clock())
        self._change_list(
            integration_id, lambda known: [new if each == old else each for each in known]
        )

    def forget(self, person_id: str) -> int:
        """Unlink a person from every bot that there is or was; gives how many chats it was."""
        known = [each.id for each in self._stores.integrations.all() if each.kind == KIND]
        all_ids = [*known, *self._stores.integrations.gone()]
        return sum(self._stores.links.unlink(each, person_id) for each in all_ids)

    def _obey(self, integration: Integration, command: Command) -> Said:
        if command.verb == "stop":
            for person_id in self._stores.links.persons_of(integration.id, command.chat):
                self._stores.links.unlink(integration.id, person_id)
            self._change_list(
                integration.id, lambda known: [each for each in known if each != command.chat]
            )
            return "stopped"
        if not command.token:
            return "unknown"
        now = self._clock()
        person = self._stores.links.take(command.token, integration.id, command.chat, now)
        if person is None:
            return "expired"
        if person.kind == "manager":
            self._change_list(integration.id, lambda known: [*known, command.chat])
        else:
            self._stores.links.link(integration.id, person.id, command.chat, now)
        # Whoever comes back by themselves wants to hear again.
        self._stores.suppressions.lift(suppression_id("chat", command.chat))
        logger().info(
            "chat.linked", extra={"integration_id": integration.id, "person": person.kind}
        )
        return "linked"

    def _answer(self, command: Command, said: Said) -> str:
        words = WORDS[command.language][said]
        call = {"method": "sendMessage", "chat_id": int(command.chat), "text": words}
        return json.dumps(call, ensure_ascii=False)

    def _change_list(self, integration_id: str, change: Callable[[list[str]], list[str]]) -> None:
        for _ in range(TRIES):
            found = self._stores.integrations.get(integration_id)
            messaging = found.messaging if found else None
            if found is None or messaging is None or messaging.audience != "list":
                return
            changed = tuple(dict.fromkeys(change(list(messaging.recipients))))[:MAX_RECIPIENTS]
            if changed == messaging.recipients:
                return
            try:
                self._stores.integrations.save(_with_list(found, messaging, changed, self._clock()))
            except VersionMovedError:
                continue
            return
        raise ConflictError("others change this integration all the time; try again")

    def _bot(self, integration_id: str) -> Integration:
        found = self._stores.integrations.get(integration_id)
        if found is None or found.kind != KIND:
            raise NotFoundError(f"there is no bot {integration_id}")
        return found

    def _check_person(self, person: Person) -> None:
        directory = self._stores.directory
        read = directory.customer if person.kind == "customer" else directory.technician
        found = read(person.id)
        if found is None or found.is_erased:
            raise NotFoundError(f"there is no {person.kind} {person.id}")

    def _state(self, bot: Integration, link: tuple[str, datetime] | None) -> LinkState:
        blocked = None
        if link is not None:
            blocked = self._stores.suppressions.get(suppression_id("chat", link[0]))
        return LinkState(
            integration_id=bot.id,
            integration_name=bot.name,
            bot_name=str(bot.settings["bot_name"]),
            linked_at=link[1] if link else None,
            is_blocked=blocked is not None,
        )


def _check_lists(bot: Integration) -> None:
    messaging = bot.messaging or Messaging()
    if messaging.audience != "list":
        raise ConflictError("this bot writes to no list; set its audience to a list first")
    if len(messaging.recipients) >= MAX_RECIPIENTS:
        raise ConflictError(f"a list has at most {MAX_RECIPIENTS} recipients")


def _with_list(
    found: Integration, messaging: Messaging, recipients: tuple[str, ...], now: datetime
) -> Integration:
    return found.model_copy(
        update={
            "messaging": messaging.model_copy(update={"recipients": recipients}),
            "version": found.version + 1,
            "updated_at": now,
        }
    )
