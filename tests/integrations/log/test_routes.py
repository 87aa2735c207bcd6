"""The log's routes as they are wired: shapes, refusals, and one way through them all."""

import json
from datetime import timedelta

import pytest

from integrations import schedule
from integrations.engine.delivery import give_up
from integrations.engine.storage import DynamoDeliveries
from integrations.handler import lambda_handler
from integrations.log import wiring as log_wiring
from integrations.log.upkeep import Upkeep
from integrations.storage import DynamoIntegrations
from shared.clock import moment, now, text
from shared.table import Table
from tests.conftest import clear_caches
from tests.http import call
from tests.integrations.builders import make_delivery, make_event, make_integration

START = now() - timedelta(hours=3)
WINDOW = {"from": text(START - timedelta(minutes=1)), "to": text(START + timedelta(hours=1))}


class Context:
    """Lambda's context with time to spare."""

    def get_remaining_time_in_millis(self):
        return 50_000


def ask(method, path, body=None, **query):
    return call(lambda_handler, method, path, body=body, query=query)


@pytest.fixture
def log(room):
    """Two orders told to int_1; the first one's delivery failed."""
    clear_caches()
    kept = DynamoIntegrations(Table("IntegrationsTable", room), clock=now)
    deliveries = DynamoDeliveries(Table("DeliveriesTable", room), due_shards=2, clock=now)
    kept.add(make_integration("int_1", created_at=START))
    kept.add(make_integration("int_2", created_at=START))
    for n in range(2):
        at = START + timedelta(minutes=n)
        event = make_event(id=f"ord_{n}", updated_at=at)
        deliveries.add_event(event.id, event.model_dump_json().encode())
        made = make_delivery("int_1", order=f"ord_{n}", created_at=at)
        deliveries.add(give_up(made, at, because="tried in vain") if n == 0 else made)
    return deliveries


def first_id():
    return make_delivery("int_1", order="ord_0").id


def keep_up():
    return schedule.lambda_handler({"job": "log"}, Context())


def test_a_failed_delivery_is_sent_again_and_its_detail_says_so(log):
    path = f"/v1/deliveries/{first_id()}"

    made = ask("POST", f"{path}/resend", {})

    assert (made.status, made.json["id"]) == (201, f"{first_id()}-r1"), made.text
    again = ask("GET", path).json["again"]
    assert [(each["id"], each["state"], each["replay_id"]) for each in again] == [
        (made.json["id"], "pending", None)
    ]
    assert ask("GET", f"/v1/deliveries/{made.json['id']}").json["resend_of"] == first_id()


def test_what_is_still_under_way_is_not_sent_again(log):
    pending = make_delivery("int_1", order="ord_1").id

    answer = ask("POST", f"/v1/deliveries/{pending}/resend", {})

    assert answer.status == 409
    assert "pending" in answer.json["detail"]


def test_a_replay_is_asked_for_worked_through_and_shown(log):
    body = {"filter": {"states": ["failed"], **WINDOW}, "rate_per_minute": 100}

    made = ask("POST", "/v1/replays", body)
    assert made.status == 201, made.text
    assert (made.json["state"], made.json["progress"]["share"]) == ("running", 0.0)
    assert keep_up()["replayed"] == 1

    shown = ask("GET", f"/v1/replays/{made.json['id']}").json
    assert (shown["state"], shown["progress"]["share"]) == ("done", 1.0)
    assert (shown["progress"]["sent"], shown["progress"]["looked_at"]) == (1, 2)
    assert moment(shown["filter"]["from"]) == moment(WINDOW["from"])
    (row,) = ask("GET", "/v1/deliveries", replay_id=shown["id"]).json["items"]
    assert row["resend_of"] == first_id()
    assert [each["id"] for each in ask("GET", "/v1/replays").json["items"]] == [shown["id"]]


def test_a_new_integration_gets_what_it_has_missed(log):
    assert len(ask("GET", "/v1/undelivered", integration_id="int_2").json["items"]) == 2

    body = {"filter": WINDOW, "target_ids": ["int_2"], "only_missing": True}
    assert ask("POST", "/v1/replays", body).status == 201
    assert keep_up()["replayed"] == 2

    assert ask("GET", "/v1/undelivered", integration_id="int_2").json["items"] == []
    (failed,) = ask("GET", "/v1/undelivered").json["items"]
    assert (failed["reason"], failed["detail"]) == ("failed", "tried in vain")
    assert failed["delivery_id"] == first_id()


