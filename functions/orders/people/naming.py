"""Names: how a customer is called, and what they can be found by. Pure."""

from typing import Final

MAX_WORDS: Final = 6
MAX_LENGTH: Final = 100
_MARKS: Final = str.maketrans("", "", "«»\"'„“”")


def full_name(last: str | None, first: str | None, patronymic: str | None) -> str:
    """Write a person's name the Russian way: last name, first name, patronymic."""
    return " ".join(part for part in (last, first, patronymic) if part)


def plain(text: str) -> str:
    """Give a name as it is compared: lower case, one letter for ё, no quotes, single blanks."""
    return " ".join(text.lower().replace("ё", "е").translate(_MARKS).split())


def words(name: str) -> list[str]:
    """Give what a name can be found by: itself from each of its words on."""
    parts = plain(name).split()
    return [" ".join(parts[start:])[:MAX_LENGTH] for start in range(min(len(parts), MAX_WORDS))]


def prefix_of(text: str) -> str:
    """Give what is looked for as `words` writes it."""
    return plain(text)[:MAX_LENGTH]
