"""What 1C would refuse or silently spoil, found before an order is sent.

1C stops a batch at the first document it can't take, and asks for the same batch again for ever:
an order with a fault must stay out of every batch. A notice only tells what 1C will make of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from shared.events import Line, OrderSnapshot
from shared.onec.characters import has_text, line
from shared.onec.profile import Profile

LONGEST_ID: Final = 40
LONGEST_NUMBER: Final = 11
PADDED_NUMBER: Final = 6
"""УНФ's own number is two prefixes, a dash and six digits: eleven characters in all."""
_DIGITS: Final = re.compile(r"[0-9]+")
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
NO_LINES: Final = "no_lines"
"""The one fault that mends itself: an order waits until it has a line."""


@dataclass(frozen=True)
class Remark:
    """Something about an order: a code for programs, a field, words for people."""

    code: str
    field: str
    words: str


def faults(order: OrderSnapshot, profile: Profile) -> list[Remark]:
    """Find why an order can't be sent."""
    found = [*_head(order), *_sums(order)]
    for number, each in enumerate(order.items):
        if not _is_sound(each, profile):
            found += _line(each, f"items.{number}", profile)
    return found


def notices(order: OrderSnapshot, profile: Profile) -> list[Remark]:
    """Find what 1C will change silently."""
    found = []
    for rate in sorted({each.vat_rate for each in order.items if each.vat_rate is not None}):
        text = profile.vat_text(rate)
        if not profile.knows_rate(text):
            words = f"1C may not know VAT of {text}; it then writes «Без НДС» and says nothing"
            found.append(Remark("vat_dropped", "items", words))
    if profile.configuration == "unf" and len(order.number) > PADDED_NUMBER:
        words = f"the number {order.number} has more than {PADDED_NUMBER} digits; УНФ's own is cut"
        found.append(Remark("number_long", "number", words))
    return found


def _head(order: OrderSnapshot) -> Iterator[Remark]:
    if not _DIGITS.fullmatch(order.number) or len(order.number) > LONGEST_NUMBER:
        words = f"number {order.number!r} must be 1 to {LONGEST_NUMBER} digits: 1C drops the rest"
        yield Remark("number", "number", words)
    if len(line(order.id)) > LONGEST_ID:
        yield Remark("id", "id", f"the id is longer than {LONGEST_ID} characters")
    if not has_text(order.customer.name):
        yield Remark("buyer", "customer.name", "the customer has no name that 1C can hold")


def _sums(order: OrderSnapshot) -> Iterator[Remark]:
    if not order.items:
        yield Remark(NO_LINES, "items", "the order has no lines yet")
        return
    in_lines = sum(each.total for each in order.items)
    if in_lines != order.total:
        words = f"the lines come to {in_lines} and the order to {order.total}: 1C adds up lines"
        yield Remark("total", "total", words)


def _is_sound(each: Line, profile: Profile) -> bool:
    """Tell at once that nothing is wrong, as with nearly every line."""
    has_words = each.vat_rate is not None and profile.refuses_words
    return each.qty > 0 <= each.total and not has_words and has_text(each.name)


def _line(each: Line, field: str, profile: Profile) -> Iterator[Remark]:
    if not has_text(each.name):
        yield Remark("line_name", f"{field}.name", "the line has no name that 1C can hold")
    if each.qty <= 0:
        yield Remark("quantity", f"{field}.qty", f"{each.qty} of it: 1C skips the line")
    if each.total < 0:
        yield Remark("line_total", f"{field}.total", "a line can't come to less than nothing")
    if each.vat_rate is not None and profile.refuses_words:
        text = profile.vat_text(each.vat_rate)
        if not _NUMBER.fullmatch(text):
            words = f"VAT as {text!r} is no number: 1C would refuse the whole batch"
            yield Remark("vat_words", f"{field}.vat", words)
