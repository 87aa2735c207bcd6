"""In which order the schema wants elements, as a table of our own (docs/onec.md)."""

from functools import cache

from lxml import etree

from tests.onec.emulator.message import Node, local

# fmt: off
ORDER = {
    "КоммерческаяИнформация": ("Документ",),
    "Документ": (
        "Ид", "Номер", "Дата", "ХозОперация", "Роль", "Валюта", "Курс", "Сумма", "Контрагенты",
        "Время", "СрокПлатежа", "Комментарий", "Налоги", "Скидки", "ДопРасходы", "Склады",
        "Товары", "ЗначенияРеквизитов", "Подписанты", "ПодчиненныеДокументы",
    ),
    "Контрагенты": ("Контрагент",),
    "Контрагент": (
        "Ид", "Наименование", "ОфициальноеНаименование", "ЮридическийАдрес", "ПолноеНаименование",
        "Фамилия", "Имя", "Отчество", "ИНН", "КПП", "ОКПО", "РасчетныеСчета", "Комментарий",
        "Адрес", "Контакты", "Представители", "Роль", "РасчетныйСчет", "Склад",
    ),
    "Адрес": ("Представление", "Комментарий", "АдресноеПоле"),
    "Контакты": ("Контакт",),
    "Контакт": ("Тип", "Значение", "Комментарий"),
    "Товары": ("Товар",),
    "Товар": (
        "Ид", "Штрихкод", "Артикул", "Наименование", "БазоваяЕдиница", "СтавкиНалогов",
        "ХарактеристикиТовара", "ЗначенияРеквизитов", "ИдКаталога", "ИдКлассификатора",
        "ЦенаЗаЕдиницу", "Количество", "Сумма", "Единица", "Коэффициент", "ДополнительныеДанные",
        "СтранаПроисхождения", "ГТД", "Налоги", "Скидки", "ДопРасходы",
        "ДополнительныеЗначенияРеквизитов", "Склады",
    ),
    "СтавкиНалогов": ("СтавкаНалога",),
    "СтавкаНалога": ("Наименование", "Ставка"),
    "Налоги": ("Налог",),
    "Налог": ("Наименование", "УчтеноВСумме", "Акциз", "Сумма", "Ставка"),
    "ЗначенияРеквизитов": ("ЗначениеРеквизита",),
    "ЗначениеРеквизита": ("Наименование", "Значение"),
}
NEEDED = {
    "Документ": (
        "Ид", "Номер", "Дата", "ХозОперация", "Роль", "Валюта", "Курс", "Сумма", "Контрагенты",
    ),
    "Контрагент": ("Роль",),
    "Товар": ("Наименование", "БазоваяЕдиница"),
    "Налог": ("Наименование", "Сумма"),
    "Адрес": ("Представление",),
    "Контрагенты": ("Контрагент",),
    "Контакты": ("Контакт",),
    "Товары": ("Товар",),
    "Налоги": ("Налог",),
    "ЗначенияРеквизитов": ("ЗначениеРеквизита",),
}
LONGEST = {
    "Ид": 40, "Валюта": 3, "Комментарий": 3000, "Наименование": 250, "Значение": 1000, "ИНН": 12,
    "КПП": 9, "Представление": 255, "Артикул": 255, "Номер": 255, "Ставка": 255,
}
REPEATED = {
    "Документ", "Контрагент", "Контакт", "Товар", "Налог", "СтавкаНалога", "ЗначениеРеквизита",
}
ROLES = {"Продавец", "Покупатель"}
OPERATIONS = {"Заказ товара"}
CONTACTS = {"Телефон рабочий", "Телефон мобильный", "Телефон домашний", "Почта", "Факс", "Прочее"}
CHOICES = {"Роль": ROLES, "ХозОперация": OPERATIONS, "Тип": CONTACTS}
# fmt: on


def broken(root: Node) -> list[str]:
    """Name every place where a message departs from the table."""
    found = [
        f"the root lacks {name}"
        for name in ("ВерсияСхемы", "ДатаФормирования")
        if name not in root.attrib
    ]
    for node in root.iter(etree.Element):
        found += _inside(node)
        found += _value(node)
    return found


def _inside(node: Node) -> list[str]:
    names = tuple(local(each) for each in node.iterchildren(etree.Element))
    # What is empty and needs nothing is a value.
    name = local(node)
    return list(_judged(name, names)) if names or name in NEEDED else []


# A message repeats a few shapes thousands of times.
@cache
def _judged(name: str, names: tuple[str, ...]) -> tuple[str, ...]:
    order = ORDER.get(name)
    if order is None:
        return (f"{name} holds elements",)
    known = [each for each in names if each in order]
    wrong = known != sorted(known, key=order.index)
    twice = {each for each in names if names.count(each) > 1} - REPEATED
    return (
        *(f"{name} holds {each}" for each in names if each not in order),
        *([f"{name} is out of order: {names}"] if wrong else []),
        *(f"{name} holds {each} twice" for each in sorted(twice)),
        *(f"{name} lacks {each}" for each in NEEDED.get(name, ()) if each not in names),
    )


def _value(node: Node) -> list[str]:
    if len(node):
        return []
    name, value = local(node), node.text or ""
    is_contact = name == "Значение" and local(node.getparent()) == "Контакт"
    longest = 255 if is_contact else LONGEST.get(name)
    found = [f"{name} is longer than {longest}"] if longest and _units(value) > longest else []
    if name in CHOICES and value not in CHOICES[name]:
        found.append(f"{name} can't be {value}")
    return found


def _units(value: str) -> int:
    return len(value) if value.isascii() else len(value.encode("utf-16-le")) // 2
