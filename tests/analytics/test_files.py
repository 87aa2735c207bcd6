"""Files of exports: whole or not at all, and the manifest once."""

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from moto import mock_aws

from analytics.files import PART_BYTES, S3Files
from analytics.model import Export, FileEntry
from tests.analytics.builders import NOON
from tests.analytics.rooms import Calls, CutOffError, Place, Tripwire, client, cut_off, make_place

EXPORT = Export(
    id="exp_1",
    format="csv",
    axis="completed_at",
    first=date(2026, 11, 22),
    last=date(2026, 11, 22),
    created_at=NOON,
    sent_at=NOON,
)
KEY = "exports/orders/exp_1/orders.csv"


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

    with S3Files(client("s3"), place.bucket).upload(EXPORT, "orders.csv", "text/csv") as upload:
        for n in range(0, size, 1_000_000):
            upload.write(content[n : n + 1_000_000])

    assert stored(place) == content
    digest = hashlib.sha256(content).hexdigest()
    assert upload.entry() == FileEntry(name="orders.csv", key=KEY, bytes=size, sha256=digest)
    assert uploads(place) == []


@pytest.mark.parametrize("size", [10, PART_BYTES + 1])
def test_a_file_whose_writing_fails_is_not_there(place: Place, size: int) -> None:
    def fail_after(size: int) -> None:
        with S3Files(client("s3"), place.bucket).upload(EXPORT, "orders.csv", "x/y") as upload:
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
        S3Files(watched, place.bucket).upload(EXPORT, "orders.csv", "text/csv") as upload,
    ):
        upload.write(b"x" * PART_BYTES)

    assert uploads(place) == []


def test_a_manifest_is_written_once(place: Place) -> None:
    files = S3Files(client("s3"), place.bucket)
    assert files.manifest(EXPORT) is None

    files.seal(EXPORT, {"rows": 1})
    files.seal(EXPORT, {"rows": 2})

    assert files.manifest(EXPORT) == {"rows": 1}


def test_a_fault_of_the_store_is_not_taken_for_a_sealed_export() -> None:
    with mock_aws(), pytest.raises(client("s3").exceptions.ClientError):
        S3Files(client("s3"), "no-such-bucket-here").seal(EXPORT, {})


def test_the_manifest_is_the_last_of_the_files(place: Place) -> None:
    files = S3Files(client("s3"), place.bucket)
    manifest = {"files": [{"name": "orders.csv", "bytes": 3, "sha256": "aa"}]}
    files.seal(EXPORT, manifest)

    data, seal = files.entries(EXPORT, manifest)

    assert (data.key, data.bytes) == (KEY, 3)
    body = stored(place, seal.key)
    assert (seal.bytes, seal.sha256) == (len(body), hashlib.sha256(body).hexdigest())
