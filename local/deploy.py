"""template.yaml on the emulator: created, or updated with its data kept when something changed."""

import hashlib
import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import local
from local import expiry, gateway
from local.aws import Aws
from local.enforcement import make_enforceable
from local.faults import LocalError
from local.leaving_out import leave_out
from local.mapping import Mapping as StreamMapping
from local.package import digest, pack
from local.references import check_references
from local.template import (
    Resource,
    Sources,
    Wishes,
    code_folders,
    limit_workers,
    remove_stream_mappings,
    translate,
    with_code,
)

STACK = "naryad"
CODE_BUCKET = "naryad-code"
WAIT_S = 300
LONGEST_MESSAGE = 500
DONE = ("CREATE_COMPLETE", "UPDATE_COMPLETE")


class DeployError(LocalError):
    """The stack could not be created or updated."""


@dataclass(frozen=True)
class Deployed:
    """What a deployment yields; kept in a file so that an unchanged start does nothing."""

    digest: str
    outputs: dict[str, str]
    mappings: list[StreamMapping]
    api: str | None

    def save(self, path: Path) -> None:
        """Write it for the next start."""
        path.write_text(json.dumps(asdict(self), indent=1))

    @classmethod
    def load(cls, path: Path) -> "Deployed | None":
        """Read what the last start wrote, or nothing."""
        try:
            saved = json.loads(path.read_text())
            mappings = [StreamMapping(**each) for each in saved.pop("mappings")]
            return cls(mappings=mappings, **saved)
        except (OSError, ValueError, TypeError, KeyError):
            return None


def deploy(
    aws: Aws,
    sources: Sources,
    overrides: Mapping[str, str],
    record: Path,
    *,
    enforces_iam: bool = False,
) -> Deployed:
    """Bring the stack to what the template and the code say now."""
    loaded = sources.load()
    known = loaded.get("Parameters", {})
    parameters = {name: value for name, value in overrides.items() if name in known}
    state = fingerprint(sources, loaded, parameters)
    status, outputs = describe(aws)
    last = Deployed.load(record)
    if last and last.digest == state and outputs.get("Digest") == state and status in DONE:
        return last
    translated = translate(with_code(loaded, _upload(aws, sources, loaded)), parameters)
    check_references(translated)
    leave_out(translated)
    wishes = Wishes(translated)
    mappings = [
        StreamMapping.of(name, resource["Properties"], wishes.ask)
        for name, resource in remove_stream_mappings(translated).items()
    ]
    limit_workers(translated)
    if enforces_iam:
        make_enforceable(translated)
    gateways = gateway.plan_gateways(translated, wishes)
    tables = expiry.plan_expiry(translated, wishes)
    translated["Outputs"]["Digest"] = {"Value": state}
    outputs = _apply(aws, translated, parameters, status)
    apis = [gateway.complete(aws, each, outputs) for each in gateways]
    for each in tables:
        expiry.enable(aws, each, outputs)
    resolved = [mapping.resolved(outputs) for mapping in mappings]
    deployed = Deployed(state, outputs, resolved, apis[0] if apis else None)
    deployed.save(record)
    return deployed


def fingerprint(sources: Sources, loaded: Resource, parameters: Mapping[str, str]) -> str:
    """Hash all that a deployment depends on, the code of the local runtime included."""
    parts = [
        sources.template.read_text(),
        json.dumps(dict(parameters), sort_keys=True),
        digest(Path(local.__file__).parent),
        *(digest(sources.root / folder) for folder in sorted(code_folders(loaded))),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def describe(aws: Aws) -> tuple[str | None, dict[str, str]]:
    """Give the status of the stack, None without one, and its outputs."""
    client = aws.client("cloudformation")
    try:
        stack = client.describe_stacks(StackName=STACK)["Stacks"][0]
    except client.exceptions.ClientError:
        return None, {}
    if stack["StackStatus"] == "DELETE_COMPLETE":
        return None, {}
    outputs = {each["OutputKey"]: each["OutputValue"] for each in stack.get("Outputs", [])}
    return stack["StackStatus"], outputs


def _upload(aws: Aws, sources: Sources, loaded: Resource) -> dict[str, dict[str, str]]:
    client = aws.client("s3")
    client.create_bucket(Bucket=CODE_BUCKET)
    places = {}
    for folder, prefix in code_folders(loaded).items():
        package = pack(sources.root / folder, prefix)
        client.put_object(Bucket=CODE_BUCKET, Key=package.key, Body=package.body)
        places[folder] = {"Bucket": CODE_BUCKET, "Key": package.key}
    return places


def _store(aws: Aws, translated: Resource) -> str:
    client = aws.client("s3")
    client.create_bucket(Bucket=CODE_BUCKET)
    client.put_object(Bucket=CODE_BUCKET, Key="template.json", Body=json.dumps(translated))
    return f"{aws.endpoint}/{CODE_BUCKET}/template.json"


def _apply(
    aws: Aws, translated: Resource, parameters: Mapping[str, str], status: str | None
) -> dict[str, str]:
    client = aws.client("cloudformation")
    arguments: dict[str, Any] = {
        "StackName": STACK,
        "TemplateURL": _store(aws, translated),  # longer than a request may carry
        "Parameters": [
            {"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()
        ],
        "Capabilities": ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
    }
    if status and status.startswith(("ROLLBACK", "CREATE_FAILED")):
        client.delete_stack(StackName=STACK)
        _settle(aws)
        status = None
    try:
        if status is None:
            client.create_stack(**arguments)
        else:
            client.update_stack(**arguments)
    except client.exceptions.ClientError as error:
        raise DeployError(f"the template was refused: {_message(error)}") from error
    final, outputs = _settle(aws)
    if final not in DONE:
        reasons = "; ".join(_failures(client)) or f"ended as {final}"
        raise DeployError(f"the template could not be deployed: {reasons}")
    return outputs


def _settle(aws: Aws) -> tuple[str | None, dict[str, str]]:
    deadline = time.monotonic() + WAIT_S
    while time.monotonic() < deadline:
        status, outputs = describe(aws)
        if status is None or not status.endswith("IN_PROGRESS"):
            return status, outputs
        time.sleep(0.1)
    raise DeployError(f"the stack did not settle in {WAIT_S} s")


def _failures(client: Any) -> Iterator[str]:  # noqa: ANN401
    for event in client.describe_stack_events(StackName=STACK)["StackEvents"]:
        if event["ResourceStatus"].endswith("FAILED") and event.get("ResourceStatusReason"):
            yield f"{event['LogicalResourceId']}: {event['ResourceStatusReason']}"


def _message(error: Exception) -> str:
    text = str(getattr(error, "response", {}).get("Error", {}).get("Message", error))
    return " ".join(text.split())[:LONGEST_MESSAGE]
