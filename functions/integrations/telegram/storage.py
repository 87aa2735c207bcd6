"""Linked chats in DynamoDB.

Items of the Integrations table:
    CHAT#<integration>/<person>             the chat that a customer or technician has linked
    CHATOF#<integration>#<chat>/<person>    the same from the other side: whom /stop unlinks
    CHATTOKEN#<hash>/TOKEN                  a deep link that was given out; it expires

A link is a transaction of 3 writes (6 units), unlinking of 2; whom a chat belongs to is 0.5 read
units. Of a token only its hash is kept.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from integrations.telegram.model import Person
from shared.clock import moment, text
from shared.item import Item
from shared.table import ConditionError, Delete, Put, Table, write_together


class DynamoChatLinks:
    """The store of linked chats."""

    def __init__(self, table: Table) -> None:
        """Bind to the Integrations table."""
        self._table = table

    def chat_of(self, integration_id: str, person_id: str) -> str | None:
        """Give the chat that a person has linked."""
        item = self._table.get(_chat_key(integration_id, person_id))
        return str(item["chat"]) if item else None

    def links_of(
        self, integration_ids: Sequence[str], person_id: str
    ) -> dict[str, tuple[str, datetime]]:
        """Give a person's chat and since when, by integration."""
        items = self._table.get_many([_chat_key(each, person_id) for each in integration_ids])
        return {
            item["pk"].removeprefix("CHAT#"): (item["chat"], moment(item["linked_at"]))
            for item in items
        }

    def persons_of(self, integration_id: str, chat: str) -> tuple[str, ...]:
        """Give the ids of all whom a chat belongs to."""
        pk = _owner_pk(integration_id, chat)
        return tuple(item["sk"] for item in self._table.walk("pk = :pk", {":pk": pk}))

    def invite(self, token: str, integration_id: str, person: Person, expires_at: datetime) -> None:
        """Remember a token that was given out."""
        self._table.put(
            {
                **_token_key(token),
                "integration_id": integration_id,
                "kind": person.kind,
                "person_id": person.id,
                "until": text(expires_at),
                "expires_at": int(expires_at.timestamp()),
            }
        )

    def take(self, token: str, integration_id: str, chat: str, now: datetime) -> Person | None:
        """Use a token up for a chat; the same chat may come again, another is refused."""
        try:
            item = self._table.update(
                _token_key(token),
                "SET used_by = :chat",
                condition=(
                    "integration_id = :integration AND #until > :now"
                    " AND (attribute_not_exists(used_by) OR used_by = :chat)"
                ),
                names={"#until": "until"},
                values={":chat": chat, ":integration": integration_id, ":now": text(now)},
            )
        except ConditionError:
            return None
        return Person(item["kind"], item["person_id"])

    def link(self, integration_id: str, person_id: str, chat: str, now: datetime) -> None:
        """Link a chat to a person in place of the one before."""
        before = self.chat_of(integration_id, person_id)
        written = {"chat": chat, "linked_at": text(now)}
        writes: list[Put | Delete] = [
            Put(self._table.name, {**_chat_key(integration_id, person_id), **written}),
            Put(self._table.name, {**_owner_key(integration_id, chat, person_id)}),
        ]
        if before is not None and before != chat:
            old = _owner_key(integration_id, before, person_id)
            writes.append(Delete(self._table.name, old))
        write_together(self._table.client, writes)

    def unlink(self, integration_id: str, person_id: str) -> bool:
        """Forget a person's chat; False when there was none."""
        chat = self.chat_of(integration_id, person_id)
        if chat is None:
            return False
        keys = (_chat_key(integration_id, person_id), _owner_key(integration_id, chat, person_id))
        write_together(self._table.client, [Delete(self._table.name, key) for key in keys])
        return True


def _chat_key(integration_id: str, person_id: str) -> Item:
    return {"pk": f"CHAT#{integration_id}", "sk": person_id}


def _owner_pk(integration_id: str, chat: str) -> str:
    return f"CHATOF#{integration_id}#{chat}"


def _owner_key(integration_id: str, chat: str, person_id: str) -> Item:
    return {"pk": _owner_pk(integration_id, chat), "sk": person_id}


def _token_key(token: str) -> Item:
    return {"pk": f"CHATTOKEN#{hashlib.sha256(token.encode()).hexdigest()}", "sk": "TOKEN"}
