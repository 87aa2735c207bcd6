"""The first steps: an empty company is led to its first completed order and partner."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import PHONE, Open
from tests.web.fake_api import FakeApi
from tests.web.watch import faults, moved

pytestmark = pytest.mark.browser


def empty(api: FakeApi) -> None:
    """Leave nothing in the company."""
    api.orders, api.technicians, api.integrations = [], [], []


def steps(page: Page) -> Any:
    return page.get_by_role("complementary", name="Первые шаги")


def test_an_empty_company_is_led_to_its_first_completed_order_and_partner(
    show: Open, api: FakeApi
) -> None:
    technicians, (order, *_), partners = api.technicians, api.orders, api.integrations
    empty(api)
    page = show("/orders", tour="unknown")
    way = steps(page)

    expect(way.get_by_role("progressbar")).to_have_attribute("value", "0")
    expect(way.locator("[aria-current=step]")).to_contain_text("Добавьте исполнителя")
    api.technicians = technicians
    page.reload()
    expect(way.locator("[aria-current=step]")).to_contain_text("Создайте первый заказ")
    way.get_by_role("link", name="Создайте первый заказ").click()
    expect(page.get_by_role("dialog", name="Новый заказ")).to_be_visible()
    api.orders = [order | {"status": "new", "technician_id": None, "technician_name": None}]
    page.goto("/orders")
    way.get_by_role("link", name="Назначьте исполнителя").click()
    expect(page.get_by_role("dialog", name=f"Заказ {order['number']}")).to_be_visible()
    api.orders = [order | {"status": "completed"}]
    api.integrations = partners
    page.goto("/orders")
    expect(way).to_contain_text("5 из 5")
    expect(way).to_contain_text("Всё готово")
    expect(way.get_by_role("link")).to_have_count(0)


def test_what_is_closed_stays_closed_and_comes_back_when_asked_for(
    show: Open, api: FakeApi
) -> None:
    empty(api)
    page = show("/orders", tour="unknown")

    steps(page).get_by_role("button", name="Закрыть первые шаги").click()
    expect(steps(page)).to_have_count(0)
    page.reload()
    expect(page.locator(".note")).to_be_visible()
    expect(steps(page)).to_have_count(0)
    page.get_by_role("button", name="Первые шаги").click()
    expect(steps(page)).to_be_visible()


def test_a_company_at_work_is_not_shown_the_way_unasked(show: Open, api: FakeApi) -> None:
    page = show("/orders", tour="unknown")

    page.wait_for_function("() => localStorage.getItem('naryad.tour') === 'past'")
    expect(page.locator(".table-orders .chip").first).to_be_visible()
    expect(steps(page)).to_have_count(0)


def test_who_may_not_create_orders_is_not_shown_the_way(show: Open, api: FakeApi) -> None:
    empty(api)
    api.role = "technician"
    page = show("/orders", tour="open")

    expect(page.locator(".who small")).to_have_text("Исполнитель")
    expect(page.locator(".note")).to_be_visible()
    expect(steps(page)).to_have_count(0)
    expect(page.get_by_role("button", name="Первые шаги")).to_have_count(0)


@pytest.mark.parametrize(("lang", "theme"), [("ru", "dark"), ("en", "light")])
def test_the_way_is_open_to_everyone_and_moves_nothing(
    show: Open, api: FakeApi, lang: str, theme: str
) -> None:
    empty(api)
    page = show("/orders", tour="unknown", lang=lang, theme=theme, size=PHONE)

    expect(page.locator(".tour [aria-current=step]")).to_be_visible()
    assert faults(page) == []
    assert moved(page) < 0.02
