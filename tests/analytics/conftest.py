"""The analytics room on AWS in process."""

from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from tests.tables import create_everything, resources

# With its default moto makes boto3 read all service models anew for every test.
KEEP_SESSION = {"core": {"reset_boto3_session": False}}


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """All that template.yaml declares; the data bucket keeps versions, as it says there."""
    wanted = resources("AWS::S3::Bucket")["DataBucket"]["VersioningConfiguration"]
    with mock_aws(config=KEEP_SESSION):
        for name, value in create_everything().items():
            monkeypatch.setenv(name, value)
        boto3.client("s3").put_bucket_versioning(Bucket="data", VersioningConfiguration=wanted)
        yield
