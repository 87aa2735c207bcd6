"""Sending by `shared.outbound` in tests, and naming what became of it."""

import socket
from typing import Any

import pytest

from shared.outbound import Outbound, OutboundError, Reply

HOME = frozenset({"127.0.0.1"})
NAMED = frozenset({"receiver.example"})
DEADLINE_S = 0.3
PATIENCE_S = 2.0  # how much longer than its deadline a call may take on a busy machine


def send(client: Outbound, url: str, *, deadline_s: float = 5.0, **headers: str) -> Reply:
    return client.post(url, b'{"a": 1}', headers, deadline_s=deadline_s)


def kind_of(client: Outbound, url: str, **parts: Any) -> str:
    with pytest.raises(OutboundError) as failed:
        send(client, url, **parts)
    return failed.value.kind


def resolving_to(*addresses: str):
    """Answer every name with these addresses; remember the names."""
    asked: list[str] = []

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in addresses]

    return resolve, asked
