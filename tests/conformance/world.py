"""A small company to ask about: one of everything, made through the API itself."""

import json
from dataclasses import dataclass, field
from typing import Any, Final

import boto3
from werkzeug.test import Client

from integrations import stream
from scripts.api_examples import BODIES
from shared.auth import SCOPES
from tests.conformance.gateway import Gateway
from tests.http import ADMIN, partner
from tests.integrations.chain import new_records
from tests.tables import create_everything, resources

OWNER: Final = "owner"
KEY: Final = "key"
NOWHERE: Final = "http://127.0.0.1:9/hook"
"""Nobody listens there: what is sent is refused at once."""
BOT_TOKEN: Final = "123456:" + "a" * 35
CHANNELS: Final[dict[str, dict[str, Any]]] = {
    "webhook": {"settings": {"url": NOWHERE}, "event_types": ["order.created", "order.completed"]},
    "telegram": {
        "settings": {"bot_name": "naryad_bot", "base_url": "http://127.0.0.1:9"},
        "credentials": {"token": BOT_TOKEN},
        "event_types": ["order.completed"],
        "messaging": {"audience": "customer"},
    },
    "sms": {
        "settings": {"provider": "smsc", "login": "naryad", "base_url": "http://127.0.0.1:9/smsc"},
        "credentials": {"secret": "s3cret"},
        "event_types": ["order.completed"],
        "messaging": {"audience": "customer"},
    },
    "onec": {"settings": {"mode": "exchange"}, "event_types": ["order.updated"]},
}


def identities() -> dict[str, dict[str, str]]:
    """Who may ask: the owner and an API key with every scope."""
    return {OWNER: ADMIN, KEY: partner(*SCOPES)}


def environment() -> dict[str, str]:
    """Make all that the functions need in AWS; gives the environment that names it."""
    cognito = boto3.client("cognito-idp")
    pool = cognito.create_user_pool(PoolName="users", UsernameAttributes=["email"])
    pool_id = pool["UserPool"]["Id"]
    for group in resources("AWS::Cognito::UserPoolGroup").values():
        cognito.create_group(UserPoolId=pool_id, GroupName=group["GroupName"])
    namespace = {"POWERTOOLS_METRICS_NAMESPACE": "naryad"}
    return create_everything() | namespace | {"USER_POOL_ID": pool_id}


@dataclass
class World:
    """The company, and the ids that its routes go by."""

    gateway: Gateway
    ids: dict[str, list[str]] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: Any = None, version: int | None = None) -> Any:
        """Send one request as the owner; gives what came back, which must be good."""
        headers = {"authorization": f"Bearer {OWNER}", "accept": "application/json"}
        if version is not None:
            headers["if-match"] = f'"{version}"'
        answer = Client(self.gateway).open(path, method=method, json=body, headers=headers)
        assert answer.status_code < 300, (method, path, answer.text)
        return json.loads(answer.text) if answer.text else None

    def version(self, path: str) -> int:
        """Give the version of what is at a path now; 0 when there is nothing."""
        headers = {"authorization": f"Bearer {OWNER}"}
        answer = Client(self.gateway).get(path, headers=headers)
        is_json = answer.status_code == 200 and answer.mimetype == "application/json"
        found = json.loads(answer.text) if is_json else {}
        return int(found.get("version") or 0) if isinstance(found, dict) else 0

    def make(self, name: str, path: str, example: str, **fields: Any) -> Any:
        """Make one thing of an example's body and keep its id."""
        made = self.ask("POST", path, {**BODIES[example], **fields})
        self.ids.setdefault(name, []).append(made["id"])
        return made


def settle(gateway: Gateway) -> World:
    """Make the company."""
    world = World(gateway)
    for kind, fields in CHANNELS.items():
        body = {"kind": kind, "name": kind, **fields}
        made = world.ask("POST", "/v1/integrations", body)
        world.ids.setdefault("integration_id", []).append(made["id"])
        world.ids[kind] = [made["id"]]
    _work(world)
    _office(world)
    _log(world)
    return world


def _work(world: World) -> None:
    technician = world.make("technician_id", "/v1/technicians", "add_technician")["id"]
    customer = world.make("customer_id", "/v1/customers", "create_customer")["id"]
    world.ids["person_id"] = [customer]
    done = world.make("order_id", "/v1/orders", "create_order")["id"]
    for move in (
        {"to": "in_progress", "technician_id": technician},
        {"to": "completed", "outcome": "resolved"},
    ):
        world.ask("POST", f"/v1/orders/{done}/transitions", move)
    for number in range(3):
        world.make("order_id", "/v1/orders", "create_order", external_id=f"A-{number}")
    file = world.ask("POST", f"/v1/orders/{done}/attachments", BODIES["announce_attachment"])
    world.ids["attachment_id"] = [file["attachment_id"]] if "attachment_id" in file else []
    link = world.ask("POST", "/v1/feedback/links", {"order_id": done})
    token = link["url"].rsplit("/", 1)[-1]
    world.ids["token"] = [token]
    Client(world.gateway).post(f"/f/{token}", json=BODIES["answer"])


def _office(world: World) -> None:
    world.make("key_id", "/v1/keys", "create_key")
    world.make("user_id", "/v1/users", "invite_user")
    world.make("export_id", "/v1/exports", "create_export")
    world.make("schedule_id", "/v1/exports/schedules", "create_schedule")
    world.make("import_id", "/v1/imports", "create_import")
    world.make("replay_id", "/v1/replays", "create_replay")
    world.make("reconciliation_id", "/v1/reconciliations", "reconcile")


def _log(world: World) -> None:
    """Let the dispatcher see the orders, so that there are deliveries."""
    stream.lambda_handler({"Records": list(new_records("OrdersTable", set()))}, None)
    rows = world.ask("GET", "/v1/deliveries")["items"]
    world.ids["delivery_id"] = [each["id"] for each in rows]
