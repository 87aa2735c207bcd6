import boto3
import pytest
from moto import mock_aws

from scripts import publish

OUTPUTS = {"WebBucketName": "pages", "WebClientId": "client-1", "WebUrl": "https://pages.example"}
PARAMETERS = {"IdentityEndpoint": "", "CompanyZone": "Asia/Omsk", "CompanyCurrency": "RUB"}


class Cloud:
    """The stack as CloudFormation describes it and CloudFront as it is asked; S3 is moto's."""

    region_name = "eu-north-1"

    def __init__(self, outputs):
        self.outputs = outputs
        self.invalidated = []

    def client(self, service):
        return boto3.client(service, "us-east-1") if service == "s3" else self

    def describe_stacks(self, **asked):
        outputs = [{"OutputKey": k, "OutputValue": v} for k, v in self.outputs.items()]
        given = [{"ParameterKey": k, "ParameterValue": v} for k, v in PARAMETERS.items()]
        return {"Stacks": [{**asked, "Outputs": outputs, "Parameters": given}]}

    def describe_stack_resource(self, **asked):
        name = f"{asked['StackName']}/{asked['LogicalResourceId']}"
        return {"StackResourceDetail": {"PhysicalResourceId": name}}

    def create_invalidation(self, **asked):
        paths = asked["InvalidationBatch"]["Paths"]["Items"]
        self.invalidated.append((asked["DistributionId"], paths))


@pytest.fixture
def dist(tmp_path):
    (tmp_path / "assets").mkdir()
    for name in ("index.html", "assets/index-a1b2c3d4.js", "boot.js", "favicon.svg", "config.json"):
        (tmp_path / name).write_text(name)
    return tmp_path


@pytest.fixture
def pages(monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    with mock_aws():
        s3 = boto3.client("s3", "us-east-1")
        s3.create_bucket(Bucket="pages")
        yield s3


def test_the_pages_and_their_settings_are_uploaded_and_old_ones_forgotten(dist, pages):
    cloud = Cloud(OUTPUTS)

    said = publish.publish(cloud, "naryad-dev", dist)

    keys = {entry["Key"] for entry in pages.list_objects_v2(Bucket="pages")["Contents"]}
    assert keys == {
        "index.html",
        "assets/index-a1b2c3d4.js",
        "boot.js",
        "favicon.svg",
        "config.json",
    }
    assert cloud.invalidated == [("naryad-dev/Web", ["/*"])]
    assert said == "naryad-dev is at https://pages.example"


def test_a_named_after_content_file_is_kept_for_ever_and_a_page_asks_again(dist, pages):
    publish.publish(Cloud(OUTPUTS), "naryad-dev", dist)

    script = pages.head_object(Bucket="pages", Key="assets/index-a1b2c3d4.js")
    page = pages.head_object(Bucket="pages", Key="index.html")
    assert (script["ContentType"], script["CacheControl"]) == ("text/javascript", publish.FOR_EVER)
    assert (page["ContentType"], page["CacheControl"]) == ("text/html", publish.ASK_AGAIN)


def test_the_page_comes_last_so_that_all_it_names_is_there(dist):
    assert [key for key, *_ in publish.uploads(dist)][-1] == "index.html"


def test_a_stack_without_pages_is_left_alone(dist):
    cloud = Cloud({})

    assert "serves no pages" in publish.publish(cloud, "naryad-dev", dist)
    assert cloud.invalidated == []


@pytest.mark.parametrize(
    ("endpoint", "wanted"),
    [
        ("", "https://cognito-idp.eu-north-1.amazonaws.com/"),
        ("https://identity.example", "https://identity.example/"),
    ],
)
def test_the_browser_is_told_where_to_sign_in(endpoint, wanted):
    config = publish.browser_config(
        OUTPUTS, {**PARAMETERS, "IdentityEndpoint": endpoint}, "eu-north-1"
    )

    assert config == {
        "api": "",
        "identity": {"endpoint": wanted, "client_id": "client-1"},
        "company": {"zone": "Asia/Omsk", "currency": "RUB"},
    }
