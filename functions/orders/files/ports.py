"""What attachments need from storage; AWS and the tests' fakes both give it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from orders.attachments import FileFacts
from shared.requests import Request


@dataclass(frozen=True)
class Upload:
    """A permission to upload one file, and nothing but that file."""

    url: str
    method: str
    headers: Mapping[str, str]
    expires_at: datetime


@dataclass(frozen=True)
class Pending:
    """An attachment that was announced and is not yet on its order."""

    id: str
    order_id: str
    file: FileFacts

    @property
    def inbox_key(self) -> str:
        """Where it is uploaded to; what lies there is removed after two days."""
        return f"uploads/attachments/{self.order_id}/{self.id}"

    @property
    def kept_key(self) -> str:
        """Where it lies once it was checked."""
        return kept_key(self.order_id, self.id)


def kept_key(order_id: str, attachment_id: str) -> str:
    """Say where a checked attachment lies."""
    return f"attachments/{order_id}/{attachment_id}"


@dataclass(frozen=True)
class Stored:
    """What the store says of an object: its size, SHA-256 in hex, type and etag."""

    bytes: int
    sha256: str | None
    mime: str
    etag: str

    def differs_from(self, file: FileFacts) -> str | None:
        """Say in what it is not the file that was announced; None when it is."""
        for name in ("bytes", "sha256", "mime"):
            has, wanted = getattr(self, name), getattr(file, name)
            if has != wanted:
                return f"{name} is {has}, announced was {wanted}"
        return None


class Objects(Protocol):
    """The store of objects."""

    def upload(self, key: str, file: FileFacts) -> Upload:
        """Permit the upload of this very file."""
        ...

    def look(self, key: str) -> Stored | None:
        """Say what lies there, if anything does."""
        ...

    def head(self, key: str, etag: str, size: int) -> bytes | None:
        """Read the first bytes of an object; None when it is no longer what was looked at."""
        ...

    def keep(self, pending: Pending, etag: str) -> bool:
        """Copy an upload to where it stays; False when it is no longer what was looked at."""
        ...

    def link(self, key: str, file: FileFacts) -> str:
        """Give a link to download it that lives for minutes."""
        ...

    def remove(self, key: str) -> None:
        """Remove an object; one that is not there is no fault."""
        ...


class Announcements(Protocol):
    """The store of attachments that are on their way."""

    def add(self, pending: Pending, *, request: Request | None) -> None:
        """Write one with its request, or RequestRepeatedError."""
        ...

    def get(self, order_id: str, attachment_id: str) -> Pending | None:
        """Read one that is not older than a day."""
        ...

    def answered(self, request: Request) -> Pending | None:
        """Give what an earlier request under this key announced."""
        ...
