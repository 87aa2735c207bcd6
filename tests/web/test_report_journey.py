"""The weekly report on the whole local stack, through the pages: chosen, sent, arrived, logged."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from local.stack import Stack
from tests.e2e.patience import until
from tests.e2e.test_report import admin, connected, created, me, week
from tests.integrations.mail.server import MailServer
from tests.web.test_partners_journey import sign_in

__all__ = ["admin", "me", "week"]

pytestmark = [pytest.mark.browser, pytest.mark.stack]

ARRIVES_MS = 60_000


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer(is_tls_first=False) as running:
        yield running


def form(page: Page) -> Locator:
    return page.locator("dialog form")


def label(admin: httpx.Client, me: str) -> str:
    """How the page calls a user."""
    people = admin.get("/v1/analytics/report/people").json()["items"]
    person = next(each for each in people if each["id"] == me)
    return f"{person['name'] or person['email']} · {person['email']}"


def test_a_manager_chooses_the_report_and_it_arrives(
    stack: Stack,
    admin: httpx.Client,
    me: str,
    week: tuple[str, str],
    server: MailServer,
    page: Page,
) -> None:
    with connected(admin, server.port):
        sign_in(page, stack, "/settings/report")
        count = created(admin, *week)
        expect(page.locator(".report-letter table")).to_contain_text(f"{count}\u00a0заказ")

        page.get_by_role("button", name="Изменить").click()
        form(page).get_by_label("Отправлять каждую неделю").check()
        form(page).get_by_label(label(admin, me)).check()
        form(page).get_by_role("button", name="Сохранить").click()
        expect(page.locator(".facts")).to_contain_text("Включён")

        page.get_by_role("button", name="Отправить сейчас").click()
        form(page).get_by_role("button", name="Отправить").click()
        until(lambda: server.letters, within_s=60, what="the letter")
        (letter,) = server.letters
        assert f"Создано: {count}\u00a0заказ" in letter.get_body(("plain",)).get_content()
        sent = page.locator(".table-reports tbody tr").first
        expect(sent).to_contain_text("доставлено 1 из 1", timeout=ARRIVES_MS)

        page.get_by_role("link", name="Открыть журнал").click()
        row = page.locator("tbody tr").filter(has_text="report.weekly").first
        expect(row).to_contain_text("Доставлена")
