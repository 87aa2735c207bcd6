"""A file for the accountant on the whole local stack, through the page: asked for, made, kept."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from local.stack import Stack
from tests.e2e.days import day_of
from tests.e2e.test_main_job import new_order
from tests.web.counting import wait_until_behind
from tests.web.test_partners_journey import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.stack]

MADE_MS = 60_000


@pytest.fixture
def api(stack: Stack) -> Iterator[httpx.Client]:
    headers = {"authorization": f"Bearer {stack.info.api_key}"}
    with httpx.Client(base_url=stack.info.api, headers=headers, timeout=60) as client:
        yield client


def compare(page: Page) -> None:
    """Look at the orders of a day against the day before, then against a year ago."""
    headline = page.locator(".headline")
    expect(headline.locator("strong")).to_have_text(re.compile(r"^\d"), timeout=MADE_MS)
    expect(headline.locator(".verdict")).to_contain_text("Создано")
    page.get_by_label("С чем сравнить").select_option(label="Год назад, те же числа")
    expect(page).to_have_url(re.compile("compare=year_by_date"))
    expect(headline.locator("strong")).to_have_text(re.compile(r"^\d"))
    expect(headline.locator(".chip")).to_be_visible()


def test_periods_are_compared_and_the_accountants_file_is_made_and_kept(
    stack: Stack, api: httpx.Client, page: Page, tmp_path: Path
) -> None:
    order = new_order(api, items=[{"name": "Ремонт", "qty": "1", "unit_price": 150_000}])
    day = day_of(order["created_at"]).isoformat()
    wait_until_behind(stack, "created", order["number"])
    sign_in(page, stack, f"/analytics?kpi=created&from={day}&to={day}")
    compare(page)
    page.goto(f"/exports?from={day}&to={day}")

    page.get_by_role("button", name="Выгрузить").click()
    form = page.locator("dialog form")
    form.get_by_label("По какой дате").select_option(label="по дате создания")
    form.get_by_role("button", name="Выгрузить").click()
    # The schedule that is there from the start makes a file of its own, by the usual date.
    row = page.locator(".table-exports tbody tr", has_text="по дате создания")
    expect(row).to_contain_text("Готова", timeout=MADE_MS)
    with page.expect_download() as kept:
        row.get_by_role("button", name="Скачать orders.csv").click()
    kept.value.save_as(tmp_path / "orders.csv")
    content = (tmp_path / "orders.csv").read_bytes()
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert order["number"] in {line[0] for line in lines}

    row.locator(".row-link").click()
    sheet = page.locator("dialog")
    expect(sheet).to_contain_text(hashlib.sha256(content).hexdigest())
    sheet.get_by_role("button", name="Показать опись").click()
    expect(sheet).to_contain_text("Показатели")
    expect(sheet.locator("section", has_text="Кто скачивал")).to_contain_text(
        re.compile(r"orders\.csv.*manifest\.json|manifest\.json.*orders\.csv", re.DOTALL)
    )
