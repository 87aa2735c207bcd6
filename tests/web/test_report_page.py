"""The weekly report: who gets it and when, how it looks, what became of the last ones."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import Open
from tests.web.fake_api import FakeApi

pytestmark = pytest.mark.browser


def form(page: Page) -> Locator:
    return page.locator("dialog form")


def rows(page: Page) -> Locator:
    return page.locator(".table-reports tbody tr")


def test_settings_letter_and_history_are_there(show: Open, api: FakeApi) -> None:
    arrived = {"event_id": "evt_rep_2", "event_type": "report.weekly", "state": "delivered"}
    api.deliveries[0] |= arrived | {"recipient": "u1"}
    page = show("/settings/report")

    facts = page.locator(".facts")
    expect(facts).to_contain_text("Понедельник, 09:00 (Europe/Moscow)")
    expect(facts).to_contain_text("Ирина Белова")
    expect(facts).to_contain_text("писем ему нельзя: u9")
    letter = page.locator(".report-letter")
    expect(letter).to_contain_text("Отчёт за неделю 9–15 ноября 2026 года")
    expect(letter.locator("td").nth(1)).to_have_text("120 заказов")
    expect(rows(page)).to_have_count(2)
    expect(rows(page).first).to_contain_text("доставлено 1 из 2")
    expect(rows(page).last).to_contain_text("Пропущен")
    link = page.get_by_role("link", name="Открыть журнал")
    expect(link).to_have_attribute("href", "/integrations?tab=log&event=report.weekly")


def test_what_is_chosen_is_written_at_the_version_that_was_read(show: Open, api: FakeApi) -> None:
    page = show("/settings/report")
    page.get_by_role("button", name="Изменить").click()
    form(page).get_by_label("День недели").select_option("4")
    form(page).get_by_label("Час по времени компании").select_option("18")
    form(page).get_by_label("u9").uncheck()
    form(page).get_by_label("Максим Громов").check()
    form(page).get_by_label("English").check()
    with page.expect_request(
        lambda sent: sent.method == "PUT" and sent.url.endswith("/v1/analytics/report")
    ) as sent:
        form(page).get_by_role("button", name="Сохранить").click()

    expect(page.locator(".facts")).to_contain_text("Пятница, 18:00")
    assert sent.value.headers["if-match"] == '"3"'
    assert api.report["recipients"] == ["u1", "u2"]
    assert (api.report["language"], api.report["version"]) == ("en", 4)
    expect(page.locator(".report-letter")).to_contain_text("The week of 9–15 November 2026")


def test_a_report_that_is_on_needs_somebody(show: Open, api: FakeApi) -> None:
    page = show("/settings/report")
    page.get_by_role("button", name="Изменить").click()
    form(page).get_by_label("Ирина Белова").uncheck()
    form(page).get_by_label("u9").uncheck()
    form(page).get_by_role("button", name="Сохранить").click()

    expect(form(page).get_by_role("alert")).to_have_text("Выберите хотя бы одного получателя")
    assert api.report["version"] == 3


def test_who_gets_no_letters_is_refused_in_the_form(show: Open, api: FakeApi) -> None:
    page = show("/settings/report")
    page.get_by_role("button", name="Изменить").click()
    form(page).get_by_label("English").check()
    form(page).get_by_label("Максим Громов").check()
    form(page).get_by_role("button", name="Сохранить").click()

    expect(form(page).locator(".field-error")).to_contain_text("is no user to whom letters go")
    assert api.report["version"] == 3


def test_a_report_is_sent_now_to_those_who_are_chosen(show: Open, api: FakeApi) -> None:
    page = show("/settings/report")
    page.get_by_role("button", name="Отправить сейчас").click()
    expect(form(page).get_by_label("Ирина Белова")).to_be_checked()
    form(page).get_by_label("Ирина Белова").uncheck()
    form(page).get_by_role("button", name="Отправить").click()
    expect(form(page).get_by_role("alert")).to_have_text("Выберите хотя бы одного получателя")
    form(page).get_by_label("Максим Громов").check()
    form(page).get_by_role("button", name="Отправить").click()

    expect(rows(page)).to_have_count(3)
    assert api.report["sendings"][0]["recipients"] == ["u2"]


def test_that_nobody_would_get_it_is_said(show: Open, api: FakeApi) -> None:
    words = {"ru": "Нет интеграции", "en": "No integration"}
    api.report["warning"] = {"code": "no_email_integration", "text": words}
    page = show("/settings/report", lang="en")

    expect(page.locator(".banner")).to_have_text("No integration")


def test_before_the_first_report_the_page_says_so(show: Open, api: FakeApi) -> None:
    api.report["sendings"] = []
    page = show("/settings/report")

    expect(page.get_by_text("Отчётов ещё не было")).to_be_visible()


def test_who_may_not_is_not_shown_the_page(show: Open, api: FakeApi) -> None:
    api.role = "dispatcher"
    page = show("/settings/report")

    expect(page.get_by_text("Нет доступа").or_(page.locator("h1.sr-only")).first).to_be_attached()
    expect(page.locator(".report-letter")).to_have_count(0)
    expect(page.locator(".sidebar").get_by_role("link", name="Еженедельный отчёт")).to_have_count(0)


@pytest.mark.parametrize("size", [(360, 740), (1280, 800)])
def test_the_page_fits_its_window(show: Open, api: FakeApi, size: tuple[int, int]) -> None:
    page = show("/settings/report", size=size)
    expect(page.locator(".report-letter table")).to_be_visible()

    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= size[0]
    # What does not fit is reached by moving the letter, not cut off by its panel.
    letter = page.locator(".letter-body")
    edge = "one => one.getBoundingClientRect().right"
    assert letter.evaluate(edge) < page.locator(".report-letter").evaluate(edge)
