"""What every KPI has, and that docs/kpis.md tells of it."""

import re
from pathlib import Path
from typing import get_args

import pytest

from analytics import kpis
from analytics.kpi import DIMENSIONS, Counts, Kpi
from analytics.kpis import DERIVED, KPIS
from scripts import kpis as page

FILES = {file.stem for file in Path(kpis.__file__).parent.glob("*.py")} - {"__init__"}
ALL = {**KPIS, **DERIVED}
COUNTS = {
    "completions": {"completions"},
    "visits": {"on_time_arrival"},
    "payments": {"received"},
    "lines": {"revenue_by_technician"},
    "ratings": {"csat", "average_rating", "bad_rating_recovery"},
    "answers": {"nps", "ces"},
    "requests": {"response_rate"},
    "customers": {"repeat_customer_rate"},
    "technician_days": {"jobs_per_technician_day"},
    "available_seconds": {"utilisation", "utilisation_with_travel"},
}
"""What `n` is a number of, where it is not orders."""
CYRILLIC = re.compile("[А-яЁё]")


def check_words(name: str) -> None:
    """Check what is told of a KPI."""
    kpi = ALL[name]
    definition = kpi.definition

    assert kpi.name == name
    assert definition.startswith("Defined as ")
    assert f"Unit: {kpi.unit}. Date axis: {kpi.axis}. No data: " in definition
    for words in (kpi.title, kpi.meaning):
        assert words.keys() == {"ru", "en"}
        assert CYRILLIC.search(words["ru"]) or words["ru"] == words["en"]
        assert words["en"]
        assert not CYRILLIC.search(words["en"])
    assert kpi.meaning["ru"].endswith(".")
    assert kpi.meaning["en"].endswith(".")


def test_every_file_is_one_kpi_and_has_one_line_in_the_registry() -> None:
    assert len(ALL) == len(KPIS) + len(DERIVED)
    assert ALL.keys() == FILES


@pytest.mark.parametrize("name", ALL)
def test_every_kpi_is_told_in_both_languages(name: str) -> None:
    check_words(name)


def test_no_two_kpis_are_called_the_same() -> None:
    for language in ("ru", "en"):
        titles = [kpi.title[language] for kpi in ALL.values()]

        assert sorted(set(titles)) == sorted(titles)


@pytest.mark.parametrize("name", ALL)
def test_a_source_is_an_address(name: str) -> None:
    _, is_named, source = ALL[name].definition.partition(" Source: ")

    assert not is_named or re.fullmatch(r"https://\S+", source)


@pytest.mark.parametrize("name", KPIS)
def test_without_data_counts_and_sums_are_zero_and_all_else_is_none(name: str) -> None:
    told = "0" if KPIS[name].shape in {"count", "sum"} else "none"

    assert f"No data: {told}." in KPIS[name].definition


@pytest.mark.parametrize("kpi", KPIS.values(), ids=list(KPIS))
def test_unit_and_shape_go_together(kpi: Kpi) -> None:
    shapes = {
        "orders": {"count"},
        "money": {"sum", "mean"},
        "share": {"ratio"},
        "seconds": {"quantile", "sum"},
        "rating": {"mean"},
        "points": {"mean"},
    }

    assert kpi.shape in shapes[kpi.unit]
    assert 0 < kpi.smallest < 1
    assert set(kpi.dimensions) <= set(DIMENSIONS)


def test_every_kpi_says_what_its_n_counts() -> None:
    others = {name: counts for counts, names in COUNTS.items() for name in names}

    assert {name: kpi.counts for name, kpi in ALL.items() if kpi.counts != "orders"} == others
    assert {*COUNTS, "orders"} == {*get_args(Counts)}


def test_every_kpi_of_answers_or_requests_counts_no_orders() -> None:
    of_opinions = {name for name, kpi in KPIS.items() if kpi.kind != "orders"}

    assert of_opinions == {
        name for name, kpi in KPIS.items() if kpi.counts in {"ratings", "answers", "requests"}
    }


@pytest.mark.parametrize("name", DERIVED)
def test_a_derived_figure_says_what_it_needs(name: str) -> None:
    assert DERIVED[name].needs
    assert set(DERIVED[name].dimensions) <= set(DIMENSIONS)


@pytest.mark.parametrize("name", sorted(FILES))
def test_no_kpi_loads_numpy_for_whoever_only_reads_figures(name: str) -> None:
    file = Path(kpis.__file__).with_name(f"{name}.py")

    assert not re.search(r"^(import|from) numpy", file.read_text(), re.MULTILINE)


def test_the_committed_page_is_current() -> None:
    assert page.TARGET.read_text(encoding="utf-8") == page.text(), "run `make openapi`"


@pytest.mark.parametrize("name", ALL)
def test_the_page_tells_of_every_kpi_in_both_languages(name: str) -> None:
    told = page.text().split(f"\n## {name}\n")[1].split("\n## ")[0]

    for part in (ALL[name].meaning["ru"], ALL[name].meaning["en"], ALL[name].definition):
        assert part in told
