"""Objects of the lake: versions that are read by their names, and written under conditions."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from botocore.exceptions import ClientError

from analytics.ports import LakeBusyError, VersionGoneError

ABSENT: Final = {"IfNoneMatch": "*"}
"""The condition that no object is there by now."""
GONE: Final = frozenset({"NoSuchVersion", "NoSuchKey"})
"""What a version is answered that is no longer kept: alone, or with all others of its object."""


class Objects:
    """Objects of the data bucket."""

    def __init__(self, client: Any, bucket: str) -> None:  # noqa: ANN401 - boto3
        """Bind to the data bucket."""
        self.client = client
        self.bucket = bucket

    def put(self, key: str, body: bytes, guard: Mapping[str, str]) -> str:
        """Store a version of an object under a condition, or LakeBusyError; give its name."""
        place = {"Bucket": self.bucket, "Key": key}
        try:
            answer = self.client.put_object(**place, Body=body, **guard)
        except ClientError as error:
            if _is_another(error):
                raise LakeBusyError(key) from error
            raise
        version: str = answer["VersionId"]
        return version

    def _body(self, key: str, version: str) -> Any:  # noqa: ANN401 - boto3's stream
        try:
            return self.client.get_object(Bucket=self.bucket, Key=key, VersionId=version)["Body"]
        except ClientError as error:
            if error.response["Error"]["Code"] in GONE:
                raise VersionGoneError(f"{key} {version}") from error
            raise

    def _again(self, key: str, version: str, etags: Mapping[str, str]) -> str | None:
        """Store a version of an object as the newest one, unless it is.

        Of one that is hidden nothing is among the `etags`, which are those of what is there.
        """
        guard = ABSENT
        if key in etags:
            newest = self.client.head_object(Bucket=self.bucket, Key=key)
            if newest["VersionId"] == version:
                return None
            guard = {"IfMatch": newest["ETag"]}
        return self.put(key, self._body(key, version).read(), guard)

    def _listed(self, prefix: str) -> Iterator[Any]:
        """List what is there and not hidden: 1 LIST for each thousand."""
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=prefix
        )
        return (each for page in pages for each in page.get("Contents", []))

    def _hide(self, key: str, etag: str) -> bool:
        """Hide an object unless it is another one by now; its versions are there as before."""
        try:
            self.client.delete_object(Bucket=self.bucket, Key=key, IfMatch=etag)
        except ClientError as error:
            if _is_another(error):
                return False
            raise
        return True


def guard_of(etags: Mapping[str, str], key: str) -> Mapping[str, str]:
    """Give the condition that an object is the one of the etags still, or not there still."""
    return {"IfMatch": etags[key]} if key in etags else ABSENT


def _is_another(error: ClientError) -> bool:
    """Say whether the object is not the one that the condition names.

    412: it is another one by now; 409: another write is under way; NoSuchKey: it is hidden.
    """
    status = error.response["ResponseMetadata"]["HTTPStatusCode"]
    return status in {409, 412} or error.response["Error"]["Code"] == "NoSuchKey"
