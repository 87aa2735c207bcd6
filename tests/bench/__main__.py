"""`make bench`: measure, print tables, end with 0 whatever the figures are."""

import os
import sys
import tempfile
import time
from pathlib import Path

from local.stack import Stack
from tests.bench import (
    admission,
    chain,
    change_files,
    change_lines,
    codec,
    cold,
    deliveries,
    hydration,
    isolation,
    onec_files,
    pipeline,
    ratings,
    reads,
    rollups,
    shipments,
    uploads,
    warm,
    work,
)
from tests.bench.report import Row, table

GOAL_ROUNDS, COLD_ROUNDS = 13, 5
WARM_ROUNDS, WARM_CALLS = 11, 100
DELIVERY_ROUNDS, DELIVERIES = 5, 200
ORDERS, CALLERS, ALONE = 60, 4, 10
PAGES = 40
ROLLUP_ORDERS, ROLLUP_ROUNDS = 1_000_000, 3
CHANGED = 3000
CHANGE_FILES = 100
SEEDS = 3
SHIPPED, ROUNDS = 1_000_000, 3
ONEC_ORDERS = 2000
HYDRATED = 20_000
PACED_S, PACED_CALLS = 4, 1000


ENVIRONMENT = {
    "POWERTOOLS_SERVICE_NAME": "naryad",
    "POWERTOOLS_METRICS_NAMESPACE": "Naryad/bench",
    "POWERTOOLS_TRACE_DISABLED": "true",
    "AWS_DEFAULT_REGION": "us-east-1",
    # Nothing here calls AWS, and with these nothing could.
    "AWS_ACCESS_KEY_ID": "none",
    "AWS_SECRET_ACCESS_KEY": "none",
}


def main() -> None:
    """Run every section; the whole takes minutes, and says at its end how many seconds."""
    os.environ.update(ENVIRONMENT)
    begun = time.monotonic()
    others = [name for name in cold.modules() if name != cold.GOAL_OF]
    _show(
        "Cold start, CPU time",
        cold.measure(GOAL_ROUNDS, [cold.GOAL_OF]) + cold.measure(COLD_ROUNDS, others),
    )
    _show(
        "Warm requests, CPU time",
        warm.measure(WARM_ROUNDS, WARM_CALLS) + work.measure(WARM_ROUNDS, WARM_CALLS),
    )
    _show("Orders in DynamoDB, one company with one list shard", work.units())
    _show(
        "Items and calls of DynamoDB, CPU time",
        codec.measure(WARM_ROUNDS, WARM_CALLS) + reads.measure(WARM_ROUNDS, WARM_CALLS),
    )
    _show("Judging an API key, CPU time", admission.measure(WARM_ROUNDS, WARM_CALLS))
    _show("A page of feedback by the answers in its period, CPU time", ratings.measure(PAGES))
    orders = int(os.environ.get("BENCH_ORDERS", ROLLUP_ORDERS))
    _show("Roll-ups of orders, CPU time", rollups.measure(orders, ROLLUP_ROUNDS))
    _show("Lines of changes, CPU time", change_lines.measure(WARM_ROUNDS, CHANGED))
    _show("Files of changes, a GET takes 20 ms", change_files.measure(ROUNDS, CHANGE_FILES))
    _show("Files for finance, CPU time", shipments.measure(SHIPPED, ROUNDS))
    _show("A file on its way to S3, memory", uploads.measure())
    _show("Files for 1C, CPU time", onec_files.measure(WARM_ROUNDS, ONEC_ORDERS))
    _show("Whole orders for 1C with their reading", hydration.measure(HYDRATED))
    _show("Webhooks from one worker", deliveries.measure(DELIVERY_ROUNDS, DELIVERIES))
    _show("A slow and a silent partner beside a healthy one, model", isolation.measure(SEEDS))
    with warm.quiet():
        shares = pipeline.measure(PACED_S, PACED_CALLS)
    _show("Commit to wire without AWS, one process", shares)
    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder)) as stack:
        _show(
            "The whole chain on this machine, wall time",
            chain.measure(stack.info, orders=ORDERS, threads=CALLERS, alone=ALONE),
        )
    _say(f"{time.monotonic() - begun:.0f} s; ratios are medians of rounds, [quarter points]")


def _show(title: str, rows: list[Row]) -> None:
    _say(table(title, rows))


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
