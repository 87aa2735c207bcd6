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


def origin(page: Page, name: str) -> Locator:
    """Give what the card says of where it comes from."""
    return page.locator("dt", has_text=name).locator("xpath=following-sibling::dd[1]")


def test_whoever_may_open_the_first_order_is_led_there(show: Open, api: FakeApi) -> None:
    api.orders[2] |= {"rework_of": "o3", "copied_from": "o4"}
    page = show("/orders?order=o2")

    expect(origin(page, "Копия").get_by_role("link")).to_have_text(f"Заказ {numbered(api, 'o4')}")
    origin(page, "Переделка").get_by_role("link", name=f"Заказ {numbered(api, 'o3')}").click()

    expect(page.get_by_role("heading", name=f"Заказ {numbered(api, 'o3')}")).to_be_visible()
    expect(page.locator("dialog section", has_text="Что было сделано")).to_have_count(0)


def test_a_technician_is_told_what_was_done_where_they_may_not_look(
    show: Open, api: FakeApi
) -> None:
    api.role = "technician"
    first = next(one for one in api.orders if one["id"] == "o3")
    first |= {"technician_id": "another", "title": "Течёт насос", "type": "warranty"}
    api.orders[2] |= {"rework_of": "o3", "copied_from": "o3"}

    page = show("/orders?order=o2")

    for name in ("Переделка", "Копия"):
        expect(origin(page, name)).to_have_text(f"Заказ {first['number']}")
        expect(origin(page, name).get_by_role("link")).to_have_count(0)
    work = page.locator("dialog section", has_text="Что было сделано")
    expect(work).to_contain_text("Течёт насос")
    expect(work).to_contain_text("Гарантия")
    expect(work.locator(".items tr")).to_have_count(len(first["items"]))
    expect(work.locator(".items")).to_contain_text("Нагреватель 2000 Вт")
    expect(work).not_to_contain_text("₽")


def numbered(api: FakeApi, order_id: str) -> str:
    """Give the number of an order."""
    number: str = next(one["number"] for one in api.orders if one["id"] == order_id)
    return number
