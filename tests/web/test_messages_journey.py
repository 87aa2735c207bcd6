"""Messages and 1C on the whole local stack, set up through the pages: what is typed goes out."""

import json
import re
from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from local.stack import Stack
from tests.e2e.patience import until
from tests.e2e.test_channels import BOT_TOKEN, complete, made, received
from tests.integrations.mail.server import MailServer
from tests.onec.emulator.bases import Ut
from tests.onec.emulator.exchange import SiteExchange
from tests.web.test_partners_journey import TAB, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.stack]

MARIA = "maria-of-the-page@example.com"
LETTERS = "Письма со страницы"
ONEC = "1С со страницы"
BOT = "Бот со страницы"
CHAT = 900000077
TAKEN_S = 60


@pytest.fixture
def admin(stack: Stack) -> Iterator[httpx.Client]:
    headers = {"authorization": f"Bearer {stack.token().access}"}
    with httpx.Client(base_url=stack.info.api, headers=headers, timeout=60) as client:
        yield client


def new_form(page: Page, kind: str, name: str) -> Locator:
    """Open the form of a new integration of a kind."""
    page.get_by_role("button", name="Новая интеграция").first.click()
    form = page.locator("dialog form")
    form.get_by_label(kind, exact=True).check()
    form.get_by_label("Название").fill(name)
    return form


def top(page: Page) -> Locator:
    return page.locator("dialog dialog")


def connect_letters(page: Page, port: int) -> None:
    form = new_form(page, "E-mail", LETTERS)
    form.get_by_label("Адрес отправителя").fill("service@naryad.example")
    form.get_by_label("Сервер", exact=True).fill("127.0.0.1")
    form.get_by_label("Порт").fill(str(port))
    form.get_by_label("Шифрование").select_option("none")
    form.get_by_label("Писать и тем, у кого не спрашивали согласия").check()
    form.get_by_label("Заказ выполнен").check()
    form.get_by_role("button", name="Сохранить").click()
    expect(page.locator("dialog.dialog-side")).to_contain_text(LETTERS)


def edit_the_text(page: Page) -> None:
    """Write the letter's own words and see what they come to."""
    page.locator("dialog.dialog-side").get_by_role("button", name="Тексты").click()
    top(page).get_by_label("Тема").fill("Сделано: {order.number}")
    top(page).get_by_label("Текст", exact=True).fill("{customer.name}, заказ {order.number} готов!")
    shown = top(page).locator(".letter")
    expect(shown.get_by_role("heading")).to_have_text(re.compile(r"^Сделано: \d+$"))
    top(page).get_by_role("button", name="Сохранить").click()
    expect(top(page)).to_contain_text("Свой текст")


def test_a_letter_goes_out_in_the_words_that_were_typed(
    stack: Stack, page: Page, admin: httpx.Client
) -> None:
    customer = made(admin.post("/v1/customers", json={"name": "Мария", "emails": [MARIA]}))["id"]
    with MailServer(is_tls_first=False) as server:
        sign_in(page, stack, TAB)
        connect_letters(page, server.port)
        edit_the_text(page)
        body = {"title": "Не греет", "customer_id": customer}
        order = made(admin.post("/v1/orders", json=body))
        complete(admin, order["id"])
        until(lambda: server.letters, within_s=60, what="the letter")

    (letter,) = server.letters
    assert (letter["To"], letter["Subject"]) == (MARIA, f"Сделано: {order['number']}")
    text = letter.get_body(("plain",))
    assert text is not None
    assert text.get_content().strip() == f"Мария, заказ {order['number']} готов!"
    remove(admin, LETTERS)


def remove(admin: httpx.Client, name: str) -> None:
    """Take an integration away again: the other tests share the stack."""
    rows = made(admin.get("/v1/integrations"))["items"]
    (found,) = [row["id"] for row in rows if row["name"] == name]
    assert admin.delete(f"/v1/integrations/{found}").status_code == 204


def connect_1c(page: Page, title: str) -> tuple[str, str]:
    """Make a connection that offers one test's orders; give the address and the login it tells."""
    form = new_form(page, "1С", ONEC)
    form.get_by_label("Конфигурация").select_option("ut")
    form.get_by_label("Заказ изменён").check()
    form.get_by_text("Что отправлять и как быстро").click()
    form.get_by_role("button", name="Условие", exact=True).click()
    form.get_by_label("Поле события 1").fill("order.title")
    form.get_by_label("Значение 1").fill(title)
    form.get_by_role("button", name="Сохранить").click()
    told = page.locator("section.onec .copy-box code")
    expect(told).to_have_count(2)
    return told.nth(0).inner_text(), told.nth(1).inner_text()


