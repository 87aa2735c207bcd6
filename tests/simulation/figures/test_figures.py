"""Figures are the same bytes whatever fails; and the simulation finds what it is there to find."""

import sys

import pytest

from tests.simulation.figures.defects import OF_FIGURES
from tests.simulation.figures.run import run, run_all

SEEDS = 8
ENOUGH = 300


def test_whatever_fails_figures_are_the_same_bytes():
    # Measuring coverage makes everything slower, and a few seeds show the same lines.
    total = run_all(range(4 if sys.gettrace() is not None else SEEDS))

    told = [f"make simulate FIGURES={seed}: {each[0]}" for seed, each in total.violations.items()]
    assert told == [], str(total)
    assert total.faults.total() > total.seeds


@pytest.mark.parametrize("plant", OF_FIGURES, ids=lambda plant: plant.__name__)
def test_a_planted_defect_of_figures_is_found(plant, monkeypatch):
    plant(monkeypatch)
    first = OF_FIGURES[plant]

    assert run_all(range(first, first + ENOUGH), first_only=True).violations


def test_the_same_seed_is_the_same_run():
    worlds = [run(17), run(17)]

    assert worlds[0].chaos.counts == worlds[1].chaos.counts
    assert worlds[0].clock.now == worlds[1].clock.now
    assert worlds[0].table.items == worlds[1].table.items
