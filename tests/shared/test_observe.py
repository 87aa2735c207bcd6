import json
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from uuid import uuid4

import pytest

from shared.cause import cause, caused_by, causing_job, in_threads, timed
from shared.observe import logger, measure


def metrics(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_metric_is_a_line_of_cloudwatchs_embedded_format(
    capsys: pytest.CaptureFixture[str],
) -> None:
    measure("RollUpLag", 90)

    (line,) = metrics(capsys.readouterr().out)
    (directive,) = line["_aws"]["CloudWatchMetrics"]  # type: ignore[index]
    assert directive["Namespace"] == "Naryad/test"
    assert directive["Dimensions"] == [["service"]]
    assert directive["Metrics"] == [{"Name": "RollUpLag", "Unit": "Seconds"}]
    assert (line["service"], line["RollUpLag"]) == ("naryad", [90.0])


def test_what_threads_measure_at_once_stays_apart(capsys: pytest.CaptureFixture[str]) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda failed: measure("DeliveryFailed", failed), [0, 1] * 100))

    said = [line["DeliveryFailed"] for line in metrics(capsys.readouterr().out)]
    assert sorted(map(str, said)) == ["[0.0]"] * 100 + ["[1.0]"] * 100


def test_a_line_names_the_request_that_led_to_it(log_lines: list[str]) -> None:
    with caused_by("req-1"):
        logger().info("order.closed")
        with caused_by("req-2"):
            logger().info("order.closed")
        assert cause() == "req-1"
    logger().info("order.closed")

    told = [json.loads(line).get("request_id") for line in log_lines]
    assert told == ["req-1", "req-2", None]


def test_a_line_of_a_timers_run_names_the_run_and_its_job(log_lines: list[str]) -> None:
    @timed("orders")
    def run(event: dict[str, str], _context: object) -> str:
        logger().info("job.finished")
        return event["job"]

    answers = [run({"job": "erase"}, SimpleNamespace(aws_request_id="run-1")) for _ in range(2)]
    run({"job": "import"}, None)
    logger().info("job.finished")

    first, again, other, outside = map(json.loads, log_lines)
    assert answers == ["erase", "erase"]
    assert (first["request_id"], first["caused_by"]) == ("run-1", "orders.erase")
    assert again["request_id"] == "run-1"
    assert other["caused_by"] == "orders.import"
    assert len(other["request_id"]) == len(str(uuid4()))
    assert not {"request_id", "caused_by"} & outside.keys()


def test_a_request_within_a_run_is_of_no_job(log_lines: list[str]) -> None:
    with caused_by("run-1", job="orders.import"), caused_by("req-1"):
        logger().info("import.queued")

    (line,) = map(json.loads, log_lines)
    assert line["request_id"] == "req-1"
    assert "caused_by" not in line


def test_threads_of_a_pool_know_what_led_to_their_work() -> None:
    def told(given: int) -> tuple[int, str | None, str | None]:
        return given, cause(), causing_job()

    with caused_by("run-1", job="orders.import"), ThreadPoolExecutor(4) as threads:
        said = list(threads.map(in_threads(told), range(8)))

    assert said == [(given, "run-1", "orders.import") for given in range(8)]


def test_a_thread_knows_nothing_of_what_led_to_another() -> None:
    def thread(request_id: str) -> str | None:
        with caused_by(request_id):
            return cause()

    with caused_by("outside"), ThreadPoolExecutor(4) as threads:
        said = list(threads.map(thread, map(str, range(20))))

    assert said == list(map(str, range(20)))
    assert cause() is None
