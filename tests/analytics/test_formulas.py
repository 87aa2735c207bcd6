"""A formula that changes makes all pages anew: the schema has to say so."""

import json

from analytics.kpis import KPIS
from tests.analytics.formulas import FILE, fingerprint, whole


def test_a_changed_formula_raises_the_schema() -> None:
    """Raise LAKE_SCHEMA in analytics/model.py, then run: python -m tests.analytics.formulas."""
    assert fingerprint() == json.loads(FILE.read_text())


def test_every_kpi_has_something_to_count_there() -> None:
    found = whole()

    assert {name for name, tally in found.items() if not tally} == set()
    shares = [found[name] for name, kpi in KPIS.items() if kpi.shape == "ratio"]
    assert all(0 < each.total < each.n + each.pending for each in shares)
