"""S3 through moto, and the announcements' contract over the fake and DynamoDB.

moto checks no signature and no checksum of an upload: that S3 refuses another content is AWS's
doing, and what is shown here is that everything which makes it refuse is signed.
"""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber
from hypothesis import given
from hypothesis import strategies as st
from moto import mock_aws

from orders.files.ports import Pending
from orders.files.storage import DynamoAnnouncements, S3Objects, disposition
from orders.ports import RequestRepeatedError
from shared.aws import client
from shared.errors import ConflictError
from shared.requests import Request
from shared.table import Table
from tests.orders.builders import FixedClock
from tests.orders.files.fakes import PHOTO, FakeAnnouncements, facts_of
from tests.shared.dynamo import fresh_dynamo

PENDING = Pending("att_1", "ord_1", facts_of())


@cache
def s3() -> Any:
    """One client for the module: making one costs more than a test."""
    return client("s3")


@pytest.fixture
def objects() -> Iterator[S3Objects]:
    with mock_aws():
        s3().create_bucket(Bucket="data")
        yield S3Objects(s3(), "data", clock=FixedClock())


def put(key, content=PHOTO, mime="image/jpeg"):
    """Upload as a browser does: with the headers of the permission."""
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    s3().put_object(
        Bucket="data",
        Key=key,
        Body=content,
        ContentType=mime,
        ChecksumAlgorithm="SHA256",
        ChecksumSHA256=digest,
    )


def query_of(url):
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def test_a_permission_to_upload_is_bound_to_type_length_and_content(objects):
    upload = objects.upload(PENDING.inbox_key, PENDING.file)

    query = query_of(upload.url)
    digest = base64.b64encode(hashlib.sha256(PHOTO).digest()).decode()
    assert query["X-Amz-Algorithm"] == "AWS4-HMAC-SHA256"
    assert query["X-Amz-SignedHeaders"].split(";") == [
        "content-length",
        "content-type",
        "host",
        "x-amz-checksum-sha256",
        "x-amz-sdk-checksum-algorithm",
    ]
    assert upload.method == "PUT"
    assert upload.headers == {
        "Content-Type": "image/jpeg",
        "x-amz-checksum-sha256": digest,
        "x-amz-sdk-checksum-algorithm": "SHA256",
    }


def test_links_live_for_fifteen_minutes_at_most(objects):
    upload = objects.upload(PENDING.inbox_key, PENDING.file)
    link = objects.link(PENDING.kept_key, PENDING.file)

    lives = [int(query_of(url)["X-Amz-Expires"]) for url in (upload.url, link)]

    assert max(lives) <= 900
    assert (upload.expires_at - FixedClock()()).total_seconds() == lives[0]


@pytest.mark.parametrize(
    ("name", "value"), [("bytes", 1), ("mime", "image/png"), ("sha256", "0" * 64)]
)
def test_a_permission_for_another_file_has_another_signature(objects, name, value):
    other = PENDING.file.model_copy(update={name: value})

    signatures = {
        query_of(objects.upload(PENDING.inbox_key, file).url)["X-Amz-Signature"]
        for file in (PENDING.file, other)
    }

    assert len(signatures) == 2


def test_what_lies_there_is_told_with_size_type_and_checksum(objects):
    assert objects.look(PENDING.inbox_key) is None
    put(PENDING.inbox_key)

    stored = objects.look(PENDING.inbox_key)

    assert stored is not None
    assert stored.differs_from(PENDING.file) is None


def test_an_object_whose_key_only_begins_so_is_another(objects):
    put(PENDING.inbox_key + "0")

    assert objects.look(PENDING.inbox_key) is None


def test_an_object_without_a_checksum_is_not_what_was_announced(objects):
    s3().put_object(Bucket="data", Key=PENDING.inbox_key, Body=PHOTO, ContentType="image/jpeg")

    stored = objects.look(PENDING.inbox_key)

    assert stored is not None
    assert "sha256" in str(stored.differs_from(PENDING.file))


def test_a_checked_upload_is_kept_under_another_key(objects):
    put(PENDING.inbox_key)

    assert objects.keep(PENDING, objects.look(PENDING.inbox_key).etag) is True

    assert objects.read(PENDING.kept_key) == PHOTO