def test_a_replay_is_paused_resumed_and_cancelled(log):
    body = {"filter": {"states": ["failed"], **WINDOW}}
    path = f"/v1/replays/{ask('POST', '/v1/replays', body).json['id']}"

    moves = [ask("POST", f"{path}/{move}", {}) for move in ("pause", "pause", "resume", "cancel")]
    assert [each.json["state"] for each in moves] == ["paused", "paused", "running", "cancelled"]
    assert moves[-1].json["finished_at"]
    assert ask("POST", f"{path}/resume", {}).status == 409
    assert keep_up()["replayed"] == 0


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"filter": WINDOW}, "target_ids"),
        ({"filter": {"states": ["lost"], **WINDOW}}, "filter.states.0"),
        ({"filter": {"states": ["failed"]}}, "filter.from"),
        ({"filter": {**WINDOW, "from": WINDOW["to"]}, "target_ids": ["int_1"]}, "filter.from"),
        (
            {"filter": {**WINDOW, "from": "2020-01-01T00:00:00Z"}, "target_ids": ["int_1"]},
            "filter.from",
        ),
        (
            {"filter": {**WINDOW, "to": "2999-01-01T00:00:00Z"}, "target_ids": ["int_1"]},
            "filter.to",
        ),
        ({"filter": {**WINDOW, "from": "2026-11-22T08:00:00"}}, "filter.from"),
        ({"filter": WINDOW, "target_ids": ["int_9"]}, "target_ids"),
        ({"filter": {"states": ["failed"], **WINDOW}, "only_missing": True}, "only_missing"),
        ({"filter": WINDOW, "target_ids": ["int_1"], "rate_per_minute": 0}, "rate_per_minute"),
        ({"filter": WINDOW, "target_ids": ["int_1"], "rate_per_minute": 3001}, "rate_per_minute"),
        ({"filter": WINDOW, "target_ids": ["int_1"], "speed": 1}, "speed"),
    ],
)
def test_a_replay_that_breaks_a_rule_is_refused(log, body, field):
    answer = ask("POST", "/v1/replays", body)

    assert answer.status == 422, answer.text
    assert field in {each["field"] for each in answer.json["errors"]}


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("/v1/deliveries", {"status_class": "6xx"}, "status_class"),
        ("/v1/deliveries", {"from": "yesterday"}, "from"),
        ("/v1/deliveries", {"from": "2026-11-22T08:00:00"}, "from"),
        ("/v1/undelivered", {"older_than_minutes": -1}, "older_than_minutes"),
        ("/v1/undelivered", {"integration_id": ""}, "integration_id"),
        ("/v1/undelivered", {"cursor": "x"}, "cursor"),
        ("/v1/replays", {"cursor": "x"}, "cursor"),
        ("/v1/integrations/int_1/statistics", {"hours": 0}, "hours"),
        ("/v1/integrations/int_1/statistics", {"hours": 721}, "hours"),
    ],
)
def test_a_question_that_breaks_a_rule_is_told_which(log, path, query, field):
    answer = ask("GET", path, **query)

    assert answer.status == 422
    assert [each["field"] for each in answer.json["errors"]] == [field]


@pytest.mark.parametrize(
    "path",
    ["/v1/replays/rpl_9", "/v1/reconciliations/rec_9", "/v1/integrations/int_9/statistics"],
)
def test_what_is_not_there_is_not_found(log, path):
    assert ask("GET", path).status == 404


def test_the_log_is_filtered_over_http(log):
    later = text(START + timedelta(seconds=30))

    def found(**query):
        answer = ask("GET", "/v1/deliveries", **query)
        return [each["order_id"] for each in answer.json["items"]]

    assert found(order="ord_0") == ["ord_0"]
    assert found(**{"from": later}) == ["ord_1"]
    assert found(to=later, state="failed") == ["ord_0"]
    assert found(order="1042", event_type="order.created") == ["ord_1", "ord_0"]
    assert found(status_class="5xx") == []


def test_statistics_show_every_hour_and_the_whole(log):
    shown = ask("GET", "/v1/integrations/int_1/statistics", hours=3).json

    assert (shown["integration_id"], shown["hours"], len(shown["items"])) == ("int_1", 3, 3)
    assert shown["whole"] == {
        "attempts": 0, "delivered": 0, "failed": 0, "success_rate": None, "p50_ms": None,
        "p95_ms": None,
    }  # fmt: skip


def test_a_comparison_is_asked_for_and_worked_through(log):
    made = ask("POST", "/v1/reconciliations", {})
    assert (made.status, made.json["state"]) == (202, "running"), made.text

    keep_up()

    (shown,) = ask("GET", "/v1/reconciliations").json["items"]
    assert (shown["state"], shown["missing"]) == ("done", 0)
    assert ask("GET", f"/v1/reconciliations/{shown['id']}").json == shown
    assert ask("POST", "/v1/reconciliations", {"from": text(now())}).status == 422


def test_the_nights_comparison_is_begun_by_the_timer(log):
    assert schedule.lambda_handler({"job": "reconcile"}, Context()) == {"begun": 1}

    (shown,) = ask("GET", "/v1/reconciliations").json["items"]
    assert shown["state"] == "running"


def test_one_part_that_fails_stops_no_other_and_the_run_fails(log_lines):
    class Part:
        def __init__(self, *, fails):
            self.fails, self.ran = fails, 0

        def run(self, has_time):
            self.ran += has_time()
            if self.fails:
                raise ConnectionError("gone")
            return 1

    parts = [Part(fails=True), Part(fails=False), Part(fails=False)]

    with pytest.raises(RuntimeError, match="not done: replayed"):
        Upkeep(*parts).run(Context())
    assert [each.ran for each in parts] == [1, 1, 1]
    assert [json.loads(each)["task"] for each in log_lines if "upkeep.failed" in each] == [
        "replayed"
    ]


def test_the_upkeep_is_wired(stack):
    clear_caches()

    assert log_wiring.upkeep().run(Context())["replayed"] == 0
