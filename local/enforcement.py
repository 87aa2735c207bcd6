"""Running the functions under their own IAM roles, which the emulator can enforce.

What it judges unlike AWS is adapted first: bucket policies that demand TLS (everything here is
plain http) and conditions on the encryption context of a key are left out, and the right to send
a message includes sending a batch of them.
"""

from typing import Any

from local.template import Resource, take

UNKNOWN = "kms:EncryptionContext"
BATCHED = {"sqs:SendMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"}


def make_enforceable(translated: Resource) -> None:
    """Take out what would refuse everything here although it is right on AWS."""
    for name in take(translated, "AWS::S3::BucketPolicy"):
        del translated["Resources"][name]
    for role in take(translated, "AWS::IAM::Role").values():
        for policy in role["Properties"].get("Policies", []):
            for statement in policy["PolicyDocument"]["Statement"]:
                _drop_unknown(statement)
                _allow_batches(statement)


def _drop_unknown(statement: dict[str, Any]) -> None:
    known = {
        operator: kept
        for operator, tests in statement.pop("Condition", {}).items()
        if (kept := {key: test for key, test in tests.items() if not key.startswith(UNKNOWN)})
    }
    if known:
        statement["Condition"] = known


def _allow_batches(statement: dict[str, Any]) -> None:
    said = statement["Action"]
    actions = [said] if isinstance(said, str) else said
    batches = [f"{each}Batch" for each in actions if each in BATCHED]
    statement["Action"] = [*actions, *batches]