def test_the_beginning_of_what_was_looked_at_is_read(objects):
    put(PENDING.inbox_key)
    etag = objects.look(PENDING.inbox_key).etag

    assert objects.head(PENDING.inbox_key, etag, 3) == PHOTO[:3]
    assert objects.head(PENDING.inbox_key, etag, 4096) == PHOTO
    assert objects.head(PENDING.inbox_key, '"another"', 3) is None
    assert objects.head("uploads/attachments/ord_1/none", etag, 3) is None


def test_a_reading_that_fails_otherwise_is_a_fault(objects):
    with Stubber(s3()) as stub:
        stub.add_client_error("get_object", "AccessDenied")

        with pytest.raises(ClientError):
            objects.head(PENDING.inbox_key, '"etag"', 3)


@pytest.mark.parametrize(
    ("code", "kept"), [("PreconditionFailed", False), ("NoSuchKey", False), (None, True)]
)
def test_only_what_was_looked_at_is_kept(objects, code, kept):
    # moto copies whatever lies there; AWS keeps to CopySourceIfMatch.
    asked = {
        "Bucket": "data",
        "Key": PENDING.kept_key,
        "CopySource": {"Bucket": "data", "Key": PENDING.inbox_key},
        "CopySourceIfMatch": '"etag"',
    }
    with Stubber(s3()) as stub:
        if code:
            stub.add_client_error("copy_object", code, expected_params=asked)
        else:
            stub.add_response("copy_object", {}, asked)

        assert objects.keep(PENDING, '"etag"') is kept


def test_a_copy_that_fails_otherwise_is_a_fault(objects):
    with Stubber(s3()) as stub:
        stub.add_client_error("copy_object", "AccessDenied")

        with pytest.raises(ClientError):
            objects.keep(PENDING, '"etag"')


def test_an_upload_that_is_gone_is_not_kept(objects):
    assert objects.keep(PENDING, '"etag"') is False


def test_a_download_is_saved_under_its_name_and_never_shown(objects):
    query = query_of(objects.link(PENDING.kept_key, PENDING.file))

    assert query["response-content-type"] == "image/jpeg"
    assert query["response-content-disposition"].startswith("attachment; ")
    assert unquote(query["response-content-disposition"]).endswith("UTF-8''котёл.jpg")


def test_removing_twice_is_no_fault(objects):
    put(PENDING.kept_key)

    objects.remove(PENDING.kept_key)
    objects.remove(PENDING.kept_key)

    assert objects.look(PENDING.kept_key) is None


@given(st.text(min_size=1, max_size=60))
def test_no_name_breaks_out_of_the_disposition(name):
    try:
        header = disposition(name)
    except UnicodeEncodeError:
        return  # half a surrogate pair never passes the body's reading

    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    assert unquote(header.partition("filename*=UTF-8''")[2]) == name


@dataclass
class Announced:
    store: Any
    clock: FixedClock


@pytest.fixture(params=["memory", "dynamo"])
def announced(request) -> Iterator[Announced]:
    clock = FixedClock()
    if request.param == "memory":
        yield Announced(FakeAnnouncements(clock), clock)
        return
    with fresh_dynamo() as dynamo:
        yield Announced(DynamoAnnouncements(Table("OrdersTable", dynamo), clock=clock), clock)


def test_an_announcement_is_read_for_a_day_by_its_order_and_id(announced):
    announced.store.add(PENDING, request=None)

    assert announced.store.get("ord_1", "att_1") == PENDING
    assert announced.store.get("ord_2", "att_1") is None
    announced.clock.pass_by(hours=24)
    assert announced.store.get("ord_1", "att_1") is None


def test_an_announcement_is_known_by_its_request(announced):
    request = Request.of("alice", "key-1", "attachment", "body-1")
    announced.store.add(PENDING, request=request)

    assert announced.store.answered(request) == PENDING
    with pytest.raises(ConflictError):
        announced.store.answered(Request.of("alice", "key-1", "attachment", "body-2"))
    with pytest.raises(RequestRepeatedError):
        announced.store.add(Pending("att_2", "ord_1", facts_of()), request=request)
    assert announced.store.get("ord_1", "att_2") is None
