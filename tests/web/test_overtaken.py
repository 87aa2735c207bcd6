"""Answers that overtake each other: what was read before a write and comes after it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from tests.web.conftest import Open
from tests.web.watch import heard

pytestmark = pytest.mark.browser


def test_a_reading_that_an_edit_overtook_does_not_bring_the_old_words_back(
    show: Open, own_clock: Callable[[Page], None]
) -> None:
    page = show("/orders?order=o2", before=own_clock)
    expect(page.locator(".card-title")).to_be_visible()
    held: list[tuple[Route, APIResponse]] = []
    page.route("**/v1/orders/o2", lambda route: _hold(route, held))
    page.clock.fast_forward("00:11")
    page.evaluate("window.dispatchEvent(new Event('visibilitychange'))")
    heard(page, lambda: bool(held))

    page.get_by_role("group", name="Другие действия").get_by_role("button", name="Изменить").click()
    top = page.locator("dialog dialog")
    top.get_by_label("Что сделать").fill("Заменить компрессор")
    top.get_by_role("button", name="Сохранить").click()
    expect(page.locator(".card-title")).to_have_text("Заменить компрессор")
    with page.expect_request_finished(lambda one: one == held[0][0].request):
        held[0][0].fulfill(response=held[0][1])
    expect(page.locator(".progress")).to_have_count(0)
    page.clock.run_for(100)

    assert page.locator(".card-title").inner_text() == "Заменить компрессор"


def _hold(route: Route, held: list[tuple[Route, APIResponse]]) -> None:
    """Let writes through, and keep the answers to readings back."""
    if route.request.method == "GET":
        held.append((route, route.fetch()))
    else:
        route.continue_()
