"""Figures: the period, the charts and their tables, exports."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Open
from tests.web.fake_api import FakeApi

pytestmark = pytest.mark.browser


def test_the_period_is_in_the_address_and_asks_for_twice_its_length(show: Open) -> None:
    page = show("/figures")
    expect(page.locator(".kpi-value strong").first).to_be_visible()

    with page.expect_request("**/v1/analytics/days?*") as asked:
        page.get_by_role("link", name="7 дней").click()

    expect(page).to_have_url(re.compile(r"days=7$"))
    expect(page.locator(".chart-bars rect")).to_have_count(7)
    first, last = re.findall(r"=(\d{4}-\d\d-\d\d)", asked.value.url)
    assert first < last


def test_own_dates_are_checked_and_kept(show: Open) -> None:
    page = show("/figures")
    page.get_by_role("button", name="Даты").click()
    form = page.locator("dialog form")

    form.get_by_label("С", exact=True).fill("2026-03-10")
    form.get_by_label("По", exact=True).fill("2026-03-01")
    form.get_by_role("button", name="Показать").click()
    expect(form.locator(".field-error")).to_be_visible()
    form.get_by_label("С", exact=True).fill("2026-02-01")
    form.get_by_role("button", name="Показать").click()

    expect(page).to_have_url(re.compile("from=2026-02-01&to=2026-03-01"))
    expect(page.locator(".chart-bars rect")).to_have_count(29)


def test_the_figures_are_the_sums_of_the_days(show: Open) -> None:
    page = show("/figures?days=7")
    expect(page.locator(".kpi-value strong").first).to_be_visible()

    page.get_by_role("button", name="Таблица: Заказы по дням").click()

    column = page.locator(".twin tbody tr td:nth-child(2)")
    expect(column).to_have_count(7)
    cells = column.all_inner_texts()
    total = page.locator(".kpi", has_text="Создано").locator("strong").inner_text()
    assert sum(map(int, cells)) == int(total)


def test_a_chart_is_walked_by_arrows_and_read_out(show: Open) -> None:
    page = show("/figures?from=2026-03-01&to=2026-03-07")
    chart = page.locator(".chart").first
    expect(chart.locator("svg")).to_be_visible()

    chart.focus()
    page.keyboard.press("End")
    expect(chart.locator("[aria-live]")).to_contain_text("7 мар")
    page.keyboard.press("ArrowLeft")
    expect(chart.locator("[aria-live]")).to_contain_text("6 мар")
    page.keyboard.press("Home")

    expect(chart.locator("[aria-live]")).to_contain_text("1 мар")
    expect(chart.locator("[aria-live]")).to_contain_text("Выполнено")


def test_an_export_is_asked_for_and_awaited(show: Open, api: FakeApi) -> None:
    page = show("/figures?from=2026-03-01&to=2026-03-07")
    rows = page.locator(".table-exports tbody tr")
    expect(rows).to_have_count(2)

    page.get_by_role("button", name="Выгрузить").click()

    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("Готова")
    expect(rows.first.get_by_role("button", name="Скачать orders.csv")).to_be_visible()
    expect(page.locator(".toast", has_text="готова")).to_be_visible()
    assert (api.exports[0]["from"], api.exports[0]["to"]) == ("2026-03-01", "2026-03-07")


def test_a_file_of_an_export_is_kept_without_leaving_the_page(show: Open) -> None:
    page = show("/figures")

    with page.expect_download() as kept:
        page.get_by_role("button", name="Скачать orders.csv").click()

    assert kept.value.suggested_filename == "orders.csv"
    expect(page.locator(".table-exports .chip").first).to_be_visible()


def test_figures_not_yet_counted_are_no_zeros_and_come_by_themselves(show: Open) -> None:
    def wait(page: Page) -> None:
        empty = json.dumps({"items": [], "watermark": None, "zone": "UTC", "currency": "RUB"})
        answer = {"content_type": "application/json", "body": empty}
        page.route("**/v1/analytics/days?*", lambda route: route.fulfill(**answer), times=1)

    page = show("/figures", before=wait)
    expect(page.get_by_text("Показатели ещё считаются")).to_be_visible()
    expect(page.locator(".kpi-value strong").first).to_have_text("—")

    expect(page.locator(".chart-bars rect").first).to_be_visible()
