"""A plugin of pytest: Hypothesis says at once that something fails, and looks for no simpler case.

A mutant is judged by the first failure: what is shrunk and explained then nobody reads.
"""

import pytest
from hypothesis import Phase, settings


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    """Come after the conftest, whose settings stay as they are but for the phases."""
    settings.register_profile("at once", settings(), phases=(Phase.explicit, Phase.generate))
    settings.load_profile("at once")
