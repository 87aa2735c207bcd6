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
    """Tell UTF-8 with broken lines from windows-1251: by its first word, or by most lines.

    Russian in windows-1251 is hardly ever valid UTF-8, so one line that reads says much.
    """
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        lines = content.split(b"\n", _LOOKED_AT)[:_LOOKED_AT]
        read = [_reads(each) for each in lines if not each.isascii()]
        return bool(read) and (read[0] or sum(read) * 2 > len(read))
    return True


def _reads(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
