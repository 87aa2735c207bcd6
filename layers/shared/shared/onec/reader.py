"""What 1C answers of orders: the documents of a CommerceML message of any configuration.

The number is ours (`Номер`) and the id mostly 1C's own, so a document is known by its number.
Formats 2.05 to 3.1; with 3.1 each document lies in a `Контейнер`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from shared.onec.tree import Element, elements

ROOT: Final = "КоммерческаяИнформация"
MOST_SUBORDINATE: Final = 200


@dataclass(frozen=True)
class Document:
    """One document: its plain fields and requisites by name, and the documents under it."""

    fields: Mapping[str, str]
    requisites: Mapping[str, str]
    subordinate: tuple["Document", ...] = field(default=())

    @property
    def number(self) -> str:
        """The number of our order; empty when 1C sent none."""
        return self.fields.get("Номер", "")

    @property
    def operation(self) -> str:
        """What kind of document it is, in 1C's words."""
        return self.fields.get("ХозОперация", "")

    @property
    def number_in_1c(self) -> str:
        """1C's own number."""
        return self.requisites.get("Номер по 1С") or self.fields.get("Номер1С", "")

    @property
    def status(self) -> str:
        """The state in 1C's words; empty when its exchange maps none."""
        return self.requisites.get("Статус заказа", "")

    @property
    def status_id(self) -> str:
        """The state by the id that its exchange maps it to."""
        return self.requisites.get("Статуса заказа ИД", "")

    @property
    def is_cancelled(self) -> bool:
        """Whether 1C says that the order is off; it says so only when it is."""
        return self._says("Отменен")

    @property
    def is_deleted(self) -> bool:
        """Whether the document is marked for deletion."""
        return self._says("ПометкаУдаления") or _is_true(self.fields.get("ПометкаУдаления"))

    @property
    def is_posted(self) -> bool:
        """Whether the document is posted."""
        return self._says("Проведен")

    @property
    def paid_on(self) -> str:
        """The day of the payment in 1C's own form; empty when it is not paid."""
        return self.requisites.get("Дата оплаты по 1С", "")

    @property
    def shipped_on(self) -> str:
        """The day when 1C booked the work as done; empty when it is not."""
        return self.requisites.get("Дата отгрузки по 1С", "")

    def _says(self, requisite: str) -> bool:
        return _is_true(self.requisites.get(requisite))


def read(body: bytes, *, charset: str = "") -> Iterator[Document]:
    """Read the documents of a message one by one; UnreadableError as `tree.elements` says."""
    for element in elements(body, "Документ", root=ROOT, charset=charset):
        yield _document(element)


def _document(element: Element) -> Document:
    # A document under a document has none of its own, so this goes one step deep.
    under = _inside(element, "ПодчиненныеДокументы")[:MOST_SUBORDINATE]
    return Document(
        _fields(element),
        _requisites(element),
        tuple(Document(_fields(each), _requisites(each)) for each in under),
    )


def _fields(element: Element) -> dict[str, str]:
    # The first of a name counts, as in 1C.
    return {each.name: each.text for each in reversed(element.children) if not each.children}


def _requisites(element: Element) -> dict[str, str]:
    given = reversed(_inside(element, "ЗначенияРеквизитов"))
    return {each.text_of("Наименование"): each.text_of("Значение") for each in given}


def _inside(element: Element, name: str) -> list[Element]:
    found = element.child(name)
    return found.children if found else []


def _is_true(text: str | None) -> bool:
    return (text or "").lower() in {"true", "да", "1"}
