"""Tables, buckets and queues for tests, made from template.yaml so that the two can't drift."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.shared.quick_making import client, make

ROOT = Path(__file__).resolve().parent.parent
TABLE_PROPERTIES = (
    "AttributeDefinitions",
    "KeySchema",
    "GlobalSecondaryIndexes",
    "BillingMode",
    "StreamSpecification",
)


class _Loader(yaml.SafeLoader):
    """Reads CloudFormation's short forms as {tag: value}."""


def _short_form(loader: _Loader, tag: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        return {tag: loader.construct_scalar(node)}
    if isinstance(node, yaml.SequenceNode):
        return {tag: loader.construct_sequence(node, deep=True)}
    return {tag: loader.construct_mapping(node, deep=True)}


_Loader.add_multi_constructor("!", _short_form)


@cache
def template() -> dict[str, Any]:
    return yaml.load((ROOT / "template.yaml").read_text(), Loader=_Loader)  # noqa: S506 - a safe one


def resources(kind: str) -> dict[str, dict[str, Any]]:
    found = template()["Resources"].items()
    return {name: each.get("Properties", {}) for name, each in found if each["Type"] == kind}


def number(value: Any) -> int:
    """Give a number that is written, or the default of the parameter that stands for it."""
    if isinstance(value, dict):
        value = template()["Parameters"][value["Ref"]]["Default"]
    return int(value)


def setting_name(logical_id: str) -> str:
    """OrdersTable is named by ORDERS_TABLE."""
    return "".join(f"_{c}" if c.isupper() else c.upper() for c in logical_id).lstrip("_")


def create_tables(dynamodb: Any) -> dict[str, str]:
    """Create every table of the template; gives {setting: table name}."""
    names = list(resources("AWS::DynamoDB::Table"))
    for name in names:
        create_table(dynamodb, name)
    return {setting_name(name): name for name in names}


def create_table(dynamodb: Any, name: str) -> None:
    """Create one table of the template."""
    properties = resources("AWS::DynamoDB::Table")[name]
    wanted = {key: properties[key] for key in TABLE_PROPERTIES if key in properties}
    if "StreamSpecification" in wanted:
        wanted["StreamSpecification"] = {**wanted["StreamSpecification"], "StreamEnabled": True}
    make(dynamodb, "create_table", TableName=name, **wanted)


def create_everything() -> dict[str, str]:
    """Create all that functions need at run time; gives the environment that names it."""
    environment = create_tables(client("dynamodb"))
    client("s3").create_bucket(Bucket="data")
    sqs = client("sqs")
    queues = resources("AWS::SQS::Queue")
    for queue in [name for name in queues if name.endswith("Queue")]:
        url = make(sqs, "create_queue", QueueName=queue)["QueueUrl"]
        environment[f"{setting_name(queue)}_URL"] = url
    key = client("kms").create_key()["KeyMetadata"]["KeyId"]
    secret = client("secretsmanager").create_secret(Name="signing", SecretString="s" * 64)
    return environment | {
        "STAGE": "dev",
        "DATA_BUCKET": "data",
        "SECRETS_KEY_ID": key,
        "SIGNING_SECRET_ID": secret["ARN"],
        "IDENTITY_ISSUER": "https://issuer.example/pool",
        "IDENTITY_KEYS_URL": "https://issuer.example/pool/.well-known/jwks.json",
        "IDENTITY_CLIENT_ID": "client",
        "USER_POOL_ID": "us-east-1_pool",
        "COMPANY_ZONE": "Europe/Moscow",
        "COMPANY_CURRENCY": "RUB",
        "COMPANY_VAT": "none",
        "OUTBOUND_ALLOW": "127.0.0.1",
        "PUBLIC_URL": "https://naryad.example",
        "ORDER_LIST_SHARDS": "3",
        "DUE_SHARDS": "2",
        "KEYS_PER_MINUTE": "6000",
        "LEAK_KEYS_URL": "",
        "REOPEN_DAYS": "14",
        "AUTO_CLOSE_DAYS": "30",
    }
