"""The season by month leads to its orders."""

import pytest
from playwright.sync_api import expect

from tests.web.conftest import Open
from tests.web.demo import TODAY
from tests.web.fake_api import FakeApi
from tests.web.test_patterns_page import SEASON, asked, panel, ready

pytestmark = pytest.mark.browser


def test_a_month_leads_to_its_orders_of_every_year(show: Open, api: FakeApi) -> None:
    page = ready(show(f"{SEASON}&history=1095"))

    panel(page, "Месяцы").get_by_role("link", name="март").click()

    expect(page.locator("dialog tbody th").first).to_be_visible()
    expect(page.locator("dialog")).to_contain_text("март")
    assert asked(api)["month"] == "3"
    assert asked(api)["from"] < f"{TODAY.year - 2}-12"
