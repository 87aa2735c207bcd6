"""A bounded load of a stated mix: what one caller does with one order, and how long each takes.

Every order is created, once in four repeated under its key as after an answer that got lost; two
of three are worked and completed; half of those are rated by the customer. Between, each caller
lists, searches, reads one order and asks who it is, in turn by token and by API key.
"""

import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final
from uuid import uuid4

import httpx

from tests.load.ledger import Promised

REPEATED, WORKED, RATED = 4, 3, 2
TRIES, PAUSE_S = 20, 1.0
AGAIN: Final = {429, 503}
"""Nothing is promised by these: a busy gateway says so, and is asked again."""


@dataclass
class Took:
    """How long each kind of request took, in seconds."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    lock: Lock = field(default_factory=Lock)

    def note(self, kind: str, seconds: float) -> None:
        """Note one request."""
        with self.lock:
            self.times[kind].append(seconds)


@dataclass(frozen=True)
class Load:
    """Who calls, and by what the orders of this run are told from others."""

    callers: tuple[httpx.Client, ...]
    mark: str
    technician_id: str
    promised: Promised = field(default_factory=Promised)
    took: Took = field(default_factory=Took)

    def run(self, *, orders: int, threads: int) -> float:
        """Do it all; give the seconds that it took. An answer that is no 2xx ends the run."""
        begun = time.perf_counter()
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(self._one, range(orders)))
        return time.perf_counter() - begun

    def _one(self, number: int) -> None:
        caller = self.callers[number % len(self.callers)]
        order = self._create(caller, number)
        self._look(caller, order, number)
        if number % WORKED:
            self._work(caller, order)
            if number % RATED:
                self._rate(caller, order, rating=1 + number % 5)

    def _create(self, caller: httpx.Client, number: int) -> str:
        body = {
            "title": f"Нагрузка {self.mark}",
            "type": self.mark,
            "external_id": f"{self.mark}-{number}",
            "customer": {"name": "Анна Белова", "phone": f"+7 900 000-{number % 100:02d}-00"},
            "items": [{"name": "Выезд", "qty": "1", "unit_price": 150000}],
        }
        once = {"idempotency-key": f"{self.mark}-{number}"}
        made = self._ask("create", caller, "POST", "/v1/orders", json=body, headers=once)
        if number % REPEATED == 0:
            again = self._ask("repeat", caller, "POST", "/v1/orders", json=body, headers=once)
            assert again["id"] == made["id"]
        self.promised.created.add(made["id"])
        return str(made["id"])

    def _work(self, caller: httpx.Client, order: str) -> None:
        path = f"/v1/orders/{order}/transitions"
        for move in (
            {"to": "in_progress", "technician_id": self.technician_id},
            {"to": "completed", "outcome": "resolved"},
        ):
            self._ask("transition", caller, "POST", path, json=move)
        self.promised.completed.add(order)

    def _rate(self, caller: httpx.Client, order: str, *, rating: int) -> None:
        made = self._ask("link", caller, "POST", "/v1/feedback/links", json={"order_id": order})
        page = httpx.URL(made["url"]).path
        self._ask("rate", caller, "POST", page, json={"rating": rating, "comment": self.mark})
        self.promised.rated[order] = rating

    def _look(self, caller: httpx.Client, order: str, number: int) -> None:
        lists = ({"limit": 20}, {"type": self.mark, "limit": 20}, {"q": f"{self.mark}-{number}"})
        wanted = lists[number % len(lists)]
        self._ask("list", caller, "GET", "/v1/orders", params=wanted)
        self._ask("read", caller, "GET", f"/v1/orders/{order}")
        self._ask("me", caller, "GET", "/v1/me")

    def _ask(self, kind: str, caller: httpx.Client, method: str, path: str, **rest: Any) -> Any:
        """Ask until there is an answer, as partners do: under one key all of it is one request."""
        headers = {"idempotency-key": uuid4().hex} | rest.pop("headers", {})
        for _ in range(TRIES):
            begun = time.perf_counter()
            answer = caller.request(method, path, headers=headers, **rest)
            self.took.note(kind, time.perf_counter() - begun)
            if answer.status_code not in AGAIN:
                assert answer.is_success, f"{kind}: {answer.status_code} {answer.text}"
                return answer.json()
            self.took.note("refused", time.perf_counter() - begun)
            time.sleep(float(answer.headers.get("retry-after", PAUSE_S)))
        raise AssertionError(f"{kind}: no answer in {TRIES} tries")
