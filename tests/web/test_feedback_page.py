"""What customers said: figures, filters, order, pages, files, and what staff do about it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web import demo_feedback
from tests.web.conftest import Open
from tests.web.fake_api import FakeApi
from tests.web.watch import faults, heard, hold

pytestmark = pytest.mark.browser

LOOKS = pytest.mark.parametrize(("lang", "theme"), [("ru", "light"), ("en", "dark")])


def rows(page: Page) -> Locator:
    return page.locator(".table-feedback tbody tr")


def asked(api: FakeApi) -> dict[str, str]:
    return dict(api.asked_of_feedback[-1])


def test_one_request_loads_the_whole_page(show: Open, api: FakeApi) -> None:
    page = show("/feedback")
    expect(rows(page)).to_have_count(50)

    assert len(api.asked_of_feedback) == 1
    tiles = page.locator(".kpi")
    expect(tiles.nth(0)).to_contain_text("4,16")
    expect(tiles.nth(1)).to_contain_text("79,4")
    expect(tiles.nth(1)).to_contain_text(re.compile("от 67,8.*до 87,5"))
    expect(tiles.nth(2)).to_contain_text("ответили 63 из 126; итог с 20 дек.")
    expect(tiles.nth(3)).to_contain_text("7 из 9 оценок 1–2")
    expect(page.locator(".bars li").first).to_contain_text(re.compile("5.*36.*57,1"))
    expect(page.get_by_text("Место даём с 5 оценок")).to_be_visible()


def test_a_rank_needs_enough_ratings(show: Open) -> None:
    page = show("/feedback")
    lines = page.locator(".ranks li")
    expect(lines.first).to_contain_text(re.compile("^1Инна Полевая"))
    expect(lines.last).to_contain_text(re.compile("^—Константин"))

    page.get_by_role("button", name="Таблица: Исполнители").click()

    last = page.locator(".twin tbody tr").last
    expect(last.locator("td").first).to_have_text("—")
    expect(last).to_contain_text("–")


@pytest.mark.parametrize(
    ("head", "way"),
    [
        ("Оценка", "asc"),
        ("Отзыв", "desc"),
        ("Клиент", "asc"),
        ("Исполнитель", "asc"),
        ("Заказ", "desc"),
        ("Вид", "asc"),
        ("Состояние", "asc"),
        ("Получен", "asc"),
    ],
)
def test_every_column_sorts_both_ways(show: Open, api: FakeApi, head: str, way: str) -> None:
    page = show("/feedback")
    link = page.locator(".table-feedback thead").get_by_role("link", name=head)

    for each in (way, "desc" if way == "asc" else "asc"):
        link.click()
        expect(page).to_have_url(re.compile(f"dir={each}"))
        expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", f"{each}ending")
        sort = page.url.split("sort=")[1].split("&")[0]
        # What is not waited for is called off by the next click, and may never arrive.
        wanted = {("sort", sort), ("order", each)}
        heard(page, lambda: any(wanted <= {*one} for one in api.asked_of_feedback))  # noqa: B023 - asked here


def test_filters_period_and_page_are_in_the_address_and_come_back(show: Open, api: FakeApi) -> None:
    page = show("/feedback")
    expect(rows(page)).to_have_count(50)
    page.get_by_role("link", name="Дальше").click()
    expect(rows(page)).to_have_count(13)
    page.get_by_role("link", name="30 дней").click()
    page.get_by_role("group", name="Оценка").get_by_role("link", name="1 из 5").click()
    page.get_by_role("group", name="Оценка").get_by_role("link", name="2 из 5").click()
    page.get_by_label("Исполнитель").select_option(label="Галина Причалова")
    page.get_by_label("Работа с отзывом").select_option(label="В работе")

    expect(page).to_have_url(re.compile("days=30&rating=1%2C2&technician=t3&task=open"))
    expect(rows(page)).to_have_count(2)
    sent = api.asked_of_feedback[-1]
    assert [value for name, value in sent if name == "rating"] == ["2", "1"]
    assert (asked(api)["technician_id"], asked(api)["follow_up"]) == ("t3", "open")
    page.reload()
    expect(rows(page)).to_have_count(2)
    page.get_by_role("link", name="Сбросить фильтры").click()
    expect(page).to_have_url(re.compile(r"/feedback\?days=30$"))


def test_a_bar_and_a_line_lead_to_their_rows(show: Open) -> None:
    page = show("/feedback")
    page.locator(".bars a").last.click()
    expect(rows(page)).to_have_count(4)
    page.locator(".bars a").last.click()
    expect(rows(page)).to_have_count(50)

    page.locator(".ranks a").last.click()

    expect(page.get_by_label("Исполнитель")).to_have_value("t5")
    expect(rows(page)).to_have_count(2)


@pytest.mark.parametrize("format_", ["CSV", "XLSX"])
def test_a_file_holds_exactly_what_is_filtered(show: Open, api: FakeApi, format_: str) -> None:
    page = show("/feedback?rating=1&sort=customer&dir=asc")
    expect(rows(page)).to_have_count(4)
    shown = asked(api)

    with page.expect_download() as download:
        page.get_by_role("button", name=format_).click()

    assert download.value.suggested_filename.endswith(f".{format_.lower()}")
    del shown["limit"]
    assert asked(api) == shown | {"format": format_.lower(), "language": "ru"}


def test_a_part_that_failed_leaves_the_rest(show: Open, api: FakeApi) -> None:
    lost = dict.fromkeys(("summary", "distribution", "technicians"))
    api.lost_parts = lost
    page = show("/feedback")

    expect(rows(page)).to_have_count(50)
    expect(page.locator(".note[data-tone=bad]")).to_have_count(2)
    expect(page.locator(".kpi").nth(2)).to_contain_text("50")
    assert faults(page) == []

    api.lost_parts = {"items": None, "next_cursor": None, "matches": None}
    page.get_by_role("button", name="Повторить").first.click()

    expect(page.locator(".kpi").first).to_contain_text("4,16")
    expect(page.locator(".note[data-tone=bad]")).to_have_count(1)
    api.lost_parts = {}
    page.get_by_role("button", name="Повторить").click()
    expect(rows(page)).to_have_count(50)


def test_too_few_ratings_are_called_too_few_and_none_are_told_as_none(
    show: Open, api: FakeApi
) -> None:
    api.feedback = api.feedback[:3]
    page = show("/feedback")
    expect(page.get_by_text("Сравнивать пока рано")).to_be_visible()
    assert faults(page) == []

    api.feedback = []
    page.reload()

    expect(page.get_by_text("За этот период отзывов нет")).to_be_visible()
    expect(page.locator(".kpi strong")).to_have_text(["—"] * 4)
    assert faults(page) == []


def test_an_answer_is_hidden_for_a_reason_and_shown_again(show: Open, api: FakeApi) -> None:
    page = show("/feedback?answer=o4")
    card = page.locator("dialog.dialog-side")
    card.get_by_role("button", name="Скрыть").click()
    card.get_by_role("button", name="Скрыть").click()
    expect(card.get_by_text("Заполните поле")).to_be_visible()
    card.get_by_label("Причина").fill("Чужой заказ")
    card.get_by_role("button", name="Скрыть").click()

    expect(card.locator(".card-marks")).to_contain_text("Скрыт")
    expect(card.locator(".timeline li").first).to_contain_text("«Чужой заказ»")
    assert api.feedback[4]["hidden_reason"] == "Чужой заказ"
    card.get_by_role("button", name="Показать снова").click()
    expect(card.locator(".card-marks")).to_contain_text("Опубликован")


def test_words_to_a_customer_survive_a_colleague_who_was_quicker(show: Open, api: FakeApi) -> None:
    page = show("/feedback?answer=o4")
    card = page.locator("dialog.dialog-side")
    card.get_by_role("button", name="Ответить").click()
    card.get_by_label("Текст ответа").fill("Извините, приедем завтра")
    api.feedback[4]["version"] = 7
    held = hold(page, "**/v1/feedback/o4", times=1)

    card.get_by_role("button", name="Отправить").click()

    expect(card.get_by_role("alert")).to_contain_text("изменил кто-то другой")
    expect(card.get_by_label("Текст ответа")).to_have_value("Извините, приедем завтра")
    # Until what stands now is read, pressing again would only be refused again.
    expect(card.get_by_role("button", name="Отправить")).to_be_disabled()
    heard(page, lambda: bool(held))
    held.pop().continue_()
    card.get_by_role("button", name="Отправить").click()
    expect(card.locator(".timeline li").first).to_contain_text("Ответили клиенту")
    expect(card.get_by_text("Извините, приедем завтра", exact=True)).to_be_visible()


def test_a_follow_up_is_given_to_somebody_until_a_day_and_closed(show: Open, api: FakeApi) -> None:
    page = show("/feedback?answer=o4")
    card = page.locator("dialog.dialog-side")
    section = card.locator("section", has=page.get_by_role("heading", name="Работа с отзывом"))
    section.get_by_role("button", name="Изменить").click()
    section.get_by_label("Ответственный").select_option(label="Инна Полевая")
    section.get_by_label("Решить до").fill("2999-01-02T10:00")
    section.get_by_label("Что сделать").fill("Позвонить")
    section.get_by_role("button", name="Сохранить").click()

    expect(section).to_contain_text("Инна Полевая")
    task = api.feedback[4]["follow_up"]
    assert task["due_at"] == "2999-01-02T07:00:00.000Z"
    section.get_by_role("button", name="Закрыть").click()
    expect(section).to_contain_text("Закрыто")
    assert api.feedback[4]["follow_up"]["note"] == "Позвонить"


def test_a_topic_leads_to_all_that_is_about_it(show: Open, api: FakeApi) -> None:
    page = show("/feedback?answer=o0")
    card = page.locator("dialog.dialog-side")
    card.get_by_role("button", name=re.compile("Изменить.*Темы")).click()
    card.get_by_role("textbox", name="Темы").fill("Цена, цена,  Опоздание ")
    card.get_by_role("button", name="Сохранить").click()
    expect(card.get_by_role("link", name="цена")).to_be_visible()
    assert api.feedback[0]["topics"] == ["цена", "опоздание"]

    card.get_by_role("link", name="опоздание").click()

    expect(rows(page)).to_have_count(6)
    page.get_by_role("link", name="Снять условие: Тема: опоздание").click()
    expect(rows(page)).to_have_count(50)


@pytest.mark.parametrize(("role", "may"), [("dispatcher", 1), ("technician", 0), ("accountant", 0)])
def test_who_may_only_read_is_offered_nothing_else(
    show: Open, api: FakeApi, role: str, may: int
) -> None:
    api.role = role
    page = show("/feedback?answer=o4")

    expect(page.locator("dialog .timeline li")).to_have_count(1)
    expect(page.get_by_role("button", name="Скрыть")).to_have_count(may)
    expect(page.get_by_role("button", name="Ответить")).to_have_count(may)
    expect(page.locator(".sidebar").get_by_text("Отзывы")).to_have_count(1)


def test_who_may_not_see_it_is_not_led_to_it(show: Open, api: FakeApi) -> None:
    api.permissions = ["orders:read"]
    page = show("/orders")

    expect(page.locator(".sidebar").get_by_text("Заказы")).to_be_visible()
    expect(page.locator(".sidebar").get_by_text("Отзывы")).to_have_count(0)


def test_an_order_shows_what_its_customer_said(show: Open, api: FakeApi) -> None:
    done = next(row for row in api.orders if row["completed_at"])
    api.feedback[2]["order_id"] = done["id"]
    page = show(f"/orders?order={done['id']}")
    card = page.locator("dialog.dialog-side")
    expect(card.get_by_text(demo_feedback.SAID[4][0])).to_be_visible()

    card.get_by_role("link", name="Открыть отзыв").click()

    expect(page).to_have_url(re.compile(f"/feedback.*answer={done['id']}"))
    expect(card.locator(".card-marks")).to_contain_text("4 из 5")
    api.feedback = []
    page.goto(f"/orders?order={done['id']}")
    expect(card.get_by_text("Клиент ещё не ответил")).to_be_visible()


@LOOKS
def test_the_forms_of_the_card_and_the_tables_are_open_to_everyone(
    show: Open, lang: str, theme: str
) -> None:
    names = {
        "ru": ("Скрыть", "Ответить", "Изменить", "Таблица"),
        "en": ("Hide", "Reply", "Edit", "Table"),
    }
    hide, reply, edit, table = names[lang]
    page = show("/feedback", lang=lang, theme=theme)
    for _ in range(2):
        page.get_by_role("button", name=re.compile(f"^{table}: ")).first.click()
    assert faults(page) == []
    page.goto("/feedback?answer=o4")
    page.get_by_role("button", name=hide).click()
    page.get_by_role("button", name=reply, exact=True).click()
    for _ in range(2):
        page.locator("dialog").get_by_role("button", name=edit).first.click()

    assert faults(page) == []
