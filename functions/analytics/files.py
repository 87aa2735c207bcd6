"""The files of exports in S3.

exports/orders/<export id>/orders.csv
exports/orders/<export id>/manifest.json    last: with it the export is complete
"""

import hashlib
import json
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Final, Self

from botocore.exceptions import ClientError

from analytics.export import Manifest
from analytics.model import Export, FileEntry

MANIFEST: Final = "manifest.json"
PART_BYTES: Final = 8 * 1024 * 1024
"""A part of a multipart upload; S3 wants 5 MB at least and takes 10,000 of them."""
LINK_SECONDS: Final = 600


class S3Files:
    """The files of exports in the data bucket."""

    def __init__(self, client: Any, bucket: str) -> None:  # noqa: ANN401 - boto3
        """Bind to the data bucket."""
        self._client = client
        self._bucket = bucket

    def manifest(self, export: Export) -> Manifest | None:
        """Read the manifest, if the export is complete."""
        key = _key(export, MANIFEST)
        # A listing, because without s3:ListBucket on every key a missing object answers 403.
        found = self._client.list_objects_v2(Bucket=self._bucket, Prefix=key, MaxKeys=1)
        if "Contents" not in found:
            return None
        body = self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        manifest: Manifest = json.loads(body)
        return manifest

    def upload(self, export: Export, name: str, media_type: str) -> "S3Upload":
        """Begin a file."""
        target = {
            "Bucket": self._bucket,
            "Key": _key(export, name),
            "ContentType": media_type,
        }
        return S3Upload(self._client, target, name)

    def seal(self, export: Export, manifest: Mapping[str, Any]) -> None:
        """Write the manifest, once; another worker's, of the same bytes, may be there by now."""
        try:
            self._client.put_object(
                Bucket=self._bucket,
                Key=_key(export, MANIFEST),
                Body=_bytes(manifest),
                ContentType="application/json",
                IfNoneMatch="*",
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "PreconditionFailed":
                raise

    def entries(self, export: Export, manifest: Mapping[str, Any]) -> tuple[FileEntry, ...]:
        """List the files of a complete export, the manifest last."""
        content = _bytes(manifest)
        files = [FileEntry(key=_key(export, file["name"]), **file) for file in manifest["files"]]
        seal = FileEntry(
            name=MANIFEST,
            key=_key(export, MANIFEST),
            bytes=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        )
        return (*files, seal)

    def link(self, entry: FileEntry) -> str:
        """Give a link to a file that lives for ten minutes."""
        link: str = self._client.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self._bucket,
                "Key": entry.key,
                "ResponseContentDisposition": f'attachment; filename="{entry.name}"',
            },
            ExpiresIn=LINK_SECONDS,
        )
        return link


class S3Upload:
    """A file on its way in parts; nothing of it is seen before the block ends without a fault."""

    def __init__(self, client: Any, target: dict[str, str], name: str) -> None:  # noqa: ANN401
        """Take where it goes and what it is called."""
        self._client = client
        self._target = target
        self._name = name
        self._place = {key: target[key] for key in ("Bucket", "Key")}
        self._buffer = bytearray()
        self._hash = hashlib.sha256()
        self._bytes = 0
        self._upload_id: str | None = None
        self._parts: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Make the file appear, or after a fault take back what was sent."""
        if kind is None:
            self._finish()
        elif self._upload_id:
            self._client.abort_multipart_upload(**self._place, UploadId=self._upload_id)

    def write(self, data: bytes, /) -> int:
        """Take the next bytes; a full part is sent at once."""
        self._buffer += data
        self._hash.update(data)
        self._bytes += len(data)
        while len(self._buffer) >= PART_BYTES:
            self._send(bytes(self._buffer[:PART_BYTES]))
            del self._buffer[:PART_BYTES]
        return len(data)

    def entry(self) -> FileEntry:
        """Describe the file after the block has ended."""
        return FileEntry(
            name=self._name,
            key=self._target["Key"],
            bytes=self._bytes,
            sha256=self._hash.hexdigest(),
        )

    def _send(self, part: bytes) -> None:
        if self._upload_id is None:
            answer = self._client.create_multipart_upload(**self._target)
            self._upload_id = answer["UploadId"]
        number = len(self._parts) + 1
        answer = self._client.upload_part(
            **self._place, UploadId=self._upload_id, PartNumber=number, Body=part
        )
        self._parts.append({"PartNumber": number, "ETag": answer["ETag"]})

    def _finish(self) -> None:
        if self._upload_id is None:
            self._client.put_object(**self._target, Body=bytes(self._buffer))
            return
        if self._buffer:
            self._send(bytes(self._buffer))
        self._client.complete_multipart_upload(
            **self._place, UploadId=self._upload_id, MultipartUpload={"Parts": self._parts}
        )


def _key(export: Export, name: str) -> str:
    return f"exports/{export.kind}/{export.id}/{name}"


def _bytes(manifest: Mapping[str, Any]) -> bytes:
    return json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True).encode()
