"""A manager's morning on the whole local stack: orders from a file, then a promise and its dues."""

import csv
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from local.stack import Stack
from tests.web.conftest import WAIT_MS
from tests.web.test_journey import sign_in
from tests.web.test_office_journey import call
from tests.web.watch import Watch
from tests.web.window import settled_in

pytestmark = [pytest.mark.browser, pytest.mark.stack]

ROWS = 25
WORKED_MS = 60_000
HEAD = "внешний номер;заявка;клиент;телефон;приоритет;цена"


@pytest.fixture
def page(stack: Stack, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        base_url=stack.info.web,
        reduced_motion="reduce",
        storage_state=settled_in(stack.info.web),
    )
    context.set_default_timeout(WAIT_MS)
    yield context.new_page()
    context.close()


def file() -> bytes:
    rows = [
        f"утро-{n};Проверить счётчик {n};Дом № {n};8 902 000-{n:02}-00;срочный;900"
        for n in range(1, ROWS + 1)
    ]
    return "\r\n".join([HEAD, *rows, "утро-1;Опять;Дом № 1;;;", ";Без номера;Дом;;;"]).encode()


def bring(page: Page, content: bytes) -> None:
    page.locator(".sidebar").get_by_role("link", name="Импорт").click()
    chosen = {"name": "утро.csv", "mimeType": "text/csv", "buffer": content}
    page.get_by_label("Выбрать файл", exact=True).set_input_files(chosen)  # type: ignore[arg-type]
    page.get_by_role("button", name="Импортировать").click()
    mark = page.locator("dialog.dialog-side .card-marks .chip")
    expect(mark).to_have_text("Готов", timeout=WORKED_MS)


def counts(page: Page) -> list[str]:
    return page.locator("dialog.dialog-side .counts dd").all_inner_texts()


def rows_of_the_result(page: Page) -> list[list[str]]:
    with page.expect_download() as download:
        page.get_by_role("button", name="Результат по строкам").click()
    assert download.value.suggested_filename == "утро-result.csv"
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as text:
        return list(csv.reader(text, delimiter=";"))[1:]


def test_orders_come_from_a_file_and_once_only(stack: Stack, page: Page) -> None:
    watch = Watch(page)
    sign_in(page, stack)

    bring(page, file())
    assert counts(page) == [str(ROWS), "0", "2"]
    failed = page.locator("dialog .results li")
    expect(failed).to_have_count(2)
    expect(failed.first).to_contain_text("уже есть в строке 2")
    result = rows_of_the_result(page)
    assert [row[2] for row in result] == ["создана"] * ROWS + ["ошибка"] * 2

    page.keyboard.press("Escape")
    bring(page, file())
    assert counts(page) == ["0", str(ROWS), "2"]
    page.keyboard.press("Escape")
    expect(page.locator(".table-imports tbody tr", has_text="утро.csv")).to_have_count(2)

    page.locator(".sidebar").get_by_role("link", name="Заказы").click()
    page.get_by_label("Поиск заказов").fill("8 902 000-07-00")
    row = page.locator(".table-orders tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("Проверить счётчик 7")
    expect(row).to_contain_text("Срочный")
    watch.check()


def promise(page: Page, minutes: int) -> None:
    form = page.locator("dialog form")
    form.get_by_label("Решение, минут").fill(str(minutes))
    form.get_by_role("button", name="Сохранить").click()
    expect(page.locator("dialog")).to_have_count(0)


def due_after(stack: Stack) -> timedelta:
    """Make an order and give how long after its making it is due."""
    customer = {"name": "Дом № 1", "phone": "8 902 000-01-00"}
    order = call(
        stack, "POST", "/orders", {"title": "Утро", "type": "morning", "customer": customer}
    )
    return datetime.fromisoformat(order["due_at"]) - datetime.fromisoformat(order["created_at"])


def test_a_promise_gives_new_orders_their_due_date(stack: Stack, page: Page) -> None:
    watch = Watch(page)
    sign_in(page, stack)
    page.locator(".sidebar").get_by_role("link", name="Сроки и график").click()
    page.get_by_role("button", name="Новое правило").click()
    form = page.locator("dialog form")
    form.get_by_label("Код").fill("morning")
    form.get_by_label("Типы заказов").fill("morning")
    form.get_by_label("Реакция, минут").fill("20")
    form.get_by_label("Круглосуточно").check()
    promise(page, 90)
    assert due_after(stack) == timedelta(minutes=90)

    page.get_by_role("button", name="Изменить morning").click()
    promise(page, 45)
    assert due_after(stack) == timedelta(minutes=45)

    page.get_by_role("button", name="Изменить morning").click()
    form.get_by_role("button", name="Удалить правило").click()
    expect(page.locator(".table-policies tbody tr", has_text="morning")).to_have_count(0)
    watch.check()