def name_the_rate(page: Page, words: str) -> None:
    """Say what is written for ten per cent of VAT; nothing is the number itself."""
    page.get_by_role("button", name="Статусы и НДС").click()
    top(page).get_by_label("НДС 10 %").fill(words)
    top(page).get_by_role("button", name="Сохранить").click()
    expect(top(page)).to_have_count(0)


def an_order(admin: httpx.Client, title: str, vat: str) -> str:
    line = {"kind": "service", "name": "Пуск", "qty": "1", "unit_price": 10_000, "vat": vat}
    body = {"title": title, "customer": {"name": "Алиса"}, "items": [line]}
    return str(made(admin.post("/v1/orders", json=body))["number"])


def test_1c_fetches_orders_and_one_that_it_would_refuse_is_tried_again(
    stack: Stack, page: Page, admin: httpx.Client
) -> None:
    title = f"Пуск {uuid4().hex}"
    key = made(admin.post("/v1/keys", json={"name": "1С", "scopes": ["exchange:1c"]}))["key"]
    sign_in(page, stack, TAB)
    url, login = connect_1c(page, title)
    name_the_rate(page, "10/110")
    bad, good = an_order(admin, title, "10"), an_order(admin, title, "none")

    with httpx.Client(timeout=60) as client:
        exchange = SiteExchange(client, Ut(), login, key, path=url)
        fetch(exchange, [good])
        page.reload()
        panel = page.locator("section.onec")
        expect(panel).to_contain_text("забрала: 1, рассказала: 0, сменить статус: 0")
        aside = panel.locator("li", has_text=f"№ {bad}")
        expect(aside).to_contain_text("10/110")

        name_the_rate(page, "")
        aside.get_by_role("button", name="Повторить").click()
        expect(aside).to_contain_text("Проверим при следующем обмене")
        fetch(exchange, [bad, good])
    page.reload()
    expect(panel.locator(".copy-box")).to_have_count(2)
    expect(panel.locator("li", has_text=f"№ {bad}")).to_have_count(0)
    remove(admin, ONEC)


def fetch(exchange: SiteExchange, numbers: list[str]) -> None:
    """Exchange as a schedule does until these orders are there: a change settles first."""

    def look() -> bool:
        exchange.take_all()
        return sorted(exchange.base.orders) == sorted(numbers)

    until(look, within_s=TAKEN_S, what=f"orders {numbers} in 1C")


def connect_a_bot(page: Page, stack: Stack) -> None:
    form = new_form(page, "Telegram", BOT)
    form.get_by_label("Имя бота").fill("naryad_bot")
    form.get_by_label("Адрес Bot API").fill(f"{stack.info.receiver}/telegram")
    form.get_by_label("Токен бота").fill(BOT_TOKEN)
    form.get_by_label("Заказ выполнен").check()
    form.get_by_role("button", name="Сохранить").click()
    page.get_by_role("button", name="Подключить бота").click()
    expect(page.locator("dialog").get_by_role("status")).to_contain_text("Бот подключён")


def test_a_customer_joins_the_bot_by_the_link_from_their_card(
    stack: Stack, page: Page, admin: httpx.Client
) -> None:
    customer = made(admin.post("/v1/customers", json={"name": "Ольга со ссылкой"}))["id"]
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page, stack, TAB)
    connect_a_bot(page, stack)

    page.goto(f"/customers?customer={customer}")
    row = page.locator("dialog li", has_text=BOT)
    expect(row).to_contain_text("Не подключён")
    row.get_by_role("button", name="Ссылка на бота").click()
    top(page).get_by_role("button", name="Сделать ссылку").click()
    top(page).get_by_role("button", name="Скопировать").click()
    expect(top(page).get_by_role("button", name="Скопировано")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert start(stack, link).json()["method"] == "sendMessage"
    top(page).get_by_role("button", name="Закрыть").last.click()

    expect(row).to_contain_text("Подключён")
    remove(admin, BOT)


def start(stack: Stack, link: str) -> httpx.Response:
    """Do what Telegram does when somebody follows a link and presses Start."""
    told = json.loads(received(stack, f"/telegram/bot{BOT_TOKEN}/setWebhook")[-1]["body"])
    word = link.removeprefix("https://t.me/naryad_bot?start=")
    body = {"message": {"chat": {"id": CHAT}, "text": f"/start {word}"}}
    proof = {"x-telegram-bot-api-secret-token": told["secret_token"]}
    return httpx.post(told["url"], json=body, headers=proof, timeout=60)
