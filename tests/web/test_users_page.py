"""Users and roles: invitations, roles, access, the matrix of rights, the record."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from shared.auth import ROLES
from tests.web.conftest import Open
from tests.web.fake_api import FakeApi

pytestmark = pytest.mark.browser


def card(page: Page) -> Locator:
    return page.locator("dialog.dialog-side")


def top(page: Page) -> Locator:
    """Give the dialog above the card."""
    return page.locator("dialog dialog")


def test_a_technician_is_invited_and_linked(show: Open, api: FakeApi) -> None:
    page = show("/settings/users")
    page.get_by_role("button", name="Пригласить").click()
    form = page.locator("dialog form")
    form.get_by_label("Почта").fill("inna")
    form.get_by_role("button", name="Пригласить").click()
    expect(form.get_by_text("Нужна почта")).to_be_visible()
    expect(form.get_by_text("Заполните поле")).to_be_visible()
    expect(form.get_by_text("Выберите хотя бы одну роль")).to_be_visible()

    form.get_by_label("Почта").fill("inna@naryad.example")
    form.get_by_label("Имя").fill("Инна Полевая")
    form.get_by_role("checkbox", name="Исполнитель").check()
    form.get_by_role("button", name="Пригласить").click()
    expect(form.get_by_text("чьи заказы он увидит")).to_be_visible()
    form.get_by_role("combobox", name="Исполнитель").select_option(label="Инна Полевая")
    with page.expect_request("**/v1/users") as sent:
        form.get_by_role("button", name="Пригласить").click()

    row = page.locator(".table-users tr", has_text="inna@naryad.example")
    expect(row.locator(".chip")).to_have_text("Приглашён")
    expect(page.locator(".toast")).to_contain_text("inna@naryad.example")
    assert sent.value.headers["idempotency-key"]
    assert sent.value.post_data_json == {
        "email": "inna@naryad.example",
        "name": "Инна Полевая",
        "roles": ["technician"],
        "technician_id": "t1",
        "language": "ru",
    }


def test_an_e_mail_that_is_there_already_is_told(show: Open, api: FakeApi) -> None:
    page = show("/settings/users?new=1")
    form = page.locator("dialog form")
    form.get_by_label("Почта").fill("u2@naryad.example")
    form.get_by_label("Имя").fill("Олег Бухгалтер")
    form.get_by_role("checkbox", name="Бухгалтер").check()

    form.get_by_role("button", name="Пригласить").click()

    expect(form.get_by_role("alert")).to_contain_text("с такой почтой уже есть")


def test_roles_are_changed_and_only_what_differs_is_sent(show: Open, api: FakeApi) -> None:
    page = show("/settings/users?user=u2")
    card(page).get_by_role("button", name="Изменить").click()
    top(page).get_by_role("checkbox", name="Руководитель").uncheck()
    top(page).get_by_role("checkbox", name="Диспетчер").check()

    with page.expect_request("**/v1/users/u2") as sent:
        top(page).get_by_role("button", name="Сохранить").click()

    assert sent.value.post_data_json == {"roles": ["dispatcher", "accountant"]}
    expect(card(page).locator(".facts")).to_contain_text("Диспетчер, Бухгалтер")


def test_the_last_administrator_keeps_the_role(show: Open, api: FakeApi) -> None:
    page = show("/settings/users?user=u1")
    expect(card(page).get_by_role("button", name="Отключить")).to_have_count(0)
    card(page).get_by_role("button", name="Изменить").click()
    top(page).get_by_role("checkbox", name="Администратор").uncheck()
    top(page).get_by_role("checkbox", name="Диспетчер").check()
    top(page).get_by_role("button", name="Сохранить").click()

    expect(top(page).get_by_role("alert")).to_contain_text("последний администратор")
    assert api.users[0]["roles"] == ["admin"]


def test_access_is_closed_and_opened(show: Open, api: FakeApi) -> None:
    page = show("/settings/users")
    row = page.locator(".table-users tr", has_text="Пётр Ключевой")

    row.get_by_role("button", name="Отключить").click()
    expect(row.locator(".chip")).to_have_text("Отключён")
    expect(page.locator(".toast")).to_contain_text("доступ закрыт")
    assert api.users[2]["enabled"] is False
    row.get_by_role("button", name="Включить").click()

    expect(row.locator(".chip")).to_have_text("Активен")
    me = page.locator(".table-users tr", has_text="это вы")
    expect(me.get_by_role("button")).to_have_count(0)


def test_an_invitation_is_sent_again_and_sessions_are_ended(show: Open, api: FakeApi) -> None:
    page = show("/settings/users?user=u4")
    card(page).get_by_role("button", name="Отправить письмо ещё раз").click()
    expect(page.locator(".toast").last).to_contain_text("Приглашение отправлено")
    page.goto("/settings/users?user=u3")
    expect(card(page).get_by_role("button", name="Отправить письмо")).to_have_count(0)
    card(page).get_by_role("button", name="Завершить все сеансы").click()

    expect(page.locator(".toast").last).to_contain_text("все сеансы завершены")
    assert api.touched == ["/v1/users/u4/resend", "/v1/users/u3/sign-out"]


def test_users_are_found_by_name_and_role_in_the_address(show: Open) -> None:
    page = show("/settings/users")
    expect(page.locator(".table-users tbody tr")).to_have_count(5)

    page.get_by_label("Роли", exact=True).select_option(label="Исполнитель")
    expect(page.locator(".table-users tbody tr")).to_have_count(2)
    page.get_by_label("Поиск пользователей").fill("пётр")
    expect(page.locator(".table-users tbody tr")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"role=technician&q="))
    expect(page.locator(".table-users tbody tr").first).to_contain_text("Пётр Ключевой")
    page.get_by_label("Поиск пользователей").fill("никто")
    page.get_by_role("link", name="Сбросить фильтры").click()

    expect(page.locator(".table-users tbody tr")).to_have_count(5)


def test_the_matrix_shows_what_the_server_holds_to(show: Open) -> None:
    page = show("/settings/users?tab=roles")
    grid = page.get_by_role("table", name="Что можно ролям")
    row = grid.locator("tbody tr", has=page.get_by_text("payments:write", exact=True))
    expect(row).to_have_count(1)

    heads = grid.locator("thead th").all_inner_texts()[1:]
    cells = row.locator("td .sr-only").all_inner_texts()

    assert len(heads) == len(cells) == len(ROLES)
    allowed = [head for head, cell in zip(heads, cells, strict=True) if cell == "можно"]
    assert allowed == ["Администратор", "Руководитель", "Диспетчер", "Бухгалтер"]


def test_the_record_names_what_was_changed_and_leads_there(show: Open) -> None:
    page = show("/settings/users?tab=history")
    steps = page.locator(".timeline li")
    expect(steps).to_have_count(6)
    expect(steps.nth(2)).to_contain_text("Доступ закрыт")
    expect(steps.nth(2)).to_contain_text("Доступ: да → нет")
    expect(steps.nth(4)).to_contain_text("Имя: Дарья Полевая")
    expect(steps.nth(4)).to_contain_text("Исполнитель: Пётр Ключевой")

    steps.nth(1).get_by_role("link", name="Обмен с 1С").click()
    expect(page).to_have_url(re.compile(r"/integrations\?tab=keys&key=k0$"))
    page.go_back()
    steps.nth(2).get_by_role("link", name="Роман Уступов").click()

    expect(card(page).locator(".chip")).to_have_text("Отключён")


def test_a_manager_reads_the_history_but_not_the_users(show: Open, api: FakeApi) -> None:
    api.role = "manager"
    asked: list[str] = []

    page = show(
        "/settings/users",
        before=lambda page: page.on("request", lambda request: asked.append(request.url)),
    )

    expect(page.locator(".timeline li").first.or_(page.locator(".matrix").first)).to_be_visible()
    expect(page.locator(".tabs a")).to_have_text(["Роли", "История"])
    page.get_by_role("link", name="История").click()
    blocked = page.locator(".timeline li").nth(2)
    expect(blocked).to_contain_text("Роман Уступов")
    expect(blocked.get_by_role("link")).to_have_count(0)
    expect(page.locator(".timeline li").nth(1).get_by_role("link")).to_have_text("Обмен с 1С")
    assert [url for url in asked if "/v1/users" in url] == []
    expect(page.get_by_role("button", name="Пригласить")).to_have_count(0)
