"""Partners on the wire: what each answers when, and everything that was ever sent to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, Final
from urllib.parse import urlsplit

from greenlet import getcurrent

from shared.calls import OutboundError, Reply
from tests.simulation.chaos import Chaos
from tests.simulation.clockwork import Clockwork, Process

BURSTS: Final = (
    "500",
    "503",
    "429",
    "never answers",
    "answer lost",
    "slow",
    "refuses",
    "resets",
)
"""What befalls a partner for a while."""
ALWAYS: Final = ("well", "well", "well", "well", "flaky", "slow", "gone", "dead", "never answers")
SUFFIX: Final = ".partner.example"


@dataclass
class Send:
    """One call on the wire as the partner and the worker saw it."""

    integration_id: str
    event_id: str
    body: bytes
    headers: Mapping[str, str]
    start: float
    process: Process
    owner: str
    end: float | None = None
    status: int | None = None
    """What the worker heard; None while it waits, and when it never heard."""
    took_it: bool = False
    """Whether the partner dealt with the event, heard of or not."""
    asked_s: float = 0.0
    """The Retry-After that went with the answer."""

    @property
    def under_way(self) -> bool:
        return self.end is None and not self.process.dead


@dataclass
class Partner:
    """One partner: how it is by nature, and its bad moments."""

    always: str
    bursts: list[tuple[float, float, str]]
    until: float
    """Its nature changes for the better then, unless it is dead or gone."""

    def mode(self, now: float) -> str:
        if self.always in {"dead", "gone"}:
            return self.always
        for start, end, mode in self.bursts:
            if start <= now < end:
                return mode
        return self.always if now < self.until else "well"

    @property
    def is_steady(self) -> bool:
        return self.always == "well" and not self.bursts


def draw_partner(random: Random, until: float, *, steady: bool) -> Partner:
    if steady:
        return Partner("well", [], until)
    bursts = []
    for _ in range(random.choice((0, 1, 2))):
        start = random.uniform(0, until)
        bursts.append((start, start + random.uniform(20, 150), random.choice(BURSTS)))
    return Partner(random.choice(ALWAYS), bursts, until)


class Wire:
    """The guarded client of outside calls, with all partners behind it."""

    def __init__(self, clock: Clockwork, chaos: Chaos, watch: Any) -> None:
        self._clock, self._chaos, self._watch = clock, chaos, watch
        self.hosts: dict[str, str] = {}
        self.partners: dict[str, Partner] = {}
        self.sends: list[Send] = []

    def post(
        self, url: str, body: bytes, headers: Mapping[str, str], *, deadline_s: float
    ) -> Reply:
        process = self._clock.process
        self._clock.check()
        integration_id = self.hosts[str(urlsplit(url).hostname).removesuffix(SUFFIX)]
        event_id = headers.get("webhook-id", "")
        owner = getattr(getcurrent(), "owner", "")
        send = Send(integration_id, event_id, body, headers, self._clock.now, process, owner)
        self.sends.append(send)
        self._watch.sets_out(send)
        try:
            return self._answer(send, deadline_s)
        finally:
            send.end = self._clock.now

    def _answer(self, send: Send, deadline_s: float) -> Reply:
        mode = self.partners[send.integration_id].mode(self._clock.now)
        if mode not in {"well", "slow"}:
            self._chaos.count(f"partner: {mode}")
        random = self._chaos.random
        if mode == "flaky":
            mode = random.choice(("well", "500", "429", "answer lost", "never answers"))
        self._pass(mode, deadline_s)
        if mode == "refuses":
            raise OutboundError("refused", "nobody listens")
        if mode in {"resets", "answer lost"}:
            send.took_it = mode == "answer lost" or random.random() < 0.5
            raise OutboundError("reset", "cut before an answer")
        if mode == "never answers":
            send.took_it = random.random() < 0.5
            raise OutboundError("timeout", f"no answer within {deadline_s} s")
        return self._reply(send, mode)

    def _pass(self, mode: str, deadline_s: float) -> None:
        random = self._chaos.random
        if mode == "never answers":
            self._clock.sleep(deadline_s)
        elif mode == "slow":
            self._clock.sleep(min(random.uniform(3, 12), deadline_s - 0.1))
        else:
            self._clock.sleep(random.uniform(0.02, 0.4))

    def _reply(self, send: Send, mode: str) -> Reply:
        random, headers = self._chaos.random, {}
        status = {"500": 500, "dead": 500, "503": 503, "429": 429, "gone": 410}.get(mode, 200)
        if status in {429, 503} and random.random() < 0.8:
            send.asked_s = float(random.choice((2, 30, 120, 700)))
            headers = {"Retry-After": str(int(send.asked_s))}
        send.status, send.took_it = status, status == 200
        return Reply(status, headers, b"")
