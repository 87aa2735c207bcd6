"""Words that agree with numbers.

Source: https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html
"""

from dataclasses import dataclass
from typing import Literal

Tongue = Literal["ru", "en"]
Form = Literal["one", "few", "many", "part"]


@dataclass(frozen=True, slots=True)
class Noun:
    """A word in the forms that numbers ask for.

    Russian: 1 заказ, 2 заказа, 5 заказов, 1,5 заказа, and `by_one` as in "на 1 минуту". English
    has `one` and `many`; `fewer` is what the lesser of two has.
    """

    one: str
    many: str
    few: str = ""
    part: str = ""
    by_one: str = ""
    fewer: str = "less"

    def of(self, value: float, tongue: Tongue) -> str:
        """Give the form for a number as it is written: 2.0 is 2."""
        return self._form(form(value, tongue))

    def by(self, value: float, tongue: Tongue) -> str:
        """Give the form for a difference: "на 1 минуту"."""
        found = form(value, tongue)
        return self.by_one if found == "one" and self.by_one else self._form(found)

    def after(self, value: float, tongue: Tongue) -> str:
        """Give the form after "from", "to" and "about", the genitive: от 21 заказа."""
        found = form(value, tongue)
        if tongue == "en" or found == "part":
            return self._form(found)
        return self._form("part" if found == "one" else "many")

    def _form(self, wanted: Form) -> str:
        few = self.few or self.many
        forms = {"one": self.one, "few": few, "many": self.many, "part": self.part or few}
        return forms[wanted]


def form(value: float, tongue: Tongue) -> Form:
    """Say which form a number asks for."""
    size = abs(value)
    if tongue == "en":
        return "one" if size == 1 else "many"
    if size != int(size):
        return "part"
    tens, ones = int(size) % 100, int(size) % 10
    if ones == 1 and tens != 11:  # noqa: PLR2004 - eleven is not "ten and one" in Russian
        return "one"
    if ones in {2, 3, 4} and tens not in {12, 13, 14}:
        return "few"
    return "many"
