"""A plugin of pytest: Hypothesis says at once that something fails, and looks for no simpler case.

A mutant is judged by the first failure: what is shrunk and explained then nobody reads. And what
functions of ours have kept is forgotten before each test: a mutant that is not asked, since its
answer is known of before, would survive whatever it says.
"""

import sys
from functools import _lru_cache_wrapper
from typing import Any, Final

import pytest
from hypothesis import Phase, settings

OURS: Final = frozenset({"orders", "feedback", "analytics", "integrations", "shared"})


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    """Come after the conftest, whose settings stay as they are but for the phases."""
    settings.register_profile("at once", settings(), phases=(Phase.explicit, Phase.generate))
    settings.load_profile("at once")


def pytest_runtest_setup() -> None:
    """Begin each test with nothing kept."""
    for each in keeping():
        each.cache_clear()


def keeping() -> "list[_lru_cache_wrapper[Any]]":
    """Give the functions of ours that keep their answers."""
    ours = [module for name, module in sys.modules.items() if name.split(".")[0] in OURS]
    found = (each for module in ours for each in vars(module).values())
    return [each for each in found if isinstance(each, _lru_cache_wrapper)]
