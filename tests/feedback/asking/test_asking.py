"""The job that asks customers, over ports in memory."""

import pytest

from shared.answer_links import LINK_LIFE
from tests.feedback.asking.company import DAY, HOUR, MINUTE, NOTHING, Company, done
from tests.feedback.builders import NOW, make_feedback, make_order
from tests.feedback.fakes import FakeRatings


def test_a_customer_is_asked_once_the_delay_is_over_and_reminded_once():
    company = Company(done())

    assert company.run() == NOTHING | {"planned": 1}
    assert company.run(after=59 * MINUTE)["handed"] == 0
    assert company.run(after=MINUTE)["handed"] == 1
    assert company.run(after=5 * MINUTE)["sent"] == 1
    assert company.run(after=4 * DAY)["reminded"] == 1
    assert company.run(after=10 * DAY) == NOTHING

    request = company.requests.kept["ord_1"]
    reminded_at = NOW + HOUR + 5 * MINUTE + 4 * DAY
    assert (request.asked_at, request.sent_at) == (NOW + HOUR, reminded_at)
    assert (request.reminders, request.expires_at) == (1, reminded_at + LINK_LIFE)


def test_each_reminder_comes_days_after_the_one_before_and_the_last_is_the_last():
    company = Company(done(), reminders=2)
    company.run()
    company.run(after=HOUR)
    company.run(after=5 * MINUTE)

    assert company.run(after=4 * DAY)["reminded"] == 1
    assert company.run(after=4 * DAY - MINUTE)["reminded"] == 0
    assert company.run(after=MINUTE)["reminded"] == 1
    assert company.run(after=10 * DAY) == NOTHING


def test_a_reminder_comes_days_after_the_request_and_none_where_nobody_wants_one():
    company = Company(done())
    silent = Company(done(), reminders=0)
    for each in (company, silent):
        each.run()
        each.run(after=HOUR)
        each.run(after=5 * MINUTE)

    assert company.requests.kept["ord_1"].due_at == NOW + HOUR + 4 * DAY
    assert silent.requests.kept["ord_1"].due_at is None


def test_who_has_answered_is_not_reminded():
    company = Company(done())
    company.run()
    company.run(after=HOUR)
    company.run(after=5 * MINUTE)
    company.ratings.kept["ord_1"] = make_feedback(5)

    assert company.run(after=4 * DAY) == NOTHING | {"over": 1}
    assert company.state["ord_1"] == ("over", "answered")


def test_a_customer_is_not_asked_again_within_the_cooldown():
    company = Company(done("ord_1"), done("ord_2"), done("ord_3", customer="cus_2"), reminders=0)

    company.run()
    company.run(after=HOUR)
    assert company.state["ord_2"] == ("over", "the customer was asked a short while ago")
    assert (company.state["ord_1"][0], company.state["ord_3"][0]) == ("handed", "handed")

    company.orders.known["ord_4"] = done("ord_4", at=NOW + 30 * DAY)
    company.clock.now = NOW + 30 * DAY
    company.run()
    company.run(after=HOUR)
    assert company.state["ord_4"][0] == "handed"


def test_an_order_that_was_reopened_is_asked_about_after_its_next_completion():
    company = Company(done())
    company.run()
    company.orders.known["ord_1"] = done(status="in_progress")

    assert company.run(after=HOUR)["over"] == 1
    assert company.requests.kept == {}

    later = NOW + 3 * HOUR
    served = {"id": "tec_2", "name": "Анна Волкова"}
    company.orders.known["ord_1"] = done(at=later, technician=served)
    company.run(after=2 * HOUR)
    company.run(after=HOUR)
    assert company.requests.kept["ord_1"].technician.id == "tec_2"
    assert company.requests.kept["ord_1"].asked_at == NOW + 4 * HOUR


def test_who_served_is_frozen_when_the_order_was_completed():
    company = Company(done())
    company.run()
    changed = {"id": "tec_2", "name": "Анна Волкова"}
    company.orders.known["ord_1"] = done(technician=changed)

    company.run(after=HOUR)

    assert company.requests.kept["ord_1"].technician.id == "tec_1"


def test_an_order_reopened_after_the_request_brings_no_reminder():
    company = Company(done())
    company.run()
    company.run(after=HOUR)
    company.run(after=5 * MINUTE)
    company.orders.known["ord_1"] = done(status="in_progress")

    assert company.run(after=4 * DAY)["reminded"] == 0
    assert company.state["ord_1"] == ("over", "the order was reopened")


def test_who_was_erased_is_asked_nothing():
    company = Company(done())
    company.run()
    erased = {"id": "cus_1", "name": "Удалено"}
    company.orders.known["ord_1"] = make_order(customer=erased)

    company.run(after=HOUR)

    assert company.state["ord_1"] == ("over", "the customer was erased")


def test_nobody_is_asked_about_what_was_done_before_asking_began():
    company = Company(done())
    company.requests.position = None

    assert company.run()["planned"] == 0
    assert company.requests.position == NOW


def test_an_old_order_that_changes_is_not_asked_about():
    old = done(at=NOW - 8 * DAY).model_copy(update={"updated_at": NOW})
    company = Company(old)

    assert company.run()["planned"] == 0


def test_two_runs_at_once_ask_once():
    company = Company(done())
    company.run()
    (due,) = company.requests.due(NOW + HOUR)
    company.run(after=HOUR)

    assert company.requests.send_first(
        due.handed(NOW + HOUR), cooled_since=NOW - DAY
    ) == "moved"  # fmt: skip
    company.run(after=5 * MINUTE)
    assert company.rate() == [(1, 0)]


def test_one_customer_who_can_not_be_asked_holds_up_no_other():
    company = Company(done("ord_1"), done("ord_2", customer="cus_2"))
    company.run()

    class Unread(FakeRatings):
        def load(self, order_id):
            if order_id == "ord_1":
                raise TimeoutError(order_id)
            return super().load(order_id)

    company = Company(*company.orders.known.values(), ratings=Unread(), requests=company.requests)
    with pytest.raises(RuntimeError, match="1 customers could not be asked"):
        company.run(after=HOUR)

    assert company.state["ord_2"][0] == "handed"
    assert company.state["ord_1"][0] == "planned"
    assert company.complaints == ["ord_1"]


def test_a_run_that_is_late_leaves_the_rest_to_the_next():
    class Late:
        def get_remaining_time_in_millis(self):
            return 5_000

    company = Company(done())

    assert company.service.run(Late())["planned"] == 1
    assert company.requests.position == NOW - HOUR
    company.clock.pass_by(HOUR)
    assert company.service.run(Late())["handed"] == 0
