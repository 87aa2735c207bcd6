import pytest

from local.leaving_out import lead_to_functions
from tests.house.stack import Stack, expand, source


@pytest.fixture(scope="session")
def stack() -> Stack:
    """Give the stack as its rules see it: what leads to an alias leads to the function."""
    expanded = expand(source())
    lead_to_functions(expanded)
    return Stack(expanded)
