"""The palette comes when it is first opened: whoever is quicker than the line loses nothing."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.conftest import Open
from tests.web.watch import heard

pytestmark = pytest.mark.browser

FILE = "**/PaletteDialog-*.js"
BOX = "Раздел, заказ, клиент или действие"


def slow(show: Open, held: list[Route]) -> Page:
    """Open a page on which the palette's file waits until it is let go."""

    def hold(route: Route) -> None:
        held.append(route)

    page = show("/orders", before=lambda page: page.route(FILE, hold))
    expect(page.locator(".table-orders .chip").first).to_be_visible()
    return page


def test_what_is_typed_before_the_palette_has_come_is_in_it(show: Open) -> None:
    held: list[Route] = []
    page = slow(show, held)
    page.keyboard.press("Control+KeyK")
    page.keyboard.type("feedbo")
    page.keyboard.press("Backspace")
    page.keyboard.type("ack")
    heard(page, lambda: bool(held))
    expect(page.locator("dialog")).to_have_count(0)
    held[0].continue_()

    expect(page.get_by_role("combobox", name=BOX)).to_have_value("feedback")
    expect(page.get_by_role("listbox").get_by_role("option").first).to_contain_text("Отзывы")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Отзывы клиентов")).to_be_visible()
    page.unroute(FILE)


def test_a_palette_that_is_left_before_it_has_come_does_not_open(show: Open) -> None:
    held: list[Route] = []
    page = slow(show, held)
    page.keyboard.press("Control+KeyK")
    page.keyboard.type("fee")
    page.keyboard.press("Escape")
    heard(page, lambda: bool(held))
    with page.expect_response(FILE):
        held[0].continue_()
    page.unroute(FILE)
    page.keyboard.press("Control+KeyK")

    expect(page.get_by_role("combobox", name=BOX)).to_have_value("")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)


def test_a_page_does_not_fetch_the_palette_before_anybody_wants_it(show: Open) -> None:
    held: list[Route] = []
    page = slow(show, held)
    assert held == []
    page.get_by_role("button", name="Найти").last.hover()

    heard(page, lambda: bool(held))
    held[0].continue_()
    page.unroute(FILE)
