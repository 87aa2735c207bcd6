"""The exchange with 1C in DynamoDB and S3.

Items of the Integrations table, under ONEC#<integration>:
    CURSOR             the position after the last order that 1C has taken
    SESSION#<id>       one exchange; ids sort by time; 90 days
    ASIDE#<order>      an order that 1C could not take
    SAID#, REFUSED#    what 1C wants of orders: see shared.order_wishes

Price of a batch of 100 orders: the index, some 15 read units; the orders, 0.5 to 1 each; two writes
of the session and one of the cursor. A state from 1C: 1 read for each of order and wish, 1 write.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final

from botocore.exceptions import ClientError

from integrations.onec.model import Aside, Session
from shared.errors import UnavailableError
from shared.events import OrderSnapshot, snapshot
from shared.item import Item
from shared.order_reading import ChangedOrders, order_key
from shared.order_wishes import partition
from shared.stored import ONEC_ASIDE, ONEC_SESSION
from shared.table import ConditionError, Table

KEEP: Final = timedelta(days=90)
TRIES: Final = 5
MOST_ASIDE: Final = 1000
_ABSENT: Final = "attribute_not_exists(pk)"


class DynamoExchanges:
    """Cursors, sessions and what was put aside."""

    def __init__(self, table: Table) -> None:
        """Bind to the Integrations table."""
        self._table = table

    def cursor(self, integration_id: str) -> str:
        """Give the position after the last order that 1C has taken; empty for none."""
        item = self._table.get(_key(integration_id, "CURSOR"))
        return str(item["position"]) if item else ""

    def move_cursor(self, integration_id: str, position: str) -> None:
        """Move the position on; never back."""
        item = {**_key(integration_id, "CURSOR"), "position": position}
        with suppress(ConditionError):  # another session is further already
            self._table.put(
                item,
                condition=f"{_ABSENT} OR #p < :p",
                values={":p": position},
                names={"#p": "position"},
            )

    def restart(self, integration_id: str) -> None:
        """Begin anew: every order is offered again."""
        with suppress(ConditionError):
            key = _key(integration_id, "CURSOR")
            self._table.delete(key, condition="attribute_exists(pk)", values={})

    def open(self, session: Session) -> None:
        """Write a new session."""
        self._table.put(_session_item(session), condition=_ABSENT)

    def session(self, integration_id: str, session_id: str) -> Session | None:
        """Read a session."""
        item = self._table.get(_key(integration_id, f"SESSION#{session_id}"))
        return _session(item) if item else None

    def change(
        self, integration_id: str, session_id: str, change: Callable[[Session], Session]
    ) -> None:
        """Change a session, whoever else does at the same time; one that is gone stays gone."""
        for _ in range(TRIES):
            before = self.session(integration_id, session_id)
            if before is None:
                return
            after = change(before).model_copy(update={"version": before.version + 1})
            with suppress(ConditionError):
                self._table.put(
                    _session_item(after), condition="version = :v", values={":v": before.version}
                )
                return
        raise UnavailableError("the session is written by others; try again")

    def sessions(self, integration_id: str, *, limit: int, before: str | None) -> Sequence[Session]:
        """List sessions, newest first."""
        high = f"SESSION#{before}" if before else "SESSION$"
        rows = self._table.walk(
            "pk = :pk AND sk BETWEEN :low AND :high",
            {":pk": partition(integration_id), ":low": "SESSION#", ":high": high},
            newest_first=True,
            page_size=limit + 1,
        )
        found = (_session(item) for item in rows if item["sk"] != high)
        return [each for _, each in zip(range(limit), found, strict=False)]

    def aside(self, integration_id: str) -> Sequence[Aside]:
        """List what was put aside."""
        items = self._table.page(
            "pk = :pk AND begins_with(sk, :sk)",
            {":pk": partition(integration_id), ":sk": "ASIDE#"},
            limit=MOST_ASIDE,
        )
        return [Aside.model_validate(ONEC_ASIDE.read(item)) for item in items]

    def put_aside(self, integration_id: str, aside: Aside) -> None:
        """Put an order aside; a repeat is no change."""
        key = _key(integration_id, f"ASIDE#{aside.order_id}")
        self._table.put({**key, **ONEC_ASIDE.packed(aside.model_dump_json())})

    def take_back(self, integration_id: str, order_id: str) -> None:
        """Strike an order off the list."""
        with suppress(ConditionError):
            key = _key(integration_id, f"ASIDE#{order_id}")
            self._table.delete(key, condition="attribute_exists(pk)", values={})


class DynamoChangedOrders:
    """The orders by time of change, only to be read."""

    def __init__(self, table: Table, *, list_shards: int) -> None:
        """Bind to the Orders table; `list_shards` is the number of partitions of each list."""
        self._table = table
        self._changed = ChangedOrders(table, list_shards=list_shards)

    def changed(self, after: str, until: datetime) -> Iterator[tuple[str, str]]:
        """Walk through (position, order id) in order of change, from behind a position."""
        rows = self._changed.walk(until=until, after=after or None)
        return ((row["changed_sk"], row["id"]) for row in rows)

    def read(self, order_ids: Sequence[str]) -> Mapping[str, OrderSnapshot]:
        """Read orders whole, by id."""
        keys = [order_key(each) for each in dict.fromkeys(order_ids)]
        found = (snapshot(item) for item in self._table.get_many(keys))
        return {each.id: each for each in found}

    def ids(self, numbers: Sequence[str]) -> Mapping[str, str]:
        """Find the ids of orders by their numbers."""
        keys = [{"pk": f"NUMBER#{each}"} for each in dict.fromkeys(numbers) if each]
        found = self._table.get_many(keys)
        return {item["pk"].partition("#")[2]: item["order_id"] for item in found}


class S3Pieces:
    """Files that come in several pieces: an object for all of it so far, gone after two days."""

    def __init__(self, client: Any, bucket: str) -> None:  # noqa: ANN401 - boto3's client or a stub
        """Bind to the bucket."""
        self._client = client
        self._bucket = bucket

    def add(self, session: Session, name: str, piece: bytes) -> int:
        """Keep one more piece and give how many bytes there are."""
        whole = (self.whole(session, name) or b"") + piece
        self._client.put_object(Bucket=self._bucket, Key=_object(session, name), Body=whole)
        return len(whole)

    def whole(self, session: Session, name: str) -> bytes | None:
        """Give the pieces together; None when there are none."""
        try:
            answer = self._client.get_object(Bucket=self._bucket, Key=_object(session, name))
        except ClientError as error:
            if error.response["Error"]["Code"] in {"NoSuchKey", "404"}:
                return None
            raise
        return bytes(answer["Body"].read()) or None

    def drop(self, session: Session, name: str) -> None:
        """Forget a file."""
        if self.whole(session, name) is not None:
            self._client.delete_object(Bucket=self._bucket, Key=_object(session, name))


def _object(session: Session, name: str) -> str:
    # The name is 1C's: only its hash becomes a part of a key.
    hashed = hashlib.sha256(name.encode()).hexdigest()[:32]
    return f"uploads/onec/{session.integration_id}/{session.id}/{hashed}"


def _key(integration_id: str, sort: str) -> dict[str, str]:
    return {"pk": partition(integration_id), "sk": sort}


def _session_item(session: Session) -> Item:
    return {
        **_key(session.integration_id, f"SESSION#{session.id}"),
        "version": session.version,
        "expires_at": int((session.started_at + KEEP).timestamp()),
        **ONEC_SESSION.packed(session.model_dump_json()),
    }


def _session(item: Item) -> Session:
    return Session.model_validate(ONEC_SESSION.read(item))
