"""The log of deliveries: filters, every attempt, what was sent and what came back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Open
from tests.web.fake_api import FakeApi
from tests.web.watch import heard

pytestmark = pytest.mark.browser

BROKEN = {"title": "Internal error", "status": 500, "request_id": "req_7"}


def test_the_filters_of_the_log_are_in_the_address(show: Open) -> None:
    page = show("/integrations?tab=integrations")
    page.get_by_role("link", name="Доставки: Складской учёт").click()
    rows = page.locator(".table-log tbody tr")
    expect(page.get_by_label("Интеграция")).to_have_value("i0")

    page.get_by_label("Состояние").select_option("failed")

    expect(page).to_have_url(re.compile("integration=i0&state=failed"))
    expect(page.locator(".table-log .chip")).to_have_text(["Не доставлена"])
    page.get_by_role("link", name="Сбросить фильтры").click()
    expect(rows).to_have_count(23)


def test_a_delivery_shows_every_attempt_and_the_next_one(show: Open) -> None:
    page = show("/integrations?tab=log")
    page.locator(".table-log tbody tr", has_text="Повторяется").first.click()
    sheet = page.locator("dialog.dialog-side")

    attempts = sheet.locator(".attempt")
    expect(attempts).to_have_count(2)
    expect(attempts.first).to_contain_text("Ответа не было вовремя")
    expect(attempts.first).to_contain_text("did not answer within 10 s")
    expect(attempts.first).to_contain_text("По расписанию: повтор 1 из 7")
    expect(attempts.first).to_contain_text("Следующая попытка")
    expect(attempts.first).to_contain_text("повторили сразу")
    expect(attempts.first.locator(".timing")).to_contain_text("Первый байт 37 мс")
    expect(attempts.first).to_contain_text('"number": "1084"')
    expect(attempts.first).to_contain_text("показаны 2 Б из 70 кБ")
    attempts.last.locator("summary").click()

    expect(attempts.last).to_contain_text("503")
    sheet.get_by_role("link", name="1082").click()
    expect(page).to_have_url(re.compile(r"/orders\?order=o2"))


def test_every_filter_is_asked_of_the_server(show: Open, api: FakeApi) -> None:
    page = show("/integrations?tab=log")
    expect(page.locator(".table-log tbody tr")).to_have_count(23)

    page.get_by_label("Событие").select_option(label="Заказ выполнен")
    page.get_by_label("Ответ").select_option("5xx")
    page.get_by_label("Ошибка").select_option(label="Ответа не было вовремя")
    page.get_by_label("Номер заказа").fill("1082")
    page.get_by_label("Номер заказа").press("Enter")
    page.get_by_role("link", name="7 дней").click()

    expect(page).to_have_url(re.compile("event=order.completed&answer=5xx&fault=timeout&q=1082"))
    expect(page.locator(".table-log tbody tr")).to_have_count(1)
    heard(page, lambda: "from" in api.asked_of_log[-1])
    asked = api.asked_of_log[-1]
    assert asked["event_type"] == "order.completed"
    assert (asked["status_class"], asked["error_class"]) == ("5xx", "timeout")
    assert asked["order"] == "1082"
    assert asked["from"] < asked["to"]
    page.get_by_label("Номер заказа").fill("9")
    expect(page.get_by_text("Под фильтр ничего не попало")).to_be_visible()


def test_a_delivery_is_sent_again_and_both_know_of_each_other(show: Open, api: FakeApi) -> None:
    page = show("/integrations?tab=log&delivery=d3")
    sheet = page.locator("dialog.dialog-side")
    expect(sheet.locator(".card-marks .chip")).to_have_text("Не доставлена")

    sheet.get_by_role("button", name="Отправить ещё раз").click()

    expect(page).to_have_url(re.compile("delivery=d3-r1"))
    expect(sheet.locator(".card-marks .chip")).to_have_text("Доставлена")
    sheet.get_by_role("link", name="первую доставку").click()
    expect(sheet.get_by_role("heading", name="Отправлено ещё раз")).to_be_visible()
    api.deliveries[6]["held_because"] = "breaker"
    page.goto("/integrations?tab=log&delivery=d5")
    expect(sheet.locator(".card-marks .chip")).to_have_text("В очереди")
    expect(sheet.get_by_role("button", name="Отправить ещё раз")).to_have_count(0)


def test_what_did_not_arrive_is_listed_with_its_reason(show: Open) -> None:
    page = show("/integrations?tab=log")
    page.get_by_role("link", name="Недоставленное").click()

    rows = page.locator(".table-missed tbody tr")
    expect(rows).to_have_count(4)
    expect(rows.nth(0)).to_contain_text("Получатель ответил 410")
    expect(rows.nth(1)).to_contain_text("уйдёт, когда её включат")
    expect(rows.nth(2)).to_contain_text("Согласия нет")
    expect(rows.nth(3)).to_contain_text("Нет в журнале")
    rows.nth(0).get_by_role("link").click()
    expect(page.locator("dialog .attempt")).to_have_count(2)


def test_a_replay_begins_with_the_filters_and_shows_how_far_it_is(show: Open, api: FakeApi) -> None:
    page = show("/integrations?tab=log&integration=i0&event=order.created&days=7")
    page.get_by_role("button", name="Отправить заново").click()
    form = page.locator("dialog form")
    expect(form.get_by_label("Складской учёт")).to_be_checked()
    expect(form.get_by_label("Заказ создан")).to_be_checked()
    form.get_by_label("Другим интеграциям").check()
    form.get_by_role("button", name="Начать").click()
    expect(form.get_by_text("Выберите получателя")).to_be_visible()
    form.get_by_role("group", name="Получатели").get_by_label("Новый партнёр").check()
    form.get_by_label("В минуту").fill("120")
    form.get_by_role("button", name="Начать").click()

    card = page.locator("dialog.dialog-side")
    expect(card.locator(".chip")).to_have_text("Готов")
    expect(card).to_contain_text("Пройдено 100 % периода")
    expect(page).to_have_url(re.compile("run=made&view=replays"))
    (made,) = [one for one in api.replays if one["id"] == "made"]
    assert made["progress"]["share"] == 1


def test_a_replay_is_stopped_goes_on_and_is_cancelled_for_sure(show: Open, api: FakeApi) -> None:
    api.replays_go_on = False
    page = show("/integrations?tab=log&view=replays")
    expect(page.locator(".table-replays .chip")).to_have_text(
        ["Идёт", "Остановлен", "Готов", "Отменён"]
    )
    page.locator(".table-replays .row-link").first.click()
    card = page.locator("dialog.dialog-side")
    card.get_by_role("button", name="Приостановить").click()
    expect(card.locator(".chip")).to_have_text("Остановлен")
    card.get_by_role("button", name="Продолжить").click()
    expect(card.locator(".chip")).to_have_text("Идёт")
    card.get_by_role("button", name="Отменить повтор").click()
    expect(card.locator(".chip")).to_have_text("Идёт")
    card.get_by_role("button", name="Точно отменить").click()

    expect(card.locator(".chip")).to_have_text("Отменён")
    expect(card.get_by_role("button", name="Продолжить")).to_have_count(0)


def test_an_empty_part_of_a_long_period_leads_on_to_the_next(show: Open) -> None:
    def blank(page: Page) -> None:
        empty = {"items": [], "next_cursor": "further"}
        first = re.compile(r"/v1/undelivered\?(?!.*cursor)")
        page.route(first, lambda route: route.fulfill(json=empty))

    page = show("/integrations?tab=log&view=missed", before=blank)
    expect(page.get_by_text("В этой части периода всё доставлено")).to_be_visible()

    page.get_by_role("link", name="Дальше").click()

    expect(page).to_have_url(re.compile("cursor=further"))
    expect(page.get_by_text("В этой части периода всё доставлено")).to_have_count(0)


def test_a_log_that_fails_names_the_request_and_an_empty_one_says_what_comes(
    show: Open, api: FakeApi
) -> None:
    api.deliveries, api.missed, api.replays = [], [], []
    page = show("/integrations?tab=log")
    expect(page.get_by_text("Доставок ещё не было")).to_be_visible()
    page.get_by_role("link", name="Недоставленное").click()
    expect(page.get_by_text("Всё доставлено")).to_be_visible()
    page.get_by_role("link", name="Повторы", exact=True).click()
    expect(page.get_by_text("Повторов ещё не было")).to_be_visible()

    page.route("**/v1/deliveries?*", lambda route: route.fulfill(status=500, json=BROKEN))
    page.get_by_role("link", name="Доставки", exact=True).click()
    page.get_by_role("link", name="7 дней").click()

    expect(page.locator(".note code")).to_have_text("req_7")


def test_orders_are_compared_with_what_was_told_of_them(show: Open, api: FakeApi) -> None:
    page = show("/integrations?tab=log")
    page.get_by_role("link", name="Сверки").click()
    table = page.get_by_role("table", name="Сверки")
    expect(table.locator("tbody tr")).to_have_count(2)
    expect(table.locator("tbody tr").nth(0)).to_contain_text("Всё рассказано")
    expect(table.locator("tbody tr").nth(1)).to_contain_text("Не хватало: 4")
    page.get_by_role("button", name="Сверить заказы").click()
    form = page.locator("dialog form")

    form.get_by_label("С", exact=True).fill("2026-11-17T10:00")
    form.get_by_label("До", exact=True).fill("2026-11-16T10:00")
    form.get_by_role("button", name="Сверить").click()
    expect(form.get_by_text("Начало раньше конца")).to_be_visible()
    form.get_by_label("С", exact=True).fill("2026-11-15T10:00")
    with page.expect_request("**/v1/reconciliations") as sent:
        form.get_by_role("button", name="Сверить").click()

    assert sent.value.headers["idempotency-key"]
    assert sent.value.post_data_json == {
        "from": "2026-11-15T07:00:00.000Z",
        "to": "2026-11-16T07:00:00.000Z",
    }
    made = table.locator("tbody tr").first
    expect(made.locator(".c-state .chip")).to_have_text("Готова")
    expect(made).to_contain_text("Не хватало: 1")


def test_who_may_only_read_asks_for_no_comparison(show: Open, api: FakeApi) -> None:
    api.role, api.comparisons = "manager", []

    page = show("/integrations?tab=log&view=checks")

    expect(page.locator(".note")).to_contain_text("Сверок ещё не было")
    expect(page.get_by_role("button", name="Сверить заказы")).to_have_count(0)
