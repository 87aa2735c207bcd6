"""A customer's link on the whole local stack: rated without a script, then seen and answered."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from local.stack import Stack
from tests.web.conftest import PHONE, WAIT_MS
from tests.web.test_journey import sign_in
from tests.web.test_office_journey import call
from tests.web.watch import faults, resize

pytestmark = [pytest.mark.browser, pytest.mark.stack]

SAID = "Опоздал и уехал, кран течёт"


@pytest.fixture
def customer(stack: Stack, browser: Browser) -> Iterator[Page]:
    """A customer's telephone on which nothing runs."""
    context = browser.new_context(
        base_url=stack.info.web,
        java_script_enabled=False,
        locale="ru-RU",
        viewport={"width": PHONE[0], "height": PHONE[1]},
    )
    context.set_default_timeout(WAIT_MS)
    yield context.new_page()
    context.close()


def hire(stack: Stack, name: str, phone: str) -> str:
    """Take on a technician; give the id."""
    made = call(stack, "POST", "/technicians", {"name": name, "phone": phone})
    return str(made["id"])


def link_to_rate(stack: Stack, customer: str, technician: str) -> str:
    """Let an order be done; give the link that its customer gets."""
    who = {"name": customer, "phone": "+7 900 000-07-70"}
    order = call(stack, "POST", "/orders", {"title": "Заменить кран", "customer": who})
    moves = f"/orders/{order['id']}/transitions"
    call(stack, "POST", moves, {"to": "in_progress", "technician_id": technician})
    call(stack, "POST", moves, {"to": "completed", "outcome": "resolved"})
    return str(call(stack, "POST", "/feedback/links", {"order_id": order["id"]})["url"])


def rate(page: Page, link: str, word: str, comment: str) -> None:
    """Choose a score, write, send: as a customer does."""
    page.goto(link)
    for change in page.locator("summary").all():
        change.click()
    page.locator(".score", has=page.get_by_text(word, exact=True)).click()
    page.get_by_label("Что понравилось, а что нет?").fill(comment)
    page.locator("form button").click()
    expect(page.get_by_role("status")).to_contain_text("Спасибо")


def find(page: Page, technician: str) -> None:
    """Lead to the rows of one technician by the chart; sort and narrow them."""
    page.locator(".sidebar").get_by_role("link", name="Отзывы").click()
    page.locator(".ranks a", has_text=technician).click()
    rows = page.locator(".table-feedback tbody tr")
    expect(rows).to_have_count(2)
    expect(page.locator(".bars li")).to_have_count(5)
    page.locator(".table-feedback thead").get_by_role("link", name="Оценка").click()
    expect(rows.first).to_contain_text(SAID)
    page.get_by_role("group", name="Оценка").get_by_role("link", name="1 из 5").click()
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("решить до")
    rows.get_by_role("link").first.click()


def take_care(page: Page) -> None:
    """Hide, reply, hand the task to oneself and close it."""
    card = page.locator("dialog.dialog-side")
    card.get_by_role("button", name="Скрыть").click()
    card.get_by_label("Причина").fill("Названа фамилия")
    card.get_by_role("button", name="Скрыть").click()
    expect(card.locator(".card-marks")).to_contain_text("Скрыт")

    card.get_by_role("button", name="Ответить").click()
    card.get_by_label("Текст ответа").fill("Извините, мастер приедет завтра")
    card.get_by_role("button", name="Отправить").click()
    expect(card.locator(".timeline li").first).to_contain_text("Ответили клиенту")

    task = card.locator("section", has=page.get_by_role("heading", name="Работа с отзывом"))
    task.get_by_role("button", name="Изменить").click()
    task.get_by_label("Ответственный").select_option(index=1)
    task.get_by_role("button", name="Сохранить").click()
    expect(task).not_to_contain_text("не назначен")
    task.get_by_role("button", name="Закрыть").click()
    expect(task).to_contain_text("Закрыто")
    expect(card.locator(".timeline li")).to_have_count(6)


def test_a_rating_without_a_script_is_seen_in_the_chart_and_answered(
    stack: Stack, page: Page, customer: Page
) -> None:
    name = "Роман Отзывчивый"
    technician = hire(stack, name, "+79000000771")
    link = link_to_rate(stack, "Анна Краснова", technician)
    rate(customer, link, "Плохо", SAID)
    customer.goto(link)
    expect(customer.get_by_role("status")).to_contain_text("Вы уже оценили")
    rate(customer, link, "Очень плохо", SAID)
    rate(customer, link_to_rate(stack, "Пётр Дальний", technician), "Отлично", "")
    customer.goto("/f/nothing-of-ours")
    expect(customer.locator("main")).to_contain_text("Такой ссылки нет")

    sign_in(page, stack)
    find(page, name)
    take_care(page)
    page.keyboard.press("Escape")
    row = page.locator(".table-feedback tbody tr")
    expect(row).to_contain_text("Скрыт")
    expect(row).to_contain_text("закрыто")
    page.get_by_role("link", name="Сбросить фильтры").click()
    expect(page.locator(".ranks a", has_text=name)).to_contain_text("2")


def test_the_form_is_open_to_everyone_in_both_languages_and_themes(
    stack: Stack, browser: Browser
) -> None:
    link = link_to_rate(stack, "Вера Ясная", hire(stack, "Степан Формин", "+79000000772"))
    for theme in ("light", "dark"):
        context = browser.new_context(base_url=stack.info.web, color_scheme=theme)
        page = context.new_page()
        for language, question in (("ru", "Как мы справились?"), ("en", "How did we do?")):
            page.goto(f"{link}?lang={language}")
            expect(page.get_by_role("heading", name=question)).to_be_visible()
            assert resize(page, *PHONE) == []
            assert resize(page, 320, PHONE[1]) == []
            assert faults(page) == []
        page.goto("/f/nothing-of-ours?lang=en")
        assert faults(page) == []
        context.close()
