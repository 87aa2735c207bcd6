"""Rules that an import refuses by: the code of each, and what it says in Russian. Pure.

A rule is raised as an English sentence wherever it is known; here it is recognized by its form.
tests/orders/intake/test_rules.py walks through all that an import can raise.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from orders.intake.words import CAUSES, KINDS, PRIORITIES
from shared.language import Language

OTHER: Final = "other"
_NAMES: Final = {
    word.code: word.ru for known in (PRIORITIES, CAUSES, KINDS) for word in known.words
}


@dataclass(frozen=True)
class Form:
    """A form of rules: its code, how it begins in English, and its Russian text."""

    code: str
    english: re.Pattern[str]
    russian: str | Callable[[re.Match[str]], str]


def _form(code: str, english: str, russian: str | Callable[[re.Match[str]], str]) -> Form:
    return Form(code, re.compile(english), russian)


def _choices(found: re.Match[str]) -> str:
    codes = re.findall(r"'(\w+)'", found.group())
    return f"возможны: {', '.join(_NAMES.get(code, code) for code in codes)}"


def _place(found: re.Match[str]) -> str:
    return f"не читается как JSON: строка {found.group(1)}, знак {found.group(2)}"


FORMS: Final = (
    # the file
    _form("empty", r"^is empty", "файл пуст"),
    _form("workbook", r"^is a workbook", "это книга Excel; сохраните её как CSV"),
    _form("no_head", r"^has no head line", "нет строки заголовков, которую можно прочитать"),
    _form("same_columns", r"^has two columns", "два столбца об одном и том же"),
    _form("column_missing", r"^needs a column called (.+)", "нужен столбец {0}"),
    _form("too_many_rows", r"^has more than (\d+) rows", "строк больше {0}"),
    _form("not_json", r"^is not valid JSON: .*line (\d+) column (\d+)", _place),
    _form("not_json", r"^is not valid JSON", "не читается как JSON"),
    _form(
        "not_a_list", r"^must be a list of orders", 'нужен список заказов или {{"orders": [...]}}'
    ),
    # the row
    _form("twice", r"^is already in row (\d+)", "уже есть в строке {0}"),
    _form("too_many_cells", r"^has (\d+) cells", "ячеек больше, чем столбцов: {0}"),
    _form(
        "not_text", r"^holds bytes that are no text", "есть знаки не той кодировки, что весь файл"
    ),
    _form("cell_too_long", r"^a cell is too long", "ячейка слишком длинная; закрыты ли кавычки?"),
    _form("unreadable", r"^the row can't be read|^can't be stored", "строку не удалось прочитать"),
    _form("not_an_object", r"^must be an object|valid dictionary", "нужен объект JSON"),
    # words
    _form("unknown", r"^is not known; nearest: (.+)", "нет такого значения; ближайшие: {0}"),
    _form("unknown", r"^is not known", "нет такого значения"),
    _form("ambiguous", r"^may mean each of: (.+)", "подходит несколько: {0}"),
    _form("choice", r"^Input should be '.+'", _choices),
    # people and orders that are named
    _form("not_an_id", r"^is not an order's id", "заказа с таким кодом нет"),
    _form("not_an_id", r"^is not a technician's id", "исполнителя с таким кодом нет"),
    _form("not_an_id", r"^is not a customer's id", "клиента с таким кодом нет"),
    _form("inactive", r"^is no longer active", "больше не работает"),
    _form("erased", r"^is the id of an erased customer", "данные этого клиента удалены"),
    _form("not_completed", r"^must be an order that was completed", "нужен выполненный заказ"),
    _form(
        "no_rework",
        r"^is only for an order that has rework_of",
        "только вместе с переделкой заказа",
    ),
    _form("taken", r"^external_id .+ belongs to another order", "уже есть у другого заказа"),
    _form("beside", r"^must not be given beside customer", "укажите или клиента, или его код"),
    # values
    _form(
        "required",
        r"^is needed|^Field required|at least 1 (?:character|item)\b",
        "обязательно, но не заполнено",
    ),
    _form("phone", r"^is not a (?:possible )?telephone number", "это не номер телефона"),
    _form("before_start", r"^must be after scheduled_start", "окончание раньше начала"),
    _form("number", r"^must be a number like", "нужно число, например 1234,50"),
    _form("decimals", r"^(\w+) has (\d+) decimals", "знаков после запятой в {0} не больше {1}"),
    _form("decimals", r"no more than (\d+) decimal places?", "знаков после запятой не больше {0}"),
    _form("digits", r"no more than (\d+) digits", "цифр не больше {0}"),
    _form("negative", r"^must not be negative", "не может быть меньше нуля"),
    _form("most", r"^must not be more than (\S+)", "не больше {0}"),
    _form("sum_too_big", r"^must not come to more than (\d+)", "сумма больше возможной"),
    _form("too_long", r"at most (\d+) characters?", "не длиннее {0} знаков"),
    _form("too_short", r"at least (\d+) characters?", "не короче {0} знаков"),
    _form("too_many", r"at most (\d+) items", "не больше {0} строк сметы"),
    _form("email", r"should match pattern '\^\[\^@", "это не адрес почты"),
    _form(
        "code",
        r"should match pattern '\^\[a-z\]",
        "нужен код: латинские строчные буквы, цифры и _, первой буква",
    ),
    _form("least", r"greater than or equal to (\S+)", "не меньше {0}"),
    _form("least", r"greater than (\S+)", "больше {0}"),
    _form("most", r"less than or equal to (\S+)", "не больше {0}"),
    _form("most", r"less than (\S+)", "меньше {0}"),
    _form(
        "moment",
        r"day and time|valid datetime|timezone|^must be written in full|^must lie in the years",
        "нужны день и время, например 22.11.2026 08:30",
    ),
    _form(
        "number", r"valid (?:integer|decimal)|finite number|^Decimal input should be", "нужно число"
    ),
    _form("text", r"valid string", "нужен текст"),
    _form("list", r"valid (?:list|tuple|array)", "нужен список"),
    _form("strange", r"^Extra inputs are not permitted", "такого поля у заказа нет"),
    # ours
    _form("busy", r"try again$|is being carried out", "сейчас занято; загрузите строку ещё раз"),
    _form("repeated", r"^this Idempotency-Key was used", "эта строка уже шла с другими данными"),
    _form("ours", r"^the import was cut off", "прервано по нашей вине; запустите импорт ещё раз"),
    _form("ours", r"^the fault is ours", "ошибка на нашей стороне; загрузите ещё раз"),
)


def code_of(rule: str) -> str:
    """Give the code of a rule; `other` for one of a form that is not known."""
    found = _found(rule)
    return found[0].code if found else OTHER


def told(rule: str, language: Language) -> str:
    """Say a rule in a language; one of a form that is not known is quoted, not lost."""
    found = _found(rule) if language == "ru" else None
    if found is None:
        return rule
    form, match = found
    if callable(form.russian):
        return form.russian(match)
    return form.russian.format(*match.groups())


def _found(rule: str) -> tuple[Form, re.Match[str]] | None:
    tried = ((form, form.english.search(rule)) for form in FORMS)
    return next(((form, match) for form, match in tried if match), None)
