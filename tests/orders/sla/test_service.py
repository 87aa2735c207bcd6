"""Rules are replaced whole, by one writer at a time."""

import pytest

from orders.ports import VersionMovedError
from orders.sla.service import SlaService
from shared.asked import Asked
from shared.auth import Actor
from shared.errors import StaleVersionError
from shared.worktime.week import USUAL
from tests.orders.sla.builders import MONDAY, FixedClock, policy
from tests.orders.sla.fakes import FakeRules


def asked(version):
    return Asked(Actor("user", "mia", "Mia", roles=("manager",)), version)


def test_who_wrote_the_rules_and_when_is_kept():
    written = SlaService(FakeRules(), clock=FixedClock()).replace(USUAL, [policy()], asked(0))

    assert (written.version, written.updated_at, written.updated_by.name) == (1, MONDAY, "Mia")


def test_of_two_who_write_at_once_the_second_is_told_the_current_version():
    class Overtaken(FakeRules):
        def save(self, rules):
            raise VersionMovedError(1)

    with pytest.raises(StaleVersionError) as refused:
        SlaService(Overtaken(), clock=FixedClock()).replace(USUAL, [], asked(0))

    assert refused.value.extra == {"current_version": 1}
