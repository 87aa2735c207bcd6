"""One run of the job that asks customers: what it leaves alone, and what it says of itself."""

import pytest

from shared.fates import Fate
from tests.feedback.asking.company import DAY, HOUR, MINUTE, NOTHING, Company, done
from tests.feedback.builders import NOW
from tests.feedback.fakes import FakeFates, FakeRatings, FakeRequests

UNDERWAY, LOST, DELIVERED = (Fate("sms", state) for state in ("underway", "lost", "delivered"))


class Torn(FakeFates):
    """The log can not be read about one order, and tells the same of all others."""

    def of(self, order_id, event_id):
        if order_id.startswith("ord_torn"):
            raise TimeoutError(order_id)
        return super().of(order_id, event_id)


class Moved(FakeRequests):
    """From some moment on another run has always been there before."""

    is_moved = False

    def save(self, request):
        return False if self.is_moved else super().save(request)


class Left:
    """A context with so much time left."""

    def __init__(self, left_ms):
        self._left_ms = left_ms

    def get_remaining_time_in_millis(self):
        return self._left_ms


def torn(fate):
    """Give a company of two handed requests, of which one can not be looked after."""
    orders = done(), done("ord_torn", customer="cus_2")
    ratings = FakeRatings()
    company = Company(*orders, fates=Torn(fate), ratings=ratings, requests=Moved(ratings))
    company.run()
    company.run(after=HOUR)
    return company


@pytest.mark.parametrize("fate", [None, UNDERWAY])
def test_a_run_that_fails_for_one_tells_that_the_other_waits(fate):
    company = torn(fate)

    with pytest.raises(RuntimeError, match=r"^1 customers could not .* 'over': 0, 'waiting': 1}$"):
        company.run(after=5 * MINUTE)


def test_all_that_failed_are_counted_and_complained_of_with_what_went_wrong():
    company = Company(
        done("ord_torn1"), done("ord_torn2", customer="cus_2"), fates=Torn(UNDERWAY)
    )  # fmt: skip
    company.run()
    assert company.run(after=HOUR) == NOTHING | {"handed": 2}

    with pytest.raises(RuntimeError, match=r"^2 customers could not be asked: {'planned': 0, "):
        company.run(after=5 * MINUTE)

    assert company.complaints == ["ord_torn1", "ord_torn2"]
    assert [str(each) for each in company.faults] == company.complaints


@pytest.mark.parametrize("fate", [None, UNDERWAY, LOST, DELIVERED])
@pytest.mark.parametrize("later", [5 * MINUTE, 2 * HOUR])
def test_what_another_run_has_moved_meanwhile_is_told_as_moved(fate, later):
    company = torn(fate)
    company.requests.is_moved = True

    with pytest.raises(RuntimeError, match=r"'sent': 0, 'lost': 0, .* 'over': 0, 'moved': 1}$"):
        company.run(after=later)
    assert company.state["ord_1"] == ("handed", None)


def test_a_reminder_that_another_run_has_sent_meanwhile_is_told_as_moved():
    company = torn(DELIVERED)
    with pytest.raises(RuntimeError, match=r"'sent': 1"):
        company.run(after=5 * MINUTE)
    company.requests.is_moved = True

    with pytest.raises(RuntimeError, match=r"'reminded': 0, 'over': 0, 'moved': 1}$"):
        company.run(after=4 * DAY)


def test_what_is_gone_or_no_longer_completed_when_it_is_read_is_not_planned():
    class Behind(Company):
        """Its index lags behind the orders."""

        def completed_since(self, since):
            return iter(["ord_gone", "ord_open", "ord_1"])

    company = Behind(done(), done("ord_open", status="in_progress"))

    assert company.run()["planned"] == 1
    assert list(company.requests.kept) == ["ord_1"]


def test_what_a_late_run_sends_is_looked_after_from_then_on():
    company = Company(done())
    company.run()
    company.run(after=5 * HOUR)

    assert company.requests.kept["ord_1"].due_at == NOW + 5 * HOUR


def test_many_are_planned_by_the_hundred_and_a_late_run_leaves_the_next_hundred():
    orders = [done(f"ord_{n:03}", customer=f"cus_{n}") for n in range(150)]
    company, late = Company(*orders), Company(*orders)

    assert company.run()["planned"] == 150
    assert late.service.run(Left(9_999))["planned"] == 100
    assert late.run()["planned"] == 50


def test_work_of_the_very_last_week_is_asked_about_and_what_is_older_not():
    week = 7 * DAY
    company = Company(*(
        done(name, at=at).model_copy(update={"updated_at": NOW})
        for name, at in (("ord_1", NOW - week), ("ord_2", NOW - week - MINUTE))
    ))  # fmt: skip

    assert company.run()["planned"] == 1
    assert list(company.requests.kept) == ["ord_1"]


def test_what_is_underway_is_lost_at_the_very_end_of_its_link():
    company = Company(done(), fate=UNDERWAY)
    company.run()
    company.run(after=HOUR)
    company.clock.now = company.requests.kept["ord_1"].expires_at

    assert company.run() == NOTHING | {"lost": 1}
    assert company.state["ord_1"] == ("lost", "sms: it was not sent in time")


@pytest.mark.parametrize(("left_ms", "handed"), [(10_000, 1), (9_999, 0)])
def test_a_run_goes_on_while_ten_seconds_are_left(left_ms, handed):
    company = Company(done())
    company.run()
    company.clock.pass_by(HOUR)

    assert company.service.run(Left(left_ms))["handed"] == handed
