"""What outside judges find is mended or explained; `make judge` asks them."""

import pytest

from scripts import judge

REASONS = [
    {"check": "CKV_1", "of": "AWS::SQS::Queue", "why": "…"},
    {"check": "CKV_2", "of": "AWS::S3::Bucket.Web", "why": "…"},
]
FOUND = [
    ("CKV_1", "AWS::SQS::Queue.A"),
    ("CKV_1", "AWS::SQS::Queue.B"),
    ("CKV_2", "AWS::S3::Bucket.Web"),
]


def report(*failed, errors=0, resources=3):
    checks = [{"check_id": check, "resource": resource} for check, resource in failed]
    summary = {"parsing_errors": errors, "resource_count": resources}
    return {"summary": summary, "results": {"failed_checks": checks}}


def test_what_is_explained_by_its_resource_or_its_type_is_no_finding():
    assert list(judge.judged(FOUND, REASONS)) == []


@pytest.mark.parametrize(
    "finding",
    [
        ("CKV_3", "AWS::SQS::Queue.A"),
        ("CKV_2", "AWS::S3::Bucket.Data"),
        ("CKV_1", "AWS::S3::Bucket.Web"),
    ],
)
def test_what_nobody_has_explained_is_a_finding(finding):
    assert list(judge.judged([*FOUND, finding], REASONS)) == [" ".join(finding)]


def test_a_reason_for_what_is_found_no_more_is_a_finding():
    (said,) = judge.judged(FOUND[:2], REASONS)

    assert said == "CKV_2 AWS::S3::Bucket.Web is explained, but not found any more"


def test_a_report_is_read_once_for_each_finding():
    assert judge.findings(report(*FOUND, FOUND[0])) == FOUND


@pytest.mark.parametrize("broken", [report(errors=1), report(resources=0), {}])
def test_a_template_that_was_not_read_has_not_passed(broken):
    with pytest.raises(judge.JudgeError, match="could not read"):
        judge.findings(broken)


def test_every_reason_is_about_something_in_the_template(stack):
    kinds = {each["Type"] for each in stack.resources.values()}
    resources = {f"{each['Type']}.{name}" for name, each in stack.resources.items()}

    for each in judge.explained():
        assert each["of"] in kinds | resources
        assert len(each["why"]) > 30


def test_the_template_is_judged_as_cloudformation_gets_it():
    kinds = {each["Type"] for each in judge.expanded()["Resources"].values()}

    assert "AWS::IAM::Role" in kinds
    assert not [kind for kind in kinds if "Serverless" in kind]
