"""Whether a file is what its type says: its first bytes tell. Pure.

A photo that is a program under another name is refused before anybody can fetch it. What the bytes
after the beginning are, and whether a document is harmful, is not looked at: that is a scanner's.
"""

from collections.abc import Callable, Mapping
from typing import Final

from orders.attachments import OFFICE, OPEN

HEAD_BYTES: Final = 1024
"""How much of a file is read to tell."""

IsOne = Callable[[bytes], bool]
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEIC: Final = frozenset(
    [b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"],
)
_BINARY: Final = frozenset(range(0x20)) - frozenset(b"\t\n\v\f\r\x1a\x1b")
"""Bytes that no text has, in whatever alphabet but UTF-16's."""
_OFFICE_PARTS: Final = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"customXml/")


def _begins(*signatures: bytes) -> IsOne:
    return lambda head: head.startswith(signatures)


def _is_webp(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def _is_heic(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] in _HEIC


def _is_pdf(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"%PDF-")


def _first_part(head: bytes) -> bytes:
    """Give the name of the first file in a ZIP; nothing for what is none."""
    if not head.startswith(b"PK\x03\x04"):
        return b""
    return head[30 : 30 + int.from_bytes(head[26:28], "little")]


def _office(folder: bytes) -> IsOne:
    """Any ZIP would do otherwise, a program for a telephone as well."""
    return lambda head: _first_part(head).startswith((*_OFFICE_PARTS, folder))


def _open(mime: str) -> IsOne:
    """The type of such a document stands unpacked at its beginning."""
    told = b"mimetype" + mime.encode()
    return lambda head: _first_part(head) == b"mimetype" and head[30 : 30 + len(told)] == told


def _is_text(head: bytes) -> bool:
    if head.startswith(_WIDE):
        return True
    is_other = any(is_one(head) for mime, is_one in SIGNATURES.items() if mime[:5] != "text/")
    return not is_other and _BINARY.isdisjoint(head)


SIGNATURES: Final[Mapping[str, IsOne]] = {
    "image/jpeg": _begins(b"\xff\xd8\xff"),
    "image/png": _begins(b"\x89PNG\r\n\x1a\n"),
    "image/webp": _is_webp,
    "image/gif": _begins(b"GIF87a", b"GIF89a"),
    "image/heic": _is_heic,
    "application/pdf": _is_pdf,
    "application/msword": _begins(_COMPOUND),
    "application/vnd.ms-excel": _begins(_COMPOUND),
    f"{OFFICE}.wordprocessingml.document": _office(b"word/"),
    f"{OFFICE}.spreadsheetml.sheet": _office(b"xl/"),
    f"{OPEN}.text": _open(f"{OPEN}.text"),
    f"{OPEN}.spreadsheet": _open(f"{OPEN}.spreadsheet"),
    "text/plain": _is_text,
    "text/csv": _is_text,
}
"""How each allowed type begins. Source: https://en.wikipedia.org/wiki/List_of_file_signatures"""


def is_what_it_says(mime: str, head: bytes) -> bool:
    """Tell whether a file that begins so may be of a type."""
    return SIGNATURES[mime](head)
