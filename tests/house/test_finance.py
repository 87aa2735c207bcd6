"""What the accountants' own account may do: read exports, by TLS, and nothing else."""

import pytest

from tests.house.stack import source

RESOURCES = source()["Resources"]
ROLE = RESOURCES["FinanceRole"]
BUCKET = RESOURCES["DataBucket"]["Properties"]
TLS = {"aws:SecureTransport": "true"}


def statements():
    (policy,) = ROLE["Properties"]["Policies"]
    return policy["PolicyDocument"]["Statement"]


def test_only_the_named_account_takes_the_role_and_only_with_the_external_id():
    (trust,) = ROLE["Properties"]["AssumeRolePolicyDocument"]["Statement"]

    assert "FinanceAccount" in str(trust["Principal"])
    assert trust["Action"] == "sts:AssumeRole"
    assert "sts:ExternalId" in trust["Condition"]["StringEquals"]
    assert ROLE["Condition"] == "SharesExports"
    told = str(source()["Conditions"]["SharesExports"])
    assert "FinanceAccount" in told
    assert "FinanceExternalId" in told


def test_the_role_reads_and_does_nothing_else():
    actions = [each["Action"] for each in statements()]

    assert actions == ["s3:ListBucket", ["s3:GetObject", "s3:GetObjectVersion"], "kms:Decrypt"]
    assert {each["Effect"] for each in statements()} == {"Allow"}


def test_the_role_sees_its_prefix_alone_and_by_tls():
    listing, reading, key = statements()

    assert "FinancePrefix" in str(listing["Condition"]["StringLike"]["s3:prefix"])
    assert "FinancePrefix" in str(reading["Resource"])
    assert listing["Condition"]["Bool"] == reading["Condition"]["Bool"] == TLS
    assert "s3." in str(key["Condition"]["StringEquals"]["kms:ViaService"])


@pytest.mark.parametrize("prefix", ["lake/", "", "/", "exports", "exports/../lake/", "exports/*"])
def test_no_prefix_but_one_of_exports_can_be_chosen(prefix):
    import re

    pattern = source()["Parameters"]["FinancePrefix"]["AllowedPattern"]
    assert not re.fullmatch(pattern, prefix)
    assert re.fullmatch(pattern, "exports/lines/parquet/")


def test_the_bucket_is_encrypted_by_its_own_key_kept_in_versions_and_cleaned_up():
    (rule,) = BUCKET["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    told = rule["ServerSideEncryptionByDefault"]
    rules = {each["Id"]: each for each in BUCKET["LifecycleConfiguration"]["Rules"]}

    assert told["SSEAlgorithm"] == "aws:kms"
    assert "DataKey" in str(told["KMSMasterKeyID"])
    assert rule["BucketKeyEnabled"] is True
    assert BUCKET["VersioningConfiguration"] == {"Status": "Enabled"}
    assert rules["abandoned-uploads"]["AbortIncompleteMultipartUpload"] == {
        "DaysAfterInitiation": 1
    }
    assert rules["personal-exports"]["TagFilters"] == [{"Key": "personal", "Value": "true"}]


def test_the_key_serves_s3_in_this_account_only():
    _, through = RESOURCES["DataKey"]["Properties"]["KeyPolicy"]["Statement"]

    assert set(through["Condition"]["StringEquals"]) == {"kms:CallerAccount", "kms:ViaService"}
    assert "kms:*" not in through["Action"]
