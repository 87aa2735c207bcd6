"""The simulation finds what it is there to find: each planted defect within 300 seeds."""

import pytest

from tests.simulation.defects import OF_DECISIONS
from tests.simulation.defects_of_steps import OF_STEPS
from tests.simulation.run import run_all

ENOUGH = 300


@pytest.mark.parametrize("plant", [*OF_DECISIONS, *OF_STEPS], ids=lambda plant: plant.__name__)
def test_a_planted_defect_is_found(plant, monkeypatch):
    plant(monkeypatch)

    assert run_all(range(ENOUGH), first_only=True).violations


def test_there_are_more_than_thirty_of_them():
    assert len({*OF_DECISIONS, *OF_STEPS}) >= 30
