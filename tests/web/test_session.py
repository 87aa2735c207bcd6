"""Signing in, staying in, and being asked again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Open
from tests.web.fake_api import PASSWORD, FakeApi

pytestmark = pytest.mark.browser


def sign_in(page: Page, password: str) -> None:
    page.get_by_label("Почта").fill("irina@naryad.example")
    page.get_by_label("Пароль", exact=True).fill(password)
    page.get_by_role("button", name="Войти").click()


def test_a_wrong_password_is_said_and_the_right_one_opens_the_page(show: Open) -> None:
    page = show("/figures?days=7", is_signed_in=False)

    sign_in(page, "nope")
    expect(page.get_by_role("alert")).to_contain_text("не подходят")
    sign_in(page, PASSWORD)

    expect(page.locator(".kpi-value strong").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"/figures\?days=7$"))


def test_a_reload_keeps_the_session_and_no_access_token_is_stored(show: Open) -> None:
    page = show("/orders", is_signed_in=False)
    sign_in(page, PASSWORD)
    expect(page.locator(".table-orders .chip").first).to_be_visible()

    page.reload()

    expect(page.locator(".table-orders .chip").first).to_be_visible()
    kept = page.evaluate("JSON.stringify({ ...localStorage, ...sessionStorage })")
    assert "token-1" not in kept


def test_a_refused_token_is_renewed_without_a_word(show: Open, api: FakeApi) -> None:
    page = show("/orders")
    expect(page.locator(".table-orders .chip").first).to_be_visible()
    api.token = "token-2"
    renewals = api.renewals

    page.get_by_role("link", name="Новые").click()

    expect(page.locator(".table-orders tbody tr")).to_have_count(6)
    expect(page.locator("dialog")).to_have_count(0)
    assert api.renewals == renewals + 1


def test_an_ended_session_asks_again_and_keeps_what_was_typed(show: Open, api: FakeApi) -> None:
    page = show("/orders?new=1")
    form = page.locator("dialog", has_text="Что сделать")
    form.get_by_label("Что сделать").fill("Починить кран")
    form.get_by_label("Имя или компания").fill("Алла Речная")
    form.get_by_label("Телефон").fill("+7 900 000-00-01")
    api.token = "token-2"
    api.can_renew = False

    form.get_by_role("button", name="Создать заказ").click()
    again = page.locator("dialog", has_text="Сеанс закончился")
    expect(again).to_be_visible()
    again.get_by_label("Почта").fill("irina@naryad.example")
    again.get_by_label("Пароль", exact=True).fill(PASSWORD)
    again.get_by_role("button", name="Войти").click()

    expect(again).to_have_count(0)
    expect(form.get_by_label("Что сделать")).to_have_value("Починить кран")
    form.get_by_role("button", name="Создать заказ").click()
    expect(page.locator("dialog.dialog-side")).to_contain_text("Починить кран")


def test_signing_out_leaves_nothing_behind(show: Open) -> None:
    page = show("/orders")

    page.get_by_role("button", name="Выйти").click()

    expect(page.get_by_role("heading", name="Вход")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0
