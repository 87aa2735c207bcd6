"""No URL, no answer of DNS and no address gets a call to where none may go."""

import socket
from collections import defaultdict
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ssrfguard import Policy
from ssrfguard._registry import TABLE

from shared.addresses import is_public
from shared.outbound import Outbound
from tests.shared.hostile_urls import GOOD, PLACES_V4, PLACES_V6, every_url
from tests.shared.sending import fault_of

SECOND_OPINION = Policy()
URLS = every_url()
NAMES_OF_PLACES = [
    "{}.nip.example.com",
    "{}.example.com",
    "app-{}.example.com",
]


class Network:
    """A DNS that takes any number for an address, as old resolvers do, and a wire that listens."""

    def __init__(self, *answers: str) -> None:
        self.answers = answers
        self.connected: list[str] = []

    def resolve(self, host: str, port: int, **_: Any) -> list[Any]:
        try:
            found = [socket.inet_ntoa(socket.inet_aton(host))]
        except OSError:
            found = list(self.answers) or ["8.8.8.8"]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in found]

    def connect(self, address: tuple[str, int], _: float) -> socket.socket:
        self.connected.append(address[0])
        raise ConnectionRefusedError

    def asked_to(self, *urls: str) -> dict[str, list[str]]:
        """Send to each URL; give those that ended in each fault."""
        client = Outbound(resolve=self.resolve, connect=self.connect)
        found: dict[str, list[str]] = defaultdict(list)
        for url in urls:
            found[fault_of(client, url).kind].append(url)
        return found


def test_of_a_great_many_hostile_urls_none_leads_anywhere():
    network = Network()

    assert len(URLS) > 25_000
    assert network.asked_to(*URLS) == {"target": URLS}
    assert network.connected == []


def test_a_good_url_leads_to_its_host():
    network = Network()

    assert network.asked_to(f"https://{GOOD}/") == {"refused": [f"https://{GOOD}/"]}
    assert network.connected == ["8.8.8.8"]


@pytest.mark.parametrize("place", PLACES_V4 + PLACES_V6)
def test_a_name_that_leads_to_a_forbidden_place_is_never_connected_to(place):
    for answers in ([place], ["8.8.8.8", place], [place, "8.8.8.8"]):
        network = Network(*answers)
        urls = [f"https://{each.format('a')}/" for each in NAMES_OF_PLACES]

        assert network.asked_to(*urls) == {"target": urls}
        assert network.connected == []


def edges() -> list[str]:
    """Give the first and last address of every special network, and their neighbours."""
    numbers = set()
    for block in TABLE:
        net: IPv4Network | IPv6Network = ip_network(block.network)
        kind = type(net.network_address)
        for edge in (int(net.network_address), int(net.broadcast_address)):
            around = (edge - 1, edge, edge + 1)
            numbers |= {str(kind(n)) for n in around if 0 <= n < 2**net.max_prefixlen}
    return sorted(numbers)


def test_at_the_edges_of_every_special_network_nothing_passes_that_another_guard_denies():
    looser = [each for each in edges() if is_public(each) and not permits(each)]

    assert len(edges()) > 200
    assert looser == []


@given(st.ip_addresses())
def test_no_address_passes_that_another_guard_denies(address):
    assert permits(str(address)) or not is_public(str(address))


@given(st.sampled_from(TABLE), st.integers(min_value=0))
def test_within_special_networks_no_address_passes_that_another_guard_denies(block, number):
    net = ip_network(block.network)
    address = str(ip_address(int(net.network_address) + number % net.num_addresses))

    assert permits(address) or not is_public(address)


def permits(address: str) -> bool:
    return SECOND_OPINION.permits_address(address)
