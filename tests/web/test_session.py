"""Signing in, staying in, and being asked again."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.conftest import Open
from tests.web.fake_api import PASSWORD, FakeApi
from tests.web.fake_identity import CODE, INVITED, NEWCOMER
from tests.web.watch import faults, heard, settle

pytestmark = pytest.mark.browser


def sign_in(page: Page, password: str) -> None:
    page.get_by_label("Почта").fill("irina@naryad.example")
    page.get_by_label("Пароль", exact=True).fill(password)
    page.get_by_role("button", name="Войти").click()


def cut(route: Route) -> None:
    route.abort()


def test_a_wrong_password_is_said_and_the_right_one_opens_the_page(show: Open) -> None:
    page = show("/overview?days=7", is_signed_in=False)

    sign_in(page, "nope")
    expect(page.get_by_role("alert")).to_contain_text("не подходят")
    sign_in(page, PASSWORD)

    expect(page.locator(".kpi-value strong").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"/overview\?days=7$"))


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
    settle(page)
    api.token = "token-2"
    renewals = api.renewals

    page.get_by_role("link", name="Новые").click()

    expect(page.locator(".table-orders tbody tr")).to_have_count(6)
    expect(page.locator("dialog")).to_have_count(0)
    assert api.renewals == renewals + 1


def test_an_ended_session_asks_again_and_keeps_what_was_typed(show: Open, api: FakeApi) -> None:
    page = show("/orders?new=1")
    settle(page)
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


def test_signing_out_leaves_nothing_behind_and_ends_the_session_in_every_tab(
    show: Open, api: FakeApi
) -> None:
    page = show("/orders")
    other = page.context.new_page()
    other.goto("/customers")
    expect(other.locator(".table-customers .row-link").first).to_be_visible()

    with page.expect_request_finished(lambda one: "RevokeToken" in str(one.headers)):
        page.get_by_role("button", name="Выйти").click()

    expect(page.get_by_role("heading", name="Вход")).to_be_visible()
    expect(other.get_by_role("heading", name="Вход")).to_be_visible()
    left = page.evaluate("Object.keys({ ...localStorage, ...sessionStorage })")
    assert sorted(left) == ["naryad.lang", "naryad.tour"]
    assert api.revoked == ["fresh"]


def test_a_token_is_renewed_before_its_end_not_after(
    show: Open, api: FakeApi, own_clock: Callable[[Page], None]
) -> None:
    page = show("/orders", before=own_clock)
    settle(page)
    renewals = api.renewals

    page.clock.fast_forward("13:00")
    page.get_by_role("link", name="Новые").click()
    expect(page.locator(".table-orders tbody tr")).to_have_count(6)
    assert api.renewals == renewals
    api.token = "token-2"
    refused: list[int] = []
    page.on("response", lambda answer: refused.append(answer.status))
    page.clock.fast_forward("01:10")
    page.get_by_role("link", name="Отменённые").click()

    expect(page.locator(".table-orders tbody tr")).not_to_have_count(6)
    assert api.renewals == renewals + 1
    assert 401 not in refused


def test_tabs_share_one_renewal(show: Open, api: FakeApi) -> None:
    page = show("/orders")
    other = page.context.new_page()
    other.goto("/orders")
    for tab in (page, other):
        settle(tab)
    api.token = "token-2"
    renewals = api.renewals
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.context.route("**/identity/", hold)

    with other.expect_response(lambda answer: answer.status == 401):
        other.get_by_role("link", name="Новые").click()
    with page.expect_response(lambda answer: answer.status == 401):
        page.get_by_role("link", name="Новые").click()
    heard(page, lambda: bool(held))
    for route in held:
        route.continue_()

    for tab in (page, other):
        expect(tab.locator(".table-orders tbody tr")).to_have_count(6)
    assert len(held) == 1
    assert api.renewals == renewals + 1


def test_signing_in_again_in_one_tab_wakes_the_others(show: Open, api: FakeApi) -> None:
    page = show("/orders", is_signed_in=False)
    other = page.context.new_page()
    other.goto("/customers")
    expect(other.get_by_role("heading", name="Вход")).to_be_visible()

    sign_in(page, PASSWORD)

    expect(other.locator(".table-customers .row-link").first).to_be_visible()


def test_a_pool_that_is_away_does_not_end_the_session(show: Open, api: FakeApi) -> None:
    page = show("/orders?status=new", before=lambda page: page.route("**/identity/", cut))
    expect(page.get_by_text("Нет связи с сервером")).to_be_visible()

    page.unroute("**/identity/")
    page.get_by_role("button", name="Повторить").click()

    expect(page.locator(".table-orders tbody tr")).to_have_count(6)
    expect(page).to_have_url(re.compile(r"/orders\?status=new$"))


def test_an_ended_session_leads_to_the_sign_in_and_back_to_the_same_place(
    show: Open, api: FakeApi
) -> None:
    api.can_renew = False
    page = show("/orders?status=new")

    expect(page.get_by_role("heading", name="Вход")).to_be_visible()
    sign_in(page, PASSWORD)

    expect(page.locator(".table-orders tbody tr")).to_have_count(6)
    expect(page).to_have_url(re.compile(r"/orders\?status=new$"))


def test_another_user_in_the_same_window_sees_nothing_of_the_former(
    show: Open, api: FakeApi
) -> None:
    page = show("/orders?new=1")
    settle(page)
    form = page.locator("dialog form").first
    form.get_by_label("Что сделать").fill("Починить кран")
    api.token = "token-2"
    api.can_renew = False
    form.get_by_label("Имя или компания").fill("Алла Речная")
    form.get_by_label("Телефон").fill("+7 900 000-00-01")
    form.get_by_role("button", name="Создать заказ").click()
    again = page.locator("dialog", has_text="Сеанс закончился")
    again.get_by_label("Почта").fill("oleg@naryad.example")
    again.get_by_label("Пароль", exact=True).fill(PASSWORD)
    again.get_by_role("button", name="Войти").click()

    expect(page.locator(".table-orders .chip").first).to_be_visible()
    expect(page.locator("dialog form").get_by_label("Что сделать")).to_have_value("")


def test_who_was_invited_sets_a_password_of_their_own(show: Open, api: FakeApi) -> None:
    page = show("/orders", is_signed_in=False)

    sign_in(page, INVITED)
    expect(page.get_by_role("heading", name="Придумайте пароль")).to_be_visible()
    assert faults(page) == []
    page.get_by_label("Новый пароль").fill("short")
    page.get_by_role("button", name="Сохранить и войти").click()
    expect(page.get_by_role("alert")).to_contain_text("не меньше 12 знаков")
    page.get_by_label("Новый пароль").fill("Password12345")
    page.get_by_role("button", name="Сохранить и войти").click()
    expect(page.get_by_role("alert")).to_contain_text("слишком простой")
    page.get_by_label("Новый пароль").fill("Kran-na-kuhne-7")
    page.get_by_role("button", name="Сохранить и войти").click()

    expect(page.locator(".table-orders .chip").first).to_be_visible()


def test_a_forgotten_password_is_replaced_by_a_code_from_a_letter(show: Open, api: FakeApi) -> None:
    page = show("/orders", is_signed_in=False)
    page.get_by_role("button", name="Забыли пароль?").click()
    expect(page.get_by_label("Почта")).to_be_focused()
    page.get_by_label("Почта").fill("irina@naryad.example")
    page.get_by_role("button", name="Прислать код").click()
    expect(page.get_by_role("status")).to_contain_text("irina@naryad.example")
    expect(page.get_by_label("Код из письма")).to_be_focused()
    assert faults(page) == []

    page.get_by_label("Код из письма").fill("111111")
    page.get_by_label("Новый пароль", exact=True).fill("short")
    page.get_by_role("button", name="Сохранить и войти").click()
    expect(page.get_by_role("alert")).to_contain_text("слишком простой")
    page.get_by_label("Новый пароль", exact=True).fill("Another-password-1")
    page.get_by_role("button", name="Сохранить и войти").click()
    expect(page.get_by_role("alert")).to_contain_text("Код не подошёл")
    page.get_by_label("Код из письма").fill(f" {CODE}")
    page.get_by_role("button", name="Сохранить и войти").click()

    expect(page.locator(".table-orders .chip").first).to_be_visible()
    assert api.codes_mailed_to == ["irina@naryad.example"]
    assert api.replaced_password == "Another-password-1"


def test_who_never_came_by_the_invitation_is_sent_to_it(show: Open, api: FakeApi) -> None:
    page = show("/orders", is_signed_in=False)
    page.get_by_role("button", name="Забыли пароль?").click()
    page.get_by_label("Почта").fill(NEWCOMER)
    page.get_by_role("button", name="Прислать код").click()
    expect(page.get_by_role("alert")).to_contain_text("по приглашению")

    page.get_by_role("button", name="Вернуться ко входу").click()

    expect(page.get_by_role("heading", name="Вход")).to_be_visible()
    assert api.codes_mailed_to == []
