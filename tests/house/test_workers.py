"""What shares a stack is one unit of work, so that no two workers start it."""

import re

from tests.house.tree import ROOT
from tests.workers import STACK, unit_of


def units(what: str) -> set[str]:
    """Give the units of the test files with a function that asks for a fixture."""
    files = [path for path in (ROOT / "tests").rglob("test_*.py") if "house" not in path.parts]
    texts = {path.relative_to(ROOT).as_posix(): path.read_text() for path in files}
    return {
        unit_of(f"{name}::test_something")
        for name, text in texts.items()
        if re.search(rf"^def \w+\([^)]*\b{what}\b", text, re.MULTILINE)
    }


def test_all_that_asks_for_the_whole_stack_is_one_unit():
    assert units("stack: Stack") == {STACK}


def test_all_that_asks_for_the_tiny_stack_is_one_unit():
    assert units("tiny: Tiny") == {"tiny stack"}


def test_any_other_file_is_a_unit():
    assert unit_of("tests/orders/test_store.py::test_a[b::c]") == "tests/orders/test_store.py"
