"""What stands between a mistake and an environment: `make deploy` asks it before and after.

Before, the account, the Region and the parameters of a stage are looked at. After, prod gets a
policy under which no update of the stack can replace or delete what holds data.
"""

import json
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from scripts.swap import BUILT, parameters

ROOT: Final = Path(__file__).resolve().parents[1]
PROD: Final = "prod"
FORBIDDEN_IN_PROD: Final = ("OutboundAllow", "IdentityEndpoint")
"""Doors of development."""
DATA: Final = (
    "AWS::DynamoDB::Table",
    "AWS::S3::Bucket",
    "AWS::KMS::Key",
    "AWS::SecretsManager::Secret",
    "AWS::Cognito::UserPool",
)


class Stage:
    """A stage as samconfig.toml describes it."""

    def __init__(self, name: str, config: Mapping[str, Any]) -> None:
        """Keep its part of the configuration."""
        self.name = name
        self._config = config
        self.guard: Mapping[str, str] = config[name].get("guard", {}).get("parameters", {})

    @property
    def stack(self) -> str:
        """The name of its stack."""
        return str(self._deploy["stack_name"])

    @property
    def overrides(self) -> dict[str, str]:
        """Its parameters of the template."""
        given = self._deploy.get("parameter_overrides", [])
        words = given.split() if isinstance(given, str) else given
        return dict(each.split("=", 1) for each in words)

    @property
    def others(self) -> dict[str, str]:
        """The accounts of the other stages, where they are named."""
        found = {
            name: each.get("guard", {}).get("parameters", {}).get("account", "")
            for name, each in self._config.items()
            if isinstance(each, Mapping) and name != self.name
        }
        return {name: account for name, account in found.items() if account}

    @property
    def _deploy(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._config[self.name]["deploy"]["parameters"]
        return found


def read(name: str, root: Path = ROOT) -> Stage:
    """Read a stage."""
    return Stage(name, tomllib.loads((root / "samconfig.toml").read_text()))


def faults(stage: Stage, account: str, region: str) -> Iterator[str]:
    """Say what forbids a deployment to an account and a Region."""
    for what, found in (("account", account), ("region", region)):
        wanted = stage.guard.get(what, "")
        if wanted and wanted != found:
            yield f"{stage.name} belongs to {what} {wanted}, this is {found}"
    if stage.overrides.get("Stage") != stage.name:
        yield f"Stage={stage.name} is missing from parameter_overrides"
    if stage.name == PROD:
        yield from _faults_of_prod(stage)


def _faults_of_prod(stage: Stage) -> Iterator[str]:
    for what in ("account", "region"):
        if not stage.guard.get(what):
            yield f"name the {what} of prod in [prod.guard.parameters]"
    if shared := [name for name, each in stage.others.items() if each == stage.guard["account"]]:
        yield f"prod shares its account with {', '.join(shared)}"
    if not stage.overrides.get("AlarmEmail"):
        yield "AlarmEmail is missing: nobody would hear of alarms"
    if not stage.overrides.get("PublicUrl", "").startswith("https://"):
        yield "PublicUrl must begin with https://"
    yield from (
        f"{name} is for development" for name in FORBIDDEN_IN_PROD if name in stage.overrides
    )


def policy(template: Mapping[str, Any], leaving: Sequence[str]) -> dict[str, Any]:
    """Write the stack's policy: updates may do anything but replace or delete what holds data.

    `leaving` are tables that restored ones stand in for: they leave the stack, and stay there.
    """
    kept = [
        name
        for name, each in template["Resources"].items()
        if each["Type"] in DATA and each.get("DeletionPolicy") == "Retain"
    ]
    return {
        "Statement": [
            {"Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*"},
            {
                "Effect": "Deny",
                "Action": ["Update:Replace", "Update:Delete"],
                "Principal": "*",
                "Resource": [f"LogicalResourceId/{n}" for n in sorted(kept) if n not in leaving],
            },
        ]
    }


def protect(client: Any, stage: Stage, template: Mapping[str, Any]) -> None:  # noqa: ANN401 - boto3
    """Put the policy on a stack, and forbid to delete it."""
    told = policy(template, list(parameters(stage.name)))
    client.set_stack_policy(StackName=stage.stack, StackPolicyBody=json.dumps(told))
    client.update_termination_protection(StackName=stage.stack, EnableTerminationProtection=True)


def main(words: Sequence[str]) -> int:
    """`before <stage>` checks, `after <stage>` protects; 1 with a line for each fault."""
    import boto3
    from samtranslator.yaml_helper import yaml_parse

    when, name = words
    stage = read(name)
    session = boto3.Session()
    if when == "after":
        if name == PROD:
            protect(session.client("cloudformation"), stage, yaml_parse(BUILT.read_text()))
        return 0
    account = session.client("sts").get_caller_identity()["Account"]
    found = list(faults(stage, account, session.region_name or ""))
    for each in found:
        print(f"error: {each}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
