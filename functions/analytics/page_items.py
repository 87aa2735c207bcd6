"""Pages as items of DynamoDB: one each, or several where a page is too heavy for one.

DAY#technician | 2026-11-22      the page; `shares` says over how many items it lies, if not one
DAY#technician | 2026-11-22#1    its second share
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from analytics.model import Page, PageKey
from shared.item import Item

ITEM_BYTES: Final = 350_000
"""An item holds 400 KB."""
ITEMS_TOGETHER: Final = 99
"""A transaction takes 100 items, one of them the state."""
BYTES_TOGETHER: Final = 3_000_000
"""And 4 MB in all."""
OVERHEAD: Final = 200
AFTER: Final = "#~"
"""Behind a day, this sorts after all its shares."""


def items_of(page: Page) -> list[Item]:
    """Write a page; parts that are heavy together lie in shares."""
    about, name = page.key
    shares = list(_shares(page.parts)) or [{}]
    items: list[Item] = [
        {"pk": about, "sk": f"{name}#{number}" if number else name, "parts": share}
        for number, share in enumerate(shares)
    ]
    if len(items) > 1:
        items[0]["shares"] = len(items)
    return items


def further(item: Item) -> list[str]:
    """Give the sort keys of a page's other shares."""
    return [f"{item['sk']}#{number}" for number in range(1, item.get("shares", 1))]


def joined(items: Iterable[Item]) -> Iterator[Page]:
    """Read pages; a share that its page does not name any more is passed over."""
    found: dict[PageKey, list[Item]] = defaultdict(list)
    for item in items:
        found[item["pk"], item["sk"].split("#")[0]].append(item)
    for key, shares in found.items():
        named = {key[1], *(sk for item in shares for sk in further(item) if item["sk"] == key[1])}
        parts = [item["parts"] for item in shares if item["sk"] in named]
        yield Page(key, {name: part for each in parts for name, part in sorted(each.items())})


def together(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Cut items into what transactions take, by number and by size."""
    group: list[Item] = []
    size = 0
    for item in items:
        own = OVERHEAD + _weight(item["parts"])
        if group and (len(group) == ITEMS_TOGETHER or size + own > BYTES_TOGETHER):
            yield group
            group, size = [], 0
        group.append(item)
        size += own
    if group:
        yield group


def _shares(parts: Mapping[str, bytes]) -> Iterator[dict[str, bytes]]:
    share: dict[str, bytes] = {}
    for name, part in sorted(parts.items()):
        if share and _weight(share) + _weight({name: part}) > ITEM_BYTES:
            yield share
            share = {}
        share[name] = part
    if share:
        yield share


def _weight(parts: Mapping[str, bytes]) -> int:
    return sum(len(name) + len(part) for name, part in parts.items())
