"""Why an order is done again: said when it is made, by an edit, or with its completion."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import Open
from tests.web.fake_api import FakeApi

pytestmark = pytest.mark.browser
CAUSE = "Причина переделки"


def top(page: Page) -> Locator:
    """Give the dialog above the card."""
    return page.locator("dialog dialog")


def tool(page: Page, name: str) -> None:
    page.get_by_role("group", name="Другие действия").get_by_role("button", name=name).click()


def fact(page: Page) -> Locator:
    """Give what the card says of the cause."""
    return page.locator("dt", has_text=CAUSE).locator("xpath=following-sibling::dd[1]")


def test_a_rework_is_made_with_its_cause(show: Open, api: FakeApi) -> None:
    page = show("/orders?order=o3")
    tool(page, "Переделка")

    top(page).get_by_label(CAUSE).select_option(label="Отказ детали")
    top(page).get_by_role("button", name="Создать заказ").click()

    expect(page.get_by_role("heading", name="Заказ 1085")).to_be_visible()
    expect(fact(page)).to_have_text("Отказ детали")
    assert (api.orders[0]["rework_of"], api.orders[0]["rework_cause"]) == ("o3", "part_failure")


def test_the_cause_is_told_and_taken_back_by_an_edit(show: Open, api: FakeApi) -> None:
    api.orders[2]["rework_of"] = "o3"
    page = show("/orders?order=o2")
    expect(fact(page)).to_have_text("Не указана")

    for label, value in (("Качество работы", "workmanship"), ("Не указана", None)):
        tool(page, "Изменить")
        top(page).get_by_label(CAUSE).select_option(label=label)
        with page.expect_request("**/v1/orders/o2") as sent:
            top(page).get_by_role("button", name="Сохранить").click()

        assert sent.value.post_data_json == {"rework_cause": value}
        expect(top(page)).to_have_count(0)
        expect(fact(page)).to_have_text(label)


def test_whoever_completes_a_rework_may_name_its_cause(show: Open, api: FakeApi) -> None:
    api.role = "technician"
    api.orders[2]["rework_of"] = "o3"
    page = show("/orders?order=o2")
    page.get_by_role("button", name="Завершить").click()

    page.get_by_label("Решено", exact=True).check()
    page.get_by_label(CAUSE).select_option(label="Качество работы")
    page.get_by_role("button", name="Подтвердить").click()

    expect(fact(page)).to_have_text("Качество работы")
    assert (api.orders[2]["status"], api.orders[2]["rework_cause"]) == ("completed", "workmanship")


def test_what_is_not_done_again_is_not_asked_for_a_cause(show: Open) -> None:
    page = show("/orders?order=o2")

    expect(fact(page)).to_have_count(0)
    page.get_by_role("button", name="Завершить").click()
    expect(page.get_by_label("Решено", exact=True)).to_be_visible()
    expect(page.get_by_label(CAUSE)).to_have_count(0)
    page.get_by_role("button", name="Отмена").click()
    tool(page, "Изменить")
    expect(top(page).get_by_label("Срок")).to_be_visible()
    expect(top(page).get_by_label(CAUSE)).to_have_count(0)
