"""Reading bytes as text: UTF-8 with or without BOM, UTF-16 with one, windows-1251. Pure.

A byte that the encoding has no character for becomes U+FFFD, and its row is told so; it is never a
reason to refuse the rows around it.
"""

import codecs
from typing import Final

LOST: Final = "\ufffd"
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LOOKED_AT: Final = 20_000  # lines


def decoded(content: bytes) -> str:
    """Read a file's text."""
    if content.startswith(_UTF_16):
        return content.decode("utf-16", "replace")
    if content.startswith(codecs.BOM_UTF8) or _is_utf_8(content):
        return content.decode("utf-8-sig", "replace")
    return content.decode("windows-1251", "replace")


def _is_utf_8(content: bytes) -> bool:
    """Tell UTF-8 with a few broken lines from windows-1251: by what most lines are."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        lines = [
            each for each in content.split(b"\n", _LOOKED_AT)[:_LOOKED_AT] if not each.isascii()
        ]
        good = sum(map(_reads, lines))
        return good > len(lines) - good
    return True


def _reads(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
