"""Who is written to no more: the list, its words, and writing to somebody again."""

import pytest
from playwright.sync_api import expect

from tests.web.conftest import PHONE, Open
from tests.web.fake_api import FakeApi

pytestmark = pytest.mark.browser

PLACE = "/integrations?tab=suppressions"


@pytest.mark.parametrize("size", [PHONE, (1366, 768)], ids=["phone", "desktop"])
def test_an_address_is_written_to_again_once_somebody_means_it(
    show: Open, api: FakeApi, size: tuple[int, int]
) -> None:
    page = show(PLACE, size=size)
    row = page.locator(".table-suppressions tbody tr", has_text="m***@example.com")
    expect(row).to_contain_text("Адресат пожаловался")
    row.get_by_role("button", name="Писать снова").click()
    page.locator("dialog").get_by_role("button", name="Отмена").click()
    assert len(api.suppressions) == 4

    row.get_by_role("button", name="Писать снова").click()
    page.locator("dialog").get_by_role("button", name="Писать снова").click()

    expect(page.locator("dialog")).to_have_count(0)
    expect(row).to_have_count(0)
    expect(page.get_by_role("status")).to_contain_text("Снова пишем на m***@example.com")
    assert [each["id"] for each in api.suppressions] == ["s2", "s3", "s4"]


def test_our_reasons_are_translated_and_those_of_a_server_stand_as_they_were_said(
    show: Open,
) -> None:
    page = show(PLACE)
    reasons = page.locator(".table-suppressions td.c-reason")

    expect(reasons).to_have_text(
        [
            "Адресат пожаловался",
            "Письмо вернулось: NoEmail",
            "Forbidden: bot was blocked by the user",
            "Никто не отвечает",
        ]
    )


def test_what_the_server_has_against_it_is_shown(show: Open, api: FakeApi) -> None:
    page = show(PLACE, lang="en")
    page.get_by_role("button", name="Write again: m***@example.com").click()
    api.suppressions.clear()

    page.locator("dialog").get_by_role("button", name="Write again").click()

    expect(page.locator("dialog").get_by_role("alert")).to_be_visible()
    expect(page.get_by_text("Nobody is on the list")).to_be_visible()


def test_whoever_only_reads_sees_the_list_and_nothing_to_press(show: Open, api: FakeApi) -> None:
    api.permissions = ["me:read", "integrations:read"]
    page = show(PLACE)

    expect(page.locator(".table-suppressions tbody tr")).to_have_count(4)
    expect(page.get_by_role("button", name="Писать снова")).to_have_count(0)
    expect(page.get_by_role("button", name="Новая интеграция")).to_have_count(0)
