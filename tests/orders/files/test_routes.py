"""Attachments through the handler, wired as on Lambda."""

import base64
import hashlib

import boto3
import pytest

from orders.handler import lambda_handler
from tests.http import ADMIN, DISPATCHER, TECHNICIAN, call, partner
from tests.orders.files.fakes import PHOTO

FILE = {
    "name": "котёл.jpg",
    "mime": "image/jpeg",
    "bytes": len(PHOTO),
    "sha256": hashlib.sha256(PHOTO).hexdigest(),
}
ORDER = {"title": "Ремонт котла", "customer": {"name": "Анна Иванова", "phone": "+79000000001"}}


@pytest.fixture
def order(aws):
    return call(lambda_handler, "POST", "/v1/orders", body=ORDER).json["id"]


def announce(order, actor=ADMIN, **changes):
    path = f"/v1/orders/{order}/attachments"
    return call(lambda_handler, "POST", path, body=FILE | changes, actor=actor)


def upload(order, answer, content=PHOTO):
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    boto3.client("s3").put_object(
        Bucket="data",
        Key=f"uploads/attachments/{order}/{answer.json['id']}",
        Body=content,
        ContentType=answer.json["upload"]["headers"]["Content-Type"],
        ChecksumAlgorithm="SHA256",
        ChecksumSHA256=digest,
    )


def attached(order):
    announced = announce(order)
    upload(order, announced)
    path = f"/v1/orders/{order}/attachments/{announced.json['id']}"
    return path, call(lambda_handler, "POST", f"{path}/done")


def test_a_file_is_announced_uploaded_listed_fetched_and_taken_off(order):
    path, done = attached(order)

    (attachment,) = done.json["attachments"]
    assert (done.status, attachment["name"], attachment["sha256"]) == (
        200,
        "котёл.jpg",
        FILE["sha256"],
    )
    assert done.json["history"][-1]["action"] == "attach"
    assert done.headers["ETag"] == f'"{done.json["version"]}"'

    fetched = call(lambda_handler, "GET", path)
    assert fetched.status == 302
    assert f"attachments/{order}/{attachment['id']}" in fetched.headers["Location"]
    assert fetched.headers["X-Content-Type-Options"] == "nosniff"
    named = call(lambda_handler, "GET", path, headers={"accept": "application/json"})
    assert f"attachments/{order}/{attachment['id']}" in named.json["url"]

    detached = call(lambda_handler, "DELETE", path)
    assert (detached.status, detached.json["attachments"]) == (200, [])
    assert detached.json["history"][-1]["action"] == "detach"
    assert call(lambda_handler, "GET", path).status == 404
    left = boto3.client("s3").list_objects_v2(Bucket="data", Prefix="attachments/")
    assert "Contents" not in left


def test_an_announcement_tells_how_to_upload_and_until_when(order):
    answer = announce(order)

    assert answer.status == 201
    assert set(answer.json) == {"id", "upload", "expires_at"}
    assert set(answer.json["upload"]) == {"url", "method", "headers"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"bytes": 20 * 1024 * 1024 + 1}, "bytes"),
        ({"bytes": 0}, "bytes"),
        ({"bytes": "7"}, "bytes"),
        ({"sha256": "A" * 64}, "sha256"),
        ({"sha256": ""}, "sha256"),
        ({"name": "../котёл.jpg"}, "name"),
        ({"name": "котёл\r\n.jpg"}, "name"),
        ({"key": "elsewhere"}, "key"),
    ],
)
def test_a_file_that_breaks_a_rule_is_refused_with_its_field(changes, field):
    answer = announce("ord_1", **changes)

    assert answer.status == 422
    assert answer.json["errors"][0]["field"] == field


def test_a_type_that_is_not_on_the_list_is_refused(order):
    answer = announce(order, name="всё.zip", mime="application/zip")

    assert (answer.status, answer.json["errors"][0]["field"]) == (422, "mime")


def test_a_wrong_upload_is_a_conflict_and_the_order_stays(order):
    announced = announce(order)
    upload(order, announced, PHOTO[::-1])

    done = call(
        lambda_handler, "POST", f"/v1/orders/{order}/attachments/{announced.json['id']}/done"
    )

    assert done.status == 409
    assert call(lambda_handler, "GET", f"/v1/orders/{order}").json["attachments"] == []


def test_a_file_that_is_not_of_its_type_is_refused_with_the_type_and_is_gone(order):
    page = b"<script>alert(1)</script>"
    digest = hashlib.sha256(page).hexdigest()
    announced = announce(order, bytes=len(page), sha256=digest)
    upload(order, announced, page)
    path = f"/v1/orders/{order}/attachments/{announced.json['id']}/done"

    done = call(lambda_handler, "POST", path)

    assert done.status == 422
    assert done.json["errors"] == [
        {
            "field": "mime",
            "value": "image/jpeg",
            "rule": "is not what the file's first bytes say; it was removed",
        }
    ]
    assert call(lambda_handler, "POST", path).status == 409
    assert "Contents" not in boto3.client("s3").list_objects_v2(Bucket="data")


def test_rights_are_those_of_the_order(order):
    path, _ = attached(order)

    assert announce(order, actor=TECHNICIAN).status == 404
    assert call(lambda_handler, "GET", path, actor=TECHNICIAN).status == 404
    assert call(lambda_handler, "DELETE", path, actor=TECHNICIAN).status == 403
    assert announce(order, actor=partner("orders:read")).status == 403
    assert call(lambda_handler, "GET", path, actor=partner("orders:read")).status == 302
    assert announce(order, actor=partner("feedback:read")).status == 403
    assert announce(order, actor=None).status == 401
    assert call(lambda_handler, "DELETE", path, actor=DISPATCHER).status == 200


def test_an_order_or_attachment_that_is_not_there_is_not_found(order):
    assert announce("ord_none").status == 404
    for method, tail in (("POST", "/done"), ("GET", ""), ("DELETE", "")):
        path = f"/v1/orders/{order}/attachments/att_none{tail}"
        assert call(lambda_handler, method, path).status == 404
