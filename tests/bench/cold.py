"""Cold start: CPU time of a fresh process until a function could serve its first request.

Counted from the first line of Python until the handler's module is imported and its client of
DynamoDB is made; the interpreter's own start is on neither side. Ours sees botocore's data as the
built layer holds it, the bare client as pip installs it; both have their bytecode.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import botocore

from tests.bench.report import Row, milli
from tests.bench.rounds import Spread, ratio, shuffled
from tests.tables import ROOT, template

BARE = "bare boto3 client"
GOAL = 1.2
GOAL_OF = "orders.handler"
ENVIRONMENT = {
    "AWS_DEFAULT_REGION": "us-east-1",
    # Without keys the client would look for a machine's own, over the network.
    "AWS_ACCESS_KEY_ID": "none",
    "AWS_SECRET_ACCESS_KEY": "none",
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
}
_TIMED = """
import time
begun = time.process_time()
{body}
print(time.process_time() - begun)
"""
_BARE = 'import boto3; boto3.client("dynamodb")'
_HANDLER = 'import {module}; from shared.aws import client; client("dynamodb")'


def modules() -> list[str]:
    """Name the module of every function in template.yaml."""
    functions = [
        each["Properties"]["Handler"]
        for each in template()["Resources"].values()
        if each["Type"] == "AWS::Serverless::Function"
    ]
    return sorted({handler.rpartition(".")[0] for handler in functions})


def measure(rounds: int, names: Sequence[str]) -> list[Row]:
    """Measure handlers against the bare client."""
    with tempfile.TemporaryDirectory() as folder:
        pruned = ENVIRONMENT | {"PYTHONPATH": _pruned_botocore(Path(folder))}
        starts = {BARE: partial(_start, _BARE, ENVIRONMENT)} | {
            name: partial(_start, _HANDLER.format(module=name), pruned) for name in names
        }
        for start in starts.values():
            start()  # writes the bytecode and fills the page cache
        timings = shuffled(starts, rounds)
    bare = milli(Spread.of(timings[BARE]).median)
    return [
        Row(
            f"cold {name}",
            milli(Spread.of(timings[name]).median),
            f"{BARE} {bare}",
            ratio(timings, name, BARE),
            GOAL if name == GOAL_OF else None,
        )
        for name in names
    ]


def _start(body: str, environment: dict[str, str]) -> float:
    child = subprocess.run(  # noqa: S603 - our own code in our own interpreter
        [sys.executable, "-c", _TIMED.format(body=body)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
    )
    if child.returncode:
        msg = f"{body} failed:\n{child.stderr}"
        raise RuntimeError(msg)
    return float(child.stdout)


def _pruned_botocore(folder: Path) -> str:
    """Lay out botocore with the services that the layer keeps, as links to what is installed."""
    makefile = (ROOT / "layers" / "shared" / "Makefile").read_text()
    kept = re.search(r"^SERVICES := (.+)$", makefile, re.MULTILINE)
    if kept is None:
        msg = "layers/shared/Makefile names no SERVICES"
        raise RuntimeError(msg)
    installed = Path(botocore.__file__).parent
    (folder / "botocore" / "data").mkdir(parents=True)
    for each in installed.iterdir():
        if each.name != "data":
            (folder / "botocore" / each.name).symlink_to(each)
    for each in (installed / "data").iterdir():
        if each.is_file() or each.name in kept[1].split():
            (folder / "botocore" / "data" / each.name).symlink_to(each)
    return str(folder)
