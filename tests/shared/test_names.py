"""A name is looked at when it is saved."""

import socket
import time
from threading import Event

import pytest

from shared.names import refuse_private
from shared.targets import TargetError
from tests.shared.sending import resolving_to


@pytest.mark.parametrize("address", ["10.0.0.7", "127.0.0.1", "169.254.169.254", "fd00::1"])
def test_a_name_that_leads_inside_is_refused(address: str) -> None:
    resolve, asked = resolving_to(address)

    with pytest.raises(TargetError, match="not public"):
        refuse_private("hooks.partner.org", resolve=resolve)

    assert asked == ["hooks.partner.org"]


def test_one_private_address_among_public_ones_is_enough() -> None:
    resolve, _ = resolving_to("93.184.216.34", "10.0.0.7")

    with pytest.raises(TargetError):
        refuse_private("hooks.partner.org", resolve=resolve)


def test_a_public_name_is_let_through() -> None:
    resolve, asked = resolving_to("93.184.216.34")

    refuse_private("hooks.partner.org", resolve=resolve)

    assert asked


def test_a_name_that_nobody_knows_yet_is_let_through() -> None:
    def resolve(*_: object, **__: object) -> list:
        raise socket.gaierror(-2, "Name or service not known")

    refuse_private("hooks.partner.org", resolve=resolve)


def test_a_slow_dns_holds_nobody_up() -> None:
    answered = Event()

    def resolve(*_: object, **__: object) -> list:
        answered.wait(60)
        return []

    began = time.monotonic()
    refuse_private("hooks.partner.org", resolve=resolve, patience_s=0.05)
    answered.set()

    assert time.monotonic() - began < 30


@pytest.mark.parametrize("host", ["partner.example", "93.184.216.34"])
def test_what_needs_no_asking_is_not_asked_for(host: str) -> None:
    resolve, asked = resolving_to("10.0.0.7")

    refuse_private(host, resolve=resolve)

    assert asked == []
