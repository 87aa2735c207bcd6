"""API keys: made and shown once, switched, rotated, revoked, found in public."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.web import demo
from tests.web.conftest import Open
from tests.web.fake_access import KEY
from tests.web.fake_api import FakeApi
from tests.web.watch import faults

pytestmark = pytest.mark.browser


def card(page: Page) -> Locator:
    return page.locator("dialog.dialog-side")


def top(page: Page) -> Locator:
    """Give the dialog above the card."""
    return page.locator("dialog dialog")


def fill_in(page: Page) -> Locator:
    page.get_by_role("button", name="Новый ключ").click()
    form = page.locator("dialog form")
    form.get_by_label("Название").fill("Обмен со складом")
    form.get_by_label("Создавать и вести заказы").check()
    return form


def test_a_key_is_made_shown_once_and_then_gone(show: Open, api: FakeApi) -> None:
    page = show("/integrations")
    form = fill_in(page)
    form.get_by_label("Читать отзывы").check()
    form.get_by_label("Действует до").select_option(label="90 дней")
    form.get_by_label("Запросов в минуту").fill("120")
    form.get_by_label("Разрешённые адреса").fill("203.0.113.7\n198.51.100.0/24")
    with page.expect_request("**/v1/keys") as sent:
        form.get_by_role("button", name="Сохранить").click()
    shown = page.locator(".copy-box code")
    expect(shown).to_have_text(KEY)
    assert faults(page) == []

    page.get_by_role("button", name="Скопировать").click()
    expect(page.get_by_role("button", name="Скопировано")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == KEY
    page.keyboard.press("Escape")
    expect(shown).to_be_visible()
    page.get_by_role("button", name="Ключ сохранён").click()

    expect(page.locator("dialog")).to_have_count(0)
    row = page.locator(".table-keys tr", has_text="Обмен со складом")
    expect(row).to_contain_text("не использовался")
    assert KEY not in page.content()
    assert KEY not in page.evaluate("JSON.stringify({ ...localStorage, ...sessionStorage })")
    body = sent.value.post_data_json
    assert body
    assert body.pop("expires_at").endswith("21:00:00.000Z")
    assert body == {
        "name": "Обмен со складом",
        "scopes": ["orders:write", "feedback:read"],
        "ip_allow": ["203.0.113.7", "198.51.100.0/24"],
        "rate_per_minute": 120,
    }


def test_an_answer_that_was_lost_does_not_show_the_key_again(show: Open, api: FakeApi) -> None:
    page = show("/integrations")
    form = fill_in(page)
    lost: list[str] = []

    def lose(route: Route) -> None:
        lost.append(route.request.headers["idempotency-key"])
        route.fetch()
        route.abort()

    page.route(re.compile(r"/v1/keys$"), lose, times=1)
    form.get_by_role("button", name="Сохранить").click()
    expect(form.get_by_role("alert")).to_contain_text("Нет связи с сервером")
    form.get_by_role("button", name="Сохранить").click()

    expect(page.locator("dialog .banner")).to_contain_text("перевыпустите его")
    expect(page.locator(".copy-box")).to_have_count(0)
    assert len(lost) == 1
    assert sum(one["name"] == "Обмен со складом" for one in api.keys) == 1


def test_a_form_with_gaps_is_not_sent(show: Open, api: FakeApi) -> None:
    page = show("/integrations?new=1")
    form = page.locator("dialog form")
    form.get_by_label("Запросов в минуту").fill("0")
    form.get_by_label("Разрешённые адреса").fill("partner.example")
    form.get_by_label("Действует до").select_option(label="Своя дата")
    form.get_by_role("button", name="Сохранить").click()

    expect(form.get_by_text("Заполните поле")).to_have_count(2)
    expect(form.get_by_text("Выберите хотя бы одно право")).to_be_visible()
    expect(form.get_by_text("целое число от 1 до 30")).to_be_visible()
    expect(form.get_by_text("«partner.example» — не адрес")).to_be_visible()
    form.get_by_label("Последний день").fill("2020-01-01")
    form.get_by_role("button", name="Сохранить").click()
    expect(form.get_by_text("Дата уже прошла")).to_be_visible()
    assert len(api.keys) == 7


def test_a_key_is_switched_off_and_on(show: Open, api: FakeApi) -> None:
    page = show("/integrations")

    page.get_by_role("button", name="Отключить: Обмен с 1С").click()
    expect(page.locator(".toast")).to_contain_text("через несколько секунд")
    assert api.keys[0]["state"] == "inactive"
    page.get_by_role("button", name="Включить: Обмен с 1С").click()

    expect(page.get_by_role("button", name="Отключить: Обмен с 1С")).to_be_visible()
    assert api.keys[0]["state"] == "active"


def test_a_rotation_tells_when_the_old_key_was_used_and_how_long_it_lives_on(
    show: Open, api: FakeApi
) -> None:
    page = show("/integrations")
    page.get_by_role("link", name="Обмен с 1С").click()
    card(page).get_by_role("button", name="Перевыпустить").click()
    expect(top(page).locator(".facts")).to_contain_text("203.0.113.7")
    expect(top(page).locator(".facts time")).to_be_visible()
    expect(top(page).get_by_label("Прежний ключ работает")).to_have_value("24")
    top(page).get_by_label("Прежний ключ работает").select_option(label="Ещё 3 дня")
    with page.expect_request("**/rotate") as sent:
        top(page).get_by_role("button", name="Перевыпустить").click()

    dialog = page.locator("dialog", has_text="Ключ готов")
    expect(dialog.locator(".copy-box code")).to_have_text(KEY)
    expect(dialog).to_contain_text("Прежний ключ работает до")
    dialog.get_by_role("button", name="Ключ сохранён").click()
    expect(card(page).get_by_role("link", name="Ключ API")).to_be_visible()
    expect(card(page).get_by_role("button", name="Перевыпустить")).to_have_count(0)
    assert sent.value.post_data_json == {"overlap_hours": 72}
    assert sent.value.headers["idempotency-key"]
    assert sent.value.headers["if-match"] == '"3"'


def test_what_was_done_to_a_key_shows_before_it_is_read_anew(show: Open, api: FakeApi) -> None:
    page = show("/integrations?key=k0")
    expect(card(page).locator(".timeline li").first).to_be_visible()
    unread: list[Route] = []
    page.route(re.compile("/v1/keys"), lambda route: _but_reading(route, unread))

    card(page).get_by_role("button", name="Перевыпустить").click()
    top(page).get_by_role("button", name="Перевыпустить").click()
    page.get_by_role("button", name="Ключ сохранён").click()
    expect(card(page).locator(".card-marks .chip")).to_have_text("Заменяется")
    card(page).get_by_role("button", name="Отозвать").click()
    top(page).get_by_label("Для подтверждения введите").fill("Обмен с 1С")
    with page.expect_request("**/revoke") as sent:
        top(page).get_by_role("button", name="Отозвать навсегда").click()

    expect(card(page).locator(".card-marks .chip")).to_have_text("Отозван")
    expect(page.locator(".table-keys tr", has_text="Обмен с 1С").locator(".chip")).to_have_text(
        ["Отозван"]
    )
    assert sent.value.headers["if-match"] == '"4"'
    assert unread


def _but_reading(route: Route, unread: list[Route]) -> None:
    """Let writes through and leave what is read without an answer, as a slow line does."""
    if route.request.method == "GET":
        unread.append(route)
    else:
        route.continue_()


def test_revoking_wants_the_name_typed_and_is_final(show: Open, api: FakeApi) -> None:
    page = show("/integrations?key=k1")
    card(page).get_by_role("button", name="Отозвать").click()
    button = top(page).get_by_role("button", name="Отозвать навсегда")
    top(page).get_by_label("Для подтверждения введите").fill("Сайт")
    expect(button).to_be_disabled()

    top(page).get_by_label("Для подтверждения введите").fill("Сайт: заявки")
    button.click()

    expect(card(page).locator(".card-marks .chip")).to_have_text("Отозван")
    expect(card(page).get_by_role("button", name="Изменить")).to_have_count(0)
    assert api.keys[1]["state"] == "revoked"


def test_a_key_found_in_public_is_the_first_thing_to_see(show: Open, api: FakeApi) -> None:
    page = show("/integrations?state=active")
    banner = page.get_by_role("alert")
    expect(banner).to_contain_text("«Старый сайт» нашли в открытом доступе")

    banner.get_by_role("link", name="Перевыпустить").click()
    expect(card(page).locator(".card-marks .chip")).to_have_text("Утёк")
    expect(card(page).get_by_role("button", name="Включить")).to_have_count(0)
    card(page).get_by_role("button", name="Перевыпустить").click()
    expect(top(page).get_by_label("Прежний ключ работает")).to_have_value("0")
    top(page).get_by_role("button", name="Перевыпустить").click()

    dialog = page.locator("dialog", has_text="Ключ готов")
    expect(dialog).to_contain_text("Прежний ключ больше не работает")
    dialog.get_by_role("button", name="Ключ сохранён").click()
    expect(page.locator(".page-banner")).to_have_count(0)


def test_what_was_done_to_a_key_stands_in_its_card(show: Open) -> None:
    page = show("/integrations?key=k0")

    steps = card(page).locator(".timeline li")
    expect(steps).to_have_count(3)
    expect(steps.first).to_contain_text("Ключ изменён")
    expect(steps.first).to_contain_text("Запросов в минуту: 60 → 600")
    expect(steps.nth(1)).to_contain_text(
        "Читать заказы и клиентов → Читать заказы и клиентов, Создавать и вести заказы"
    )
    expect(steps.last).to_contain_text("Ирина Диспетчер")


def test_a_crossing_change_of_a_key_is_laid_open(show: Open, api: FakeApi) -> None:
    page = show("/integrations?key=k0")
    card(page).get_by_role("button", name="Изменить").click()
    top(page).get_by_label("Название").fill("Обмен с 1С и сайтом")
    top(page).get_by_label("Запросов в минуту").fill("900")
    api.keys[0] |= {"version": 8, "rate_per_minute": 60}

    top(page).get_by_role("button", name="Сохранить").click()
    top(page).get_by_role("group", name="Запросов в минуту").get_by_label("Сейчас").check()
    with page.expect_request("**/v1/keys/k0") as sent:
        top(page).get_by_role("button", name="Сохранить выбранное").click()

    assert sent.value.post_data_json == {"name": "Обмен с 1С и сайтом"}
    assert sent.value.headers["if-match"] == '"8"'


def test_the_states_of_keys_and_the_opened_one_are_in_the_address(show: Open) -> None:
    page = show("/integrations")
    expect(page.locator(".table-keys tbody tr")).to_have_count(7)

    page.get_by_role("link", name="Отозванные").click()
    expect(page.locator(".table-keys .chip")).to_have_text(["Отозван"])
    expect(page).to_have_url(re.compile(r"tab=keys&state=revoked$"))
    page.get_by_role("link", name="Подрядчик").click()
    expect(page).to_have_url(re.compile(r"key=k6$"))
    page.go_back()
    page.go_back()

    expect(page.locator(".table-keys tbody tr")).to_have_count(7)


def test_who_may_only_read_keys_is_offered_nothing_else(show: Open, api: FakeApi) -> None:
    api.role = "manager"

    page = show("/integrations?key=k0")

    expect(card(page).locator(".timeline li").first).to_be_visible()
    expect(card(page).locator(".moves")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator(".row-actions")).to_have_count(0)
    expect(page.get_by_role("button", name="Новый ключ")).to_have_count(0)


def test_who_may_not_see_keys_starts_at_the_integrations(show: Open, api: FakeApi) -> None:
    api.permissions = ["me:read", "integrations:read"]

    page = show("/integrations")

    expect(page.locator(".table-integrations .chip").first).to_be_visible()
    expect(page.locator(".tabs a")).to_have_text(["Интеграции", "Стоп-лист", "Журнал"])


def test_the_last_use_of_a_key_comes_in_by_itself(
    show: Open, api: FakeApi, own_clock: Callable[[Page], None]
) -> None:
    page = show("/integrations?key=k1", before=own_clock)
    expect(card(page).locator(".facts")).to_contain_text("не использовался")

    api.keys[1] |= {"last_used_at": demo.at(0), "last_used_ip": "203.0.113.9"}
    page.clock.fast_forward("00:11")

    expect(card(page).locator(".facts")).to_contain_text("203.0.113.9")
