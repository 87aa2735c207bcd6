"""Of what figures are, wherever pages tell it, and that their period is not over."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Open
from tests.web.demo import TODAY

pytestmark = pytest.mark.browser


def ready(page: Page) -> Page:
    """Wait for the answers that are under way."""
    expect(page.locator(".chart svg").first).to_be_visible()
    expect(page.locator("[aria-busy=true], .progress")).to_have_count(0)
    return page


def test_load_is_of_hours_wherever_it_is_told(show: Open) -> None:
    page = ready(show("/analytics?kpi=utilisation&from=2026-03-02&to=2026-03-15"))

    hours = page.locator(".headline .kpi-value").get_by_text("по графику")
    expect(hours).to_have_text(re.compile(r"^из 198\sч по\sграфику$"))
    page.get_by_role("button", name="Таблица: Загрузка мастеров по дням").click()
    twin = page.locator(".twin")
    expect(twin.locator("th[scope=col]").nth(4)).to_have_text("Часы по графику")
    week = ["33", "0", "33", "0", "33", "0", "0"]
    expect(twin.locator("tbody tr > :nth-child(5)")).to_have_text(week * 2)
    page.get_by_role("button", name="Как считается: Загрузка мастеров").click()
    expect(page.locator("dialog")).to_contain_text("Основа")
    expect(page.locator("dialog")).to_contain_text("Часы по графику")


def test_weekdays_of_money_are_told_in_money(show: Open) -> None:
    page = show("/analytics?tab=season&kpi=revenue")

    expect(page.locator(".ranks .muted").first).to_have_text(re.compile(r"^\d+(,\d)?\sмлн$"))
    page.get_by_role("button", name="Таблица: Дни недели").click()
    expect(page.locator(".twin th[scope=col]").last).to_have_text("Выручка")
    expect(page.locator(".twin td").last).to_have_text(re.compile(r"^[\d\s]+\s₽$"))


def test_that_a_period_is_not_over_is_said_once(show: Open) -> None:
    first, last = TODAY - timedelta(days=6), TODAY + timedelta(days=3)
    page = ready(show(f"/analytics?kpi=completed&from={first}&to={last}"))

    expect(page.locator(".toolbar-hint")).to_contain_text("период ещё идёт")
    expect(page.locator(".headline .verdict")).to_contain_text("Выполнено:")
    expect(page.locator(".headline")).not_to_contain_text("не закончен")
