"""The mutation run itself: what it covers is there, and its figures are told right."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from analytics import grouping
from tests.mutation import at_once
from tests.mutation.__main__ import row
from tests.mutation.parts import PARTS
from tests.mutation.project import PACKAGES, ROOT, Result, module_of
from tests.mutation.project import settings as written

FOUND = Result(
    {
        "orders.items.x_price__mutmut_1": "killed",
        "orders.items.xǁLineItemǁpriced__mutmut_2": "survived",
        "orders.pricing.x_total__mutmut_1": "timeout",
        "orders.pricing.x_total__mutmut_2": "no tests",
        "orders.pricing.x_total__mutmut_3": "not checked",
    }
)
MAP = (ROOT / "docs" / "mutation.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PARTS)
def test_what_a_part_names_is_there(name: str) -> None:
    for source in PARTS[name].sources:
        homes = [(ROOT / each).parent for each in PACKAGES]
        assert any(list(home.glob(source)) for home in homes), source
    assert all((ROOT / "tests" / each).exists() for each in PARTS[name].tests)


def test_the_docs_tell_the_score_of_every_module_of_every_part() -> None:
    for part in PARTS.values():
        for source in part.sources:
            assert f"`{source.removesuffix('.py').replace('/', '.')}`" in MAP, source


def test_a_module_is_told_from_the_name_of_its_mutant() -> None:
    assert [module_of(each) for each in FOUND.states] == ["orders.items"] * 2 + [
        "orders.pricing"
    ] * 3


def test_what_no_test_has_noticed_is_missed_and_what_was_not_judged_counts_for_nothing() -> None:
    assert row(FOUND, "orders.items") == "orders.items: 1 of 2 (50.0%)"
    assert row(FOUND, "orders.pricing") == "orders.pricing: 1 of 2 (50.0%), 1 not judged"
    assert row(FOUND, None) == "together: 2 of 4 (50.0%), 1 not judged"
    assert FOUND.survivors == [
        "orders.items.xǁLineItemǁpriced__mutmut_2",
        "orders.pricing.x_total__mutmut_2",
    ]


def test_a_part_is_narrowed_to_the_modules_that_are_named_and_keeps_its_tests() -> None:
    kpis = PARTS["kpis"]

    narrow = kpis.only(["analytics.kpis.revenue", "analytics.tally"])

    assert narrow.sources == ("analytics/kpis/revenue.py", "analytics/tally.py")
    assert narrow.tests == kpis.tests
    assert kpis.only([]) == kpis


def test_a_module_of_another_part_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^not of this part: shared/money\.py; it has analytics/"):
        PARTS["kpis"].only(["analytics.tally", "shared.money"])


def test_a_mutant_is_judged_by_the_first_failure_and_no_simpler_one_is_looked_for() -> None:
    known = settings()
    try:
        at_once.pytest_configure()

        assert settings().phases == (Phase.explicit, Phase.generate)
        assert settings().max_examples == known.max_examples
    finally:
        settings.register_profile("known", known)
        settings.load_profile("known")


def test_what_functions_keep_is_forgotten_before_each_test() -> None:
    kept = grouping._borders()

    at_once.pytest_runtest_setup()

    assert grouping._borders() is not kept


def test_mutmut_is_told_what_to_mutate_and_what_to_run() -> None:
    known = tomllib.loads(Path(ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    told = tomllib.loads(written(known, PARTS["money"]))["tool"]

    assert told["mutmut"]["only_mutate"][0] == "src/shared/money.py"
    assert "tests/orders/test_pricing.py" in told["mutmut"]["pytest_add_cli_args_test_selection"]
    assert told["pytest"]["ini_options"]["pythonpath"] == ["."]
    assert "tests.mutation.at_once" in told["pytest"]["ini_options"]["addopts"]
