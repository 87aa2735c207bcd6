"""What the code tells of itself: metrics, and lines of the log that name what led to them.

A line is written for each decision, named in the past tense, never with a payload or a secret.
"""

import logging
from collections.abc import Mapping
from functools import cache
from threading import Lock
from typing import Final, Literal

from aws_lambda_powertools import Logger

from shared.cause import cause, causing_job

Metric = Literal[
    "DeliveryFailed",  # 1 for an attempt that failed, 0 for one that did not: its mean is the ratio
    "ExportsMissing",  # planned exports that should be there by now
    "FiguresAstray",  # pages of figures that were others than their rows come to
    "RecordFailed",  # a change in a stream that could not be passed on, or not yet
    "RequestFailed",  # a request that was answered 500, by a fault of ours
    "RollUpLag",  # how old the oldest change is that figures do not hold yet
    "SweepFinished",  # the minute's sweep came to its end
]
UNITS: Final[Mapping[Metric, str]] = {"RollUpLag": "Seconds"}
# A metric is printed in two pieces, and workers send in threads.
_ONE_AT_A_TIME: Final = Lock()


@cache
def logger() -> Logger:
    """Give the process's logger; its service name comes from the environment."""
    made = Logger()
    made.addFilter(_tell_cause)
    return made


def measure(name: Metric, value: float = 1) -> None:
    """Write a metric as a line of the log, out of which CloudWatch takes it.

    Its namespace and its one dimension, `service`, come from the environment.
    """
    # Read when something is measured: most requests measure nothing.
    from aws_lambda_powertools.metrics import MetricUnit, single_metric

    unit = MetricUnit(UNITS.get(name, "Count"))
    with _ONE_AT_A_TIME, single_metric(name=name, unit=unit, value=value):
        pass


def _tell_cause(record: logging.LogRecord) -> bool:
    told = {"request_id": cause(), "caused_by": causing_job()}
    for name, value in told.items():
        if value and not hasattr(record, name):
            setattr(record, name, value)
    return True
