"""The file that says of each row what became of it, in the language of who reads it. Pure."""

from collections.abc import Mapping, Sequence
from typing import Final

from orders.intake.cells import line
from orders.intake.heads import column
from orders.intake.model import RowOutcome, RowResult
from orders.intake.rules import code_of, told
from shared.cells import BOM
from shared.language import Language

RESULT_MIME: Final = "text/csv; charset=utf-8"
LANGUAGES: Final[tuple[Language, ...]] = ("ru", "en")
HEADS: Final[Mapping[Language, tuple[str, ...]]] = {
    "ru": (
        "Строка",
        "Внешний номер",
        "Результат",
        "Номер заявки",
        "ID заявки",
        "Поле",
        "Значение",
        "Правило",
        "Код правила",
    ),
    "en": (
        "Row",
        "External id",
        "Result",
        "Order number",
        "Order id",
        "Field",
        "Value",
        "Rule",
        "Rule code",
    ),
}
WORDS: Final[Mapping[Language, Mapping[RowOutcome, str]]] = {
    "ru": {"created": "создана", "unchanged": "без изменений", "failed": "ошибка"},
    "en": {"created": "created", "unchanged": "unchanged", "failed": "failed"},
}


def result_file(results: Sequence[RowResult], language: Language) -> bytes:
    """Write what became of each row, as CSV for a spreadsheet."""
    lines = (_line(each, language) for each in results)
    return (BOM + line(HEADS[language]) + "".join(lines)).encode("utf-8", "replace")


def _line(result: RowResult, language: Language) -> str:
    broken = result.errors
    return line(
        (
            result.row,
            result.external_id,
            WORDS[language][result.result],
            result.number,
            result.order_id,
            " | ".join(_field(each.field, language) for each in broken),
            " | ".join("" if each.value is None else str(each.value) for each in broken),
            " | ".join(told(each.rule, language) for each in broken),
            " | ".join(code_of(each.rule) for each in broken),
        )
    )


def _field(name: str, language: Language) -> str:
    called = column(name, language)
    return f"{name} ({called})" if called and called != name else name
