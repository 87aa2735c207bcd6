"""Sending by `shared.outbound` in tests, and naming what became of it."""

import socket
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest

from shared.calls import OutboundError, Reply
from shared.outbound import Outbound

HOME = frozenset({"127.0.0.1"})
NAMED = frozenset({"receiver.example"})
DEADLINE_S = 0.6
PATIENCE_S = 10.0  # how much longer than its deadline a call may take on a busy machine
MEMORY = 1_000_000


def send(
    client: Outbound,
    url: str,
    *,
    deadline_s: float = 5.0,
    body: bytes = b'{"a": 1}',
    **headers: str,
) -> Reply:
    return client.post(url, body, headers, deadline_s=deadline_s)


def fault_of(client: Outbound, url: str, **parts: Any) -> OutboundError:
    with pytest.raises(OutboundError) as failed:
        send(client, url, **parts)
    return failed.value


def kind_of(client: Outbound, url: str, **parts: Any) -> str:
    return fault_of(client, url, **parts).kind


def resolving_to(*addresses: str):
    """Answer every name with these addresses; remember the names."""
    asked: list[str] = []

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in addresses]

    return resolve, asked


def leading_to(port: int):
    """Lead every connection to a port of this machine; remember where each was to go."""
    asked: list[tuple[str, int]] = []

    def connect(address: tuple[str, int], timeout_s: float) -> socket.socket:
        asked.append(address)
        return socket.create_connection(("127.0.0.1", port), timeout_s)

    return connect, asked


def within_bounds(call: Callable[[], Any], *, memory: int = MEMORY) -> Any:
    """Give a call's answer or fault, whose time and memory must have stayed within their bounds."""
    tracemalloc.start()
    try:
        began = time.monotonic()
        try:
            outcome = call()
        except OutboundError as error:
            outcome = error
        spent, peak = time.monotonic() - began, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert spent < DEADLINE_S + PATIENCE_S
    assert peak < memory
    return outcome


def wait_for(came: Callable[[], object]) -> None:
    """Wait until something is so."""
    ends = time.monotonic() + PATIENCE_S
    while not came():
        assert time.monotonic() < ends
        time.sleep(0.002)
