"""The orders page: filters, pages, the card, its moves, the form of a new order."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import Open
from tests.web.fake_api import FakeApi

pytestmark = pytest.mark.browser


def rows(page: Page) -> Locator:
    # Not the bones, which stand there until the orders have come.
    return page.locator(".table-orders tbody tr:has(.chip)")


def card(page: Page) -> Locator:
    return page.locator("dialog.dialog-side")


def test_the_status_filter_is_in_the_address_and_back_undoes_it(show: Open) -> None:
    page = show("/orders")
    expect(rows(page)).to_have_count(50)

    page.get_by_role("link", name="На паузе").click()
    expect(page).to_have_url(re.compile(r"\?status=on_hold$"))
    expect(rows(page)).to_have_count(6)
    page.go_back()

    expect(page).to_have_url(re.compile(r"/orders$"))
    expect(rows(page)).to_have_count(50)


def test_pages_turn_by_cursor_and_back_returns(show: Open) -> None:
    page = show("/orders")

    page.get_by_role("link", name="Дальше").click()
    expect(rows(page)).to_have_count(7)
    page.get_by_role("button", name="Назад").click()
    expect(rows(page)).to_have_count(50)
    page.go_forward()
    expect(rows(page)).to_have_count(7)
    page.get_by_role("link", name="В начало").click()

    expect(rows(page)).to_have_count(50)
    expect(page).to_have_url(re.compile(r"/orders$"))


def test_a_row_opens_by_keyboard_and_gives_the_focus_back(show: Open) -> None:
    page = show("/orders")
    link = page.get_by_role("link", name="Заказ 1083")

    link.focus()
    page.keyboard.press("Enter")
    expect(card(page)).to_contain_text("Замена замка входной двери")
    expect(page).to_have_url(re.compile("order=o1"))
    page.keyboard.press("Escape")

    expect(card(page)).to_have_count(0)
    expect(link).to_be_focused()
    expect(page).to_have_url(re.compile(r"/orders$"))


def test_an_opened_card_survives_a_reload(show: Open) -> None:
    page = show("/orders")
    rows(page).nth(2).click()
    expect(card(page)).to_contain_text("Заказ 1082")

    page.reload()

    expect(card(page)).to_contain_text("Заказ 1082")


def test_completing_asks_for_the_outcome_and_shows_the_new_state(show: Open, api: FakeApi) -> None:
    page = show("/orders?order=o2")
    sheet = card(page)

    sheet.get_by_role("button", name="Завершить").click()
    sheet.get_by_role("button", name="Подтвердить").click()
    expect(sheet.get_by_text("Заполните поле")).to_be_visible()
    sheet.get_by_label("Решено", exact=True).check()
    sheet.get_by_role("button", name="Подтвердить").click()

    expect(sheet.locator(".card-marks .chip")).to_have_text("Выполнен")
    expect(page.locator(".toast")).to_contain_text("Заказ 1082")
    expect(sheet.get_by_role("button", name="Закрыть", exact=True).last).to_be_visible()
    assert api.orders[2]["outcome"] == "resolved"


def fill_in_a_visit(sheet: Locator) -> None:
    """Choose who comes and when, up to the last button."""
    sheet.get_by_role("button", name="Назначить").click()
    sheet.get_by_label("Исполнитель").select_option(label="Олег Мостовой")
    sheet.get_by_label("Начало").fill("2026-12-01T09:30")
    sheet.get_by_label("Конец").fill("2026-12-01T11:00")


def test_scheduling_sends_the_companys_time_as_utc(show: Open, api: FakeApi) -> None:
    page = show("/orders?order=o0")
    sheet = card(page)

    fill_in_a_visit(sheet)
    with page.expect_request("**/transitions") as sent:
        sheet.get_by_role("button", name="Подтвердить").click()

    body = sent.value.post_data_json
    assert body["to"] == "scheduled"
    assert body["technician_id"] == "t2"
    assert body["scheduled_start"] == "2026-12-01T06:30:00.000Z"
    assert sent.value.headers["if-match"] == '"3"'


def test_a_stale_card_says_so_and_shows_the_fresh_version(show: Open, api: FakeApi) -> None:
    page = show("/orders?order=o2")
    sheet = card(page)
    sheet.get_by_role("button", name="Поставить на паузу").click()
    api.orders[2] |= {"version": 9, "title": "Уже другой", "technician_name": "Инна Полевая"}

    sheet.get_by_label("Ждём деталь").check()
    sheet.get_by_role("button", name="Подтвердить").click()

    alert = sheet.get_by_role("alert")
    expect(alert).to_contain_text("изменил кто-то другой")
    expect(alert).to_contain_text(
        "Что сделать: Холодильник Atlant намораживает заднюю стенку → Уже другой"
    )
    expect(alert).to_contain_text("Исполнитель: Олег Мостовой → Инна Полевая")
    expect(sheet.locator(".card-title")).to_have_text("Уже другой")
    expect(sheet.get_by_label("Ждём деталь")).to_be_checked()
    with page.expect_request("**/transitions") as sent:
        sheet.get_by_role("button", name="Подтвердить").click()

    assert sent.value.post_data_json == {"to": "on_hold", "hold_reason": "parts"}
    assert sent.value.headers["if-match"] == '"9"'
    expect(sheet.locator(".card-marks .chip")).to_have_text("На паузе")
    expect(alert).to_have_count(0)


def test_a_move_that_crosses_another_persons_lays_their_values_open(
    show: Open, api: FakeApi
) -> None:
    page = show("/orders?order=o0")
    sheet = card(page)
    fill_in_a_visit(sheet)
    theirs = {"technician_id": "t1", "technician_name": "Инна Полевая"}
    api.orders[0] |= {"version": 9, **theirs, "scheduled_start": "2026-12-02T06:00:00.000Z"}

    sheet.get_by_role("button", name="Подтвердить").click()
    clash = sheet.locator("dialog")
    who = clash.get_by_role("group", name="Исполнитель")
    expect(who).to_contain_text("Олег Мостовой")
    expect(who).to_contain_text("Инна Полевая")
    expect(clash.get_by_role("group", name="Конец")).to_have_count(0)
    who.get_by_label("Сейчас сохранено").check()
    with page.expect_request("**/transitions") as sent:
        clash.get_by_role("button", name="Сохранить выбранное").click()

    assert sent.value.post_data_json == {
        "to": "scheduled",
        "technician_id": "t1",
        "scheduled_start": "2026-12-01T06:30:00.000Z",
        "scheduled_end": "2026-12-01T08:00:00.000Z",
    }
    assert sent.value.headers["if-match"] == '"9"'
    expect(sheet.locator(".card-marks .chip")).to_have_text("Назначен")


def test_what_was_typed_outlives_a_move_that_is_no_longer_allowed(show: Open, api: FakeApi) -> None:
    page = show("/orders?order=o2")
    sheet = card(page)
    sheet.get_by_role("button", name="Поставить на паузу").click()
    sheet.get_by_label("Ждём деталь").check()
    sheet.get_by_label("Причина").fill("Нет уплотнителя")
    gone = {"status": "completed", "allowed_moves": ["in_progress"]}
    api.orders[2] |= {"version": 9, **gone}

    sheet.get_by_role("button", name="Подтвердить").click()
    expect(sheet.get_by_role("alert")).to_contain_text("Статус: В работе → Выполнен")
    expect(sheet.locator("form.move")).to_have_count(0)
    sheet.locator(".moves").first.get_by_role("button").click()

    expect(sheet.get_by_label("Причина")).to_have_value("Нет уплотнителя")


def test_an_illegal_move_names_what_is_possible(show: Open, api: FakeApi) -> None:
    page = show("/orders?order=o3")
    sheet = card(page)
    sheet.locator(".moves").get_by_role("button", name="Закрыть").click()
    api.orders[3]["allowed_moves"] = ["in_progress"]

    sheet.get_by_role("button", name="Подтвердить").click()

    expect(sheet.get_by_role("alert")).to_contain_text("нельзя перейти в «Закрыт»")
    expect(sheet.get_by_role("alert")).to_contain_text("В работе")


def test_the_form_stops_at_the_first_wrong_field(show: Open, api: FakeApi) -> None:
    page = show("/orders")
    before = len(api.orders)
    page.get_by_role("button", name="Новый заказ").click()
    form = page.locator("dialog form")

    form.get_by_label("Что сделать").fill("Повесить полку")
    form.get_by_role("button", name="Создать заказ").click()

    expect(form.get_by_label("Имя или компания")).to_be_focused()
    expect(form.get_by_text("Заполните поле")).to_have_count(2)
    assert len(api.orders) == before


def fill(page: Page, phone: str) -> None:
    form = page.locator("dialog form")
    form.get_by_label("Что сделать").fill("Повесить полку")
    form.get_by_label("Имя или компания").fill("Кафе «Полдень»")
    form.get_by_label("Телефон").fill(phone)
    form.get_by_label("Услуга или деталь").fill("Работа")
    form.get_by_label("Цена").fill("1 500,50")
    form.get_by_role("button", name="Создать заказ").click()


def test_a_new_order_opens_and_heads_the_list(show: Open, api: FakeApi) -> None:
    page = show("/orders")
    expect(rows(page)).to_have_count(50)
    page.keyboard.press("n")

    fill(page, "+7 900 000-00-77")

    expect(card(page)).to_contain_text("Заказ 1085")
    page.keyboard.press("Escape")
    expect(rows(page).first).to_contain_text("Повесить полку")
    assert api.orders[0]["items"] == [
        {"kind": "service", "name": "Работа", "qty": "1", "unit_price": 150_050}
    ]


def test_a_field_the_server_refuses_is_marked(show: Open, api: FakeApi) -> None:
    page = show("/orders?new=1")

    fill(page, "+1 555 000 00 00")

    expect(page.locator("dialog").get_by_role("alert")).to_contain_text("Проверьте выделенные поля")
    field = page.locator("dialog").get_by_label("Телефон")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("+1 555 000 00 00")
