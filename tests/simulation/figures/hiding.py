"""The bucket in memory with objects that are hidden: a mark stands over their versions.

`test_hiding.py` holds it to the emulator.
"""

from copy import copy
from typing import Any

from tests.simulation.figures.aws import SimS3, Version, _refused


class Mark(Version):
    """What hides an object: it is no version that can be read."""


class HidingS3(SimS3):
    """A bucket in which an object can be deleted without its versions."""

    def delete_object(
        self,
        *,
        Bucket: str,  # noqa: N803
        Key: str,  # noqa: N803
        IfMatch: str | None = None,  # noqa: N803
    ) -> dict[str, Any]:
        versions = self.kept.get(Key, [])
        if IfMatch and not self._is_there(Key):
            raise _refused(404, "NoSuchKey")
        if IfMatch and versions[-1].etag != IfMatch:
            raise _refused(412, "PreconditionFailed")
        if versions:
            versions[-1].replaced = versions[-1].replaced or self._clock()
        mark = Mark(f"v{next(self._ids)}", b"", "", self._clock())
        self.kept[Key] = [*versions, mark]
        return {"VersionId": mark.id, "DeleteMarker": True}

    def put_object(self, *, Bucket: str, Key: str, **asked: Any) -> dict[str, Any]:  # noqa: N803
        if self._is_there(Key):
            return super().put_object(Bucket=Bucket, Key=Key, **asked)
        hidden = self.kept.pop(Key, [])
        try:
            answer = super().put_object(Bucket=Bucket, Key=Key, **asked)
            for each in hidden[-1:]:
                each.replaced = self._clock()
        finally:
            if hidden:
                self.kept[Key] = [*hidden, *self.kept.get(Key, [])]
        return answer

    def list_objects_v2(self, **asked: Any) -> dict[str, Any]:
        there = copy(self)
        there.kept = {key: self.kept[key] for key in self.kept if self._is_there(key)}
        return super(HidingS3, there).list_objects_v2(**asked)

    def expire(self) -> int:
        """Take away old versions, and marks that hide nothing any more."""
        gone = super().expire()
        bare = [k for k, v in self.kept.items() if all(isinstance(each, Mark) for each in v)]
        for key in bare:
            del self.kept[key]
        return gone

    def _is_there(self, key: str) -> bool:
        versions = self.kept.get(key)
        return bool(versions) and not isinstance(versions[-1], Mark)

    def _version(self, key: str, version: str | None) -> Version:
        if version is None and not self._is_there(key):
            raise _refused(404, "NoSuchKey")
        return super()._version(key, version)
