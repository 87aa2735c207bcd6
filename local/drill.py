"""The drill of `make drill`: a stack is filled, copied, destroyed and restored, and told apart.

Everything that docs/backup.md says to do on AWS is done here with the same scripts against the
emulator: new tables, swapped into the template by parameters, the lake made anew from them. What
must be equal is compared, and nothing that was restored may be sent to a partner again.
"""

import argparse
import io
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import httpx

from local.deploy import STACK
from local.faults import LocalError
from local.stack import ROOT, Stack
from local.template import Sources
from scripts.backup import Sum, kept, save
from scripts.relake import Relake
from scripts.restore import Restoring
from scripts.stacks import Deployed, look_up
from scripts.swap import swapped

ORDERS: Final = 30
PATIENCE_S: Final = 240.0
LOOK_S: Final = 0.25
STAMP: Final = "restored"
PARTNER: Final = "/drill"
LATE: Final = "drill-late"
"""The order that is made after the restoration."""


class DrillError(LocalError):
    """Something is not as it was before."""


class Drill:
    """One drill in one folder."""

    def __init__(self, folder: Path, orders: int, say: Callable[[str], None]) -> None:
        """Keep where it happens and how much data there is."""
        self._folder = folder
        self._orders = orders
        self._say = say
        self._stack = Stack(folder / "stack")
        self.seconds: dict[str, float] = {}

    def run(self) -> None:
        """Do all of it; DrillError says what is not equal."""
        with self._timed("stack"), _running(self._stack) as stack:
            with self._timed("data"):
                self._fill(stack)
            before = self._seen(stack)
            deployed = self._look_up(stack)
            with self._timed("backup"):
                sums = save(stack.aws.client, deployed, self._folder / "backup")
            self._say(f"{sum(each.items for each in sums.values())} items copied")
            self._destroy(stack, deployed)
            with self._timed("restore"):
                restored = self._restored(stack, deployed, sums)
        again = Stack(self._folder / "stack", stack.ports, template=self._swapped(restored))
        with self._timed("swap"), _running(again) as stack:
            tables = {name: restored[name] for name in kept(deployed)}
            with self._timed("relake"):
                Relake(stack.aws.client, deployed, tables).run()
            self._compare(before, self._seen(stack))
            self._nothing_is_sent(stack)

    @contextmanager
    def _timed(self, phase: str) -> Iterator[None]:
        begun = time.monotonic()
        yield
        self.seconds[phase] = time.monotonic() - begun

    def _fill(self, stack: Stack) -> None:
        with _api(stack) as api:
            partner = {
                "kind": "webhook",
                "name": "Учебный партнёр",
                "event_types": ["order.created", "order.updated"],
                "settings": {"url": stack.info.receiver + PARTNER},
            }
            _made(api.post("/v1/integrations", json=partner))
            for number in range(self._orders):
                _made(api.post("/v1/orders", json=_order(f"drill-{number}")))
        self._say(f"{self._orders} orders made")
        _until(lambda: len(_received(stack)) >= self._orders, "all webhooks")
        _until(lambda: not self._open_deliveries(stack), "the end of all deliveries")
        _until(lambda: self._rolled_up(stack) == self._orders, "all orders in the lake")

    def _rolled_up(self, stack: Stack) -> int:
        stack.fire("AnalyticsSchedule", job="roll-up")
        return len(_lake(stack).get("orders", {}))

    def _open_deliveries(self, stack: Stack) -> list[Any]:
        with _api(stack) as api:
            found = _made(api.get("/v1/deliveries", params={"limit": 200}))["items"]
        return [each for each in found if each["state"] != "delivered"]

    def _seen(self, stack: Stack) -> dict[str, Any]:
        """Give what people and finance see: the orders by the API, and the lake's rows."""
        with _api(stack) as api:
            return {"orders": _listed(api), "lake": _lake(stack)}

    def _look_up(self, stack: Stack) -> Deployed:
        return look_up(stack.aws.client, "", STACK)

    def _destroy(self, stack: Stack, deployed: Deployed) -> None:
        client = stack.aws.client("dynamodb")
        for table in kept(deployed).values():
            client.delete_table(TableName=table)
        self._say(f"{len(kept(deployed))} tables destroyed")

    def _restored(
        self, stack: Stack, deployed: Deployed, sums: Mapping[str, Sum]
    ) -> dict[str, str]:
        restoring = Restoring(stack.aws.client, deployed, STAMP)
        new = restoring.from_files(self._folder / "backup")
        if {name: restoring.sum_of(table) for name, table in new.items()} != sums:
            raise DrillError("the restored tables are not what was copied")
        self._say("counts and digests are equal")
        return restoring.set_up(new)

    def _swapped(self, restored: Mapping[str, str]) -> Path:
        """Write the template with the restored tables beside links to the code."""
        folder = self._folder / "swapped"
        folder.mkdir()
        for name in ("functions", "layers"):
            (folder / name).symlink_to(ROOT / name, target_is_directory=True)
        template = folder / "template.yaml"
        found = swapped(Sources(ROOT / "template.yaml").load(), restored)
        template.write_text(json.dumps(found, ensure_ascii=False))
        return template

    def _compare(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        for what, was in before.items():
            if after[what] != was:
                raise DrillError(f"{what} differ after the restoration")
        rows = sum(map(len, after["lake"].values()))
        self._say(f"{len(after['orders'])} orders and {rows} rows of the lake are equal")

    def _nothing_is_sent(self, stack: Stack) -> None:
        """Send one new order through everything; nothing else may come with it or before it."""
        with _api(stack) as api:
            _made(api.post("/v1/orders", json=_order(LATE)))
        _until(lambda: _received(stack), "the new order's webhook")
        stack.fire("IntegrationsSchedule")
        _until(lambda: not self._open_deliveries(stack), "the end of all deliveries")
        told = [json.loads(each["body"])["data"]["order"] for each in _received(stack)]
        if {each["external_id"] for each in told} != {LATE}:
            raise DrillError(f"the partner was told of {len(told)} orders instead of one")
        self._say("the partner was told of the new order, and of none that was restored")


@contextmanager
def _running(stack: Stack) -> Iterator[Stack]:
    with stack:
        yield stack


def _api(stack: Stack) -> httpx.Client:
    headers = {"authorization": f"Bearer {stack.info.admin_token}"}
    return httpx.Client(base_url=stack.info.api, headers=headers, timeout=60)


def _made(answer: httpx.Response) -> Any:  # noqa: ANN401 - any JSON
    if not answer.is_success:
        raise DrillError(f"{answer.request.url.path} answered {answer.status_code}: {answer.text}")
    return answer.json()


def _order(external_id: str) -> dict[str, Any]:
    number = int.from_bytes(external_id.encode()) % 100
    return {
        "title": "Учебный заказ",
        "external_id": external_id,
        "customer": {"name": f"Клиент {number}", "phone": f"+7 900 000-00-{number:02}"},
        "items": [{"kind": "service", "name": "Работа", "qty": "1", "unit_price": 100_00}],
    }


def _listed(api: httpx.Client) -> list[Any]:
    found: list[Any] = []
    cursor = None
    while True:
        asked = {"limit": 200} | ({"cursor": cursor} if cursor else {})
        page = _made(api.get("/v1/orders", params=asked))
        found += [_made(api.get(f"/v1/orders/{each['id']}")) for each in page["items"]]
        cursor = page.get("next_cursor")
        if not cursor:
            return sorted(found, key=lambda each: str(each["id"]))


def _received(stack: Stack) -> list[Any]:
    asked = httpx.get(f"{stack.info.receiver}/_received", params={"path": PARTNER})
    found: list[Any] = asked.json()["items"]
    return found


def _lake(stack: Stack) -> dict[str, dict[str, Any]]:
    """Read the rows of the lake by kind and id."""
    from pyarrow import parquet

    client, bucket = stack.aws.client("s3"), stack.info.bucket
    rows: dict[str, dict[str, Any]] = {}
    for each in client.list_objects_v2(Bucket=bucket, Prefix="lake/").get("Contents", []):
        key = each["Key"]
        if key.endswith("part.parquet"):
            body = client.get_object(Bucket=bucket, Key=key)["Body"].read()
            found = parquet.ParquetFile(io.BytesIO(body)).read().to_pylist()
            rows.setdefault(key.split("/")[1], {}).update({row["id"]: row for row in found})
    return rows


def _until(look: Callable[[], Any], what: str) -> None:
    ends = time.monotonic() + PATIENCE_S
    while not look():
        if time.monotonic() > ends:
            raise DrillError(f"{what}: not within {PATIENCE_S:g} s")
        time.sleep(LOOK_S)


def main(words: Sequence[str] | None = None) -> int:
    """Drill in a folder of its own; 1 when something is not equal."""
    parser = argparse.ArgumentParser(prog="python -m local.drill", description=__doc__)
    parser.add_argument("--orders", type=int, default=ORDERS)
    wish = parser.parse_args(words)
    folder = Path(tempfile.mkdtemp(prefix="naryad-drill-"))
    drill = Drill(folder, wish.orders, lambda what: print(f"  {what}", flush=True))
    try:
        drill.run()
    except LocalError as fault:
        print(f"make drill: {fault} (all of it: {folder})", file=sys.stderr)
        return 1
    shutil.rmtree(folder, ignore_errors=True)
    told = ", ".join(f"{phase} {seconds:.1f} s" for phase, seconds in drill.seconds.items())
    print(f"Restored: {told}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
