"""What a message of EnterpriseData may hold, and in which order: a table of our own.

1C reads such a message by its schema, so anything else stops it as a whole.
"""

import re
from functools import cache

from tests.onec.emulator.findings import BatchStoppedError
from tests.onec.emulator.message import Node, local

DATE = r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]"
# fmt: off
# Name of the type: what it holds in this order; `!` is needed, `*` may be repeated.
TYPES = {
    "Документ.РеализацияТоваровУслуг": (
        "КлючевыеСвойства!", "Ответственный", "ВидОперации!", "Валюта!", "Сумма",
        "СуммаВключаетНДС", "Подразделение", "Склад", "БанковскийСчетОрганизации", "Контрагент!",
        "ДанныеВзаиморасчетов!", "Заказ", "Налогообложение", "Товары", "Услуги",
    ),
    "КлючевыеСвойства": ("Ссылка", "Дата!", "Номер!", "Организация!"),
    "Организация": (
        "Ссылка", "Наименование!", "НаименованиеСокращенное", "НаименованиеПолное", "ИНН", "КПП",
        "ЮридическоеФизическоеЛицо",
    ),
    "Контрагент": (
        "Ссылка", "Наименование!", "НаименованиеПолное", "ИНН", "КПП",
        "ЮридическоеФизическоеЛицо!",
    ),
    "Валюта": ("Ссылка", "ДанныеКлассификатора!"),
    "ВалютаВзаиморасчетов": ("Ссылка", "ДанныеКлассификатора!"),
    "ЕдиницаИзмерения": ("Ссылка", "ДанныеКлассификатора!"),
    "ДанныеКлассификатора": ("Код!", "Наименование!"),
    "ДанныеВзаиморасчетов": (
        "Договор", "ВалютаВзаиморасчетов", "КурсВзаиморасчетов", "КратностьВзаиморасчетов",
        "РасчетыВУсловныхЕдиницах",
    ),
    "Товары": ("Строка!*",),
    "Услуги": ("Строка!*",),
    "Товары/Строка": (
        "НомерСтрокиДокумента", "ДанныеНоменклатуры!", "ЕдиницаИзмерения", "Количество!", "Сумма!",
        "Цена!", "СтавкаНДС", "СуммаНДС", "ТипЗапасов",
    ),
    "Услуги/Строка": (
        "НомерСтрокиДокумента", "Номенклатура!", "Количество!", "Сумма!", "Цена!", "СтавкаНДС",
        "СуммаНДС", "Содержание", "ТипУслуги", "СчетДоходов", "СчетРасходов",
    ),
    "ДанныеНоменклатуры": ("Номенклатура!", "Характеристика"),
    "Номенклатура": (
        "Ссылка", "НаименованиеПолное", "КодВПрограмме", "Артикул", "Наименование!",
    ),
    "СтавкаНДС": ("Ставка", "РасчетнаяСтавка", "НеОблагается", "ВидСтавки", "Страна"),
}
LISTED = {"БезНДС": None, "НДС0": 0, "НДС10": 10, "НДС18": 18, "НДС20": 20}
KINDS = {
    "Общая": {5, 7, 18, 20, 22}, "Пониженная": {10}, "Нулевая": {0}, "БезНДС": {None},
}
OPERATIONS = {"РеализацияКлиенту", "ПередачаНаКомиссию"}
SORTS = {"ЮридическоеЛицо", "ФизическоеЛицо"}
BOOLEANS = {"true", "false"}
CHOICES = {
    "ВидОперации": OPERATIONS, "ЮридическоеФизическоеЛицо": SORTS, "СуммаВключаетНДС": BOOLEANS,
    "РасчетнаяСтавка": BOOLEANS, "НеОблагается": BOOLEANS, "ВидСтавки": set(KINDS),
}
FORMS = {
    "Ссылка": r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "Дата": DATE, "Номер": r".{1,256}", "ИНН": r"[0-9]{10}|[0-9]{12}",
    "КПП": r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}",
    "Код": r"[0-9]{3}", "Наименование": r".+", "НаименованиеПолное": r".{1,1000}",
    "Содержание": r".{0,1000}", "НомерСтрокиДокумента": r"[1-9][0-9]*",
    "Сумма": r"[0-9]{1,16}\.[0-9]{2}", "Цена": r"[0-9]{1,16}\.[0-9]{2}",
    "СуммаНДС": r"[0-9]{1,16}\.[0-9]{2}", "Количество": r"[0-9]{1,12}(\.[0-9]{1,3})?",
    "Ставка": r"[0-9]{1,2}", "Артикул": r".{1,50}",
}
# fmt: on
FIRST_STRUCTURED = 17


def judge(document: Node, version: str) -> None:
    """Stop at the first thing that the schema of the version does not know."""
    _judge(document, local(document), version)


def rate_of(row: Node, version: str) -> int | None:
    """The percentage of a row's VAT; None is without VAT."""
    (given,) = [each for each in row if local(each) == "СтавкаНДС"]
    if not is_structured(version):
        return LISTED[given.text]
    parts = {local(each): each.text for each in given}
    rate = int(parts["Ставка"]) if "Ставка" in parts else None
    is_free = parts["НеОблагается"] == "true"
    if (
        rate not in KINDS[parts["ВидСтавки"]]
        or is_free != (rate is None)
        or parts["РасчетнаяСтавка"] == "true"
    ):
        _stop(f"the VAT {parts} contradicts itself")
    return rate


def is_structured(version: str) -> bool:
    return int(version.split(".")[1]) >= FIRST_STRUCTURED


def _judge(node: Node, kind: str, version: str) -> None:
    name = local(node)
    if node.tag != f"{{{node.getroottree().find('.//{*}Body').nsmap[None]}}}{name}":
        _stop(f"{name} is in another namespace")
    if name == "СтавкаНДС" and not is_structured(version):
        if len(node) or node.text not in LISTED:
            _stop(f"{version} has no VAT {node.text}")
        return
    if kind not in TYPES:
        _value(node, name)
        return
    inside = tuple(local(each) for each in node)
    for problem in _broken(kind, inside):
        _stop(problem)
    for each in node:
        inner = f"{name}/{local(each)}"
        _judge(each, inner if inner in TYPES else local(each), version)


# A message repeats a few shapes thousands of times.
@cache
def _broken(kind: str, inside: tuple[str, ...]) -> tuple[str, ...]:
    known = [each.rstrip("!*") for each in TYPES[kind]]
    needed = [each.rstrip("!*") for each in TYPES[kind] if "!" in each]
    repeated = {each.rstrip("!*") for each in TYPES[kind] if "*" in each}
    in_order = sorted((each for each in inside if each in known), key=known.index)
    return (
        *(f"{kind} holds {each}" for each in inside if each not in known),
        *(f"{kind} lacks {each}" for each in needed if each not in inside),
        *(f"{kind} holds {e} twice" for e in set(inside) - repeated if inside.count(e) > 1),
        *([] if in_order == [e for e in inside if e in known] else [f"{kind} is out of order"]),
    )


def _value(node: Node, name: str) -> None:
    text = node.text or ""
    if len(node):
        _stop(f"{name} holds elements")
    if name in CHOICES and text not in CHOICES[name]:
        _stop(f"{name} can't be {text}")
    if name in FORMS and not re.fullmatch(FORMS[name], text):
        _stop(f"{name} can't be {text!r}")


def _stop(words: str) -> None:
    raise BatchStoppedError(words)
