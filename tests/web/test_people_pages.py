"""Technicians and customers: lists, cards, changes that cross, an erasure."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import Open
from tests.web.fake_api import FakeApi

pytestmark = pytest.mark.browser


def card(page: Page) -> Locator:
    return page.locator("dialog.dialog-side")


def top(page: Page) -> Locator:
    """Give the dialog above the card."""
    return page.locator("dialog dialog")


def test_a_technician_is_taken_on(show: Open, api: FakeApi) -> None:
    page = show("/technicians")
    page.get_by_role("button", name="Новый исполнитель").click()
    form = page.locator("dialog form")
    form.get_by_role("button", name="Сохранить").click()
    expect(form.get_by_text("Заполните поле")).to_be_visible()

    form.get_by_label("Имя").fill("Вера Ручьёва")
    form.get_by_label("Навыки").fill("газ 5, замки")
    with page.expect_request("**/v1/technicians") as sent:
        form.get_by_role("button", name="Сохранить").click()

    expect(page.locator(".table-technicians")).to_contain_text("Вера Ручьёва")
    skills = [{"skill": "газ", "level": 5}, {"skill": "замки", "level": 1}]
    assert api.technicians[-1]["skills"] == skills
    assert sent.value.headers["idempotency-key"]


def test_a_technician_leaves_and_the_list_says_so(show: Open, api: FakeApi) -> None:
    page = show("/technicians")

    page.get_by_role("button", name="Отключить Пётр Ключевой").click()
    row = page.locator(".table-technicians tr", has_text="Пётр Ключевой")
    expect(row.locator(".chip")).to_have_text("Не работает")
    page.get_by_role("button", name="Только работающие").click()

    expect(page).to_have_url(re.compile(r"active=1$"))
    expect(row).to_have_count(0)
    assert api.technicians[0]["active"] is False


def test_technicians_are_found_by_what_they_know_and_none_leads_back(show: Open) -> None:
    page = show("/technicians")
    rows = page.locator(".table-technicians tbody tr")
    expect(rows).to_have_count(4)

    page.get_by_label("Поиск исполнителей").fill("полевая")
    expect(rows).to_have_count(1)
    expect(page).to_have_url(re.compile("q="))
    page.get_by_label("Поиск исполнителей").fill("никто такой")

    expect(page.locator(".note")).to_contain_text("Под фильтр ничего не попало")
    page.get_by_role("link", name="Сбросить фильтры").click()
    expect(rows).to_have_count(4)


def test_a_technicians_card_shows_two_weeks_of_work(show: Open) -> None:
    page = show("/technicians")
    page.get_by_role("link", name="Инна Полевая").click()

    expect(card(page).locator(".load li")).to_have_count(14)
    expect(card(page).locator(".load")).to_contain_text("выходной")
    card(page).get_by_role("link", name="Заказы исполнителя").click()

    expect(page).to_have_url(re.compile(r"/orders\?technician=t1$"))


def test_a_technicians_card_tells_what_came_of_the_last_months(show: Open, api: FakeApi) -> None:
    page = show("/technicians?technician=t1")
    results = card(page).locator("section", has_text="Показатели за 90 дней")

    for name in ("Выполнено", "Выручка мастера", "Загрузка мастеров", "Решено с первого раза"):
        line = results.locator("li", has_text=name).first
        expect(line.locator("strong")).to_have_text(re.compile(r"\d"))
        expect(line.locator(".chip")).to_be_visible()
    load = results.locator("li", has_text="Загрузка мастеров")
    expect(load.locator("small")).to_contain_text(re.compile(r"из \d{3}\sч по\sграфику"))
    rating = results.locator("li", has_text="Балл")
    expect(rating).to_contain_text("с вероятностью 95 %")
    expect(rating.locator("strong")).to_have_text(re.compile(r"^\d,\d+$"))
    asked = [dict(one) for one in api.asked_of_figures]
    assert {"dimension": "technician", "value": "t1"}.items() <= asked[-1].items()
    rating.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/feedback\?days=90&technician=t1$"))


def test_who_may_not_see_figures_asks_for_none(show: Open, api: FakeApi) -> None:
    api.permissions = ["orders:read", "me:read"]

    page = show("/technicians?technician=t1")
    expect(card(page).locator(".load li")).to_have_count(14)

    expect(card(page).get_by_text("Показатели за")).to_have_count(0)
    assert api.asked_of_figures == []


def test_a_crossing_change_of_a_technician_is_laid_open(show: Open, api: FakeApi) -> None:
    page = show("/technicians?technician=t1")
    card(page).get_by_role("button", name="Изменить", exact=True).click()
    top(page).get_by_label("Телефон").fill("+7 900 000-09-99")
    api.technicians[1] |= {"version": 7, "phone": "+79000000555"}

    top(page).get_by_role("button", name="Сохранить").click()
    expect(top(page).get_by_role("group", name="Телефон")).to_contain_text("+79000000555")
    top(page).get_by_role("button", name="Сохранить выбранное").click()

    expect(top(page)).to_have_count(0)
    assert api.technicians[1]["phone"] == "+7 900 000-09-99"


def test_a_customer_is_found_and_shows_what_was_done(show: Open) -> None:
    page = show("/customers")
    expect(page.locator(".table-customers tbody tr")).to_have_count(5)

    page.get_by_label("Поиск клиентов").fill("Полдень")
    expect(page.locator(".table-customers tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Кафе «Полдень»").click()

    sheet = card(page)
    expect(sheet.locator(".facts")).to_contain_text("7707083893")
    expect(sheet.locator(".facts")).to_contain_text("Речная, 2, подъезд 2, этаж 4")
    expect(sheet).to_contain_text("Текст 2026-1")
    sheet.get_by_role("link", name="Заказ 1083").click()
    expect(page).to_have_url(re.compile(r"/orders\?order=o1$"))
    card(page).get_by_role("link", name="Кафе «Полдень»").click()
    expect(page).to_have_url(re.compile(r"/customers\?customer=c1$"))


def test_a_crossing_change_of_a_customer_is_laid_open(show: Open, api: FakeApi) -> None:
    page = show("/customers?customer=c2")
    card(page).get_by_role("button", name="Изменить", exact=True).click()
    top(page).get_by_label("Фамилия").fill("Моя")
    top(page).get_by_label("Заметки").fill("Моя заметка")
    api.customers[2] |= {"version": 9, "last_name": "Их"}

    top(page).get_by_role("button", name="Сохранить").click()
    top(page).get_by_role("group", name="Фамилия").get_by_label("Сейчас сохранено").check()
    with page.expect_request("**/v1/customers/c2") as sent:
        top(page).get_by_role("button", name="Сохранить выбранное").click()

    assert sent.value.post_data_json == {"notes": "Моя заметка"}
    assert sent.value.headers["if-match"] == '"9"'
    expect(card(page).locator(".facts")).to_contain_text("Моя заметка")


def test_a_company_is_added_by_what_was_filled_in(show: Open, api: FakeApi) -> None:
    page = show("/customers")
    page.get_by_role("button", name="Новый клиент").click()
    form = page.locator("dialog form")
    form.get_by_label("Вид").select_option(label="Компания")
    form.get_by_label("Название").fill("ООО «Берег»")
    form.get_by_label("ИНН").fill("7707083893")
    form.get_by_label("Телефон").fill("+7 900 000-07-01, +7 900 000-07-02")

    with page.expect_request("**/v1/customers") as sent:
        form.get_by_role("button", name="Сохранить").click()

    assert sent.value.post_data_json == {
        "kind": "company",
        "name": "ООО «Берег»",
        "inn": "7707083893",
        "phones": ["+7 900 000-07-01", "+7 900 000-07-02"],
        "language": "ru",
        "notifications_enabled": True,
    }
    expect(page.locator(".table-customers tbody tr").first).to_contain_text("ООО «Берег»")


def test_an_erasure_wants_the_name_typed(show: Open, api: FakeApi) -> None:
    page = show("/customers?customer=c4")
    card(page).get_by_role("button", name="Удалить данные").click()
    button = top(page).get_by_role("button", name="Удалить навсегда")
    top(page).get_by_label("Основание").select_option(label="Согласие отозвано")
    top(page).get_by_label("Для подтверждения введите").fill("Алла")
    expect(button).to_be_disabled()

    top(page).get_by_label("Для подтверждения введите").fill("Алла Речная")
    button.click()

    expect(top(page).get_by_role("status")).to_contain_text("Карточка очищена")
    top(page).get_by_role("button", name="Закрыть").last.click()
    expect(card(page)).to_contain_text("Данные этого клиента удалены")
    expect(card(page).get_by_role("button", name="Изменить", exact=True)).to_have_count(0)
    assert api.customers[4]["erased_at"]


def test_a_technician_is_not_shown_the_way_to_customers(show: Open, api: FakeApi) -> None:
    api.role = "technician"

    page = show("/technicians")
    expect(page.locator(".who-name")).to_contain_text("Исполнитель")

    expect(page.locator(".nav-link")).to_have_text(["Заказы", "Доска", "Исполнители", "Отзывы"])
    expect(page.get_by_role("button", name="Новый исполнитель")).to_have_count(0)
    expect(page.get_by_role("button", name="Отключить")).to_have_count(0)
    page.get_by_role("link", name="Инна Полевая").click()
    expect(card(page).locator(".schedule")).to_contain_text("пн–чт")
    expect(card(page).get_by_role("button", name="Изменить график")).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+KeyK")
    expect(page.get_by_role("option", name="Заказы")).to_be_visible()
    expect(page.get_by_role("option", name="Клиенты")).to_have_count(0)


def test_a_technician_reads_a_customers_card_and_asks_for_no_list(show: Open, api: FakeApi) -> None:
    api.role = "technician"
    asked: list[str] = []

    page = show(
        "/customers?customer=c4",
        before=lambda page: page.on("request", lambda request: asked.append(request.url)),
    )

    expect(page.locator("main .note-title")).to_have_text("Нет доступа")
    expect(card(page)).to_contain_text("Алла Речная")
    expect(card(page).locator("section h3").last).to_have_text("Заказы клиента")
    calls = [url.partition("/v1/")[2] for url in asked if "/v1/" in url]
    assert "customers/c4" in calls
    assert [each for each in calls if each.startswith(("customers?", "chat-links"))] == []
