"""What the cold start of each edge pays for."""

import subprocess
import sys

import pytest

HEAVY = ("pyarrow", "numpy", "pandas", "httpx", "lxml")


def imported_by(module: str) -> set[str]:
    script = f"import sys, {module}; print(*sys.modules)"
    run = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(run.stdout.split())


@pytest.mark.parametrize("edge", ["handler", "stream", "schedule", "worker"])
def test_no_edge_imports_anything_heavy(edge: str) -> None:
    assert imported_by(f"analytics.{edge}").isdisjoint(HEAVY)


@pytest.mark.parametrize(
    "module", ["keeping", "refresh", "exporting", "producing", "rollup", "kpis", "model"]
)
def test_no_use_case_reaches_aws(module: str) -> None:
    reached = imported_by(f"analytics.{module}")

    assert reached.isdisjoint({"boto3", "botocore", "httpx", "aws_lambda_powertools", *HEAVY})


def test_figures_are_computed_with_numpy_and_without_arrow() -> None:
    reached = imported_by("analytics.insight.trends, analytics.insight.overview")

    assert "numpy" in reached
    assert "pyarrow" not in reached


def test_the_lake_is_read_and_written_without_what_of_arrow_is_heavy() -> None:
    reached = imported_by(
        "io; from analytics.lake.columns import read_coded, table_of, written; "
        "read_coded(io.BytesIO(written('orders', table_of('orders', []))), 'orders')"
    )

    assert "pyarrow.parquet" in reached
    assert "pyarrow.dataset" not in reached


def test_who_asks_what_there_is_waits_for_no_numpy() -> None:
    script = "analytics.insight.catalogue; analytics.insight.catalogue.catalogue()"

    assert imported_by(script).isdisjoint(HEAVY)
