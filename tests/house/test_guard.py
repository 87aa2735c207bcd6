"""What a deployment is refused for, and what no update of prod's stack may do."""

import fnmatch
import tomllib

import pytest

from scripts import guard
from scripts.guard import Stage
from tests.house.stack import ROOT, source

ACCOUNT, REGION = "111111111111", "eu-central-1"
GOOD = ["Stage=prod", "AlarmEmail=ops@company.example", "PublicUrl=https://company.example"]


def stage(overrides=GOOD, *, name="prod", account=ACCOUNT, dev=""):
    deploy = {"parameters": {"stack_name": f"naryad-{name}", "parameter_overrides": overrides}}
    guards = {"parameters": {"account": account, "region": REGION if account else ""}}
    other = {"guard": {"parameters": {"account": dev}}}
    return Stage(name, {"version": 0.1, "dev": other, name: {"deploy": deploy, "guard": guards}})


def test_a_well_described_prod_goes_out():
    assert list(guard.faults(stage(), ACCOUNT, REGION)) == []


@pytest.mark.parametrize(
    ("wish", "account", "region", "said"),
    [
        (stage(), "222222222222", REGION, "belongs to account 111111111111, this is 222222222222"),
        (stage(), ACCOUNT, "us-east-1", "belongs to region eu-central-1, this is us-east-1"),
        (stage(account=""), ACCOUNT, REGION, "name the account of prod"),
        (stage(account=""), ACCOUNT, REGION, "name the region of prod"),
        (stage(dev=ACCOUNT), ACCOUNT, REGION, "shares its account with dev"),
        (stage(GOOD[1:]), ACCOUNT, REGION, "Stage=prod is missing"),
        (stage(["Stage=dev", *GOOD[1:]]), ACCOUNT, REGION, "Stage=prod is missing"),
        (stage([GOOD[0], GOOD[2]]), ACCOUNT, REGION, "AlarmEmail is missing"),
        (stage(GOOD[:2]), ACCOUNT, REGION, "PublicUrl must begin with https"),
        (stage([*GOOD[:2], "PublicUrl=http://a.example"]), ACCOUNT, REGION, "PublicUrl must begin"),
        (stage([*GOOD, "OutboundAllow=127.0.0.1"]), ACCOUNT, REGION, "OutboundAllow is for devel"),
        (stage([*GOOD, "IdentityEndpoint=http://x"]), ACCOUNT, REGION, "IdentityEndpoint is for"),
    ],
)
def test_prod_is_refused_by_name(wish, account, region, said):
    assert any(said in each for each in guard.faults(wish, account, region))


def test_other_stages_need_no_account_but_keep_to_the_one_they_name():
    assert list(guard.faults(stage(["Stage=dev"], name="dev", account=""), ACCOUNT, REGION)) == []
    named = stage("Stage=stage", name="stage")
    assert list(guard.faults(named, ACCOUNT, REGION)) == []
    assert len(list(guard.faults(named, "222222222222", REGION))) == 1


def test_the_committed_prod_waits_for_its_account():
    said = list(guard.faults(guard.read("prod"), ACCOUNT, REGION))

    assert "name the account of prod in [prod.guard.parameters]" in said


def test_every_stage_says_which_it_is():
    config = tomllib.loads((ROOT / "samconfig.toml").read_text())
    stages = [name for name, each in config.items() if isinstance(each, dict)]

    assert [Stage(name, config).overrides["Stage"] for name in stages] == stages
    assert config["prod"]["deploy"]["parameters"]["confirm_changeset"] is True


def test_no_update_replaces_or_deletes_what_holds_data():
    found = guard.policy(source(), leaving=["OrdersTable"])

    allowed, denied = found["Statement"]
    assert (allowed["Effect"], denied["Effect"]) == ("Allow", "Deny")
    assert denied["Action"] == ["Update:Replace", "Update:Delete"]
    names = {each.removeprefix("LogicalResourceId/") for each in denied["Resource"]}
    resources = source()["Resources"]
    retained = {n for n, each in resources.items() if each.get("DeletionPolicy") == "Retain"}
    assert names == {n for n in retained if resources[n]["Type"] in guard.DATA} - {"OrdersTable"}
    assert {"FeedbackTable", "DataBucket", "SecretsKey", "SigningSecret", "UserPool"} <= names


class Formation:
    """CloudFormation, as it is asked."""

    def __init__(self):
        self.asked = {}

    def set_stack_policy(self, **said):
        self.asked["policy"] = said

    def update_termination_protection(self, **said):
        self.asked["termination"] = said


def test_the_stack_of_prod_can_not_be_deleted_by_mistake():
    client = Formation()

    guard.protect(client, stage(), source())

    assert client.asked["termination"]["EnableTerminationProtection"] is True
    assert client.asked["policy"]["StackName"] == "naryad-prod"
    assert fnmatch.fnmatch(client.asked["policy"]["StackPolicyBody"], "*Update:Delete*OrdersTable*")
