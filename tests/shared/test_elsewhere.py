"""Where services are is a matter of settings: files in any store that speaks as S3 does."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from analytics.files import S3Files
from analytics.model import FileEntry
from shared.aws import client, storage
from shared.settings import Settings, settings
from tests.shared.loopback import answer, receiver

KEYS = {"access_key_id": "AKIDELSEWHERE", "secret_access_key": "s" * 40}
REGION = "ru-central1"
ENTRY = FileEntry(name="a.csv", key="exports/a.csv", bytes=3, sha256="")


def named(endpoint: str) -> Settings:
    told = {name: "x" for name, each in Settings.model_fields.items() if each.is_required()}
    numbers = ("order_list_shards", "due_shards", "keys_per_minute", "reopen_days")
    return Settings.model_validate(
        {**told, **dict.fromkeys((*numbers, "auto_close_days"), 1)}
        | {"company_currency": "RUB", "storage_endpoint": endpoint}
        | {"storage_region": REGION, "storage_secret_id": "storage"}
    )


@pytest.fixture
def keys(monkeypatch):
    """Secrets Manager, which is at an address of its own too."""
    body = json.dumps({"SecretString": json.dumps(KEYS)}).encode()
    with receiver(answer(body=body)) as secrets:
        address = f"http://127.0.0.1:{secrets.port}"
        monkeypatch.setenv("AWS_ENDPOINT_URL_SECRETS_MANAGER", address)
        yield secrets


def test_without_an_address_files_are_in_s3(aws):
    assert storage(settings()) is client("s3")


def test_files_go_to_the_address_signed_with_its_own_keys(keys):
    with receiver(answer(body=b"", headers='etag: "1"')) as store:
        files = storage(named(f"http://127.0.0.1:{store.port}"))

        files.put_object(Bucket="files", Key="exports/a.csv", Body=b"1;2", IfNoneMatch="*")

    (request,) = store.requests
    assert len(keys.requests) == 1
    head = request.decode().partition("\r\n\r\n")[0].lower()
    assert head.startswith("put /files/exports/a.csv http/1.1")
    assert f"credential={KEYS['access_key_id'].lower()}/" in head
    assert f"/{REGION}/s3/aws4_request" in head
    assert "if-none-match: *" in head
    # Check sums that nobody asked for are refused by some.
    assert "x-amz-checksum" not in head
    assert "x-amz-trailer" not in head


def test_links_lead_to_the_address_and_expire(keys):
    files = storage(named("https://storage.example"))

    link = urlsplit(S3Files(files, "files").link(ENTRY))

    assert (link.scheme, link.netloc, link.path) == (
        "https", "storage.example", "/files/exports/a.csv",
    )  # fmt: skip
    query = parse_qs(link.query)
    assert query["X-Amz-Credential"][0].startswith(KEYS["access_key_id"])
    assert int(query["X-Amz-Expires"][0]) <= 900


@pytest.mark.parametrize(
    ("service", "name"),
    [("dynamodb", "DYNAMODB"), ("sqs", "SQS"), ("kms", "KMS"), ("sesv2", "SESV2"), ("s3", "S3")],
)
def test_any_service_is_looked_for_where_the_environment_says(service, name, monkeypatch):
    monkeypatch.setenv(f"AWS_ENDPOINT_URL_{name}", f"https://{service}.example")

    assert client(service).meta.endpoint_url == f"https://{service}.example"


def test_one_address_serves_for_all_services(monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "https://all.example")

    assert client("dynamodb").meta.endpoint_url == "https://all.example"
    assert client("secretsmanager").meta.endpoint_url == "https://all.example"


@pytest.mark.parametrize("wrong", ["storage.example", "https://storage.example/path", "ftp://a"])
def test_an_address_that_is_none_is_refused(wrong, aws, monkeypatch):
    monkeypatch.setenv("STORAGE_ENDPOINT", wrong)

    with pytest.raises(RuntimeError, match="STORAGE_ENDPOINT"):
        settings()
