"""Each section runs with tiny counts, so that the bench never rots; no figure is judged here."""

import duckdb
import pytest

from feedback import handler as feedback_handler
from orders import handler as orders_handler
from tests.bench import (
    admission,
    change_files,
    change_lines,
    codec,
    cold,
    deliveries,
    hydration,
    isolation,
    onec_files,
    pipeline,
    ratings,
    reads,
    rollup_memory,
    rollups,
    rounds,
    shipments,
    uploads,
    warm,
    work,
)
from tests.bench.report import Row, table
from tests.bench.rounds import Spread, compare, ratio
from tests.tables import template


class NothingToCollect:
    """Collecting what all tests have loaded takes longer than what is measured."""

    collect = freeze = unfreeze = staticmethod(lambda: None)


@pytest.fixture(autouse=True)
def _uncollected(monkeypatch):
    monkeypatch.setattr(rounds, "gc", NothingToCollect)


def figures(rows: list[Row]) -> list[float]:
    return [row.ratio.median for row in rows if row.ratio]


def test_every_function_of_the_template_has_a_cold_start_to_measure():
    names = cold.modules()

    assert orders_handler.__name__ in names
    assert feedback_handler.__name__ in names
    assert cold.GOAL_OF in names


def test_a_cold_start_is_measured():
    rows = cold.measure(1, ["feedback.handler"])

    assert [row.what for row in rows] == ["cold feedback.handler"]
    assert figures(rows)[0] > 0


def test_lines_of_changes_are_read_beside_their_rivals():
    rows = change_lines.measure(1, 5)

    assert len(figures(rows)) == len(rows) == 3


def test_files_of_changes_are_read_ahead_and_in_turn():
    rows = change_files.measure(1, 16, get_s=0.001)

    assert len(figures(rows)) == len(rows) == 3
    assert min(figures(rows)) > 0


def test_both_sides_of_the_group_by_make_the_same_rows(tmp_path):
    file = rollups._write_month(str(tmp_path), 3000, 0)

    database = duckdb.connect(config={"threads": 1})
    theirs = rollups.same_rows(database, file)

    told = {
        (day, who): f"[{n},{total},0,{squares},[{bins}]]"
        for day, who, n, total, squares, bins in zip(*theirs.to_pydict().values(), strict=True)
    }
    assert {(day, who): tally for day, who, tally in rollups.day_rows(file)} == told


def test_the_memory_of_a_rebuild_is_measured(tmp_path):
    rollups._write_month(str(tmp_path), 300, 0)
    files = [str(path) for path in tmp_path.glob("*.parquet")]

    rollup_memory._rebuild(files)

    assert rollup_memory._peak(rollup_memory._rebuild, files) > 10


def test_a_function_that_does_not_start_is_named():
    with pytest.raises(RuntimeError, match="No module named 'nowhere'"):
        cold.measure(1, ["nowhere.handler"])


def test_warm_requests_are_measured_and_leave_nothing_behind():
    rows = warm.measure(2, 2)

    assert len(rows) == 4
    assert min(figures(rows)) > 0
    assert orders_handler.api.dependency_overrides == {}


def test_both_sides_of_a_warm_request_give_the_same_answer():
    with warm.quiet():
        service = warm.ready_service(warm.real_service())
        posted, bare_posted = warm._post(service)(), warm._bare_post(service)()
        got, bare_got = warm._get(service, "any")(), warm._bare_get(service, "any")()

    assert posted["body"] == bare_posted["body"]
    assert got["body"] == bare_got["body"]


def test_the_item_codec_is_measured():
    assert len(figures(codec.measure(2, 2))) == 2


def test_calls_of_dynamodb_are_measured():
    assert len(figures(reads.measure(2, 2))) == 2


def test_files_for_1c_are_measured_and_both_sides_write_the_same():
    rows = onec_files.measure(2, 3, growth=2)

    assert len(figures(rows)) == 6
    assert onec_files.export("commerceml", onec_files.some_orders(3)).written.orders == 3


def test_whole_orders_are_read_and_written_within_a_run_of_the_worker():
    worker = template()["Resources"]["AnalyticsWorker"]["Properties"]

    rows = hydration.measure(20, ["commerceml"])

    assert worker["Timeout"] == hydration.TIMEOUT_S
    assert [row.goal for row in rows] == [1.0]
    assert min(figures(rows)) > 0


