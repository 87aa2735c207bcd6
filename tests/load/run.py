"""One whole run: load a stack, wait until it is quiet, and reconcile what there is."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

import httpx

from local.stack import Stack
from tests.e2e.days import today
from tests.load.ledger import Promised, Seen, losses
from tests.load.mix import Load, Took
from tests.load.office import Office, opened

MOST: Final = 160
"""Orders of one run: the receiver of `make run` remembers a thousand requests."""
PATIENCE_S: Final = 600
SCOPES: Final = ("orders:read", "orders:write", "feedback:read")


@dataclass(frozen=True)
class Outcome:
    """What a run promised, found and took."""

    promised: Promised
    seen: Seen
    took: Took
    loaded_s: float
    quiet_s: float

    @property
    def lost(self) -> list[str]:
        """Name what does not reconcile."""
        return losses(self.promised, self.seen)


def play(stack: Stack, *, orders: int, threads: int) -> Outcome:
    """Load a stack with so many orders by so many callers at once."""
    if orders > MOST:
        raise ValueError(f"{orders} orders: at most {MOST}")
    mark = f"load_{uuid4().hex[:12]}"
    with opened(stack, mark) as office, ExitStack() as stacked:
        callers = tuple(stacked.enter_context(each) for each in _callers(office))
        technician = _made(office.admin, "/v1/technicians", {"name": "Борис Орлов"})
        load = Load(callers, mark, technician)
        day = today()
        loaded_s = load.run(orders=orders, threads=threads)
        begun = time.perf_counter()
        _wait(lambda: office.is_quiet(len(load.promised.events)))
        quiet_s = time.perf_counter() - begun
        wanted = {"created": len(load.promised.created), "completed": len(load.promised.completed)}
        _wait(lambda: office.rolled_up(day, wanted))
        return Outcome(load.promised, office.seen(day), load.took, loaded_s, quiet_s)


def _callers(office: Office) -> Iterator[httpx.Client]:
    """Give a caller with a token and one with an API key of this run's own."""
    body = {"name": office.mark, "scopes": [*SCOPES], "rate_per_minute": 6000}
    answer = office.admin.post("/v1/keys", json=body)
    assert answer.is_success, answer.text
    for token in (office.stack.token().access, answer.json()["key"]):
        headers = {"authorization": f"Bearer {token}"}
        yield httpx.Client(base_url=office.stack.info.api, headers=headers, timeout=120)


def _made(admin: httpx.Client, path: str, body: dict[str, object]) -> str:
    answer = admin.post(path, json=body)
    assert answer.is_success, answer.text
    return str(answer.json()["id"])


def _wait(is_so: Callable[[], bool]) -> None:
    """Wait in vain at the end of one's patience: what is missing is then named by `losses`."""
    ends = time.monotonic() + PATIENCE_S
    while not is_so() and time.monotonic() < ends:
        time.sleep(0.5)
