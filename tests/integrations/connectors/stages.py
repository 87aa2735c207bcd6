"""For each kind a partner on loopback that answers as it is told: one entry for a new connector."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.integrations.mail.server import MailServer
from tests.integrations.receiver import Receiver

SECRET = "s3cret-of-the-partner"
PRIVATE = frozenset({"127.0.0.1", "localhost"})


@dataclass(frozen=True)
class Answer:
    """What the partner says: a status of HTTP, and the body that goes with it."""

    status: int
    body: Any = None
    after_s: float = 0.0


@contextmanager
def _http(answer: Answer) -> Iterator[int]:
    text = answer.body if isinstance(answer.body, str) else json.dumps(answer.body or {})
    with Receiver(status=answer.status, answer=text.encode()) as partner:
        partner.before_answer = lambda: time.sleep(answer.after_s)
        yield partner.port


@dataclass(frozen=True)
class Stage:
    """How a kind is set up against a partner on loopback."""

    settings: Callable[[int], Mapping[str, Any]]
    to: str = ""
    credentials: Mapping[str, str] = field(default_factory=dict)
    opened: Callable[[Answer], Any] = _http


@contextmanager
def _mail(answer: Answer) -> Iterator[int]:
    said = answer.body or {429: "451 4.7.1 slower", 503: "421 4.3.2 closing"}.get(answer.status)
    answers = {"RCPT": said} if said else {}
    with MailServer(is_tls_first=False, answers=answers, delay_s=answer.after_s) as server:
        yield server.port


STAGES: Mapping[str, Stage] = {
    "webhook": Stage(lambda port: {"url": f"http://127.0.0.1:{port}/hook"}),
    "email": Stage(
        lambda port: {
            "from_address": "service@naryad.example",
            "host": "localhost",
            "port": port,
            "security": "none",
        },
        to="maria@example.com",
        opened=_mail,
    ),
    "onec": Stage(
        lambda port: {
            "mode": "service",
            "base_url": f"http://127.0.0.1:{port}/base",
            "node_code": "1",
        },
        credentials={"login": "naryad", "password": SECRET},
    ),
    "sms": Stage(
        lambda port: {
            "provider": "smsc",
            "login": "naryad",
            "base_url": f"http://127.0.0.1:{port}",
        },
        to="+79000000001",
        credentials={"secret": SECRET},
    ),
    "telegram": Stage(
        lambda port: {"bot_name": "naryad_bot", "base_url": f"http://127.0.0.1:{port}"},
        to="900000001",
        credentials={"token": f"123456:{SECRET}AAAAAAAAAAAAAAAAAAAA"},
    ),
}


def recorded(folder: Path) -> list[tuple[str, Mapping[str, Any]]]:
    """The exchanges that were recorded for one kind, each with the file it lies in."""
    read = [(file.stem, json.loads(file.read_text())) for file in sorted(folder.glob("*.json"))]
    return [
        (f"{folder.name}/{name}/{case['what']}", case)
        for name, cases in read
        for case in (cases["send"] if isinstance(cases, dict) else cases)
    ]
