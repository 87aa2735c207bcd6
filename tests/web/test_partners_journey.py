"""Integrations and their log on the whole local stack, through the pages, to a real receiver."""

import json
import re
from typing import Any
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect
from standardwebhooks import Webhook

from local.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack]

TAB = "/integrations?tab=integrations"
DELIVERED_MS = 60_000
REPLAYED_MS = 120_000
"""A replay takes a step each minute, and so does the sweep."""


def sign_in(page: Page, stack: Stack, place: str) -> None:
    page.goto(place)
    page.get_by_label("Почта").fill(stack.info.user)
    page.get_by_label("Пароль", exact=True).fill(stack.info.password)
    page.get_by_role("button", name="Войти").click()


def top(page: Page) -> Locator:
    """The dialog on top of all others."""
    return page.locator("dialog:not(:has(dialog))").last


def connect(
    page: Page, stack: Stack, name: str, *behaviour: str, about: str = ""
) -> tuple[str, str]:
    """Make an integration of the receiver; give its path there and its signing key.

    Orders of other tests may still be on their way to whoever listens now: where these would be
    one too many, it is told of orders with a title of the test's own.
    """
    path = "/".join(["", uuid4().hex, *behaviour])
    page.get_by_role("button", name="Новая интеграция").first.click()
    form = page.locator("dialog form")
    form.get_by_label("Название").fill(name)
    form.get_by_label("Адрес").fill(stack.info.receiver + path)
    form.get_by_label("Заказ создан").check()
    if about:
        form.get_by_text("Что отправлять и как быстро").click()
        form.get_by_role("button", name="Условие", exact=True).click()
        form.get_by_label("Поле события 1").fill("order.title")
        form.get_by_label("Значение 1").fill(about)
    form.get_by_role("button", name="Сохранить").click()
    return path.partition("?")[0], taken(page)


def taken(page: Page) -> str:
    """Take the signing key that is shown this once."""
    shown = page.locator(".copy-box code")
    expect(shown).to_have_text(re.compile("^whsec_"))
    key = shown.inner_text()
    page.get_by_role("button", name="Ключ сохранён").click()
    return key


def new_order(stack: Stack, title: str = "Не греет") -> str:
    body = {"title": title, "customer": {"name": "Иван", "phone": "8 900 000-00-01"}}
    headers = {"authorization": f"Bearer {stack.info.api_key}"}
    answer = httpx.post(f"{stack.info.api}/v1/orders", json=body, headers=headers, timeout=60)
    return str(answer.raise_for_status().json()["number"])


def received(stack: Stack, path: str) -> list[dict[str, Any]]:
    answer = httpx.get(f"{stack.info.receiver}/_received", params={"path": path}, timeout=60)
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def number_of(request: dict[str, Any]) -> str:
    """Tell which order a request is about."""
    return str(json.loads(request["body"])["data"]["order"]["number"])


def tried_out(stack: Stack, path: str) -> dict[str, Any]:
    """Give the one request that came of a trial."""
    came = received(stack, path)
    (tried,) = (one for one in came if json.loads(one["body"])["type"] == "integration.test")
    return tried


def in_log(page: Page, name: str, number: str) -> Locator:
    """Open the log of one integration; give the row of an order."""
    page.goto("/integrations?tab=log")
    page.get_by_label("Интеграция").select_option(label=name)
    its = page.locator(".c-order", has_text=re.compile(f"^{number}$"))
    return page.locator(".table-log tbody tr", has_text=name).filter(has=its)


def card(page: Page, name: str) -> Locator:
    """Open the card of an integration."""
    page.goto(TAB)
    page.get_by_role("link", name=name, exact=True).click()
    return page.locator("dialog.dialog-side")


def remove(page: Page, name: str) -> None:
    card(page, name).get_by_role("button", name="Удалить").click()
    top(page).get_by_label("Для подтверждения введите").fill(name)
    top(page).get_by_role("button", name="Удалить навсегда").click()
    expect(page.get_by_role("link", name=name, exact=True)).to_have_count(0)


def test_a_partner_is_connected_tried_out_and_told_of_an_order(stack: Stack, page: Page) -> None:
    sign_in(page, stack, TAB)
    path, key = connect(page, stack, "Магазин запчастей")
    sheet = page.locator("dialog.dialog-side")
    expect(sheet.locator(".card-marks")).to_contain_text("Ещё не отправлялось")

    sheet.get_by_role("button", name="Проверить").click()
    expect(page.locator(".trial .http")).to_have_text("200")
    expect(page.locator(".trial")).to_contain_text('"received": true')
    expect(page.locator(".trial .timing")).to_contain_text("Первый байт")
    tried = tried_out(stack, path)
    event = Webhook(key).verify(tried["body"], tried["headers"])
    assert event["type"] == "integration.test"

    number = new_order(stack)
    row = in_log(page, "Магазин запчастей", number)
    expect(row).to_contain_text("Доставлена", timeout=DELIVERED_MS)
    row.click()
    attempt = page.locator("dialog .attempt").first
    expect(attempt.locator(".timing li")).not_to_have_count(0)
    expect(attempt).to_contain_text("webhook-signature")
    expect(attempt).to_contain_text("Не греет")
    expect(card(page, "Магазин запчастей").locator(".card-marks")).to_contain_text("Отвечает")
    remove(page, "Магазин запчастей")


