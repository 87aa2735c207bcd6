"""What the use cases need of where the files of exports lie."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

from analytics.model import FileEntry


class Upload(Protocol):
    """A file on its way; it appears whole when the block ends, or not at all."""

    def write(self, data: bytes, /) -> int:
        """Take the next bytes."""
        ...

    def digest(self) -> str:
        """Give the SHA-256 of what was written so far."""
        ...

    def discard(self) -> None:
        """Let nothing appear when the block ends."""
        ...

    def entry(self) -> FileEntry:
        """Describe the file after the block has ended."""
        ...


class Files(Protocol):
    """The files of exports."""

    def manifest(self, folder: str) -> dict[str, Any] | None:
        """Read the manifest of a revision, if it is whole."""
        ...

    def upload(
        self, key: str, media_type: str, *, personal: bool = False
    ) -> AbstractContextManager[Upload]:
        """Begin a file."""
        ...

    def seal(self, folder: str, manifest: Mapping[str, Any], *, personal: bool = False) -> None:
        """Write the manifest, once: from here on the revision is whole."""
        ...

    def point(self, series: str, told: Mapping[str, Any]) -> None:
        """Let latest.json point to a revision, unless it points to it or a later one already."""
        ...

    def entries(self, folder: str, manifest: Mapping[str, Any]) -> tuple[FileEntry, ...]:
        """List the files of a whole revision, the manifest last."""
        ...

    def link(self, entry: FileEntry) -> str:
        """Give a link to a file that lives for some minutes."""
        ...
