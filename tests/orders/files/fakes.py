"""The stores of attachments in memory, and files to put there."""

import hashlib
from datetime import datetime, timedelta

from orders.attachments import FileFacts
from orders.files.ports import Pending, Stored, Upload
from orders.ports import RequestRepeatedError
from shared.clock import Clock
from shared.errors import ConflictError
from shared.requests import Request

PHOTO = b"\xff\xd8\xff a photo of a boiler"


def facts_of(content: bytes = PHOTO, **changes: object) -> FileFacts:
    """Declare a content truthfully, but for what the test names."""
    whole = {
        "name": "котёл.jpg",
        "mime": "image/jpeg",
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return FileFacts.model_validate(whole | changes)


def stored(content: bytes, mime: str) -> Stored:
    digest = hashlib.sha256(content).hexdigest()
    return Stored(len(content), digest, mime, etag=digest[:32])


class FakeObjects:
    """Objects in memory; `put` is the browser's upload."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.kept: dict[str, tuple[bytes, str]] = {}

    def put(self, key: str, content: bytes, mime: str = "image/jpeg") -> None:
        self.kept[key] = (content, mime)

    def upload(self, key: str, file: FileFacts) -> Upload:
        expires_at: datetime = self._clock() + timedelta(minutes=15)
        return Upload(f"memory://{key}", "PUT", {"Content-Type": file.mime}, expires_at)

    def look(self, key: str) -> Stored | None:
        return stored(*self.kept[key]) if key in self.kept else None

    def head(self, key: str, etag: str, size: int) -> bytes | None:
        there = self.look(key)
        return self.kept[key][0][:size] if there and there.etag == etag else None

    def keep(self, pending: Pending, etag: str) -> bool:
        there = self.look(pending.inbox_key)
        if there is None or there.etag != etag:
            return False
        self.kept[pending.kept_key] = self.kept[pending.inbox_key]
        return True

    def read(self, key: str) -> bytes:
        return self.kept[key][0]

    def write(self, key: str, content: bytes, mime: str) -> None:
        self.put(key, content, mime)

    def link(self, key: str, file: FileFacts) -> str:
        return f"memory://{key}?name={file.name}"

    def remove(self, key: str) -> None:
        self.kept.pop(key, None)


class FakeAnnouncements:
    """Attachments on their way in memory."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.kept: dict[tuple[str, str], tuple[datetime, Pending]] = {}
        self.requests: dict[tuple[str, str], tuple[Request, Pending]] = {}

    def add(self, pending: Pending, *, request: Request | None) -> None:
        if request:
            if self.answered(request):
                raise RequestRepeatedError
            self.requests[request.actor_id, request.key] = (request, pending)
        ends = self._clock() + timedelta(hours=24)
        self.kept[pending.order_id, pending.id] = (ends, pending)

    def get(self, order_id: str, attachment_id: str) -> Pending | None:
        known = self.kept.get((order_id, attachment_id))
        return known[1] if known and known[0] > self._clock() else None

    def answered(self, request: Request) -> Pending | None:
        known = self.requests.get((request.actor_id, request.key))
        if known and known[0] != request:
            msg = "this Idempotency-Key was used with another body"
            raise ConflictError(msg)
        return known[1] if known else None
