"""What callers send and get of attachments."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from orders.attachments import MAX_BYTES, MAX_NAME, FileFacts
from orders.files.ports import Pending, Upload
from orders.wire import In

FileName = Annotated[
    str, Field(min_length=1, max_length=MAX_NAME, pattern=r"^[^/\\\x00-\x1f\x7f]+$")
]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Bytes = Annotated[int, Field(gt=0, le=MAX_BYTES, strict=True)]


class AttachmentIn(In):
    """A file to attach: its name, type, length and SHA-256 in hex."""

    name: FileName
    mime: Annotated[str, Field(max_length=128)]
    bytes: Bytes
    sha256: Sha256

    def file(self) -> FileFacts:
        """Say it in the service's words."""
        return FileFacts.model_validate(self.model_dump())


class UploadOut(BaseModel):
    """How to upload the file: this request, these headers, the file as its body."""

    url: str
    method: str
    headers: dict[str, str]

    @classmethod
    def of(cls, upload: Upload) -> "UploadOut":
        """Show a permission to upload."""
        return cls(url=upload.url, method=upload.method, headers=dict(upload.headers))


class AnnouncedOut(BaseModel):
    """An attachment that is to be uploaded until `expires_at`, then finished by `done`."""

    id: str
    upload: UploadOut
    expires_at: datetime

    @classmethod
    def of(cls, pending: Pending, upload: Upload) -> "AnnouncedOut":
        """Show an announced attachment."""
        return cls(id=pending.id, upload=UploadOut.of(upload), expires_at=upload.expires_at)
