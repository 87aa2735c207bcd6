"""NPS, CES and sub-ratings: asked where the company says so, and kept, shown and counted."""

from datetime import timedelta

import pytest

from feedback import handler, wiring
from feedback.overview.surveys import mean, nps
from feedback.survey import QUESTIONS, questions
from tests.feedback.builders import NOW, make_answer, make_feedback, make_service, token_of
from tests.feedback.test_page import Page
from tests.http import ADMIN, call

ALL = ",".join(QUESTIONS)
LINK = f"/f/{token_of()}"
FORM = {"content-type": "application/x-www-form-urlencoded"}
SAID = "rating=4&comment=&nps=9&ces=6&quality=5&punctuality=2&politeness=&price=3"


@pytest.fixture
def asking(room):
    """The room of a company that asks everything there is."""
    service = make_service(ratings=room.ratings, clock=room.clock, asks=ALL)
    handler.api.dependency_overrides[wiring.service] = lambda: service
    return room


def visit(**headers):
    return call(handler.lambda_handler, "GET", LINK, actor=None, headers=headers)


def send(body, headers=FORM):
    path = LINK
    return call(handler.lambda_handler, "POST", path, body=body, actor=None, headers=headers)


def overview(**query):
    return call(handler.lambda_handler, "GET", "/v1/feedback", actor=ADMIN, query=query).json


def test_a_company_that_asks_nothing_shows_score_and_words_only(room):
    page = Page(visit().text)

    assert not {"select", "option"} & page.names()


def test_the_form_asks_what_the_company_asks_without_a_script(asking):
    answer = visit()

    page = Page(answer.text)
    names = {attrs["name"] for tag, attrs in page.tags if tag == "select"}
    assert names == set(QUESTIONS)
    labels = {attrs["for"] for tag, attrs in page.tags if tag == "label" and "for" in attrs}
    assert labels == {*QUESTIONS, "comment"}
    assert "script" not in page.names()
    assert len(answer.text.encode()) <= 20 * 1024


def test_what_was_chosen_is_kept_with_its_history_and_shown_to_staff(asking):
    assert send(SAID).status == 200

    (row,) = overview()["items"]
    sides = {"quality": 5, "punctuality": 2, "politeness": None, "price": 3}
    assert (row["nps"], row["ces"], row["sub_ratings"]) == (9, 6, sides)
    first = asking.ratings.kept["ord_1"].history[0]
    assert (first.nps, first.ces, first.sub_ratings.model_dump()) == (9, 6, sides)


def test_the_customer_may_change_it_while_the_answer_may_be_changed(asking):
    send(SAID)
    asking.clock.pass_by(timedelta(hours=1))
    shown = [attrs for tag, attrs in Page(visit().text).tags if tag == "option"]
    assert sum("selected" in attrs for attrs in shown) == 5

    send(SAID.replace("nps=9", "nps=0").replace("quality=5", "quality="))

    kept = asking.ratings.kept["ord_1"]
    assert (kept.nps, kept.sub_ratings.quality, kept.version) == (0, None, 2)
    assert [entry.nps for entry in kept.history] == [9, 0]
    asking.clock.pass_by(timedelta(hours=12))
    assert send(SAID).status == 409
    assert asking.ratings.kept["ord_1"].nps == 0


@pytest.mark.parametrize("wrong", ["nps=11", "nps=-1", "nps=x", "nps=5.0", "ces=0", "ces=8"])
def test_a_choice_that_the_form_does_not_offer_counts_as_none(asking, wrong):
    assert send(f"rating=5&{wrong}").status == 200

    kept = asking.ratings.kept["ord_1"]
    assert (kept.nps, kept.ces) == (None, None)


def test_json_takes_the_same(asking):
    body = {"rating": 5, "nps": 10, "ces": 7, "sub_ratings": {"price": 1}}

    taken = send(body, headers={})

    assert taken.status == 200, taken.text
    assert (taken.json["nps"], taken.json["sub_ratings"]["price"]) == (10, 1)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"nps": 11}, "nps"),
        ({"nps": "9"}, "nps"),
        ({"ces": 0}, "ces"),
        ({"sub_ratings": {"quality": 6}}, "sub_ratings.quality"),
        ({"sub_ratings": {"speed": 5}}, "sub_ratings.speed"),
    ],
)
def test_json_that_breaks_a_rule_is_refused_by_name(asking, said, field):
    refused = send({"rating": 5, **said}, headers={})

    assert refused.status == 422
    assert refused.json["errors"][0]["field"] == field


def test_what_is_not_asked_is_not_taken(room):
    refused = send({"rating": 5, "nps": 9}, headers={})

    assert (refused.status, refused.json["errors"][0]["rule"]) == (422, "is not asked")
    send("rating=5&nps=9")
    assert room.ratings.kept["ord_1"].nps is None


def test_what_is_no_longer_asked_stays_as_it_was_said(asking):
    send(SAID)
    service = make_service(ratings=asking.ratings, clock=asking.clock, asks="quality")
    handler.api.dependency_overrides[wiring.service] = lambda: service

    send("rating=1&quality=1&nps=3")

    kept = asking.ratings.kept["ord_1"]
    assert (kept.rating, kept.nps, kept.ces, kept.sub_ratings.quality) == (1, 9, 6, 1)


def test_nps_is_the_share_of_promoters_less_that_of_detractors():
    found = nps([10, 9, 9, 8, 7, 6, 0, None])

    assert (found.count, found.promoters, found.detractors) == (7, 3, 2)
    assert found.score == pytest.approx(100 / 7)
    assert nps([10, 9]).score == 100
    assert nps([0, 6]).score == -100


def test_without_answers_nps_and_means_are_null_and_never_zero(room):
    room.ratings.save(make_feedback(5))

    summary = overview()["summary"]

    none = {"average": None, "count": 0}
    assert summary["nps"] == {"score": None, "count": 0, "promoters": 0, "detractors": 0}
    assert summary["ces"] == none
    assert set(map(str, summary["sub_ratings"].values())) == {str(none)}
    assert (nps([None]).score, mean([]).average) == (None, None)


def test_the_summary_counts_the_period_and_not_the_page(asking):
    for n, said in enumerate(("nps=10&quality=5", "nps=9&quality=2", "nps=3", "comment=x")):
        kept = make_feedback(5, order_id=f"ord_{n}", at=NOW - timedelta(hours=n + 1))
        fields = dict(pair.split("=") for pair in said.split("&") if "comment" not in pair)
        scores = {name: int(score) for name, score in fields.items()}
        sides = {name: scores[name] for name in scores if name != "nps"}
        update = {"nps": scores.get("nps")}
        update["sub_ratings"] = kept.sub_ratings.model_copy(update=sides)
        asking.ratings.kept[kept.order_id] = kept.model_copy(update=update)

    summary = overview(limit=1)["summary"]

    assert summary["nps"]["score"] == pytest.approx(100 / 3)
    assert summary["nps"]["count"] == 3
    assert summary["sub_ratings"]["quality"] == {"average": 3.5, "count": 2}


def test_questions_are_read_from_names_with_commas_between():
    assert questions("") == frozenset()
    assert questions("nps, price") == {"nps", "price"}


def test_the_same_answer_again_changes_nothing(asking):
    send(SAID)
    send(SAID)

    assert asking.ratings.kept["ord_1"].version == 1
    assert not asking.ratings.kept["ord_1"].says(make_answer(4, ""))
