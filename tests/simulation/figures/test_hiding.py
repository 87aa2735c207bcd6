"""Hidden objects in memory are as hidden as the emulator's."""

from typing import Any

import boto3
from moto import mock_aws

from tests.analytics.rooms import make_place
from tests.integrations.builders import NOW
from tests.simulation.figures.aws import over
from tests.simulation.figures.hiding import HidingS3
from tests.simulation.figures.test_aws import outcome
from tests.simulation.figures.watch import Calm

KEY = "lake/a"


def story(s3: Any, bucket: str) -> list[Any]:
    """Hide an object, under conditions, and put another one there."""
    place = {"Bucket": bucket, "Key": KEY}
    first = s3.put_object(**place, Body=b"1")
    stale = outcome(s3.delete_object, **place, IfMatch='"other"')
    s3.delete_object(**place, IfMatch=first["ETag"])
    again = outcome(s3.delete_object, **place, IfMatch=first["ETag"])
    missing = outcome(s3.get_object, **place)
    head = outcome(s3.head_object, **place)
    written = outcome(s3.put_object, **place, Body=b"2", IfMatch=first["ETag"])
    listed = s3.list_objects_v2(Bucket=bucket, Prefix="lake/").get("Contents", [])
    old = s3.get_object(**place, VersionId=first["VersionId"])["Body"].read()
    second = s3.put_object(**place, Body=b"3", IfNoneMatch="*")
    newest = s3.get_object(**place)
    shown = s3.list_objects_v2(Bucket=bucket, Prefix="lake/")["Contents"]
    return [
        *(each[:2] for each in (stale, again, missing, written)),
        head[0],
        listed,
        old,
        newest["Body"].read(),
        newest["VersionId"] == second["VersionId"],
        [each["Key"] for each in shown],
    ]


def test_a_hidden_object_is_read_by_its_versions_only() -> None:
    with mock_aws():
        theirs = story(boto3.client("s3"), make_place().bucket)

    assert story(over("s3", HidingS3(lambda: NOW, {}), Calm()), "b") == theirs
