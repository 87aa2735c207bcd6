"""Telegram's links on the cards of people, and what channels need on their own card."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web import demo_partners, fake_chats
from tests.web.conftest import PHONE, Open
from tests.web.fake_api import FakeApi

pytestmark = pytest.mark.browser

BOT = {
    "integration_id": "i9",
    "integration_name": "Бот для клиентов",
    "bot_name": "naryad_bot",
    "is_blocked": False,
}


@pytest.fixture
def with_bot(api: FakeApi) -> FakeApi:
    api.bots = [BOT]
    return api


def top(page: Page) -> Locator:
    return page.locator("dialog dialog")


def channel(api: FakeApi, kind: str, audience: str, **settings: str) -> None:
    """Put an integration of a kind at the head of the list."""
    messaging = {"audience": audience, "recipients": [], "language": "ru", "quiet_hours": None}
    messaging["consent"] = "required"
    row = demo_partners.integrations()[4] | {"id": "i9", "kind": kind, "name": kind}
    api.integrations.insert(0, row | {"settings": settings, "messaging": messaging, "secrets": []})


@pytest.mark.parametrize(
    ("place", "person"), [("/customers?customer={}", "c1"), ("/technicians?technician={}", "t1")]
)
@pytest.mark.parametrize("size", [PHONE, (1366, 768)], ids=["phone", "desktop"])
def test_a_link_is_given_out_used_and_taken_back(
    show: Open, with_bot: FakeApi, place: str, person: str, size: tuple[int, int]
) -> None:
    person = person if "customer" not in place else with_bot.customers[0]["id"]
    page = show(place.format(person), size=size)
    row = page.locator("li", has_text="Бот для клиентов")
    expect(row).to_contain_text("Не подключён")

    row.get_by_role("button", name="Ссылка на бота").click()
    top(page).get_by_role("button", name="Сделать ссылку").click()
    expect(top(page).locator(".copy-box code")).to_have_text(fake_chats.LINK)
    top(page).get_by_role("button", name="Скопировать").click()
    expect(top(page).get_by_role("button", name="Скопировано")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == fake_chats.LINK
    fake_chats.start(with_bot, person)
    top(page).get_by_role("button", name="Закрыть").last.click()

    expect(row).to_contain_text("Подключён")
    row.get_by_role("button", name="Отвязать").click()
    expect(row).to_contain_text("Не подключён")
    assert with_bot.chats == {}


def test_a_link_to_a_bot_stays_on_the_card_of_a_narrow_telephone(
    show: Open, with_bot: FakeApi
) -> None:
    page = show(f"/customers?customer={with_bot.customers[0]['id']}", size=(360, 740))
    row = page.locator("li", has_text="Бот для клиентов")
    button = row.get_by_role("button", name="Ссылка на бота")
    expect(button).to_be_visible()

    edge = "one => one.getBoundingClientRect().right"
    assert button.evaluate(edge) <= row.evaluate(edge)


def test_without_a_bot_a_card_says_nothing_of_telegram(show: Open, api: FakeApi) -> None:
    page = show(f"/customers?customer={api.customers[0]['id']}")

    expect(page.locator("dialog h3", has_text="Согласия")).to_be_visible()
    expect(page.locator("dialog h3", has_text="Telegram")).to_have_count(0)


def test_whoever_only_reads_sees_the_bots_and_no_buttons(show: Open, with_bot: FakeApi) -> None:
    with_bot.role = "accountant"
    page = show(f"/customers?customer={with_bot.customers[0]['id']}")

    row = page.locator("li", has_text="Бот для клиентов")
    expect(row).to_contain_text("Не подключён")
    expect(row.get_by_role("button")).to_have_count(0)


def test_a_bot_is_joined_and_gives_managers_a_link(show: Open, with_bot: FakeApi) -> None:
    channel(with_bot, "telegram", "list", bot_name="naryad_bot")
    page = show("/integrations?tab=integrations&integration=i9", lang="en")

    page.get_by_role("button", name="Join the bot").click()
    expect(page.locator("dialog").get_by_role("status")).to_contain_text("The bot has joined")
    page.get_by_role("button", name="A manager's link").click()
    top(page).get_by_role("button", name="Make a link").click()

    expect(top(page).locator(".copy-box code")).to_have_text(fake_chats.LINK)


def test_what_telegram_has_against_it_is_shown(show: Open, api: FakeApi) -> None:
    channel(api, "telegram", "customer", bot_name="naryad_bot")
    page = show("/integrations?tab=integrations&integration=i9")

    page.get_by_role("button", name="Подключить бота").click()

    expect(page.locator("dialog").get_by_role("status")).to_contain_text(
        "Telegram ответил: Unauthorized"
    )
    expect(page.get_by_role("button", name="Ссылка для руководителя")).to_have_count(0)


def test_a_gateway_of_texts_shows_where_it_may_tell(show: Open, api: FakeApi) -> None:
    channel(api, "sms", "customer", provider="smsru")
    page = show("/integrations?tab=integrations&integration=i9")

    expect(page.locator(".copy-box code")).to_have_text(fake_chats.GATEWAY)
