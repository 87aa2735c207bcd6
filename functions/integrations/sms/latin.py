"""Russian in Latin letters, so that a text takes less than half the parts. Pure.

By the table of the Russian passport, which is that of ICAO and has no signs of its own.
Source: ICAO Doc 9303, part 3, section 6, table B (GOST R 52535.1-2006, appendix A, before it)
"""

from typing import Final

_SMALL: Final = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "i",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "ie",
            "y",
            "-",
            "e",
            "iu",
            "ia",
        ],
        strict=True,
    )
) | {"ь": "", "і": "i", "ї": "i", "є": "ie", "ґ": "g", "ў": "u"}
_SIGNS: Final = {
    "«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "’": "'", "‘": "'",
    "—": "-", "–": "-", "−": "-", "\N{NON-BREAKING HYPHEN}": "-",
    "…": "...", "№": "No.", "₽": "RUB", "×": "x", "•": "-", "°": " gr.",
    "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ", "\N{THIN SPACE}": " ", "\t": " ",
}  # fmt: skip


def to_latin(text: str) -> str:
    """Write a text in Latin letters; what the table does not know stays as it is."""
    return "".join(_written(text, place) for place in range(len(text)))


def _written(text: str, place: int) -> str:
    char = text[place]
    small = char.lower()
    if small not in _SMALL:
        return _SIGNS.get(char, char)
    latin = _SMALL[small]
    if char == small:
        return latin
    # ЩИТ is SHCHIT, but Щит is Shchit.
    beside = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
    return latin.upper() if _is_shouted(beside) else latin.capitalize()


def _is_shouted(beside: str) -> bool:
    letters = [char for char in beside if char.isalpha()]
    return bool(letters) and all(char.isupper() for char in letters)
