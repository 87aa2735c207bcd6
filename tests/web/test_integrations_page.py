"""Integrations: connecting, the secret shown once, pausing; the delivery log."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.conftest import Open
from tests.web.fake_api import FakeApi

pytestmark = pytest.mark.browser


def test_the_secret_is_shown_once_and_then_gone(show: Open, api: FakeApi) -> None:
    page = show("/integrations?tab=integrations")
    page.get_by_role("button", name="Новая интеграция").click()
    form = page.locator("dialog form")
    form.get_by_label("Название").fill("Сайт")
    form.get_by_label("Адрес").fill("https://site.example/hook")
    form.get_by_role("button", name="Выбрать все").click()
    form.get_by_role("button", name="Подключить").click()
    shown = page.locator(".copy-box code")
    expect(shown).to_have_text(re.compile("^whsec_"))
    secret = shown.inner_text()

    page.get_by_role("button", name="Скопировать").click()
    expect(page.get_by_role("button", name="Скопировано")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == secret
    page.keyboard.press("Escape")
    expect(shown).to_be_visible()
    page.get_by_role("button", name="Ключ сохранён").click()

    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator(".table-integrations")).to_contain_text("Сайт")
    assert secret not in page.content()
    assert secret not in page.evaluate("JSON.stringify({ ...localStorage, ...sessionStorage })")
    assert len(api.integrations[0]["event_types"]) == 5


def test_a_form_with_gaps_is_not_sent(show: Open, api: FakeApi) -> None:
    page = show("/integrations?tab=integrations&new=1")
    form = page.locator("dialog form")

    form.get_by_label("Адрес").fill("partner.example")
    form.get_by_role("button", name="Подключить").click()

    expect(form.get_by_text("Заполните поле")).to_be_visible()
    expect(form.get_by_text("начинается с https://")).to_be_visible()
    expect(form.get_by_text("Выберите хотя бы одно событие")).to_be_visible()
    assert len(api.integrations) == 3


def test_an_integration_is_stopped_and_started(show: Open, api: FakeApi) -> None:
    page = show("/integrations?tab=integrations")

    page.get_by_role("button", name="Остановить: Складской учёт").click()
    expect(page.locator(".toast")).to_contain_text("остановлена")
    assert api.integrations[0]["state"] == "paused"
    page.get_by_role("button", name="Включить: Складской учёт").click()

    expect(page.get_by_role("button", name="Остановить: Складской учёт")).to_be_visible()
    assert api.integrations[0]["state"] == "enabled"


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
    expect(attempts.first.locator("pre").nth(1)).to_contain_text('"number": "1084"')
    attempts.last.locator("summary").click()

    expect(attempts.last).to_contain_text("503")
    sheet.get_by_role("link", name="1082").click()
    expect(page).to_have_url(re.compile(r"/orders\?order=o2"))
