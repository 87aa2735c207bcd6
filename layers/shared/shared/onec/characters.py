"""Text as CommerceML may hold it: what XML forbids is taken out, markup escaped, length bounded.

One control character makes 1C refuse a whole batch, and `#` in a name or id splits it in two.
Source: https://www.w3.org/TR/xml/#charsets
"""

import re
from typing import Final

LONGEST_NAME: Final = 250
"""Also of an address and a contact: the schema grants 255, УНФ grants names five less."""
LONGEST_VALUE: Final = 1000
LONGEST_COMMENT: Final = 3000

# C0 and C1 controls, lone surrogates, U+FFFE and U+FFFF; tab and line feed stay.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BEYOND: Final = re.compile("[\U00010000-\U0010ffff]")


def escaped(text: str) -> str:
    """Escape markup; four replacements that mostly find nothing are quicker than one regex."""
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return text.replace(">", "&gt;").replace('"', "&quot;")


def line(text: str, longest: int = LONGEST_VALUE) -> str:
    """Give a text as one line without what XML forbids, at most so many UTF-16 units long."""
    # Whatever XML forbids, and every blank but the plain one, is not printable.
    if not text.isprintable() or "  " in text or text[:1] == " " or text[-1:] == " ":
        text = " ".join(_FORBIDDEN.sub(" ", text).split())
    return text if len(text) * 2 <= longest else cut(text, longest)


def told(text: str, longest: int = LONGEST_VALUE) -> str:
    """Give a text as one line, escaped; most values are words that need neither."""
    if text.isalnum() and len(text) * 2 <= longest:
        return text
    return escaped(line(text, longest))


def has_text(text: str) -> bool:
    """Tell whether anything of a text would be left."""
    return text[:1].isalnum() or bool(line(text))


def lines(text: str, longest: int = LONGEST_COMMENT) -> str:
    """Give a text of several lines without what XML forbids."""
    if not text.replace("\n", " ").isprintable():
        text = _FORBIDDEN.sub("", text)
    return cut(text.strip(), longest)


def name(text: str) -> str:
    """Give a name: one line, no `#`, which 1C takes for the start of a characteristic."""
    return line(text.replace("#", "№") if "#" in text else text, LONGEST_NAME)


def cut(text: str, longest: int) -> str:
    """Cut to so many UTF-16 units, as 1C counts, and never through a pair."""
    if len(text) <= longest and (len(text) * 2 <= longest or not _BEYOND.search(text)):
        return text
    units = text.encode("utf-16-le", "replace")[: 2 * longest]
    return units.decode("utf-16-le", "ignore").rstrip()
