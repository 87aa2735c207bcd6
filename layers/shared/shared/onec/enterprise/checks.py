"""What an EnterpriseData message can't hold, found before it is written.

1C loads a message as a whole: a value that its version lacks would stop every sale in it.
"""

from collections.abc import Iterator

from shared.events import Line, OrderSnapshot
from shared.onec.characters import has_text, line
from shared.onec.checks import Remark
from shared.onec.enterprise.limits import LONGEST_NAME, LONGEST_NUMBER, LONGEST_NUMBER_IN_1C
from shared.onec.enterprise.profile import SaleProfile
from shared.onec.enterprise.rows import sold
from shared.onec.enterprise.versions import knows_rate
from shared.onec.numbers import as_inn
from shared.onec.rows import price


def left_out(order: OrderSnapshot) -> str | None:
    """Say why an order is no sale at all, as a code; None for one that is."""
    if order.status == "cancelled":
        return "cancelled"
    if order.completed_at is None:
        return "not_completed"
    return None if order.total or sold(order) else "free"


def faults(order: OrderSnapshot, profile: SaleProfile) -> list[Remark]:
    """Find why a completed order can't be written."""
    found = list(_head(order, profile))
    for number, each in enumerate(order.items):
        if not _is_sound(each, profile):
            found += _line(each, f"items.{number}", profile)
    return found


def notices(order: OrderSnapshot) -> list[str]:
    """Find what 1C will not have as it is here, as codes."""
    customer, found = order.customer, []
    if len(order.number) > LONGEST_NUMBER_IN_1C:
        found.append("number_long")
    if customer.kind == "company" and not as_inn(customer.inn):
        found.append("buyer_without_inn")
    if any(each.total == 0 for each in order.items):
        found.append("free_lines_left_out")
    names = [customer.name, *[each.name for each in order.items]]
    if any(len(each) > LONGEST_NAME and len(line(each)) > LONGEST_NAME for each in names):
        found.append("name_cut")
    return found


def _head(order: OrderSnapshot, profile: SaleProfile) -> Iterator[Remark]:
    number = line(order.number, LONGEST_NUMBER + 1)
    if not number or len(number) > LONGEST_NUMBER:
        words = f"number {order.number!r} must have 1 to {LONGEST_NUMBER} characters"
        yield Remark("number", "number", words)
    if not has_text(order.customer.name):
        yield Remark("buyer", "customer.name", "the customer has no name that 1C can hold")
    if order.currency not in profile.currencies:
        words = f"the number of the currency {order.currency!r} is not known"
        yield Remark("currency", "currency", words)
    in_lines = sum(each.total for each in order.items)
    if in_lines != order.total:
        words = f"the lines come to {in_lines} and the order to {order.total}: 1C adds up lines"
        yield Remark("total", "total", words)


def _is_sound(each: Line, profile: SaleProfile) -> bool:
    """Tell at once that nothing is wrong, as with nearly every line."""
    rate, vat = each.vat_rate, each.vat_amount
    return (
        knows_rate(profile.version, rate)
        and (0 <= vat < each.total if rate else vat == 0 < each.total)
        and each.qty > 0
        and price(each) > 0
        and has_text(each.name)
    )


def _line(each: Line, field: str, profile: SaleProfile) -> Iterator[Remark]:
    if each.total < 0:
        yield Remark("line_total", f"{field}.total", "a line can't come to less than nothing")
    if each.total <= 0:
        return
    if not has_text(each.name):
        yield Remark("line_name", f"{field}.name", "the line has no name that 1C can hold")
    if each.qty <= 0:
        yield Remark("quantity", f"{field}.qty", f"{each.qty} of it: 1C drops the line")
    elif price(each) == 0:
        yield Remark("price", f"{field}.unit_price", "one of it is less than a kopeck")
    yield from _vat(each, field, profile)


def _vat(each: Line, field: str, profile: SaleProfile) -> Iterator[Remark]:
    if not knows_rate(profile.version, each.vat_rate):
        words = f"EnterpriseData {profile.version} has no VAT of {each.vat_rate} %"
        yield Remark("vat_rate", f"{field}.vat", words)
    is_free = each.vat_rate is None or each.vat_rate == 0
    if not 0 <= each.vat_amount < each.total or (is_free and each.vat_amount):
        words = f"VAT of {each.vat_amount} in {each.total} can't be at {each.vat_rate} %"
        yield Remark("vat_amount", f"{field}.vat", words)
