"""Integrations: forms, the test button, stopping and letting go, keys shown once."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import PHONE, Open
from tests.web.fake_api import FakeApi

pytestmark = pytest.mark.browser

TAB = "/integrations?tab=integrations"


def opened(page: Page) -> Locator:
    """The dialog on top of all others."""
    return page.locator("dialog:not(:has(dialog))").last


def test_the_secret_is_shown_once_and_then_gone(show: Open, api: FakeApi) -> None:
    page = show(TAB)
    page.get_by_role("button", name="Новая интеграция").click()
    form = page.locator("dialog form")
    form.get_by_label("Название").fill("Сайт")
    form.get_by_label("Адрес").fill("https://site.example/hook")
    form.get_by_role("button", name="Выбрать все").click()
    form.get_by_role("button", name="Сохранить").click()
    shown = page.locator(".copy-box code")
    expect(shown).to_have_text(re.compile("^whsec_"))
    secret = shown.inner_text()

    page.get_by_role("button", name="Скопировать").click()
    expect(page.get_by_role("button", name="Скопировано")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == secret
    page.keyboard.press("Escape")
    expect(shown).to_be_visible()
    page.get_by_role("button", name="Ключ сохранён").click()

    expect(page.locator("dialog h2")).to_have_text("Сайт")
    expect(page.locator(".table-integrations")).to_contain_text("Сайт")
    assert secret not in page.content()
    assert secret not in page.evaluate("JSON.stringify({ ...localStorage, ...sessionStorage })")
    assert len(api.integrations[0]["event_types"]) == 5
    assert api.integrations[0]["settings"] == {"url": "https://site.example/hook"}


def test_a_form_with_gaps_is_not_sent(show: Open, api: FakeApi) -> None:
    page = show(f"{TAB}&new=1")
    form = page.locator("dialog form")

    form.get_by_label("Адрес").fill("partner.example")
    form.get_by_text("Что отправлять и как быстро").click()
    form.get_by_role("button", name="Условие", exact=True).click()
    form.get_by_role("button", name="Заголовок", exact=True).click()
    form.get_by_label("Заголовок 1", exact=True).fill("X-Key")
    form.get_by_label("Запросов в минуту").fill("0")
    form.get_by_role("button", name="Сохранить").click()

    expect(form.get_by_text("Заполните поле")).to_be_visible()
    expect(form.get_by_text("Нужен полный адрес")).to_be_visible()
    expect(form.get_by_text("Выберите хотя бы одно событие")).to_be_visible()
    expect(form.get_by_text("Нужны и имя, и значение")).to_be_visible()
    expect(form.get_by_text("Целое число от 1 до 30")).to_be_visible()
    expect(form.get_by_label("Поле события 1")).to_have_attribute("aria-invalid", "true")
    assert len(api.integrations) == 5


def test_a_filter_is_built_of_conditions_and_of_what_the_events_carry(
    show: Open, api: FakeApi
) -> None:
    page = show(f"{TAB}&new=1")
    form = page.locator("dialog form")
    form.get_by_label("Название").fill("Срочные")
    form.get_by_label("Адрес").fill("https://site.example/hook")
    form.get_by_label("Заказ создан").check()
    form.get_by_text("Что отправлять и как быстро").click()
    form.get_by_role("button", name="Условие", exact=True).click()
    offered = form.locator("datalist option[value='order.priority']")
    expect(offered).to_have_count(1)
    form.get_by_label("Поле события 1").fill("order.priority")
    form.get_by_label("Сравнение 1").select_option("in")
    form.get_by_label("Значение 1").fill("high, urgent")
    form.get_by_role("button", name="Условие", exact=True).click()
    form.get_by_label("Поле события 2").fill("order.total")
    form.get_by_label("Сравнение 2").select_option("gte")
    form.get_by_label("Значение 2").fill("150000")
    form.get_by_label("Выполнено хотя бы одно").check()

    form.get_by_role("button", name="Записать как JSON").click()
    expect(form.get_by_label("Фильтр как JSON")).to_have_value(re.compile("150000"))
    form.get_by_role("button", name="Собрать по условиям").click()
    expect(form.get_by_label("Значение 1")).to_have_value("high, urgent")
    form.get_by_role("button", name="Сохранить").click()

    expect(page.locator(".copy-box code")).to_be_visible()
    assert api.integrations[0]["filter"] == {
        "or": [
            {"field": "order.priority", "op": "in", "value": ["high", "urgent"]},
            {"field": "order.total", "op": "gte", "value": 150000},
        ]
    }


def test_an_edit_sends_what_changed_and_keeps_what_is_secret(show: Open, api: FakeApi) -> None:
    page = show(f"{TAB}&integration=i0")
    page.get_by_role("button", name="Изменить").click()
    form = opened(page)
    expect(form.get_by_label("Значение 2").last).to_have_attribute("placeholder", "сохранено")
    form.get_by_role("button", name="Заголовок", exact=True).click()
    form.get_by_label("Заголовок 3", exact=True).fill("X-Shop")
    form.get_by_label("Значение 3").fill("7")
    form.get_by_label("Одновременно").fill("3")
    form.get_by_label("Только номера и что изменилось").check()
    form.get_by_role("button", name="Сохранить").click()

    expect(page.locator(".toast")).to_contain_text("сохранено")
    row = api.integrations[0]
    assert row["headers"] == {"X-Source": "naryad", "Authorization": "***", "X-Shop": "7"}
    assert row["limits"] == {"rate_per_minute": 600, "concurrency": 3, "timeout_s": 15}
    assert row["name"] == "Складской учёт"
    assert row["payload"] == "thin"


def test_a_change_that_crosses_another_is_laid_open(show: Open, api: FakeApi) -> None:
    page = show(f"{TAB}&integration=i0")
    page.get_by_role("button", name="Изменить").click()
    form = opened(page)
    form.get_by_label("Название").fill("Склад на Лесной")
    api.integrations[0] |= {"version": 5, "name": "Склад №2"}
    form.get_by_role("button", name="Сохранить").click()

    expect(opened(page)).to_contain_text("Склад №2")
    opened(page).get_by_role("button", name="Сохранить выбранное").click()

    expect(page.locator(".toast")).to_contain_text("Склад на Лесной")
    assert api.integrations[0]["name"] == "Склад на Лесной"


@pytest.mark.parametrize(("status", "verdict"), [(200, "Доставлено"), (500, "Не доставлено")])
def test_a_test_shows_the_partners_answer_in_place(
    show: Open, api: FakeApi, status: int, verdict: str
) -> None:
    api.partner_answers = status
    page = show(f"{TAB}&integration=i0")

    page.get_by_role("button", name="Проверить").click()

    result = page.locator(".trial")
    expect(result.locator(".chip")).to_have_text(verdict)
    expect(result.locator(".http")).to_have_text(str(status))
    expect(result.locator(".timing li")).to_have_count(5)
    expect(result.locator(".timing")).to_contain_text("TLS 31 мс")
    expect(result).to_contain_text('"received": true')
    result.get_by_role("link", name="Открыть в журнале").click()
    expect(page).to_have_url(re.compile("tab=log&delivery=d0"))


def test_stopping_tells_what_waits_and_going_on_asks_about_it(show: Open, api: FakeApi) -> None:
    page = show(f"{TAB}&integration=i0")
    page.get_by_role("button", name="Остановить").click()
    expect(opened(page)).to_contain_text("не теряются")
    expect(opened(page).locator(".facts dd")).to_have_text("2")
    opened(page).get_by_role("button", name="Остановить").click()
    expect(page.locator("dialog .card-marks .chip").first).to_have_text("Остановлена")

    page.get_by_role("button", name="Включить").click()
    opened(page).get_by_label("Оставить в журнале").check()
    opened(page).get_by_role("button", name="Включить").click()

    expect(page.locator("dialog .card-marks .chip").first).to_have_text("Работает")
    assert api.touched == ["release none"]


def test_a_key_is_changed_with_an_overlap_and_shown_once(show: Open, api: FakeApi) -> None:
    page = show(f"{TAB}&integration=i0")
    page.get_by_role("button", name="Сменить ключ").click()
    opened(page).get_by_label("Прежний ключ подписывает ещё").select_option("72")
    opened(page).get_by_role("button", name="Сменить ключ").click()
    shown = page.locator(".copy-box code")
    expect(shown).to_have_text(re.compile("^whsec_"))
    secret = shown.inner_text()
    page.get_by_role("button", name="Ключ сохранён").click()

    keys = page.locator("dialog .rows li", has_text="создан")
    expect(keys).to_have_count(2)
    expect(keys.first).to_contain_text("действует")
    expect(keys.last).to_contain_text("подписывает до")
    assert secret not in page.content()


def test_an_integration_is_deleted_only_by_its_name(show: Open, api: FakeApi) -> None:
    page = show(f"{TAB}&integration=i1")
    page.get_by_role("button", name="Удалить").click()
    sure = opened(page).get_by_role("button", name="Удалить навсегда")
    expect(sure).to_be_disabled()
    opened(page).get_by_label("Для подтверждения введите").fill("Бухгалтерия")
    sure.click()

    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator(".table-integrations")).not_to_contain_text("Бухгалтерия")
    assert "i1" not in [one["id"] for one in api.integrations]


def test_a_partner_that_does_not_answer_is_told_apart(show: Open) -> None:
    page = show(TAB)
    row = page.locator(".table-integrations tr", has_text="Сайт с личным")
    expect(row.locator(".c-health")).to_contain_text("Не отвечает")
    row.get_by_role("link").first.click()
    card = page.locator("dialog")

    expect(card.locator(".banner")).to_contain_text("попытки не тратятся")
    expect(card).to_contain_text("Следующая проверка")
    expect(card).to_contain_text("Час без единой доставки")
    page.goto(f"{TAB}&integration=i2")
    expect(card.locator(".banner")).to_contain_text("ответил 410")


def test_who_may_only_look_is_offered_nothing_to_press(show: Open, api: FakeApi) -> None:
    api.role = "manager"
    page = show(f"{TAB}&integration=i0", size=PHONE)

    expect(page.locator("dialog .facts").first).to_be_visible()

    expect(page.get_by_role("button", name="Проверить")).to_have_count(0)
    expect(page.get_by_role("button", name="Новая интеграция")).to_have_count(0)
