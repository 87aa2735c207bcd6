"""One day on the whole local stack: the only browser test with nothing faked."""

import re
from datetime import timedelta

import httpx
import pytest
from playwright.sync_api import Page, expect

from local.stack import Stack
from tests.e2e.days import today
from tests.web.counting import listed, wait_until_behind

pytestmark = [pytest.mark.browser, pytest.mark.stack]

DELIVERED_MS = 60_000
TECHNICIAN = "Пётр Ключевой"


def take_on_a_technician(stack: Stack) -> None:
    answer = httpx.post(
        f"{stack.info.api}/v1/technicians",
        headers={"authorization": f"Bearer {stack.token().access}"},
        json={"name": TECHNICIAN},
        timeout=60,
    )
    answer.raise_for_status()


def sign_in(page: Page, stack: Stack) -> None:
    page.goto("/orders")
    page.get_by_label("Почта").fill(stack.info.user)
    page.get_by_label("Пароль", exact=True).fill(stack.info.password)
    page.get_by_role("button", name="Войти").click()
    expect(page.get_by_role("heading", name="Заказы")).to_be_visible()


def connect(page: Page, stack: Stack) -> None:
    page.locator(".sidebar").get_by_role("link", name="Интеграции и API").click()
    page.get_by_role("link", name="Интеграции", exact=True).click()
    page.get_by_role("button", name="Новая интеграция").first.click()
    form = page.locator("dialog form")
    form.get_by_label("Название").fill("Склад")
    form.get_by_label("Адрес").fill(f"{stack.info.receiver}/partner")
    form.get_by_role("button", name="Выбрать все").click()
    form.get_by_role("button", name="Сохранить").click()
    expect(page.locator(".copy-box code")).to_have_text(re.compile("^whsec_"))
    page.get_by_role("button", name="Ключ сохранён").click()
    page.get_by_role("button", name="Закрыть").click()
    expect(page.locator(".table-integrations")).to_contain_text("Склад")


def create(page: Page) -> str:
    page.locator(".sidebar").get_by_role("link", name="Заказы").click()
    page.get_by_role("button", name="Новый заказ").first.click()
    form = page.locator("dialog form")
    form.get_by_label("Что сделать").fill("Повесить вытяжку")
    form.get_by_label("Имя или компания").fill("Кафе «Полдень»")
    form.get_by_label("Телефон").fill("+7 900 000-00-77")
    form.get_by_label("Услуга или деталь").fill("Монтаж")
    form.get_by_label("Цена").fill("2 500")
    form.get_by_role("button", name="Создать заказ").click()
    card = page.locator("dialog.dialog-side")
    expect(card.locator(".card-title")).to_have_text("Повесить вытяжку")
    return card.get_by_role("heading", level=2).inner_text().split()[-1]


def complete(page: Page) -> None:
    card = page.locator("dialog.dialog-side")
    card.get_by_role("button", name="Начать работу").click()
    card.get_by_label("Исполнитель").select_option(label=TECHNICIAN)
    card.get_by_role("button", name="Подтвердить").click()
    expect(card.locator(".card-marks .chip")).to_have_text("В работе")
    card.get_by_role("button", name="Завершить").click()
    card.get_by_label("Решено", exact=True).check()
    card.get_by_role("button", name="Подтвердить").click()
    expect(card.locator(".card-marks .chip")).to_have_text("Выполнен")
    expect(card.locator(".timeline li")).to_have_count(3)
    page.keyboard.press("Escape")


def test_an_order_is_made_done_and_told_to_the_partner(stack: Stack, page: Page) -> None:
    take_on_a_technician(stack)

    sign_in(page, stack)
    connect(page, stack)
    number = create(page)
    complete(page)
    named = page.get_by_label(f"Заказ {number}", exact=True)
    row = page.locator(".table-orders tbody tr").filter(has=named)
    expect(row).to_contain_text("Выполнен")
    expect(row).to_contain_text("2 500 ₽")

    page.locator(".sidebar").get_by_role("link", name="Журнал").click()
    its_number = page.get_by_role("cell", name=number, exact=True)
    completed = page.locator(".table-log tbody tr", has_text="order.completed").filter(
        has_text="Склад"
    )
    told = completed.filter(has=its_number)
    expect(told).to_contain_text("Доставлена", timeout=DELIVERED_MS)
    told.click()

    attempt = page.locator("dialog .attempt").first
    expect(attempt).to_contain_text("Попытка 1")
    expect(attempt).to_contain_text("200")
    expect(attempt).to_contain_text("webhook-signature")
    expect(attempt).to_contain_text("Повесить вытяжку")
    page.locator("dialog .facts").get_by_role("link", name=number, exact=True).click()
    told = page.locator("section", has_text="Отправлено партнёрам").locator("li")
    completed = told.filter(has_text="order.completed").filter(has_text="Склад")
    expect(completed).to_contain_text("Доставлена")
    page.keyboard.press("Escape")

    wait_until_behind(stack, "completed", number)
    count_first(stack, number)
    page.locator(".sidebar").get_by_role("link", name="Обзор").click()
    look_behind(page, number)


def count_first(stack: Stack, number: str) -> None:
    """Find the order among those that count in a share, which stand before all others."""
    rows = listed(stack, "completion_rate", today() - timedelta(days=1), today())
    weights = [row["total"] for row in rows]
    assert weights == sorted(weights, reverse=True)
    assert number in {row["number"] for row in rows if row["total"]}


def look_behind(page: Page, number: str) -> None:
    """Go from the overview to the day's bar, and from it to the order."""
    page.locator(".kpis-main").get_by_role("link", name="Выполнено", exact=True).click()
    page.get_by_role("link", name="Динамика").click()
    page.get_by_role("button", name="Таблица: Выполнено по дням").click()
    today = page.locator(".twin tbody tr").last
    expect(today).to_contain_text("не закончен")
    today.get_by_role("link").click()
    rows = page.locator("dialog .behind")
    parts, more = rows.locator("tbody"), rows.get_by_role("button", name="Ещё")
    its = rows.get_by_role("link", name=number, exact=True)
    # Of each part it is known at once whether the order is there, or another part follows.
    expect(its.or_(more).first).to_be_visible()
    while its.count() == 0:
        shown = parts.count()
        more.click()
        expect(parts).to_have_count(shown + 1)
        expect(parts.last.get_by_role("status")).to_have_count(0)
        expect(its.or_(more).first).to_be_visible()
    expect(its).to_be_visible()
