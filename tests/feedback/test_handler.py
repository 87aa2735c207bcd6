from datetime import timedelta
from urllib.parse import urlencode

import pytest

from feedback import handler, wiring
from tests.feedback.builders import NOW, Room, make_feedback, make_order, make_service, token_of
from tests.feedback.fakes import HastyRatings
from tests.http import ADMIN, STRANGER, TECHNICIAN, Answer, call, partner

FORM = {"content-type": "application/x-www-form-urlencoded"}
LINK = f"/f/{token_of()}"
EXPIRED = f"/f/{token_of(until=NOW)}"


def get(path: str, **parts) -> Answer:
    return call(handler.lambda_handler, "GET", path, **{"actor": None, **parts})


def post(path: str, body, **parts) -> Answer:
    return call(handler.lambda_handler, "POST", path, body=body, **{"actor": None, **parts})


def send(path: str, **fields: str) -> Answer:
    return post(path, urlencode(fields), headers=FORM)


def test_a_customer_rates_by_the_page_and_staff_sees_it(room):
    made = post("/v1/feedback/links", {"order_id": "ord_1"}, actor=ADMIN)
    path = made.json["url"]

    assert made.status == 201
    assert "<form" in get(path).text
    assert send(path, rating="2", comment="Грязно").status == 200

    listed = get("/v1/feedback", actor=ADMIN).json
    assert [(row["rating"], row["comment"]) for row in listed["items"]] == [(2, "Грязно")]
    assert listed["items"][0]["technician_id"] == "tec_1"
    assert listed["summary"]["count"] == 1
    assert listed["distribution"] == {"1": 0, "2": 1, "3": 0, "4": 0, "5": 0}


def test_the_page_is_html_that_nobody_keeps_or_frames(room):
    page = get(LINK)

    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert page.headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]


def test_an_answer_as_json_is_told_until_when_it_may_be_changed(room):
    taken = post(LINK, {"rating": 5, "comment": "Отлично 👍"})

    assert taken.status == 200
    assert taken.headers["Content-Type"] == "application/json"
    assert (taken.json["rating"], taken.json["comment"]) == (5, "Отлично 👍")
    assert taken.json["submitted_at"] < taken.json["edited_until"]


def test_the_page_speaks_the_language_that_is_asked_for(room):
    assert '<html lang="ru">' in get(LINK).text
    assert '<html lang="en">' in get(LINK, query={"lang": "en"}).text
    assert '<html lang="en">' in get(LINK, headers={"Accept-Language": "en"}).text


def test_an_expired_link_is_gone_as_page_and_as_json(room):
    assert get(EXPIRED).status == 410
    assert send(EXPIRED, rating="5").status == 410
    refused = post(EXPIRED, {"rating": 5})
    assert (refused.status, refused.json["type"]) == (410, "urn:naryad:problem:link-expired")


def test_an_answer_that_is_final_can_not_be_changed(room):
    send(LINK, rating="5")
    room.clock.pass_by(timedelta(hours=12))

    assert "<form" not in get(LINK).text
    assert send(LINK, rating="1").status == 409
    assert post(LINK, {"rating": 1}).status == 409


def test_a_change_by_somebody_else_in_between_is_a_conflict(room):
    hasty = make_service(ratings=HastyRatings(make_feedback(1)))
    handler.api.dependency_overrides[wiring.service] = lambda: hasty

    assert post(LINK, {"rating": 5}).status == 409


@pytest.mark.parametrize("token", ["abc", "a" * 10_000, "%00", "😀", "..", "a b", "a'b"])
def test_a_link_that_is_not_ours_is_not_found(room, token):
    assert get(f"/f/{token}").status == 404
    assert send(f"/f/{token}", rating="5").status == 404
    assert post(f"/f/{token}", {"rating": 5}).status == 404


def test_an_order_that_is_not_completed_takes_no_answer(room):
    room.orders.known["ord_1"] = make_order(status="in_progress")

    assert get(LINK).status == 409
    assert send(LINK, rating="5").status == 409
    assert post(LINK, {"rating": 5}).status == 409


@pytest.mark.parametrize("rating", ["", "0", "6", "NaN", "5.0", "५", "5 ", "1e0", "-1", "x" * 9999])
def test_a_form_without_a_good_score_comes_back_with_its_words(room, rating):
    again = send(LINK, rating=rating, comment="Долго & <b>")

    assert again.status == 422
    assert "Долго &amp; &lt;b&gt;" in again.text
    assert get("/v1/feedback", actor=ADMIN).json["summary"]["count"] == 0


