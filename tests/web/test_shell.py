"""What surrounds the pages: navigation, palette, switches, the menu of a phone."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.web.conftest import PHONE, Open
from tests.web.fake_api import FakeApi
from tests.web.watch import heard
from tests.web.window import KEEP

pytestmark = pytest.mark.browser

BOX = "Раздел, заказ, клиент или действие"


def palette(page: Page, key: str = "Control+K") -> Locator:
    """Open the palette; give its box, which what is typed goes to from now on."""
    page.keyboard.press(key)
    box = page.get_by_role("combobox", name=BOX)
    expect(box).to_be_focused()
    return box


def test_the_palette_opens_by_the_physical_key_and_goes_where_told(show: Open) -> None:
    page = show("/orders")
    expect(page.locator(".table-orders .chip").first).to_be_visible()

    palette(page, "Control+KeyK").fill("показ")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Обзор", level=1)).to_be_visible()
    expect(page.locator("dialog")).to_have_count(0)


def test_the_palette_is_walked_by_arrows_and_gives_the_focus_back(show: Open) -> None:
    page = show("/orders")
    find = page.get_by_role("button", name="Найти").last
    find.click()
    options = page.get_by_role("listbox").get_by_role("option")
    expect(page.get_by_role("combobox", name=BOX)).to_be_focused()

    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")

    expect(page.locator("dialog")).to_have_count(0)
    expect(find).to_be_focused()


def test_the_palette_finds_orders_and_customers_by_what_one_has_at_hand(show: Open) -> None:
    page = show("/settings/sla")
    expect(page.locator(".nav-link").first).to_be_visible()
    palette(page)
    options = page.get_by_role("listbox").get_by_role("option")

    page.keyboard.type("1081")
    expect(options).to_have_count(1)
    expect(options.first).to_contain_text("Заказ")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Заказ 1081")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    palette(page)
    page.keyboard.type("полдень")
    customer = options.filter(has_text="Клиент")
    expect(customer).to_have_text("Кафе «Полдень»Клиент")
    customer.click()
    expect(page.get_by_role("dialog").get_by_role("heading", level=2)).to_have_text(
        "Кафе «Полдень»"
    )


def test_the_palette_offers_what_one_may_do(show: Open, api: FakeApi) -> None:
    page = show("/orders")
    expect(page.locator(".nav-link").first).to_be_visible()
    palette(page)
    options = page.get_by_role("listbox").get_by_role("option")

    page.keyboard.type("new key")
    expect(options).to_have_text(["Новый ключ APIДействие"])
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Новый ключ")).to_be_visible()
    api.role = "technician"
    page.goto("/orders")
    expect(page.locator(".who small")).to_have_text("Исполнитель")
    palette(page)
    page.keyboard.type("new")
    expect(page.get_by_role("status").filter(has_text="Такого нет")).to_be_visible()


def test_language_and_theme_are_remembered(show: Open) -> None:
    page = show("/orders")

    page.get_by_role("button", name="Switch to English").click()
    page.get_by_role("button", name="Dark theme").click()
    page.reload()

    expect(page.get_by_role("heading", name="Orders", level=1)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("body")).to_have_css("background-color", "rgb(10, 11, 13)")


def test_the_first_tab_stop_leads_past_the_navigation(show: Open) -> None:
    page = show("/orders")
    expect(page.locator("h1")).to_be_visible()

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="К содержанию")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_the_navigation_marks_where_one_is(show: Open) -> None:
    page = show("/orders")
    for name in ("Обзор", "Журнал", "Интеграции и API", "Заказы"):
        page.locator(".sidebar").get_by_role("link", name=name).click()

        here = page.locator(".sidebar [aria-current=page]")

        expect(here).to_have_count(1)
        expect(here).to_have_text(name)


def test_the_menu_of_a_phone_opens_and_closes(show: Open) -> None:
    page = show("/orders", size=PHONE)
    menu = page.get_by_role("button", name="Открыть меню")
    expect(page.locator(".nav")).not_to_be_visible()

    menu.click()
    expect(page.locator(".nav")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".nav")).not_to_be_visible()
    expect(menu).to_be_focused()
    menu.click()
    page.locator(".nav").get_by_role("link", name="Обзор").click()

    expect(page.get_by_role("heading", name="Обзор", level=1)).to_be_visible()
    expect(page.locator(".nav")).not_to_be_visible()


def test_small_targets_are_large_enough_for_a_finger(show: Open) -> None:
    page = show("/orders", size=PHONE)
    expect(page.locator(".table-orders .chip").first).to_be_visible()
    page.get_by_role("button", name="Открыть меню").click()
    expect(page.locator(".nav-link").first).to_be_visible()

    sizes = page.evaluate(
        "[...document.querySelectorAll('button, .filter-item, .nav-link')]"
        ".map((one) => [one.outerHTML, one.getBoundingClientRect()])"
        ".filter(([, box]) => box.width > 0 && Math.min(box.width, box.height) < 24)"
        ".map(([html]) => html)"
    )

    assert sizes == []


def test_a_printed_page_is_white_and_has_no_controls(show: Open) -> None:
    page = show("/orders", before=lambda one: one.evaluate(KEEP, {"naryad.theme": "dark"}))
    expect(page.locator(".table-orders .chip").first).to_be_visible()
    expect(page.locator(".panel").first).to_have_css("background-color", "rgb(18, 19, 22)")

    page.emulate_media(media="print")

    expect(page.locator(".table-orders")).to_be_visible()
    expect(page.locator(".panel").first).to_have_css("background-color", "rgb(255, 255, 255)")
    for part in (".sidebar", ".filter", ".pager", ".page-tools"):
        expect(page.locator(part)).not_to_be_visible()
    page.emulate_media(media="screen")


def test_a_user_known_by_id_only_is_named_by_the_e_mail_given_at_sign_in(show: Open) -> None:
    def know(page: Page) -> None:
        page.evaluate("localStorage.setItem('naryad.user', 'irina@naryad.example')")
        me = {"kind": "user", "id": "u1", "name": "u1", "roles": ["admin"]}
        body = json.dumps(me | {"scopes": [], "permissions": []})
        answer = {"content_type": "application/json", "body": body}
        page.route("**/v1/me", lambda route: route.fulfill(**answer))

    page = show("/orders", before=know)

    expect(page.locator(".who-name")).to_contain_text("irina@naryad.example")
    expect(page.locator(".who-name")).to_contain_text("Администратор")


def test_what_a_role_may_not_do_is_not_offered(show: Open, api: FakeApi) -> None:
    api.role = "accountant"

    page = show("/exports")
    expect(page.get_by_role("button", name="Выгрузить")).to_be_visible()
    api.role = "manager"
    page.goto("/integrations?tab=integrations")
    expect(page.locator(".table-integrations .chip").first).to_be_visible()
    expect(page.locator(".who-name")).to_contain_text("Руководитель")
    expect(page.get_by_role("button", name="Новая интеграция")).to_have_count(0)
    expect(page.get_by_role("button", name="Остановить")).to_have_count(0)
    api.role = "accountant"
    page.goto("/orders?order=o1")
    expect(page.locator(".timeline li").first).to_be_visible()

    expect(page.locator(".who-name")).to_contain_text("Бухгалтер")
    expect(page.locator(".moves")).to_have_count(0)
    expect(page.get_by_role("button", name="Новый заказ", include_hidden=True)).to_have_count(0)


@pytest.mark.parametrize(
    "place",
    ["/import", "/overview", "/analytics", "/exports", "/integrations", "/settings/erasures"],
)
def test_a_page_that_is_not_for_the_role_says_so_as_a_whole(
    show: Open, api: FakeApi, place: str
) -> None:
    api.role = "technician"

    page = show(place)

    expect(page.locator("main .note-title")).to_have_text("Нет доступа")
    expect(page.locator("main").get_by_role("button")).to_have_count(0)
    expect(page).to_have_title("Нет доступа · Наряд")
    page.get_by_role("link", name="К заказам").click()
    expect(page.locator(".table-orders .chip").first).to_be_visible()


def test_no_way_is_shown_before_it_is_known_whose_it_is(show: Open, api: FakeApi) -> None:
    api.role = "technician"
    asked: list[Route] = []

    def hold(page: Page) -> None:
        page.route("**/v1/me", lambda route: asked.append(route))  # noqa: PLW0108 - no builtin here

    page = show("/orders", before=hold)
    expect(page.locator(".table-orders .chip").first).to_be_visible()
    expect(page.locator(".nav-link")).to_have_count(0)

    heard(page, lambda: bool(asked))
    asked[0].continue_()
    expect(page.locator(".nav-link").first).to_have_text("Заказы")
    expect(page.get_by_role("link", name="Обзор")).to_have_count(0)


def test_all_ways_are_shown_where_nobody_can_say_whose_they_are(show: Open) -> None:
    page = show(
        "/orders",
        before=lambda page: page.route("**/v1/me", lambda route: route.fulfill(status=403)),
    )

    expect(page.get_by_role("link", name="Обзор")).to_be_visible()


@pytest.mark.parametrize(("role", "place"), [("manager", "/overview"), ("technician", "/orders")])
def test_everybody_starts_where_their_work_is(
    show: Open, api: FakeApi, role: str, place: str
) -> None:
    api.role = role

    page = show("/")

    expect(page).to_have_url(re.compile(place + "$"))
    expect(page.locator("main .chip").first).to_be_visible()


def test_an_old_bookmark_of_the_figures_leads_to_the_overview(show: Open) -> None:
    page = show("/figures?days=7")

    expect(page).to_have_url(re.compile(r"/overview\?days=7$"))
    expect(page.locator(".kpis-main .chip").first).to_be_visible()
