"""People and files on the whole local stack: hours, consents, a copy of the data, a file."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from local.stack import Stack
from tests.web.test_journey import sign_in
from tests.web.test_office_journey import call

pytestmark = [pytest.mark.browser, pytest.mark.stack]

MOSCOW = ZoneInfo("Europe/Moscow")
TECHNICIAN = "Вера Ручьёва"
CUSTOMER = "ООО «Хлебная площадь»"
WORK = "Проверить вытяжку"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 300


def card(page: Page) -> Locator:
    return page.locator("dialog.dialog-side")


def top(page: Page) -> Locator:
    """Give the dialog above the card."""
    return page.locator("dialog dialog")


def go(page: Page, name: str) -> None:
    page.locator(".sidebar").get_by_role("link", name=name).click()


def save(page: Page, form: Locator) -> None:
    form.get_by_role("button", name="Сохранить", exact=True).click()


def order_of(stack: Stack, phone: str, **fields: Any) -> dict[str, Any]:
    customer = {"name": "Кафе «Вечер»", "phone": phone}
    return call(stack, "POST", "/orders", {"title": WORK, "customer": customer} | fields)


def take_on(page: Page) -> str:
    """Take on a technician by the page; gives the id that the address names."""
    go(page, "Исполнители")
    page.get_by_role("button", name="Новый исполнитель").click()
    form = page.locator("dialog form")
    form.get_by_label("Имя").fill(TECHNICIAN)
    form.get_by_label("Навыки").fill("газ 5, замки")
    form.get_by_label("Районы").fill("Север")
    save(page, form)
    page.get_by_role("link", name=TECHNICIAN).click()
    expect(card(page).locator(".facts").first).to_contain_text("газ 5/5, замки 1/5")
    return page.url.rsplit("=", 1)[-1]


def set_hours(page: Page) -> None:
    card(page).get_by_role("button", name="Задать график").click()
    top(page).get_by_role("button", name="Будни 09:00–18:00").click()
    save(page, top(page))
    expect(card(page).locator(".schedule")).to_contain_text("09:00–18:00")


def next_workday() -> datetime:
    """Give ten in the morning of the first workday after today."""
    day = datetime.now(UTC).astimezone(MOSCOW) + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day.replace(hour=10, minute=0, second=0, microsecond=0)


def plan_two_hours(stack: Stack, technician_id: str) -> None:
    order, begins = order_of(stack, "+7 900 000-08-71"), next_workday()
    move = {
        "to": "scheduled",
        "technician_id": technician_id,
        "scheduled_start": begins.isoformat(),
        "scheduled_end": (begins + timedelta(hours=2)).isoformat(),
    }
    call(stack, "POST", f"/orders/{order['id']}/transitions", move, order["version"])


def test_a_technician_is_taken_on_gets_hours_and_work_and_leaves(stack: Stack, page: Page) -> None:
    sign_in(page, stack)
    technician_id = take_on(page)
    set_hours(page)
    days = card(page).locator(".load li")
    expect(days).to_have_count(14)
    expect(days.filter(has_text="выходной")).to_have_count(4)
    expect(days.filter(has_text="свободно")).to_have_count(10)

    plan_two_hours(stack, technician_id)
    page.reload()
    expect(days.filter(has_text="1 заказ, 2 ч из 9 ч")).to_have_count(1)
    expect(days.filter(has_text="свободно")).to_have_count(9)

    card(page).get_by_role("button", name=f"Отключить {TECHNICIAN}").click()
    expect(card(page).locator(".card-marks .chip")).to_have_text("Не работает")
    page.keyboard.press("Escape")
    row = page.locator(".table-technicians tr", has_text=TECHNICIAN)
    expect(row.locator(".chip")).to_have_text("Не работает")
    page.get_by_role("button", name="Только работающие").click()
    expect(row).to_have_count(0)


def make_customer(page: Page) -> None:
    go(page, "Клиенты")
    page.get_by_role("button", name="Новый клиент").click()
    form = page.locator("dialog form")
    form.get_by_label("Вид").select_option(label="Компания")
    form.get_by_label("Название").fill(CUSTOMER)
    form.get_by_label("Телефон").fill("8 900 000-08-72")
    form.get_by_label("Номер в 1С").fill("00-000872")
    form.get_by_role("button", name="Добавить адрес").click()
    form.get_by_label("Улица и дом").fill("Хлебная, 4")
    form.get_by_label("Этаж").fill("1")
    save(page, form)
    page.get_by_role("link", name=CUSTOMER).click()
    expect(card(page).locator(".facts").first).to_contain_text("Хлебная, 4, этаж 1")


def record_consent(page: Page) -> None:
    card(page).get_by_role("button", name="Записать согласие").click()
    top(page).get_by_label("Версия текста").fill("2026-1")
    top(page).get_by_label("Как получено").select_option(label="На бумаге")
    top(page).get_by_label("Дано").fill("2026-11-20T12:30")
    save(page, top(page))
    expect(card(page)).to_contain_text("Текст 2026-1 · На бумаге")
    expect(card(page).locator(".rows .chip").first).to_have_text("Действует")


def test_a_customer_is_made_consents_and_gets_a_copy_of_their_data(
    stack: Stack, page: Page, tmp_path: Path
) -> None:
    sign_in(page, stack)
    make_customer(page)
    record_consent(page)
    order = order_of(stack, "+79000000872", due_at="2099-01-01T09:00:00Z")

    with page.expect_download() as saved:
        card(page).get_by_role("button", name="Выгрузить данные").click()
    saved.value.save_as(tmp_path / "held.json")
    held = json.loads((tmp_path / "held.json").read_text(encoding="utf-8"))

    customer = held["customer"]
    assert (customer["phones"], customer["crm_1c_id"]) == (["+79000000872"], "00-000872")
    assert customer["consents"] == [
        {
            "given_at": "2026-11-20T09:30:00Z",
            "text_version": "2026-1",
            "channel": "paper",
            "withdrawn_at": None,
        }
    ]
    assert [one["number"] for one in held["orders"]] == [order["number"]]
    assert set(held["orders"][0]) == set(order)


def test_a_file_is_added_to_an_order_and_comes_back_byte_for_byte(
    stack: Stack, page: Page, tmp_path: Path
) -> None:
    order = order_of(stack, "+7 900 000-08-73")
    sign_in(page, stack)
    page.goto(f"/orders?order={order['id']}")
    files = card(page).locator("section", has_text="Файлы")
    picture = {"name": "До ремонта.png", "mimeType": "image/png", "buffer": PICTURE}

    files.get_by_label("Файл для заказа").set_input_files(picture)  # type: ignore[arg-type]
    expect(files.locator("li")).to_contain_text("До ремонта.png")
    expect(files.locator("li")).to_contain_text("76,8 кБ")
    with page.expect_download() as saved:
        files.get_by_role("button", name="Скачать До ремонта.png").click()

    assert saved.value.suggested_filename == "До ремонта.png"
    saved.value.save_as(tmp_path / "back.png")
    assert (tmp_path / "back.png").read_bytes() == PICTURE
    expect(card(page).locator(".card-title")).to_have_text(WORK)
