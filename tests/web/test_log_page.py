"""The log of deliveries: filters, every attempt, what was sent and what came back."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.conftest import Open

pytestmark = pytest.mark.browser


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
