"""The files of exports in S3; see analytics.layout for where they lie."""

import hashlib
import json
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Final, Self

from botocore.exceptions import ClientError

from analytics.export import Manifest
from analytics.layout import LATEST, MANIFEST
from analytics.model import FileEntry

PART_BYTES: Final = 8 * 1024 * 1024
"""A part of a multipart upload; S3 wants 5 MB at least and takes 10,000 of them."""
LINK_SECONDS: Final = 600
PERSONAL: Final = "personal=true"
"""The tag of files that name people: the bucket's life cycle deletes them after some days."""
MOVED: Final = frozenset({"PreconditionFailed", "ConditionalRequestConflict"})


class S3Files:
    """The files of exports in the data bucket."""

    def __init__(self, client: Any, bucket: str) -> None:  # noqa: ANN401 - boto3
        """Bind to the data bucket."""
        self._client = client
        self._bucket = bucket

    def manifest(self, folder: str) -> Manifest | None:
        """Read the manifest of a revision, if it is whole."""
        found, _ = self._json(folder + MANIFEST)
        return found

    def upload(self, key: str, media_type: str, *, personal: bool = False) -> "S3Upload":
        """Begin a file."""
        target = {"Bucket": self._bucket, "Key": key, "ContentType": media_type}
        if personal:
            target["Tagging"] = PERSONAL
        return S3Upload(self._client, target)

    def seal(self, folder: str, manifest: Mapping[str, Any], *, personal: bool = False) -> None:
        """Write the manifest, once; another worker's, of the same bytes, may be there by now."""
        self._put(folder + MANIFEST, manifest, {"IfNoneMatch": "*"}, personal=personal)

    def point(self, series: str, told: Mapping[str, Any]) -> None:
        """Let latest.json point to a revision; it never goes back to an earlier one."""
        key = series + LATEST
        while True:
            known, tag = self._json(key)
            if known and known["revision"] >= told["revision"]:
                return
            guard = {"IfMatch": tag} if tag else {"IfNoneMatch": "*"}
            if self._put(key, told, guard):
                return

    def entries(self, folder: str, manifest: Mapping[str, Any]) -> tuple[FileEntry, ...]:
        """List the files of a whole revision, the manifest last."""
        content = _bytes(manifest)
        files = [
            FileEntry(key=folder + file["name"], version=file["version_id"], **_described(file))
            for file in manifest["files"]
        ]
        seal = FileEntry(
            name=MANIFEST,
            key=folder + MANIFEST,
            bytes=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        )
        return (*files, seal)

    def link(self, entry: FileEntry) -> str:
        """Give a link to a file that lives for ten minutes."""
        version = {"VersionId": entry.version} if entry.version else {}
        link: str = self._client.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self._bucket,
                "Key": entry.key,
                "ResponseContentDisposition": f'attachment; filename="{entry.name}"',
                **version,
            },
            ExpiresIn=LINK_SECONDS,
        )
        return link

    def _json(self, key: str) -> tuple[Manifest | None, str | None]:
        # A listing, because without s3:ListBucket on every key a missing object answers 403.
        found = self._client.list_objects_v2(Bucket=self._bucket, Prefix=key, MaxKeys=1)
        if "Contents" not in found:
            return None, None
        answer = self._client.get_object(Bucket=self._bucket, Key=key)
        content: Manifest = json.loads(answer["Body"].read())
        return content, answer["ETag"]

    def _put(
        self,
        key: str,
        content: Mapping[str, Any],
        guard: Mapping[str, str],
        *,
        personal: bool = False,
    ) -> bool:
        """Write JSON under a condition; False when it did not hold."""
        tags = {"Tagging": PERSONAL} if personal else {}
        try:
            self._client.put_object(
                Bucket=self._bucket,
                Key=key,
                Body=_bytes(content),
                ContentType="application/json",
                **tags,
                **guard,
            )
        except ClientError as error:
            if error.response["Error"]["Code"] not in MOVED:
                raise
            return False
        return True


class S3Upload:
    """A file on its way in parts; nothing of it is seen before the block ends without a fault."""

    def __init__(self, client: Any, target: dict[str, str]) -> None:  # noqa: ANN401 - boto3
        """Take where it goes."""
        self._client = client
        self._target = target
        self._is_wanted = True
        self._version: str | None = None
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
        if kind is None and self._is_wanted:
            self._finish()
        elif self._upload_id:
            self._client.abort_multipart_upload(**self._place, UploadId=self._upload_id)

    def write(self, data: bytes, /) -> int:
        """Take the next bytes; a full part is sent at once.

        No more than a part is held, and once more while it is sent, however much comes at once.
        """
        self._hash.update(data)
        self._bytes += len(data)
        rest = memoryview(data)
        while rest:
            taken = rest[: PART_BYTES - len(self._buffer)]
            self._buffer += taken
            rest = rest[len(taken) :]
            if len(self._buffer) == PART_BYTES:
                self._send(bytes(self._buffer))
                self._buffer.clear()
        return len(data)

    def digest(self) -> str:
        """Give the SHA-256 of what was written so far."""
        return self._hash.hexdigest()

    def discard(self) -> None:
        """Let nothing appear when the block ends."""
        self._is_wanted = False

    def entry(self) -> FileEntry:
        """Describe the file after the block has ended."""
        return FileEntry(
            name=self._target["Key"].rpartition("/")[2],
            key=self._target["Key"],
            version=self._version,
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
            answer = self._client.put_object(**self._target, Body=bytes(self._buffer))
            self._version = answer.get("VersionId")
            return
        if self._buffer:
            self._send(bytes(self._buffer))
        answer = self._client.complete_multipart_upload(
            **self._place, UploadId=self._upload_id, MultipartUpload={"Parts": self._parts}
        )
        self._version = answer.get("VersionId")


def _described(file: Mapping[str, Any]) -> dict[str, Any]:
    return {name: file[name] for name in ("name", "bytes", "sha256")}


def _bytes(manifest: Mapping[str, Any]) -> bytes:
    return json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True).encode()
