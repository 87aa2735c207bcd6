"""What the formats of whole orders have in common: judging each order, and pouring it into a file.

1C loads a file as a whole or stops at the first order that it can't take. So an order with a
fault stays out and is named in the manifest with its reason; every other order is written.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from analytics.export import ExportFormat, Setting, Sink
from shared.errors import InvalidError
from shared.events import Line, OrderSnapshot
from shared.onec.checks import Remark

_PIECE_BYTES: Final = 256 * 1024
"""So much goes to the sink at once: a call for each order would cost as much as writing it."""


@dataclass(frozen=True)
class Judge:
    """How a format looks at an order.

    `left_out` gives a code for what has no place in such a file, `faults` what forbids an order
    that has, `notices` codes of what will arrive otherwise than it is, `lines` what is written.
    """

    left_out: Callable[[OrderSnapshot], str | None]
    faults: Callable[[OrderSnapshot], Sequence[Remark]]
    notices: Callable[[OrderSnapshot], Iterable[str]]
    lines: Callable[[OrderSnapshot], Iterable[Line]]


def kept(
    orders: Iterable[OrderSnapshot], judge: Judge, setting: Setting
) -> Iterator[OrderSnapshot]:
    """Pass on the orders that a format can hold, and tell of all of them in the setting."""
    written = setting.written
    for order in orders:
        if reason := judge.left_out(order):
            written.left_out[reason] += 1
        elif found := judge.faults(order):
            written.refuse(order, found[0].code, "; ".join(each.words for each in found))
        else:
            setting.warnings.update(judge.notices(order))
            written.add(order, judge.lines(order))
            yield order


def pour(pieces: Iterable[bytes], file: Sink) -> None:
    """Write pieces into a file, many at once."""
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _PIECE_BYTES:
            file.write(b"".join(held))
            held.clear()
            size = 0
    if held:
        file.write(b"".join(held))


def complete(
    form: ExportFormat, given: Mapping[str, str], company: Mapping[str, str]
) -> dict[str, str]:
    """Complete the options of a wish by those that the company has for all of them.

    Raises:
        InvalidError: for an option that the format does not know, lacks or can't read.
    """
    if form.options is None:
        if given:
            raise InvalidError.of("options", dict(given), "this format takes none")
        return {}
    usual = {name: company[name] for name in form.options.model_fields if company.get(name)}
    told = usual | dict(given)
    try:
        form.options.model_validate(told)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"]))
        raise InvalidError.of(f"options.{name}", told.get(name), first["msg"]) from error
    return told


def options_schema(form: ExportFormat, company: Mapping[str, str]) -> dict[str, Any] | None:
    """Describe the options of a format; what the company has for all of them is the default."""
    if form.options is None:
        return None
    schema = form.options.model_json_schema()
    for name, told in schema["properties"].items():
        if company.get(name):
            told["default"] = company[name]
    needed = [name for name in schema.get("required", []) if not company.get(name)]
    return {"properties": schema["properties"], "required": needed}


def labelled(
    ru: str, en: str, hints: tuple[str, str] | None = None
) -> dict[str, Any]:  # JSON of a schema
    """Give the `json_schema_extra` of an option: what the page shows beside it."""
    extra: dict[str, Any] = {"x-label": {"ru": ru, "en": en}}
    return extra | {"x-hint": {"ru": hints[0], "en": hints[1]}} if hints else extra
