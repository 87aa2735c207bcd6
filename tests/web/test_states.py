"""Each widget while it loads, when it has nothing, and when the server refuses."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.conftest import Open
from tests.web.watch import faults, moved

pytestmark = pytest.mark.browser

# The page, the call it stands on, and its first row or drawing.
WIDGETS = {
    "orders": ("/orders", "**/v1/orders?*", ".table-orders .chip"),
    "board": ("/orders?view=board", "**/v1/orders?*", ".board-card .priority"),
    "technicians": ("/technicians", "**/v1/technicians", ".table-technicians .chip"),
    "customers": ("/customers", "**/v1/customers?*", ".table-customers .row-link"),
    "keys": ("/integrations", re.compile(r"/v1/keys$"), ".table-keys .chip"),
    "users": ("/settings/users", "**/v1/users", ".table-users .chip"),
    "roles": ("/settings/users?tab=roles", "**/v1/roles", ".matrix td"),
    "access history": ("/settings/users?tab=history", "**/v1/audit", ".timeline li"),
    "integrations": (
        "/integrations?tab=integrations",
        "**/v1/integrations",
        ".table-integrations .chip",
    ),
    "log": ("/integrations?tab=log", "**/v1/deliveries?*", ".table-log .chip"),
    "feedback": ("/feedback", "**/v1/feedback?*", ".table-feedback .chip"),
    "overview": ("/overview", "**/v1/analytics/overview?*", ".kpis-main .chip"),
    "comparison": ("/analytics", "**/v1/analytics/compare?*", ".chart path"),
    "exports": ("/exports", "**/v1/exports", ".table-exports .chip"),
}
widgets = pytest.mark.parametrize("name", WIDGETS)


def refuse(status: int) -> Callable[[Route], None]:
    """Answer with a problem."""
    body = {"title": "Refused", "status": status, "detail": "", "request_id": "req_01JF9"}
    return lambda route: route.fulfill(
        status=status, content_type="application/problem+json", body=json.dumps(body)
    )


def nothing(route: Route) -> None:
    """Answer with no rows."""
    body = {"items": [], "next_cursor": None, "watermark": None, "errors": [], "problems": []}
    route.fulfill(content_type="application/json", body=json.dumps(body))


@widgets
def test_an_error_names_the_request_and_can_be_tried_again(show: Open, name: str) -> None:
    place, call, sign = WIDGETS[name]
    page = show(place, before=lambda page: page.route(call, refuse(500)))
    note = page.locator(".note[data-tone=bad]")
    expect(note).to_contain_text("req_01JF9")

    page.unroute(call)
    note.get_by_role("button", name="Повторить").click()

    expect(page.locator(sign).first).to_be_visible()
    expect(note).to_have_count(0)


@widgets
def test_a_forbidden_widget_says_so_without_a_retry(show: Open, name: str) -> None:
    place, call, _ = WIDGETS[name]

    page = show(place, before=lambda page: page.route(call, refuse(403)))

    note = page.locator(".note", has_text="Нет доступа")
    expect(note).to_be_visible()
    expect(note.get_by_role("button")).to_have_count(0)


# The matrix of rights is never empty, and a comparison has all its days even so.
@pytest.mark.parametrize("name", [name for name in WIDGETS if name not in {"roles", "comparison"}])
def test_a_new_company_is_told_what_comes_here(show: Open, name: str) -> None:
    place, call, _ = WIDGETS[name]

    page = show(place, before=lambda page: page.route(call, nothing))

    expect(page.locator(".note").first).to_be_visible()
    assert faults(page) == []


@widgets
def test_bones_stand_where_content_will_be_and_nothing_moves(show: Open, name: str) -> None:
    place, call, sign = WIDGETS[name]
    held: list[Route] = []
    gate = {"is_open": False}

    def hold(route: Route) -> None:
        if gate["is_open"]:
            route.continue_()
        else:
            held.append(route)

    page = show(place, before=lambda page: page.route(call, hold))
    expect(page.locator("main .bone").first).to_be_visible()
    expect(page.locator(".progress")).to_have_count(1)

    gate["is_open"] = True
    for route in held:
        route.continue_()

    expect(page.locator(sign).first).to_be_visible()
    expect(page.locator(".progress")).to_have_count(0)
    assert moved(page) < 0.02


def test_a_server_that_is_away_is_called_that(show: Open) -> None:
    def cut(page: Page) -> None:
        page.route("**/v1/orders?*", lambda route: route.abort())

    page = show("/orders", before=cut)

    expect(page.get_by_text("Нет связи с сервером")).to_be_visible()


@pytest.mark.parametrize(
    ("place", "back"),
    [
        ("/orders?status=cancelled", "/orders"),
        ("/customers?q=nobody", "/customers"),
        ("/feedback?topic=x&rating=1", "/feedback"),
        ("/integrations?tab=log&state=failed&integration=i2", "/integrations?tab=log"),
    ],
)
def test_an_empty_filter_offers_to_reset_it(show: Open, place: str, back: str) -> None:
    calls = "**/v1/*?*"
    page = show(place, before=lambda page: page.route(calls, nothing))
    note = page.locator(".note", has_text="Под фильтр ничего не попало")
    expect(note).to_be_visible()

    page.unroute(calls)
    note.get_by_role("link", name="Сбросить фильтры").click()

    expect(page).to_have_url(f"{page.url.split('/', 3)[0]}//{page.url.split('/')[2]}{back}")
    expect(page.locator(".table :is(.chip, .row-link)").first).to_be_visible()
