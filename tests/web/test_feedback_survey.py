"""What was said beside the score, response rates, the order of rows on a telephone, requests."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.conftest import Open
from tests.web.demo import at
from tests.web.fake_api import FakeApi
from tests.web.watch import faults, resize

pytestmark = pytest.mark.browser

NARROW = (360, 780)


def test_nps_ease_and_sides_stand_with_their_formula_and_numbers(show: Open) -> None:
    page = show("/feedback")
    more = page.get_by_role("region", name="Что ещё сказали")

    tiles = more.locator(".kpi")
    expect(tiles).to_have_count(5)
    expect(tiles.nth(0)).to_contain_text("доля оценок 9–10 минус доля 0–6")
    expect(tiles.nth(0)).to_contain_text("по 21 оценке")
    expect(tiles.nth(1)).to_contain_text("Лёгкость")
    expect(more).not_to_contain_text("Вежливость")
    expect(page.locator(".table-feedback tbody tr").first).to_contain_text("NPS 10/10")
    assert faults(page) == []


def test_where_nothing_was_asked_beside_the_score_nothing_is_said_of_it(
    show: Open, api: FakeApi
) -> None:
    for row in api.feedback:
        row |= {"nps": None, "ces": None, "sub_ratings": dict.fromkeys(row["sub_ratings"])}
    page = show("/feedback")

    expect(page.locator(".table-feedback tbody tr")).to_have_count(50)
    expect(page.get_by_role("region", name="Что ещё сказали")).to_have_count(0)


def test_the_card_shows_what_was_said_and_what_stood_there_before(show: Open) -> None:
    page = show("/feedback?answer=o0", lang="en", theme="dark")
    card = page.locator("dialog.dialog-side")

    expect(card.locator(".facts").first).to_contain_text("NPS 10/10 · Ease 6/7 · Quality 5/5")
    expect(card.locator(".timeline li")).to_contain_text("NPS 10/10")
    assert faults(page) == []


def test_each_technician_has_a_response_rate_in_the_table(show: Open) -> None:
    page = show("/feedback")
    page.get_by_role("button", name="Таблица: Исполнители").click()

    table = page.locator(".twin", has_text="Ответили")
    expect(table.locator("tbody tr").first).to_contain_text(re.compile(r"50\s*%.*\(\d+/\d+\)"))
    expect(table.locator("tbody tr").last.locator("td").last).to_have_text("—")


@pytest.mark.parametrize(("lang", "label"), [("ru", "Порядок"), ("en", "Order")])
def test_rows_are_put_in_order_on_a_telephone(
    show: Open, api: FakeApi, lang: str, label: str
) -> None:
    page = show("/feedback", lang=lang, size=NARROW)
    order = page.locator("select").and_(page.get_by_label(label, exact=True))
    expect(order).to_be_visible()
    expect(order.locator("option")).to_have_count(16)

    with page.expect_response(re.compile("sort=rating")):
        order.select_option(value="rating asc")

    expect(page).to_have_url(re.compile("sort=rating&dir=asc"))
    assert dict(api.asked_of_feedback[-1])["sort"] == "rating"
    expect(page.locator(".table-feedback tbody .row-link")).to_have_count(50)
    assert resize(page, *NARROW) == []
    assert faults(page) == []


def test_a_task_is_left_to_nobody_again(show: Open, api: FakeApi) -> None:
    page = show("/feedback?answer=o10")
    card = page.locator("dialog.dialog-side")
    section = card.locator("section", has=page.get_by_role("heading", name="Работа с отзывом"))
    section.get_by_role("button", name="Изменить").click()
    section.get_by_label("Ответственный").select_option(label="не назначен")
    section.get_by_role("button", name="Сохранить").click()

    # The form says it too: it is saved when the form is gone.
    expect(section.get_by_role("button", name="Сохранить")).to_have_count(0)
    expect(section).to_contain_text("не назначен")
    assert api.feedback[10]["follow_up"]["assignee"] is None


REQUEST = {
    "state": "sent", "because": None, "channel": "sms", "asked_at": at(30), "delivered_at": at(30),
    "sent_at": at(30), "expires_at": at(-600), "reminders": 0, "due_at": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "Запрос ушёл по SMS"),
        ({"state": "handed", "delivered_at": None}, "ещё не доставлен"),
        (
            {"state": "lost", "because": "sms: they have no telephone number"},
            "Запрос не доставлен: у клиента нет телефона",
        ),
        ({"state": "planned", "due_at": at(-1)}, "Запрос уйдёт"),
    ],
)
def test_an_order_without_an_answer_tells_what_became_of_the_request(
    show: Open, api: FakeApi, change: dict, said: str
) -> None:
    done = next(row for row in api.orders if row["completed_at"])
    api.request = REQUEST | change
    api.feedback = []
    refused: list[str] = []
    page = show(
        f"/orders?order={done['id']}",
        before=lambda page: page.on(
            "response", lambda answer: refused.append(answer.url) if answer.status >= 400 else None
        ),
    )

    expect(page.get_by_text(said)).to_be_visible()
    assert [each for each in refused if "feedback" in each] == []
