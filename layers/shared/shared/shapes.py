"""The shapes in which an entity was ever stored, and how an older one becomes today's.

An item names the shape of its document in `schema`; one without it is of the first. Reading takes a
document through the steps that it lacks; writing always writes today's shape, so items move on as
they are used. What a newer version of Naryad wrote is refused and left as it is: read by halves
and written back, it would lose what this version does not know. See docs/migrations.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from shared.errors import UnavailableError
from shared.item import Item, pack, unpack

Document = dict[str, Any]
Step = Callable[[Document], Document]
"""Gives a document of one shape in the next; the document it is given stays as it is."""

FIRST = 1


class NewerShapeError(UnavailableError):
    """An item was written by a newer version; while a release goes out, another try may find it."""

    slug, title = "newer-shape", "Written by a newer version"

    def __init__(self, entity: str, found: int, known: int) -> None:
        """Name the entity, the shape that was found and the newest that is known here."""
        super().__init__(
            f"this {entity} was written in shape {found} by a newer version of Naryad, "
            f"this version knows up to {known}; try again"
        )


@dataclass(frozen=True)
class Shape:
    """The shapes of one entity: `steps[0]` makes the second of the first, and so on."""

    entity: str
    steps: tuple[Step, ...] = ()

    @property
    def current(self) -> int:
        """The number of today's shape."""
        return FIRST + len(self.steps)

    def packed(self, document: str) -> Item:
        """Give the attributes that hold a JSON document of today's shape."""
        return {"schema": self.current, "doc": pack(document)}

    def read(self, item: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any JSON
        """Give the packed document of an item in today's shape."""
        return self.raised(unpack(item["doc"]), item.get("schema", FIRST))

    def opened(self, item: Mapping[str, Any]) -> Document:
        """Give an item that is its own document in today's shape."""
        return self.raised(dict(item), item.get("schema", FIRST))

    def raised(self, document: Document, found: int) -> Document:
        """Take a document from the shape it was found in to today's; NewerShapeError beyond it."""
        if found > self.current:
            raise NewerShapeError(self.entity, found, self.current)
        for step in self.steps[found - FIRST :]:
            document = step(document)
        return document
