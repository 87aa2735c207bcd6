"""Two things that moto does the long way, done the short way.

A transaction keeps a copy of all its tables for the case that it fails, item by item, so that
filling a table costs the square of its size. Items are replaced, never changed, by the writes that
we send in transactions, so the copy may share them. And an index that shows some attributes turns
each item into plain values and back once for each attribute. tests/shared/test_quick_moto.py holds
both against moto's own way.
"""

import copy
from collections import defaultdict
from typing import Any

import pytest
from moto.dynamodb.models.dynamo_type import Item
from moto.dynamodb.models.table import Table

slow_project = Item.project


def quicken(patch: pytest.MonkeyPatch) -> None:
    """Put the short ways in place."""
    patch.setattr(Table, "__deepcopy__", _snapshot, raising=False)
    patch.setattr(Item, "project", quick_project)


def _snapshot(table: Table, _memo: dict[int, Any]) -> Table:
    kept = copy.copy(table)
    kept.items = defaultdict(dict)
    for key, found in table.items.items():
        kept.items[key] = dict(found) if isinstance(found, dict) else found
    if table.stream_shard is not None:
        kept.stream_shard = copy.copy(table.stream_shard)
        kept.stream_shard.items = list(table.stream_shard.items)
    return kept


def quick_project(item: Item, projection_expressions: list[list[str]]) -> Item:
    """Show some attributes of an item; nested ones as moto does."""
    if any(len(path) != 1 or "[" in path[0] for path in projection_expressions):
        shown: Item = slow_project(item, projection_expressions)
        return shown
    shown = Item(hash_key=item.hash_key, range_key=item.range_key, attrs={})
    for (name,) in projection_expressions:
        if name in item.attrs:
            # Its own setter measures the whole item again each time.
            dict.__setitem__(shown.attrs, name, item.attrs[name])
    return shown
