"""Files that belong to an order: what may be attached, and how the order keeps it. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from orders.refs import Actor, Frozen
from shared.errors import ConflictError, InvalidError

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_ATTACHMENTS: Final = 50
MAX_NAME: Final = 200

OFFICE: Final = "application/vnd.openxmlformats-officedocument"
OPEN: Final = "application/vnd.oasis.opendocument"

TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
    "image/webp": ("webp",),
    "image/gif": ("gif",),
    "image/heic": ("heic",),
    "application/pdf": ("pdf",),
    "application/msword": ("doc",),
    "application/vnd.ms-excel": ("xls",),
    f"{OFFICE}.wordprocessingml.document": ("docx",),
    f"{OFFICE}.spreadsheetml.sheet": ("xlsx",),
    f"{OPEN}.text": ("odt",),
    f"{OPEN}.spreadsheet": ("ods",),
    "text/plain": ("txt", "log"),
    "text/csv": ("csv",),
}
"""What may be attached, with the endings that its name may have. Archives, programs and whatever a
browser would run (HTML, SVG) are not here."""


class FileFacts(Frozen):
    """A file as its sender declares it; sha256 in hex."""

    name: str
    mime: str
    bytes: int
    sha256: str


class Attachment(FileFacts):
    """A file of an order."""

    id: str
    at: datetime
    by: Actor


def check_file(file: FileFacts) -> None:
    """Refuse a type that is not on the list, or a name that says another; InvalidError."""
    endings = TYPES.get(file.mime)
    if endings is None:
        raise InvalidError.of("mime", file.mime, f"must be one of {', '.join(TYPES)}")
    ending = file.name.rpartition(".")[2].lower()
    if "." not in file.name or ending not in endings:
        rule = f"must end in .{' or .'.join(endings)} to be {file.mime}"
        raise InvalidError.of("name", file.name, rule)


def with_attachment(attachments: tuple[Attachment, ...], new: Attachment) -> tuple[Attachment, ...]:
    """Add a file; ConflictError when the order holds as many as it may."""
    check_room(attachments)
    return (*attachments, new)


def check_room(attachments: tuple[Attachment, ...]) -> None:
    """Refuse a file more than an order may hold; ConflictError."""
    if len(attachments) >= MAX_ATTACHMENTS:
        raise ConflictError(f"the order has {MAX_ATTACHMENTS} attachments, no more fit")


def found(attachments: tuple[Attachment, ...], attachment_id: str) -> Attachment | None:
    """Find a file by its id."""
    return next((each for each in attachments if each.id == attachment_id), None)