def test_a_refused_event_is_tried_again_and_sent_once_more_by_hand(
    stack: Stack, page: Page
) -> None:
    sign_in(page, stack, TAB)
    title = f"Не греет {uuid4().hex}"
    path, _ = connect(page, stack, "Сбоящий склад", "status", "500?times=1", about=title)
    number = new_order(stack, title)
    row = in_log(page, "Сбоящий склад", number)
    expect(row).to_be_visible(timeout=DELIVERED_MS)
    row.click()
    sheet = page.locator("dialog.dialog-side")
    expect(sheet).to_contain_text("Получатель ответил отказом", timeout=DELIVERED_MS)
    expect(sheet).to_contain_text("По расписанию: повтор 1 из 7")

    expect(sheet.locator(".card-marks .chip")).to_have_text("Доставлена", timeout=DELIVERED_MS)
    expect(sheet.locator(".attempt")).to_have_count(2)
    sheet.get_by_role("button", name="Отправить ещё раз").click()
    expect(page).to_have_url(re.compile("-r1"))
    expect(sheet.locator(".card-marks .chip")).to_have_text("Доставлена", timeout=DELIVERED_MS)

    assert len({each["headers"]["webhook-id"] for each in received(stack, path)}) == 1
    assert len(received(stack, path)) == 3
    remove(page, "Сбоящий склад")


def test_what_comes_while_stopped_is_held_and_goes_out_afterwards(stack: Stack, page: Page) -> None:
    sign_in(page, stack, TAB)
    title = f"Не греет {uuid4().hex}"
    path, _ = connect(page, stack, "Склад на обеде", about=title)
    sheet = page.locator("dialog.dialog-side")
    sheet.get_by_role("button", name="Остановить").click()
    top(page).get_by_role("button", name="Остановить").click()
    expect(sheet.locator(".card-marks .chip").first).to_have_text("Остановлена")
    number = new_order(stack, title)
    row = in_log(page, "Склад на обеде", number)
    expect(row).to_contain_text("Придержана", timeout=DELIVERED_MS)
    assert received(stack, path) == []

    card(page, "Склад на обеде").get_by_role("button", name="Включить").click()
    expect(top(page).locator(".facts dd")).to_have_text("1")
    top(page).get_by_role("button", name="Включить").click()
    expect(sheet.locator(".card-marks .chip").first).to_have_text("Работает")

    stack.fire("IntegrationsSchedule", job="sweep")
    row = in_log(page, "Склад на обеде", number)
    expect(row).to_contain_text("Доставлена", timeout=REPLAYED_MS)
    assert len(received(stack, path)) == 1
    remove(page, "Склад на обеде")


def test_a_new_key_signs_beside_the_old_one(stack: Stack, page: Page) -> None:
    sign_in(page, stack, TAB)
    path, old = connect(page, stack, "Партнёр с ключами")
    sheet = page.locator("dialog.dialog-side")
    sheet.get_by_role("button", name="Сменить ключ").click()
    top(page).get_by_role("button", name="Сменить ключ").click()
    new = taken(page)
    assert new != old
    expect(sheet.locator(".rows li", has_text="создан")).to_have_count(2)

    sheet.get_by_role("button", name="Проверить").click()
    expect(page.locator(".trial .http")).to_have_text("200")

    tried = tried_out(stack, path)
    for key in (old, new):
        assert Webhook(key).verify(tried["body"], tried["headers"])["type"] == "integration.test"
    page.keyboard.press("Escape")
    remove(page, "Партнёр с ключами")


def begin_replay(page: Page, number: str, *, rate: str) -> Locator:
    """Send the events of an order, or of all, to the second listener; give the replay's card."""
    page.get_by_role("button", name="Отправить заново").click()
    form = page.locator("dialog form")
    form.get_by_label("Все события").check()
    form.get_by_label("Другим интеграциям").check()
    form.get_by_role("group", name="Получатели").get_by_label("Второй слушатель").check()
    form.get_by_label("Заказ", exact=True).fill(number)
    # The timer may have sent it before the first replay was cancelled.
    form.get_by_text("Пропускать то, что у них уже есть").click()
    form.get_by_label("В минуту").fill(rate)
    form.get_by_role("button", name="Начать").click()
    return page.locator("dialog.dialog-side")


def test_a_window_is_replayed_to_a_new_partner_and_a_replay_is_cancelled(
    stack: Stack, page: Page
) -> None:
    sign_in(page, stack, TAB)
    connect(page, stack, "Первый слушатель")
    new_order(stack)  # one more than what a minute's timer may send of the replay to be cancelled
    number = new_order(stack)
    row = in_log(page, "Первый слушатель", number)
    expect(row).to_contain_text("Доставлена", timeout=DELIVERED_MS)
    page.goto(TAB)
    path, _ = connect(page, stack, "Второй слушатель")
    in_log(page, "Первый слушатель", number)

    sheet = begin_replay(page, "", rate="1")
    sheet.get_by_role("button", name="Отменить повтор").click()
    sheet.get_by_role("button", name="Точно отменить").click()
    expect(sheet.locator(".card-marks .chip")).to_have_text("Отменён")
    in_log(page, "Первый слушатель", number)
    sheet = begin_replay(page, number, rate="600")
    stack.fire("IntegrationsSchedule", job="log")
    expect(sheet.locator(".card-marks .chip")).to_have_text("Готов", timeout=REPLAYED_MS)
    expect(sheet).to_contain_text("Пройдено 100 % периода")
    sheet.get_by_role("link", name="Доставки повтора").click()

    rows = page.locator(".table-log tbody tr")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Доставлена", timeout=DELIVERED_MS)
    its = [each for each in received(stack, path) if number_of(each) == number]
    assert len({each["headers"]["webhook-id"] for each in its}) == 1
    remove(page, "Второй слушатель")
    remove(page, "Первый слушатель")
