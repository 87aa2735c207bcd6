"""Files of exports: whole or not at all, and the manifest once."""

import hashlib
import json
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest
from moto import mock_aws

from analytics.files import PART_BYTES, S3Files
from analytics.model import FileEntry
from tests.analytics.rooms import Calls, CutOffError, Place, Tripwire, client, cut_off, make_place

FOLDER = "exports/orders/ru_excel/day/2026-11-22/rev=1/"
SERIES = "exports/orders/ru_excel/day/2026-11-22/"
KEY = f"{FOLDER}orders.csv"
PIECE = 3_000_000


@pytest.fixture
def place() -> Iterator[Place]:
    with mock_aws():
        yield make_place()


def stored(place: Place, key: str = KEY) -> bytes:
    return client("s3").get_object(Bucket=place.bucket, Key=key)["Body"].read()


def uploads(place: Place) -> list[Any]:
    return client("s3").list_multipart_uploads(Bucket=place.bucket).get("Uploads", [])


@pytest.mark.parametrize("size", [0, 10, PART_BYTES, PART_BYTES + 1, 2 * PART_BYTES + 7])
def test_a_file_of_any_size_is_stored_and_described(place: Place, size: int) -> None:
    content = (b"0123456789" * (size // 10 + 1))[:size]

    with S3Files(client("s3"), place.bucket).upload(KEY, "text/csv") as upload:
        for n in range(0, size, 1_000_000):
            upload.write(content[n : n + 1_000_000])

    assert stored(place) == content
    digest = hashlib.sha256(content).hexdigest()
    version = client("s3").head_object(Bucket=place.bucket, Key=KEY)["VersionId"]
    entry = FileEntry(name="orders.csv", key=KEY, bytes=size, sha256=digest, version=version)
    assert upload.entry() == entry
    assert uploads(place) == []


@pytest.mark.parametrize("size", [10, PART_BYTES + 1])
def test_a_file_whose_writing_fails_is_not_there(place: Place, size: int) -> None:
    def fail_after(size: int) -> None:
        with S3Files(client("s3"), place.bucket).upload(KEY, "x/y") as upload:
            upload.write(b"x" * size)
            cut_off()

    with pytest.raises(CutOffError):
        fail_after(size)

    with pytest.raises(client("s3").exceptions.NoSuchKey):
        stored(place)
    assert uploads(place) == []


def test_a_file_whose_sending_fails_is_not_there(place: Place) -> None:
    watched = Tripwire(client("s3"), Calls(at=2, before=cut_off))

    with (
        pytest.raises(CutOffError),
        S3Files(watched, place.bucket).upload(KEY, "text/csv") as upload,
    ):
        upload.write(b"x" * PART_BYTES)

    assert uploads(place) == []


class Thrower:
    """Takes parts as S3 does, and throws them away."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def create_multipart_upload(self, **_: Any) -> dict[str, str]:
        return {"UploadId": "upload"}

    def upload_part(self, *, Body: bytes, **_: Any) -> dict[str, str]:  # noqa: N803
        self.sizes.append(len(Body))
        return {"ETag": "part"}

    def complete_multipart_upload(self, **_: Any) -> dict[str, str]:
        return {}


@pytest.mark.parametrize("size", [PIECE, 3 * PART_BYTES])
def test_no_more_than_two_parts_are_held_however_much_comes_at_once(size: int) -> None:
    taker = Thrower()
    content = bytes(size)

    tracemalloc.start()
    with S3Files(taker, "bucket").upload(KEY, "text/csv") as upload:
        while upload._bytes < 5 * PART_BYTES:
            upload.write(content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert set(taker.sizes[:-1]) == {PART_BYTES}
    assert sum(taker.sizes) == upload.entry().bytes
    assert peak < 2.25 * PART_BYTES


def test_a_manifest_is_written_once(place: Place) -> None:
    files = S3Files(client("s3"), place.bucket)
    assert files.manifest(FOLDER) is None

    files.seal(FOLDER, {"rows": 1})
    files.seal(FOLDER, {"rows": 2})

    assert files.manifest(FOLDER) == {"rows": 1}


def test_a_fault_of_the_store_is_not_taken_for_a_sealed_export() -> None:
    with mock_aws(), pytest.raises(client("s3").exceptions.ClientError):
        S3Files(client("s3"), "no-such-bucket-here").seal(FOLDER, {})


def test_the_manifest_is_the_last_of_the_files(place: Place) -> None:
    files = S3Files(client("s3"), place.bucket)
    manifest = {"files": [{"name": "orders.csv", "bytes": 3, "sha256": "aa", "version_id": "v1"}]}
    files.seal(FOLDER, manifest)

    data, seal = files.entries(FOLDER, manifest)

    assert (data.key, data.bytes) == (KEY, 3)
    body = stored(place, seal.key)
    assert (seal.bytes, seal.sha256) == (len(body), hashlib.sha256(body).hexdigest())


@pytest.mark.parametrize("size", [10, PART_BYTES + 1])
def test_a_file_that_is_not_wanted_after_all_is_not_there(place: Place, size: int) -> None:
    with S3Files(client("s3"), place.bucket).upload(KEY, "text/csv") as upload:
        upload.write(b"x" * size)
        upload.discard()

    with pytest.raises(client("s3").exceptions.NoSuchKey):
        stored(place)
    assert uploads(place) == []


@pytest.mark.parametrize("size", [10, PART_BYTES + 1])
def test_a_file_that_names_people_is_tagged_for_deletion(place: Place, size: int) -> None:
    files = S3Files(client("s3"), place.bucket)
    with files.upload(KEY, "text/csv", personal=True) as upload:
        upload.write(b"x" * size)
    files.seal(FOLDER, {"rows": 1}, personal=True)

    for key in (KEY, f"{FOLDER}manifest.json"):
        tags = client("s3").get_object_tagging(Bucket=place.bucket, Key=key)["TagSet"]
        assert tags == [{"Key": "personal", "Value": "true"}]


def test_the_pointer_never_goes_back(place: Place) -> None:
    files = S3Files(client("s3"), place.bucket)

    for revision in (1, 3, 2):
        files.point(SERIES, {"revision": revision})

    assert json.loads(stored(place, f"{SERIES}latest.json")) == {"revision": 3}


def test_two_who_point_at_once_leave_the_later_revision(place: Place) -> None:
    slow = S3Files(
        Tripwire(
            client("s3"),
            Calls(at=2, before=lambda: S3Files(client("s3"), place.bucket).point(
                SERIES, {"revision": 2}
            )),
        ),
        place.bucket,
    )  # fmt: skip

    slow.point(SERIES, {"revision": 1})

    assert json.loads(stored(place, f"{SERIES}latest.json")) == {"revision": 2}


def test_a_link_leads_to_the_very_version_that_the_manifest_names(place: Place) -> None:
    entry = FileEntry(name="orders.csv", key=KEY, bytes=1, sha256="aa", version="v1")

    link = S3Files(client("s3"), place.bucket).link(entry)

    assert "versionId=v1" in link
    assert "X-Amz-Expires=600" in link or "Expires=" in link