def test_files_for_finance_are_measured():
    rows = shipments.measure(50, 1, ["parquet"])

    assert len(figures(rows)) == 7 + 1


def test_sending_a_file_is_measured_in_a_process_of_its_own():
    (row,) = uploads.measure((9,))

    assert row.goal == 1.0
    assert figures([row])[0] > 0


def test_a_section_finds_nothing_of_the_one_before_it():
    reads.measure(1, 1)

    assert len(admission.measure(1, 1)) == len(admission.KNOWN) + 2


def test_judging_a_key_is_measured():
    rows = {row.what: row for row in admission.measure(2, 2)}

    assert {"key, revoked", "key, inactive", "key, expired", "key, from elsewhere"} <= set(rows)
    assert min(figures(list(rows.values()))) > 0


def test_a_move_and_a_list_are_measured_and_leave_nothing_behind():
    rows = work.measure(2, 2)

    assert [row.what for row in rows] == ["move, whole", "list of 50, whole"]
    assert min(figures(rows)) > 0
    assert orders_handler.api.dependency_overrides == {}


def test_the_units_of_every_path_are_told():
    rows = {row.what: row.ours for row in work.units()}

    assert rows["read one"] == "1 requests, 1 read units, 0 write units"
    assert len(rows) > 15


def test_deliveries_are_measured_beside_others_and_the_floor():
    rows = deliveries.measure(1, 10, slow_s=0.01, crowd=5)

    assert len(rows) == 14
    assert min(figures(rows)) > 0
    assert [row.goal for row in rows if row.goal] == [0.2, 1.4]


def test_isolation_is_measured_with_the_workers_of_the_template():
    rows = isolation.measure(1, long_s=80)

    assert [row.goal for row in rows] == [1.25, 1.25, None, None]
    assert f"{isolation.workers()} workers" in rows[0].what
    assert min(figures(rows)) >= 1


def test_our_own_share_of_commit_to_wire_is_measured():
    with warm.quiet():
        rows = pipeline.measure(0.1, 20)

    assert [row.what.split(",")[0] for row in rows][:2] == [
        "own share of commit to wire at 50 a second",
        "own share of queue to wire at 50 a second",
    ]
    assert len(rows) == 7
    assert rows[-1].against.startswith("all, add_event, add, send, lease")


def test_a_spread_is_the_median_and_the_quarters():
    assert Spread.of([4.0, 1.0, 2.0, 3.0, 5.0]) == Spread(3.0, 2.0, 4.0)
    assert Spread.of([2.0]) == Spread(2.0, 2.0, 2.0)


def test_a_ratio_is_taken_within_each_round():
    timings = {"ours": [2.0, 20.0, 3.0], "theirs": [1.0, 10.0, 1.0]}

    assert ratio(timings, "ours", "theirs") == Spread(2.0, 2.0, 2.5)


def test_each_thing_is_called_once_before_and_then_as_often_as_asked():
    calls: list[str] = []

    timings = compare(
        {"a": lambda: calls.append("a"), "b": lambda: calls.append("b")}, rounds=3, calls=4
    )

    assert (calls.count("a"), calls.count("b")) == (13, 13)
    assert len(timings["a"]) == 3


@pytest.mark.parametrize(("median", "verdict"), [(1.2, "met"), (1.21, "MISSED")])
def test_a_goal_is_met_up_to_its_value(median, verdict):
    row = Row("cold", "1 ms", "bare 1 ms", Spread(median, 1.0, 2.0), 1.2)

    assert row.cells()[-2:] == ("<= x1.20", verdict)


def test_a_page_of_feedback_is_timed_by_the_answers_in_its_period(monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")

    (row,) = ratings.measure(2, periods=(50,))

    assert "50 answers" in row.what
    assert "p95" in row.ours


def test_a_row_without_a_goal_has_no_verdict():
    shown = table("Title", [Row("POST", "5 ms")])

    assert shown.splitlines()[0] == "Title"
    assert shown.splitlines()[-1] == "POST  5 ms"
