"""Writing a person together with the markers that make things theirs alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from orders.people.ports import TakenError
from orders.ports import RequestRepeatedError, VersionMovedError
from shared.item import Item
from shared.table import ConditionError, Delete, Put, Table, write_together

ABSENT: Final = "attribute_not_exists(pk)"
SELF: Final = "self"
REQUEST: Final = "request"


@dataclass(frozen=True)
class Marker:
    """An item that says whose a thing is; `owner` is the attribute that holds the id."""

    field: str
    value: str
    owner: str

    @property
    def key(self) -> dict[str, str]:
        """Give the marker's key: PHONE#+79000000000/PHONE."""
        kind = self.field.upper()
        return {"pk": f"{kind}#{self.value}", "sk": kind}


@dataclass(frozen=True)
class Write:
    """One write of a transaction and what it stands for, should it be refused."""

    write: Put | Delete
    field: str = ""
    value: str = ""
    owner: str = ""


def own_put(table: Table, item: Item, before: int | None) -> Write:
    """Put the person's own item: a new one, or the version after `before`."""
    item = {**item, "write_id": uuid4().hex}
    if before is None:
        return Write(Put(table.name, item, ABSENT), SELF)
    return Write(Put(table.name, item, "version = :before", {":before": before}), SELF)


def marker_writes(
    table: Table, owner_id: str, wanted: Sequence[Marker], had: Sequence[Marker] = ()
) -> list[Write]:
    """Take what is new and give free what is no longer had; what stays costs nothing."""
    taken = [each for each in wanted if each not in had]
    freed = [each for each in had if each not in wanted]
    return [
        *(_taking(table, each, owner_id) for each in taken),
        *(_freeing(table, each, owner_id) for each in freed),
    ]


def _taking(table: Table, marker: Marker, owner_id: str) -> Write:
    put = Put(table.name, {**marker.key, marker.owner: owner_id}, ABSENT)
    return Write(put, marker.field, marker.value, marker.owner)


def _freeing(table: Table, marker: Marker, owner_id: str) -> Write:
    condition = f"attribute_not_exists(pk) OR {marker.owner} = :me"
    delete = Delete(table.name, marker.key, condition, {":me": owner_id})
    return Write(delete, marker.field, marker.value, marker.owner)


def write_all(table: Table, writes: Sequence[Write]) -> None:
    """Carry out all writes or none; what stood in the way is told by its name."""
    try:
        if len(writes) == 1 and isinstance(writes[0].write, Put):
            put = writes[0].write
            table.put(put.item, condition=put.condition, values=put.values)
        else:
            write_together(table.client, [each.write for each in writes])
    except ConditionError as error:
        refused = [writes[position] for position in error.which]
        # A lost reply makes the SDK repeat a put; then what stands there is our own.
        if [each.field for each in refused] == [SELF] and _is_own(error, refused[0].write):
            return
        raise _translated(refused, error.found or {}) from error


def _is_own(error: ConditionError, write: Put | Delete) -> bool:
    mine = write.item["write_id"] if isinstance(write, Put) else None
    return bool(error.found and error.found.get("write_id") == mine)


def _translated(refused: Sequence[Write], found: Mapping[str, object]) -> Exception:
    fields = {each.field for each in refused}
    if REQUEST in fields:
        return RequestRepeatedError()
    if SELF in fields:
        version = found.get("version", 0)
        return VersionMovedError(version if isinstance(version, int) else 0)
    first = refused[0]
    return TakenError(first.field, first.value, str(found.get(first.owner, "")))
