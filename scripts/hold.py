"""Hold back the functions that change data while tables are restored. See docs/backup.md.

    python -m scripts.hold --stage prod [--release] [--but IntegrationsWorker]

Held is what takes requests or sends, by a reserved concurrency of 0: callers get 503, queues and
timers try again. A deployment changes nothing of that.
"""

import argparse
import sys
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from scripts.stacks import Clients, Deployed, look_up, of_environment

HELD: Final = (
    "OrdersHandler",
    "OrdersSchedule",
    "OrdersWorker",
    "FeedbackHandler",
    "FeedbackSchedule",
    "IntegrationsHandler",
    "IntegrationsOnec",
    "IntegrationsWorker",
    "IntegrationsBounces",
    "IntegrationsSchedule",
    "AnalyticsHandler",
)
GOES_ON: Final = (
    "Authorizer",
    "IntegrationsStream",
    "AnalyticsRows",
    "AnalyticsStream",
    "AnalyticsSchedule",
    "AnalyticsWorker",
)
"""What changes nothing that cannot be made anew, or brings to an end what was told before."""


def hold(
    clients: Clients, deployed: Deployed, but: Collection[str] = (), *, release: bool = False
) -> Iterator[str]:
    """Hold functions back, or let them go; gives the name of each as it is done."""
    client = clients("lambda")
    for name in HELD:
        if name in but:
            continue
        function = deployed.resources[name]
        if release:
            client.delete_function_concurrency(FunctionName=function)
        else:
            client.put_function_concurrency(FunctionName=function, ReservedConcurrentExecutions=0)
        yield name


def main(words: Sequence[str], clients: Clients = of_environment) -> int:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(prog="python -m scripts.hold", description=__doc__)
    parser.add_argument("--stage", default="dev")
    parser.add_argument("--stack", default="", help="the stack's own name, if it has no stage")
    parser.add_argument("--release", action="store_true", help="let them go again")
    parser.add_argument("--but", action="append", default=[], choices=HELD)
    wish = parser.parse_args(words)
    deployed = look_up(clients, wish.stage, wish.stack)
    for name in hold(clients, deployed, wish.but, release=wish.release):
        print(f"{name} {'goes on' if wish.release else 'is held'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
