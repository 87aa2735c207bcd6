"""Exports: asked for, awaited, kept."""

import pytest
from playwright.sync_api import expect

from tests.web.conftest import Open
from tests.web.fake_api import FakeApi

pytestmark = pytest.mark.browser


def test_an_export_is_asked_for_and_awaited(show: Open, api: FakeApi) -> None:
    page = show("/exports?from=2026-03-01&to=2026-03-07")
    rows = page.locator(".table-exports tbody tr")
    expect(rows).to_have_count(2)

    page.get_by_role("button", name="Выгрузить").click()

    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("Готова")
    expect(rows.first.get_by_role("button", name="Скачать orders.csv")).to_be_visible()
    expect(page.locator(".toast", has_text="готова")).to_be_visible()
    assert (api.exports[0]["from"], api.exports[0]["to"]) == ("2026-03-01", "2026-03-07")


def test_a_file_of_an_export_is_kept_without_leaving_the_page(show: Open) -> None:
    page = show("/exports")

    with page.expect_download() as kept:
        page.get_by_role("button", name="Скачать orders.csv").click()

    assert kept.value.suggested_filename == "orders.csv"
    expect(page.locator(".table-exports .chip").first).to_be_visible()
