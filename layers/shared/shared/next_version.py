"""Writing the next version of a thing that one item holds whole."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

from shared.item import Item
from shared.table import ConditionError, Put, Table, write_together


def put_next(
    table: Table,
    item: Item,
    *,
    moved: Callable[[int], Exception],
    beside: Sequence[Put] = (),
) -> None:
    """Put an item over the version before its `version`; version 1 only where nothing is.

    Else raise what `moved` makes of the version that stands there, 0 for none. What is put
    `beside` it, such as the record of the change, is written with it or not at all.
    """
    mine = {**item, "write_id": uuid4().hex}
    condition, values = _over(item["version"])
    try:
        if beside:
            write_together(table.client, [Put(table.name, mine, condition, values), *beside])
        else:
            table.put(mine, condition=condition, values=values)
    except ConditionError as error:
        found = error.found or {}
        # A lost reply makes the SDK repeat the write; then what stands there is our own.
        if found.get("write_id") != mine["write_id"]:
            raise moved(found.get("version", 0)) from error


def _over(version: int) -> tuple[str, dict[str, Any]]:
    if version == 1:
        return "attribute_not_exists(pk)", {}
    return "version = :before", {":before": version - 1}
