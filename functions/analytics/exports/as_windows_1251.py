"""CSV, profile windows-1251: for old programs of accounting that know no UTF-8.

As ru-excel, but in windows-1251 and without a BOM. A character that does not fit is written in
letters where there is a usual way, else as `?`; both are counted among the manifest's warnings.
"""

import unicodedata
from codecs import getincrementaldecoder
from collections import Counter
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any, Final

from analytics.export import ExportFormat, Setting, Sink
from analytics.writing import delimited, texts

CODE: Final = "cp1251"
PIECE_BYTES: Final = 64 * 1024
"""So much becomes text at once: a text takes two bytes a letter, and letter by letter sixty."""
LETTERS: Final = {
    "₽": "руб.", "₸": "тенге", "₴": "грн", "₾": "лари", "֏": "драм", "£": "GBP", "¥": "JPY",
    "ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х",
    "Ә": "А", "Ғ": "Г", "Қ": "К", "Ң": "Н", "Ө": "О", "Ұ": "У", "Ү": "У", "Һ": "Х",
    "ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "Ł": "L", "Ø": "O", "Æ": "AE",
}  # fmt: skip


def encode(data: memoryview, warnings: Counter[str]) -> Iterator[bytes]:
    """Give the bytes in windows-1251, piece by piece, counting what was written otherwise."""
    decode = getincrementaldecoder("utf-8")().decode
    for start in range(0, len(data), PIECE_BYTES):
        yield _encoded(decode(data[start : start + PIECE_BYTES]), warnings)


def _encoded(words: str, warnings: Counter[str]) -> bytes:
    try:
        return words.encode(CODE)
    except UnicodeEncodeError:
        return "".join(each if _fits(each) else _other(each, warnings) for each in words).encode(
            CODE
        )


def _fits(letter: str) -> bool:
    return letter.isascii() or bool(letter.encode(CODE, "ignore"))


def _other(letter: str, warnings: Counter[str]) -> str:
    """Write a character in others; none of them begins a formula, for signs stay unknown."""
    bare = unicodedata.normalize("NFKD", letter)[0]
    found = LETTERS.get(letter) or (bare if bare.isalnum() and _fits(bare) else None)
    warnings["transliterated" if found else "unencodable"] += 1
    return found or "?"


DIALECT: Final = delimited.Dialect(
    mark=",",
    delimiter=";",
    head=attrgetter("title"),
    has_words=True,
    day=delimited.people_day,
    safe=texts.for_people,
    encode=encode,
)


def write(batches: Iterable[Any], file: Sink, setting: Setting) -> None:
    """Write the head line and a line per row."""
    delimited.write(batches, file, setting, DIALECT)


FORMAT: Final = ExportFormat(
    profile="windows-1251",
    title={"ru": "CSV windows-1251", "en": "CSV windows-1251"},
    extension="csv",
    media_type="text/csv; charset=windows-1251",
    write_columns=write,
)
