"""How `make test` shares the tests out among its workers.

pytest-xdist's own groups do nothing under pytest 9.2 (it writes the group into a field that is no
longer read), so groups are told by the path here.
"""

from collections import Counter
from collections.abc import Callable

import pytest
from xdist.scheduler import LoadFileScheduling

STACK = "stack"
LONG = (
    "tests/conformance/",
    "tests/simulation/",
    "tests/bench/",
    "tests/local/",
    "tests/orders/test_machine.py",
)
TINY = {f"tests/local/test_{name}.py" for name in ("stack", "events")}


def unit_of(nodeid: str) -> str:
    """Name what one worker runs: a file, or the files that share a stack, so that one starts."""
    path = nodeid.split("::", maxsplit=1)[0]
    if path.startswith("tests/e2e/") or path.endswith(("_journey.py", "bench/test_chain.py")):
        return STACK
    return "tiny stack" if path in TINY else path


def turn(items: list[pytest.Item]) -> Callable[[pytest.Item], tuple[int, int, str]]:
    """Give the order: the stack beside all else, then what is long, lest it end alone."""
    sizes = Counter(unit_of(item.nodeid) for item in items)

    def key(item: pytest.Item) -> tuple[int, int, str]:
        unit = unit_of(item.nodeid)
        kinds = (unit == STACK, item.nodeid.startswith(LONG), item.nodeid.startswith("tests/web/"))
        return (kinds.index(True) if any(kinds) else len(kinds), -sizes[unit], unit)

    return key


class Units(LoadFileScheduling):
    """Gives each worker one unit after another."""

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)
