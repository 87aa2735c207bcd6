"""The company's settings on the whole local stack: a name of a state is seen, and a target."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from local.stack import Stack
from tests.e2e.test_mail import made
from tests.e2e.test_report import admin, week
from tests.web.test_office_journey import call
from tests.web.test_partners_journey import sign_in

__all__ = ["admin", "week"]

pytestmark = [pytest.mark.browser, pytest.mark.stack]

COMPANY, TARGETS = "/v1/company", "/v1/analytics/targets"
NAMES = {True: "Выполнена", False: "Не выполнена", None: "Пока не видно"}


@contextmanager
def taken_back(admin: httpx.Client, path: str, body: dict[str, object]) -> Iterator[None]:
    """Leave the settings as they were found: all tests of a run share one company."""
    try:
        yield
    finally:
        version = made(admin.get(path))["version"]
        made(admin.put(path, json=body, headers={"if-match": f'"{version}"'}))


def form(page: Page) -> Locator:
    return page.locator("dialog form")


def save(page: Page) -> None:
    form(page).get_by_role("button", name="Сохранить").click()
    expect(page.locator("dialog")).to_have_count(0)


def test_an_own_name_of_a_state_is_seen_on_the_orders_page(
    stack: Stack, admin: httpx.Client, page: Page
) -> None:
    title, name = f"Проба {uuid4().hex[:8]}", f"Вызов {uuid4().hex[:6]}"
    customer = {"name": "Дом № 1", "phone": "+7 900 000-00-62"}
    order = call(stack, "POST", "/orders", {"title": title, "customer": customer})
    with taken_back(admin, COMPANY, {}):
        sign_in(page, stack, "/settings/company")
        page.get_by_role("button", name="Изменить названия").click()
        form(page).get_by_label("Новый · по-русски").fill(name)
        save(page)
        expect(page.locator(".facts .chip", has_text=name)).to_be_visible()

        page.locator(".sidebar").get_by_role("link", name="Заказы").click()
        page.get_by_label("Поиск заказов").fill(order["number"])
        row = page.locator(".table-orders tbody tr", has_text=title)
        expect(row.locator(".chip", has_text=name)).to_be_visible()


def test_a_target_is_seen_on_the_overview_with_whether_it_is_met(
    stack: Stack, admin: httpx.Client, week: tuple[str, str], page: Page
) -> None:
    with taken_back(admin, TARGETS, {"targets": {}}):
        sign_in(page, stack, "/settings/company")
        page.get_by_role("button", name="Изменить цели").click()
        form(page).get_by_label("Выполнено в срок", exact=True).fill("87,5")
        save(page)

        query = {"from": week[0], "to": week[1]}
        tiles = made(admin.get("/v1/analytics/overview", params=query))["tiles"]
        (told,) = (each["target"] for each in tiles if each["kpi"] == "sla_compliance")
        assert told["value"] == 0.875
        page.goto(f"/overview?from={week[0]}&to={week[1]}")
        tile = page.locator(".kpis-main .kpi", has_text="Выполнено в срок")
        expect(tile).to_contain_text("Цель: от 87,5")
        expect(tile.locator(".chip", has_text=NAMES[told["met"]])).to_be_visible()
