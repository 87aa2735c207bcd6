"""The analytics room on AWS in process."""

import boto3
import pytest

from tests.tables import resources


@pytest.fixture
def room(aws: None) -> None:
    """The data bucket keeps versions, as template.yaml says."""
    wanted = resources("AWS::S3::Bucket")["DataBucket"]["VersioningConfiguration"]
    boto3.client("s3").put_bucket_versioning(Bucket="data", VersioningConfiguration=wanted)
