"""Attachments in DynamoDB and S3.

Items of the Orders table:
    UPLOAD#<order>#<id>    an attachment on its way, 24 h; announce: 1 write unit, as a transaction
                           with its request 4; finish reads it for 1 unit

Objects of the data bucket:
    uploads/…              what anybody with a permission uploaded; removed after two days
    attachments/<order>/…  what was checked
"""

import base64
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final
from urllib.parse import quote

from botocore.exceptions import ClientError

from orders.attachments import FileFacts
from orders.files.ports import Pending, Stored, Upload
from orders.ports import RequestRepeatedError
from shared.clock import Clock, cut
from shared.item import Item
from shared.requests import Request, Requests
from shared.table import ConditionError, Put, Table, write_together

UPLOAD_LIFE: Final = timedelta(minutes=15)
PENDING_LIFE: Final = timedelta(hours=24)
LINK_SECONDS: Final = 600
GONE: Final = frozenset({"404", "NoSuchKey", "NotFound"})
MOVED: Final = frozenset({"PreconditionFailed", "412"})


class DynamoAnnouncements:
    """The store of attachments on their way."""

    def __init__(self, table: Table, *, clock: Clock) -> None:
        """Bind to the Orders table."""
        self._table = table
        self._clock = clock
        self._requests = Requests(table, clock=clock)

    def add(self, pending: Pending, *, request: Request | None) -> None:
        """Write one with its request, or RequestRepeatedError."""
        item = {
            **_key(pending.order_id, pending.id),
            "id": pending.id,
            "order_id": pending.order_id,
            "file": pending.file.model_dump(),
            "expires_at": int((self._clock() + PENDING_LIFE).timestamp()),
        }
        if request is None:
            self._table.put(item)
            return
        answer = json.dumps({name: item[name] for name in ("id", "order_id", "file")})
        puts = [Put(self._table.name, item), self._requests.put(request, answer)]
        try:
            write_together(self._table.client, puts)
        except ConditionError as error:
            raise RequestRepeatedError from error

    def get(self, order_id: str, attachment_id: str) -> Pending | None:
        """Read one that is not older than a day: TTL deletes late."""
        item = self._table.get(_key(order_id, attachment_id))
        if item is None or item["expires_at"] <= int(self._clock().timestamp()):
            return None
        return _pending(item)

    def answered(self, request: Request) -> Pending | None:
        """Give what an earlier request under this key announced."""
        answer: Any = self._requests.answer(request)
        return None if answer is None else _pending(answer)


class S3Objects:
    """Objects in the data bucket, uploaded and fetched by links."""

    def __init__(self, client: Any, bucket: str, *, clock: Clock) -> None:  # noqa: ANN401 - boto3
        """Bind to the data bucket."""
        self._client = client
        self._bucket = bucket
        self._clock = clock

    def upload(self, key: str, file: FileFacts) -> Upload:
        """Permit the upload of this very file: S3 refuses another type, length or content."""
        digest = base64.b64encode(bytes.fromhex(file.sha256)).decode()
        expires_at = cut(self._clock() + UPLOAD_LIFE)
        url = self._client.generate_presigned_url(
            "put_object",
            Params={
                "Bucket": self._bucket,
                "Key": key,
                "ContentType": file.mime,
                "ContentLength": file.bytes,
                "ChecksumAlgorithm": "SHA256",
                "ChecksumSHA256": digest,
            },
            ExpiresIn=int(UPLOAD_LIFE.total_seconds()),
        )
        # All are signed, the length too; a browser sends the length by itself.
        headers = {
            "Content-Type": file.mime,
            "x-amz-checksum-sha256": digest,
            "x-amz-sdk-checksum-algorithm": "SHA256",
        }
        return Upload(url, "PUT", headers, expires_at)

    def look(self, key: str) -> Stored | None:
        """Say what lies there, if anything does."""
        # A listing first: without s3:ListBucket on every key a missing object answers 403.
        found = self._client.list_objects_v2(Bucket=self._bucket, Prefix=key, MaxKeys=1)
        if [each["Key"] for each in found.get("Contents", [])] != [key]:
            return None
        head = self._client.head_object(Bucket=self._bucket, Key=key, ChecksumMode="ENABLED")
        digest = head.get("ChecksumSHA256")
        return Stored(
            bytes=head["ContentLength"],
            sha256=base64.b64decode(digest).hex() if digest else None,
            mime=head.get("ContentType", ""),
            etag=head["ETag"],
        )

    def head(self, key: str, etag: str, size: int) -> bytes | None:
        """Read the first bytes of an object; None when it is no longer what was looked at."""
        try:
            answer = self._client.get_object(
                Bucket=self._bucket, Key=key, IfMatch=etag, Range=f"bytes=0-{size - 1}"
            )
        except ClientError as error:
            if _code(error) in GONE | MOVED:
                return None
            raise
        head: bytes = answer["Body"].read(size)
        return head

    def keep(self, pending: Pending, etag: str) -> bool:
        """Copy an upload to where it stays; False when it is no longer what was looked at."""
        try:
            self._client.copy_object(
                Bucket=self._bucket,
                Key=pending.kept_key,
                CopySource={"Bucket": self._bucket, "Key": pending.inbox_key},
                CopySourceIfMatch=etag,
            )
        except ClientError as error:
            if _code(error) in GONE | MOVED:
                return False
            raise
        return True

    def read(self, key: str) -> bytes:
        """Read an object whole."""
        content: bytes = self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        return content

    def write(self, key: str, content: bytes, mime: str) -> None:
        """Write an object whole."""
        self._client.put_object(Bucket=self._bucket, Key=key, Body=content, ContentType=mime)

    def link(self, key: str, file: FileFacts) -> str:
        """Give a link to download it that lives for ten minutes; it is saved, never shown."""
        link: str = self._client.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self._bucket,
                "Key": key,
                "ResponseContentType": file.mime,
                "ResponseContentDisposition": disposition(file.name),
                "ResponseCacheControl": "private, no-store",
            },
            ExpiresIn=LINK_SECONDS,
        )
        return link

    def remove(self, key: str) -> None:
        """Remove an object; one that is not there is no fault."""
        self._client.delete_object(Bucket=self._bucket, Key=key)


def disposition(name: str) -> str:
    """Write a Content-Disposition that saves the file under its name, in any alphabet.

    Source: https://www.rfc-editor.org/rfc/rfc6266#section-4.3
    """
    plain = "".join(
        c if c.isascii() and c.isprintable() and c not in '"\\%;' else "_" for c in name
    )
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _key(order_id: str, attachment_id: str) -> Item:
    return {"pk": f"UPLOAD#{order_id}#{attachment_id}"}


def _pending(kept: Mapping[str, Any]) -> Pending:
    return Pending(kept["id"], kept["order_id"], FileFacts.model_validate(kept["file"]))


def _code(error: ClientError) -> str:
    return str(error.response["Error"]["Code"])
