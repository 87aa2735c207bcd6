"""Rows as columns: what KPIs are computed from, a hundred rows or ten million alike.

Absent moments and numbers are ABSENT; a comparison with it is false in KPIs because they ask
`has` first. Texts are coded: equal texts have equal codes, an absent one has -1.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeAlias, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

T = TypeVar("T")
# numpy is loaded by what computes, on first use: who reads figures needs none of it.
Ints: TypeAlias = "NDArray[np.int64]"
Floats: TypeAlias = "NDArray[np.float64]"
Mask: TypeAlias = "NDArray[np.bool_]"

ABSENT: Final = -(2**63)
SECOND: Final = 1000
DAY: Final = 86_400 * SECOND
"""Moments are milliseconds since 1970 in UTC."""


@dataclass(frozen=True)
class Texts:
    """A column of texts: `values[codes[i]]` is the text of row i, -1 stands for none."""

    codes: Ints
    values: Sequence[str]

    def is_in(self, *wanted: str) -> Mask:
        """Say which rows have one of these texts."""
        import numpy as np

        # The last place is that of the absent: code -1 finds it.
        table = np.array([*(value in wanted for value in self.values), False], bool)
        found: Mask = table[self.codes]
        return found

    def at(self, rows: "Ints | Mask") -> "Texts":
        """Give the texts of some rows."""
        return Texts(self.codes[rows], self.values)

    def or_else(self, others: "Texts") -> "Texts":
        """Fill in what is absent from a column of the same length."""
        import numpy as np

        places = {text: place for place, text in enumerate(self.values)}
        for text in others.values:
            places.setdefault(text, len(places))
        # The last place is that of the absent: code -1 finds it.
        moved = np.array([*(places[text] for text in others.values), -1], np.int64)
        return Texts(np.where(self.codes >= 0, self.codes, moved[others.codes]), list(places))


@dataclass(frozen=True)
class Frame:
    """Columns of equal length by name; `parts` are nested rows, such as the lines of orders."""

    size: int
    numbers: Mapping[str, Ints]
    texts: Mapping[str, Texts]
    parts: Mapping[str, "Part"]

    def has(self, name: str) -> Mask:
        """Say which rows have a moment, number or text in a column."""
        if name in self.texts:
            return self.texts[name].codes >= 0
        present: Mask = self.numbers[name] != ABSENT
        return present

    def number(self, name: str) -> Ints:
        """Give a column of numbers or moments."""
        return self.numbers[name]

    def is_in(self, name: str, *wanted: str) -> Mask:
        """Say which rows have one of these texts in a column."""
        return self.texts[name].is_in(*wanted)

    def only(self, mask: Mask) -> "Frame":
        """Keep some rows; of their columns those are cut that are asked for."""
        return Frame(
            size=int(mask.sum()),
            numbers=Lazy(list(self.numbers), lambda name: self.numbers[name][mask]),
            texts=Lazy(list(self.texts), lambda name: self.texts[name].at(mask)),
            parts=Lazy(list(self.parts), lambda name: self.parts[name].only(mask)),
        )


@dataclass(frozen=True)
class Part:
    """Nested rows: their own columns, and for each the row of the frame that it belongs to."""

    owner: Ints
    rows: Frame

    def only(self, mask: Mask) -> "Part":
        """Keep what belongs to some rows of the frame, counted anew."""
        import numpy as np

        inside = mask[self.owner]
        places = np.cumsum(mask) - 1
        return Part(places[self.owner[inside]], self.rows.only(inside))


class Lazy(Mapping[str, T], Generic[T]):
    """Columns that are made when they are asked for, once."""

    def __init__(self, names: Sequence[str], make: Callable[[str], T]) -> None:
        """Keep how a column is made."""
        self._names = names
        self._make = make
        self._made: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        """Give a column."""
        if name not in self._names:
            raise KeyError(name)
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        """Name the columns."""
        return iter(self._names)

    def __len__(self) -> int:
        """Count the columns."""
        return len(self._names)
