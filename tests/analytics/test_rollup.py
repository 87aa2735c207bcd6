"""Under what pages are computed is named so that what is another thing has another name."""

from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from analytics import rollup
from analytics.kpi import Kpi
from analytics.kpis import KPIS
from analytics.model import Company
from analytics.rollup import basis

COMPANY = Company(ZoneInfo("Europe/Moscow"), "RUB")
KNOWN = replace(
    KPIS["created"], name="created", kind="orders", axis="created_at", shape="count", unit="orders",
    hours=True, dimensions=("type", "zone"),
)  # fmt: skip
MORE = replace(KNOWN, name="revenue", shape="sum", unit="money", hours=False, dimensions=())
SOME = {each.name: each for each in (KNOWN, MORE)}


def named(
    monkeypatch: pytest.MonkeyPatch, kpis: Mapping[str, Kpi] = SOME, company: Company = COMPANY
) -> str:
    monkeypatch.setattr(rollup, "KPIS", kpis)
    monkeypatch.setattr(rollup, "LAKE_SCHEMA", 5)
    return basis(company)


def test_an_update_that_changes_no_figures_names_them_as_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Named in another way, all figures would be made anew."""
    told = named(monkeypatch)
    hidden = named(monkeypatch, company=replace(COMPANY, hidden_counts=False))

    assert told == "5 Europe/Moscow RUB all 0265bd36"
    assert hidden == "5 Europe/Moscow RUB shown 0265bd36"


def test_figures_are_named_alike_in_whatever_order_kpis_are_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    turned = dict(reversed(SOME.items()))

    assert named(monkeypatch, turned) == named(monkeypatch)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "asks"}, {"axis": "cancelled_at"}, {"shape": "mean"}, {"unit": "seconds"},
        {"hours": True}, {"dimensions": ("type",)},
    ],
    ids=str,
)  # fmt: skip
def test_a_kpi_that_becomes_another_one_is_named(
    change: Mapping[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = {**SOME, "revenue": replace(MORE, **change)}
    fewer = {"created": KNOWN}

    names = {named(monkeypatch, kpis) for kpis in (SOME, changed, fewer)}

    assert len(names) == 3


@pytest.mark.parametrize(
    "company",
    [
        replace(COMPANY, zone=ZoneInfo("Asia/Omsk")),
        replace(COMPANY, currency="KZT"),
        replace(COMPANY, hidden_counts=False),
    ],
    ids=["zone", "currency", "hidden answers"],
)
def test_another_company_is_named(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    assert named(monkeypatch, company=company) != named(monkeypatch)
