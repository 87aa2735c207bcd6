"""A request counts as sent once a channel took its message, and is lost when none did."""

import pytest

from shared.events import event_id
from shared.fates import Fate
from tests.feedback.asking.company import DAY, HOUR, MINUTE, NOTHING, Company, done
from tests.feedback.builders import NOW, make_feedback


def test_a_request_counts_as_sent_once_a_channel_took_it():
    company = Company(done(), fate=Fate("sms", "underway"))
    company.run()
    company.run(after=HOUR)
    company.run(after=5 * MINUTE)
    assert company.state["ord_1"] == ("handed", None)
    assert company.rate() == []

    company.fates.fate = Fate("sms", "delivered", NOW + 2 * HOUR)
    company.run(after=2 * HOUR)

    request = company.requests.kept["ord_1"]
    assert (request.state, request.channel) == ("sent", "sms")
    assert request.delivered_at == NOW + 2 * HOUR
    assert company.rate() == [(1, 0)]
    about = ("ord_1", event_id("ASK#ord_1", 2, "feedback.requested"))
    assert set(company.fates.asked_for) == {about}


@pytest.mark.parametrize(
    ("fate", "because"),
    [
        (Fate("sms", "lost", NOW, "they have no telephone number"), "sms: they have no"),
        (None, "no integration carries"),
    ],
)
def test_a_message_that_reached_nobody_is_said_and_not_counted(fate, because):
    company = Company(done(), fate=fate)
    company.run()
    company.run(after=HOUR)
    company.run(after=5 * MINUTE)
    lost = company.run(after=HOUR)["lost"] + (company.state["ord_1"][0] == "lost")

    assert lost >= 1
    assert company.state["ord_1"][1].startswith(because)
    assert company.rate() == []
    assert company.run(after=9 * DAY)["reminded"] == 0


def test_what_no_integration_carries_is_lost_after_an_hour_and_counted_once():
    company = Company(done(), fate=None)
    company.run()
    company.run(after=HOUR)

    assert company.run(after=5 * MINUTE) == NOTHING
    assert company.run(after=55 * MINUTE) == NOTHING | {"lost": 1}
    assert company.run(after=9 * DAY) == NOTHING


def test_who_was_not_reached_is_asked_about_the_next_order():
    company = Company(done(), fate=Fate("sms", "lost", NOW, "no such number"))
    company.run()
    company.run(after=HOUR)
    company.run(after=5 * MINUTE)

    company.orders.known["ord_2"] = done("ord_2", at=company.clock())
    company.run()
    company.run(after=HOUR)

    assert company.state["ord_2"] == ("handed", None)


def test_what_is_underway_is_looked_at_ever_less_and_given_up_with_its_link():
    company = Company(done(), fate=Fate("email", "underway"))
    company.run()
    company.run(after=HOUR)
    for _ in range(31 * 24 * 12):
        company.run(after=5 * MINUTE)

    assert company.state["ord_1"] == ("lost", "email: it was not sent in time")
    assert len(company.fates.asked_for) < 150


def test_an_answer_to_a_message_that_counts_as_lost_counts_no_more():
    company = Company(done(), fate=Fate("sms", "lost", NOW, "no such number"))
    company.run()
    company.run(after=HOUR)
    company.ratings.kept["ord_1"] = make_feedback(5, asked_at=company.clock())

    company.run(after=5 * MINUTE)

    assert company.state["ord_1"][0] == "lost"
    assert company.requests.uncounted == ["ord_1"]
