"""What happens to the company: a life before the moment, a life after it, the loss, the restoring.

Each is written as its people do it, through the API and the scripts that docs/backup.md names.
"""

import hashlib
import io
import json
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from datetime import timedelta
from pathlib import Path
from typing import Any

import boto3

import analytics.handler
import feedback.handler
import integrations.handler
import orders.handler
from scripts import backup, restore
from scripts.relake import Relake
from scripts.stacks import Deployed
from shared.item import from_wire, pack, to_wire
from shared.stored import ORDER
from tests.analytics.daily import daily
from tests.analytics.test_relake import clients as with_lambda
from tests.e2e.test_forgetting import plain, readable
from tests.integrations.receiver import Receiver
from tests.rehearsal.aws import CloudFormation, PointInTime
from tests.rehearsal.company import Company
from tests.rehearsal.partner import Partner

TYPES = ["order.created", "order.updated", "order.completed", "feedback.created"]
RUBBISH = "ХЛАМ"
WORTH = 150_000
TRACE = "незабудкин"
COUNTED = ("created", "completed", "cancelled")


class Story:
    """One company, from its first order to the last step of the document."""

    def __init__(self, company: Company, receiver: Receiver, folder: Path) -> None:
        self.company = company
        self.partner = Partner(receiver)
        self.dynamo = PointInTime()
        self.folder = folder
        self._clients = {"dynamodb": self.dynamo, "cloudformation": CloudFormation()}.__getitem__
        self.heard: list[Any] = []
        self.records: list[Any] = []
        self.orders: dict[str, Any] = {}
        self.keys: dict[str, Any] = {}
        self._ask = company.ask
        hook = {"name": "Склад", "event_types": TYPES, "settings": {"url": receiver.url}}
        self._ask(integrations, "POST", "/v1/integrations", {"kind": "webhook", **hook})

    # before the moment
    def lives(self) -> None:
        """Orders, one of them old; a rating, an export, an erasure; some of it on its way."""
        self.master = self._ask(orders, "POST", "/v1/technicians", {"name": "Борис Орлов"})
        self.anna = self._customer("Анна Смирнова", "+79000000001")
        self.vera = self._customer("Вера Незабудкина", "+79000000077")
        for name in ("старый", "завершён", "удалён", "затёрт", "остался"):
            self._order(name)
        self._order("у Незабудкиной", self.vera)
        self._complete("завершён")
        self._rate("завершён", 5)
        self.company.carry()
        self.company.pass_by(days=3)
        for name in ("остаётся", "отзывается"):
            wish = {"name": name, "scopes": ["orders:read"]}
            self.keys[name] = self._ask(integrations, "POST", "/v1/keys", wish)
        self.company.roll_up()
        self.partner.hear()
        self._order("в пути")
        self._order("не рассказан")

    def is_copied(self) -> None:
        """Let the moment come: what stands in the tables now is what a restoration can give."""
        self.at = self.company.pass_by(minutes=1)
        self.dynamo.keep(self.at)
        backup.save(self._clients, self._deployed(), self.folder)
        self.then = self.company.all_orders()

    # after the moment
    def goes_on(self) -> None:
        """Work goes on: all of this will be undone, or must not be."""
        self.company.pass_by(minutes=20)
        self.company.carry(lost=self.orders["не рассказан"]["id"])
        self._edit("старый", title="старый, изменён")
        self._edit("удалён", title="удалён, изменён")
        self._complete("старый")
        self._order("новый")
        self.erase(self.vera)
        self.revoke("отзывается")
        self.company.carry()
        self.company.pass_by(minutes=5)
        self.company.forget()
        self.company.carry()
        self.company.roll_up()
        self.numbers = {each["number"] for each in self.company.all_orders().values()}
        self.partner.hear()

    def is_damaged(self) -> None:
        """Let a script that somebody wrote delete an order and overwrite another."""
        table, key = "OrdersTable", {"pk": {"S": f"ORDER#{self.orders['удалён']['id']}"}}
        self.dynamo.delete_item(TableName=table, Key=key)
        key = {"pk": {"S": f"ORDER#{self.orders['затёрт']['id']}"}}
        item = from_wire(self.dynamo.get_item(TableName=table, Key=key)["Item"])
        bad = {"title": RUBBISH, "version": item["version"] + 1}
        text = json.dumps(ORDER.read(item) | bad)
        self.dynamo.put_item(TableName=table, Item=to_wire(item | bad | {"doc": pack(text)}))
        self.company.carry()
        self.partner.hear()
        self._edit("завершён", description="ещё не отправлено")
        self.company.tell()

    def is_lost(self) -> None:
        """Let all tables be gone."""
        for name in backup.kept(self._deployed()):
            self.dynamo.delete_table(TableName=name)

    # the document
    def is_restored(self, *words: str) -> None:
        """Restore, swap and make the lake anew: steps 2 to 4."""
        self.known = set(self.partner.ids)
        self.company.pass_by(minutes=5)
        with redirect_stdout(io.StringIO()) as said:
            done = restore.main(["--stack", "naryad-test", *words], self._clients)
        assert done == 0
        told = said.getvalue().splitlines()
        self.printed = [line for line in told if not line.startswith("{")]
        (stage,) = tomllib.loads("\n".join(self.printed)).values()
        self.swapped_at = self.company.pass_by(minutes=20)
        self.company.swap(stage["restored"]["parameters"])
        Relake(with_lambda(), self._deployed(), self.company.tables).run()
        self.company.roll_up()

    def is_let_go(self) -> None:
        """Give the functions their concurrency back: what waits is carried on with."""
        self.company.carry()
        self.company.forget()
        self.company.carry()
        self.heard += self.partner.hear()

    def compares(self) -> None:
        """Compare what was told with what there is, from a day before the moment."""
        self.company.pass_by(minutes=20)
        since = {"from": (self.at - timedelta(days=1)).isoformat()}
        self._ask(integrations, "POST", "/v1/reconciliations", since)
        self.company.minute()
        self.heard += self.partner.hear()

    def partners_forget_and_read(self) -> None:
        """Forget what lies between, and set each of those orders to what the API says."""
        ours = self.company.all_orders()
        for order_id in self.partner.forget(self.at, self.swapped_at):
            if order_id in ours:
                self.partner.orders[order_id] = ours[order_id]
            else:
                self.partner.orders.pop(order_id, None)

    def replays(self) -> None:
        """Send again what was told since the swap, to a partner who can't read."""
        (hook,) = self._ask(integrations, "GET", "/v1/integrations")["items"]
        now = self.company.pass_by(minutes=1)
        window = {"from": self.swapped_at.isoformat(), "to": now.isoformat()}
        wish = {"filter": {**window, "integration_ids": [hook["id"]]}}
        self._ask(integrations, "POST", "/v1/replays", wish)
        self.company.minute()
        self.heard += self.partner.hear()

    # what there is to see
    def figures(self) -> dict[str, Any]:
        """Add up what the pages say of all days."""
        first, last = ((self.at + timedelta(days=days)).date() for days in (-9, 9))
        days = daily(first.isoformat(), last.isoformat())["items"]
        told = {name: sum(day[name] for day in days) for name in COUNTED}
        return told | {"revenue": sum(day["revenue"]["amount"] for day in days)}

    def recounted(self) -> dict[str, Any]:
        """Count the same from the orders themselves, one by one."""
        found = self.company.all_orders().values()
        done = [each for each in found if each["status"] == "completed"]
        revenue = sum(each["total"]["amount"] for each in done)
        return {"created": len(found), "completed": len(done), "cancelled": 0, "revenue": revenue}

    def standing(self) -> dict[str, Any]:
        """Give what else there is."""
        hooks = self._ask(integrations, "GET", "/v1/integrations")["items"]
        return {
            "ratings": self._ask(feedback, "GET", "/v1/feedback")["summary"]["count"],
            "integrations": [each["name"] for each in hooks],
            "technicians": len(self._ask(orders, "GET", "/v1/technicians")["items"]),
        }

    def unreadable(self) -> list[str]:
        """Name the files of exports that are not there as their export says."""
        found = self._ask(analytics, "GET", "/v1/exports")["items"]
        assert found
        assert {each["state"] for each in found} == {"done"}
        return [file["key"] for each in found for file in each["files"] if not _is_whole(file)]

    def traces(self) -> Iterator[str]:
        """Find the erased customer in the tables that are in force, and in all objects."""
        for table in self.company.tables.values():
            for page in self.dynamo.get_paginator("scan").paginate(TableName=table):
                yield from (table for item in page["Items"] if TRACE in plain(item).lower())
        s3 = boto3.client("s3")
        for each in s3.list_object_versions(Bucket="data").get("Versions", []):
            wanted = {"Bucket": "data", "Key": each["Key"], "VersionId": each["VersionId"]}
            body = s3.get_object(**wanted)["Body"].read()
            if TRACE in plain(readable(each["Key"], body)).lower():
                yield each["Key"]

    # people
    def erase(self, customer: Mapping[str, Any]) -> Any:
        path = f"/v1/customers/{customer['id']}/erasure"
        return self._ask(orders, "POST", path, {"reason": "subject_request"})

    def revoke(self, name: str) -> None:
        headers = {"if-match": '"1"'}
        path = f"/v1/keys/{self.keys[name]['id']}/revoke"
        self._ask(integrations, "POST", path, {"name": name}, headers=headers)

    def edit_after(self) -> None:
        """Change an order that went back, and make a new one."""
        self._edit("старый", title="старый, исправлен")
        self._order("следующий")
        self.company.carry()
        self.heard += self.partner.hear()

    def _deployed(self) -> Deployed:
        there = {"DataBucket": "data", "AnalyticsSchedule": "f"}
        return Deployed("naryad-test", there, self.company.tables, {"Stage": "dev"})

    def _customer(self, name: str, phone: str) -> Any:
        return self._ask(orders, "POST", "/v1/customers", {"name": name, "phones": [phone]})

    def _order(self, title: str, customer: Any = None) -> None:
        wish = {
            "title": title,
            "customer_id": (customer or self.anna)["id"],
            "items": [{"name": "Выезд", "unit_price": WORTH}],
        }
        self.orders[title] = self._ask(orders, "POST", "/v1/orders", wish)

    def _edit(self, name: str, **fields: Any) -> None:
        self.company.edit(self.orders[name], **fields)

    def _complete(self, name: str) -> None:
        path = f"/v1/orders/{self.orders[name]['id']}/transitions"
        start = {"to": "in_progress", "technician_id": self.master["id"]}
        for move in (start, {"to": "completed", "outcome": "resolved"}):
            self._ask(orders, "POST", path, move)

    def _rate(self, name: str, rating: int) -> None:
        wish = {"order_id": self.orders[name]["id"]}
        link = self._ask(feedback, "POST", "/v1/feedback/links", wish)["url"]
        self._ask(feedback, "POST", link, {"rating": rating}, actor=None)


def _is_whole(file: Mapping[str, Any]) -> bool:
    body = boto3.client("s3").get_object(Bucket="data", Key=file["key"])["Body"].read()
    return hashlib.sha256(body).hexdigest() == file["sha256"]
