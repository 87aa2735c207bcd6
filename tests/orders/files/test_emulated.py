"""Uploads over HTTP against the emulator, which checks signatures and checksums as S3 does."""

import hashlib
from functools import cache
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest

from orders.files.ports import Pending
from orders.files.storage import S3Objects
from shared.aws import client
from shared.clock import now
from tests.orders.files.emulated import endpoint
from tests.orders.files.fakes import PHOTO, facts_of

__all__ = ["endpoint"]
PENDING = Pending("att_1", "ord_1", facts_of())


@cache
def s3(endpoint: str) -> Any:
    made = client("s3")
    made.create_bucket(Bucket="data")
    return made


@pytest.fixture
def objects(endpoint, monkeypatch) -> S3Objects:
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    s3(endpoint).delete_object(Bucket="data", Key=PENDING.inbox_key)
    return S3Objects(s3(endpoint), "data", clock=now)


def send(method, url, headers, content=b""):
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=60)
    try:
        connection.request(method, f"{parts.path}?{parts.query}", content, dict(headers))
        answer = connection.getresponse()
        return answer.status, answer.read(), dict(answer.getheaders())
    finally:
        connection.close()


def test_the_announced_file_is_taken_kept_and_given_out(objects):
    upload = objects.upload(PENDING.inbox_key, PENDING.file)

    status, _, _ = send(upload.method, upload.url, upload.headers, PHOTO)
    stored = objects.look(PENDING.inbox_key)

    assert status == 200
    assert stored.differs_from(PENDING.file) is None
    assert objects.head(PENDING.inbox_key, stored.etag, 3) == PHOTO[:3]
    assert objects.head(PENDING.inbox_key, '"another"', 3) is None
    assert objects.keep(PENDING, '"another"') is False
    assert objects.keep(PENDING, stored.etag) is True
    status, content, headers = send("GET", objects.link(PENDING.kept_key, PENDING.file), {})
    assert (status, content) == (200, PHOTO)
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["Content-Disposition"].startswith("attachment; ")


@pytest.mark.parametrize(
    ("content", "changes", "status"),
    [
        (PHOTO[::-1], {}, 400),
        (PHOTO + b"!", {}, 403),
        (PHOTO[:-1], {}, 403),
        (PHOTO, {"Content-Type": "text/html"}, 403),
        (PHOTO, {"x-amz-checksum-sha256": "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}, 403),
    ],
)
def test_the_store_itself_refuses_any_other_file(objects, content, changes, status):
    upload = objects.upload(PENDING.inbox_key, PENDING.file)

    refused, _, _ = send("PUT", upload.url, {**upload.headers, **changes}, content)

    assert refused == status
    assert objects.look(PENDING.inbox_key) is None


def test_a_permission_serves_for_no_other_key(objects):
    upload = objects.upload(PENDING.inbox_key, PENDING.file)

    url = upload.url.replace("att_1", "att_2")

    assert send("PUT", url, upload.headers, PHOTO)[0] == 403


def test_a_checksum_that_the_file_does_not_have_is_refused_though_it_is_signed(objects):
    lie = PENDING.file.model_copy(update={"sha256": hashlib.sha256(b"another").hexdigest()})
    upload = objects.upload(PENDING.inbox_key, lie)

    assert send("PUT", upload.url, upload.headers, PHOTO)[0] == 400
