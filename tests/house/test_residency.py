"""The template with files elsewhere: who may sign in there, and what is named."""

import json

import pytest

from tests.house.stack import expand, source, target


@pytest.fixture(scope="module")
def resources():
    return expand(source())["Resources"]


def test_who_keeps_files_may_read_the_keys_of_the_store_and_nobody_else(resources):
    policy = resources["StorageSecretPolicy"]["Properties"]["ResourcePolicy"]
    (statement,) = policy["Statement"]
    allowed = {target(each) for each in statement["Principal"]["AWS"]}

    functions = {
        each["Properties"]["Role"]["Fn::GetAtt"][0]
        for each in resources.values()
        if each["Type"] == "AWS::Lambda::Function"
    }
    keeping = {
        name
        for name in functions
        if "s3:" in json.dumps(resources[name]) and "DataBucket" in json.dumps(resources[name])
    }
    assert statement["Action"] == "secretsmanager:GetSecretValue"
    assert allowed == keeping


def test_files_elsewhere_are_named_together(resources):
    variables = resources["AnalyticsWorker"]["Properties"]["Environment"]["Variables"]

    assert variables["DATA_BUCKET"] == {
        "Fn::If": ["StoresElsewhere", {"Ref": "StorageBucket"}, {"Ref": "DataBucket"}]
    }
    assert variables["STORAGE_SECRET_ID"]["Fn::If"][0] == "StoresElsewhere"
    assert {
        name for name, each in resources.items() if each.get("Condition") == "StoresElsewhere"
    } == {"StorageSecret", "StorageSecretPolicy"}


def test_the_pages_may_upload_to_where_files_are(resources):
    headers = resources["WebHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]
    policy = headers["SecurityHeadersConfig"]["ContentSecurityPolicy"]

    (connections,) = [
        part
        for part in policy["ContentSecurityPolicy"]["Fn::Sub"].split(";")
        if part.strip().startswith("connect-src")
    ]
    assert connections.split()[-1] == "${StorageEndpoint}"
