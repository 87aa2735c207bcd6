"""What moto and botocore do the long way, done the short way.

A transaction keeps a copy of all its tables for the case that it fails, item by item, so that
filling a table costs the square of its size. Puts replace items, so the copy may share them; those
that a transaction updates are kept beside it. And an index that shows some attributes turns
each item into plain values and back once for each attribute. And an answer is written by looking
for each of ten kinds of value under three names, where the one kind there is says its name.
tests/shared/test_quick_moto.py holds all three against moto's own way.

And each test's clients are made by sessions of their own, each of which reads the descriptions of
its services anew; and every key of KMS comes with a pair for RSA, which a symmetric one never uses.
And each start registers some thousand addresses for `requests`, a library that nobody here uses.
"""

import copy
from collections import defaultdict
from functools import cache
from typing import Any

import pytest
from botocore.loaders import JSONFileLoader
from moto.core import models as core
from moto.core.serialize import ResponseSerializer
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import Table
from moto.kms import models as kms

slow_transact = DynamoDBBackend.transact_write_items
slow_project = Item.project
slow_structure = ResponseSerializer._serialize_type_structure
slow_load = JSONFileLoader.load_file
slow_pair = kms.generate_private_key


def quicken(patch: pytest.MonkeyPatch) -> None:
    """Put the short ways in place."""
    patch.setattr(Table, "__deepcopy__", _snapshot, raising=False)
    patch.setattr(DynamoDBBackend, "transact_write_items", _transact)
    patch.setattr(Item, "project", quick_project)
    patch.setattr(ResponseSerializer, "_serialize_type_structure", quick_structure)
    patch.setattr(JSONFileLoader, "load_file", lambda _, path: _described(path))
    patch.setattr(kms, "generate_private_key", _pair)
    patch.setattr(core, "RESPONSES_METHODS", [])


@cache
def _described(path: str) -> Any:
    return slow_load(JSONFileLoader(), path)


@cache
def _unused_pair() -> Any:
    return slow_pair("SYMMETRIC_DEFAULT")


def _pair(key_spec: str) -> Any:
    return _unused_pair() if key_spec == "SYMMETRIC_DEFAULT" else slow_pair(key_spec)


def _snapshot(table: Table, _memo: dict[int, Any]) -> Table:
    kept = copy.copy(table)
    kept.items = defaultdict(dict)
    for key, found in table.items.items():
        kept.items[key] = dict(found) if isinstance(found, dict) else found
    if table.stream_shard is not None:
        kept.stream_shard = copy.copy(table.stream_shard)
        kept.stream_shard.items = list(table.stream_shard.items)
    return kept


def _transact(backend: DynamoDBBackend, writes: list[dict[str, Any]]) -> None:
    updates = [each["Update"] for each in writes if "Update" in each]
    before = [(each["TableName"], copy.deepcopy(_found(backend, each))) for each in updates]
    try:
        slow_transact(backend, writes)
    except Exception:
        for name, item in before:
            if item is not None:
                _put_back(backend.tables[name], item)
        raise


def _found(backend: DynamoDBBackend, update: dict[str, Any]) -> Item | None:
    table, key = backend.get_table(update["TableName"]), update["Key"]
    sort_key = DynamoType(key[table.range_key_attr]) if table.range_key_attr else None
    return table.get_item(DynamoType(key[table.hash_key_attr]), sort_key)


def _put_back(table: Table, item: Item) -> None:
    if item.range_key is None:
        table.items[item.hash_key] = item
    else:
        table.items[item.hash_key][item.range_key] = item


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


def quick_structure(self: Any, serialized: Any, value: Any, shape: Any, key: str) -> None:
    """Write a value of DynamoDB by the kinds that it has; anything else as moto does."""
    is_value = shape.name == "AttributeValue" and isinstance(value, dict)
    if not is_value or not value.keys() <= shape.members.keys():
        slow_structure(self, serialized, value, shape, key)
        return
    wrapper = self.MAP_TYPE() if key else serialized
    for kind, inner in value.items():
        if inner is not None:
            self._serialize(wrapper, inner, shape.members[kind], kind)
    if key:
        self._default_serialize(serialized, wrapper, shape, key)