def test_a_form_whose_words_are_too_long_comes_back(room):
    assert send(LINK, rating="5", comment="x" * 4001).status == 422
    assert send(LINK, rating="5", comment="x" * 4000).status == 200


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"rating": None},
        {"rating": "5"},
        {"rating": 5.0},
        {"rating": True},
        {"rating": 0},
        {"rating": 6},
        {"rating": 10**30},
        {"rating": 5, "comment": None},
        {"rating": 5, "comment": "x" * 4001},
        {"rating": 5, "coment": "typo"},
        [],
        "5",
        None,
    ],
)
def test_json_that_breaks_a_rule_is_refused(room, body):
    refused = post(LINK, "null" if body is None else body)

    assert refused.status in {400, 422}
    assert get("/v1/feedback", actor=ADMIN).json["summary"]["count"] == 0


@pytest.mark.parametrize("body", ['{"rating": NaN}', '{"rating": Infinity}', "{", "\x00", ""])
def test_what_is_no_json_can_not_be_read(room, body):
    assert post(LINK, body).status == 400


def test_another_kind_of_body_is_refused(room):
    refused = post(LINK, "<rating>5</rating>", headers={"content-type": "text/xml"})

    assert refused.status == 415


def test_control_characters_are_not_kept(room):
    taken = post(LINK, {"rating": 5, "comment": "a\u0000b\u202ec"})

    assert taken.json["comment"] == "abc"


def test_links_are_made_only_for_those_who_may_write_orders(room):
    body = {"order_id": "ord_1"}

    assert post("/v1/feedback/links", body, actor=STRANGER).status == 401
    assert post("/v1/feedback/links", body, actor=TECHNICIAN).status == 403
    assert post("/v1/feedback/links", body, actor=partner("feedback:read")).status == 403
    assert post("/v1/feedback/links", body, actor=partner("orders:write")).status == 201


@pytest.mark.parametrize("order_id", ["", "x" * 65, "a b", "ord/1", "ord\n", 5, None])
def test_a_link_for_what_is_no_order_id_is_refused(room, order_id):
    assert post("/v1/feedback/links", {"order_id": order_id}, actor=ADMIN).status == 422


def test_a_link_for_an_unknown_order_is_not_found(room):
    assert post("/v1/feedback/links", {"order_id": "ord_2"}, actor=ADMIN).status == 404


def test_feedback_is_read_only_with_its_permission(room):
    assert get("/v1/feedback", actor=STRANGER).status == 401
    assert get("/v1/feedback", actor={**TECHNICIAN, "roles": ""}).status == 403
    assert get("/v1/feedback", actor=partner("orders:read", "orders:write")).status == 403
    assert get("/v1/feedback", actor=partner("feedback:read")).status == 200


def rate(room: Room, count: int) -> None:
    for n in range(count):
        room.orders.known[f"ord_{n}"] = make_order(id=f"ord_{n}")
        post(f"/f/{token_of(f'ord_{n}')}", {"rating": n % 5 + 1})
        room.clock.pass_by(timedelta(seconds=1))


def test_pages_follow_each_other_by_cursor(room):
    rate(room, 5)

    seen, cursor = [], None
    for _ in range(3):
        query = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = get("/v1/feedback", actor=ADMIN, query=query).json
        seen += [row["order_id"] for row in page["items"]]
        cursor = page["next_cursor"]

    assert seen == ["ord_4", "ord_3", "ord_2", "ord_1", "ord_0"]
    assert cursor is None


def test_one_score_can_be_picked_out(room):
    rate(room, 5)

    page = get("/v1/feedback", actor=ADMIN, query={"rating": 4}).json

    assert [row["rating"] for row in page["items"]] == [4]
    assert page["summary"]["count"] == 5
    assert page["summary"]["csat"]["share"] == pytest.approx(0.4)


def test_without_answers_the_figures_are_null_and_not_zero(room):
    query = {"from": "2026-01-01", "to": "2026-01-31"}
    page = get("/v1/feedback", actor=ADMIN, query=query).json

    summary = page["summary"]
    assert (summary["count"], summary["average"], summary["csat"]) == (0, None, None)
    assert (page["technicians"]["items"], page["technicians"]["weight"]) == ([], None)
    assert page["responses"]["all"] == {"asked": 0, "answered": 0, "share": None}
    assert page["errors"] == []
    assert page["period"] == query


@pytest.mark.parametrize(
    "query",
    [
        {"rating": 6},
        {"rating": "NaN"},
        {"limit": 0},
        {"limit": 201},
        {"cursor": "forged"},
        {"from": "yesterday"},
        {"from": "2026-02-30"},
        {"from": "2026-02-02", "to": "2026-02-01"},
        {"to": "9999-12-31"},
    ],
)
def test_a_list_with_a_bad_wish_is_refused(room, query):
    refused = get("/v1/feedback", actor=ADMIN, query=query)

    assert refused.status == 422
    assert refused.json["errors"][0]["field"].partition(".")[0] in query
