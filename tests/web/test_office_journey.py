"""A dispatcher's hour on the whole local stack: find, edit against another, take money, finish."""

import re
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from local.stack import Stack
from tests.web.test_journey import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.stack]

TITLE = "Починить ворота склада"
CUSTOMER = "ООО «Причал Восточный»"


def call(
    stack: Stack, method: str, path: str, body: object, version: int | None = None
) -> dict[str, Any]:
    # The token of the stack's start has ended where a machine is slow.
    headers = {"authorization": f"Bearer {stack.token().access}"}
    if version is not None:
        headers["if-match"] = f'"{version}"'
    url = f"{stack.info.api}/v1{path}"
    answer = httpx.request(method, url, headers=headers, json=body, timeout=60)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found


def prepare(stack: Stack) -> dict[str, Any]:
    name = "Лев Причальный"
    technician = call(stack, "POST", "/technicians", {"name": name, "phone": "+79000000881"})
    order = {
        "title": TITLE,
        "priority": "urgent",
        "customer": {"name": CUSTOMER, "phone": "+7 900 000-08-80"},
        "technician_id": technician["id"],
        "items": [{"name": "Ремонт привода", "qty": "1", "unit_price": 400_000}],
    }
    return call(stack, "POST", "/orders", order)


def find(page: Page) -> None:
    page.get_by_label("Приоритет").select_option(label="Срочный")
    page.get_by_label("Поиск заказов").fill("8 900 000-08-80")
    rows = page.locator(".table-orders tbody tr")
    expect(rows).to_have_count(1)
    expect(page).to_have_url(re.compile(r"priority=urgent&q="))
    rows.first.click()
    expect(page.locator(".card-title")).to_have_text(TITLE)


def edit_against_another(page: Page, stack: Stack, order: dict[str, Any]) -> None:
    page.get_by_role("group", name="Другие действия").get_by_role("button", name="Изменить").click()
    form = page.locator("dialog dialog")
    form.get_by_label("Что сделать").fill("Починить ворота и калитку")
    form.get_by_label("Описание").fill("Пропуск у охраны")
    theirs = {"title": "Починить ворота склада № 2"}
    call(stack, "PATCH", f"/orders/{order['id']}", theirs, order["version"])

    form.get_by_role("button", name="Сохранить").click()
    title = form.get_by_role("group", name="Что сделать")
    expect(title).to_contain_text("Починить ворота склада № 2")
    title.get_by_label("Сейчас сохранено").check()
    form.get_by_role("button", name="Сохранить выбранное").click()
    expect(page.locator(".card-title")).to_have_text("Починить ворота склада № 2")
    expect(page.locator(".prose")).to_have_text("Пропуск у охраны")


def pay(page: Page) -> None:
    page.get_by_role("button", name="Принять оплату").click()
    form = page.locator("dialog dialog")
    form.get_by_label("Наличные").check()
    form.get_by_role("button", name="Принять", exact=True).click()
    expect(page.locator(".payments li")).to_contain_text("4 000 ₽")
    expect(page.locator(".items tfoot tr").last).to_contain_text("0 ₽")


def complete(page: Page) -> None:
    card = page.locator("dialog.dialog-side")
    card.get_by_role("button", name="Начать работу").click()
    card.get_by_role("button", name="Подтвердить").click()
    card.get_by_role("button", name="Завершить").click()
    card.get_by_label("Решено", exact=True).check()
    card.get_by_role("button", name="Подтвердить").click()
    expect(card.locator(".card-marks .chip")).to_have_text("Выполнен")


def test_an_order_is_found_edited_paid_finished_and_stands_with_its_customer(
    stack: Stack, page: Page
) -> None:
    order = prepare(stack)

    sign_in(page, stack)
    find(page)
    edit_against_another(page, stack, order)
    pay(page)
    complete(page)
    page.get_by_role("link", name=CUSTOMER).click()

    customer = page.locator("dialog.dialog-side")
    expect(customer.get_by_role("heading", level=2)).to_have_text(CUSTOMER)
    row = customer.locator(".rows li", has_text="Починить ворота склада № 2")
    expect(row).to_contain_text(f"Заказ {order['number']}")
    expect(row).to_contain_text("Выполнен")
    page.keyboard.press("Escape")
    expect(page.locator(".table-customers")).to_contain_text(CUSTOMER)
