"""Who changed targets and the weekly report, from what to what: below what they changed."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import Open
from tests.web.demo_settings import change
from tests.web.fake_api import FakeApi
from tests.web.watch import faults, resize

pytestmark = pytest.mark.browser

COMPANY, REPORT = "/settings/company", "/settings/report"


def past(page: Page) -> Locator:
    return page.locator(".record .timeline > li")


def test_the_history_of_targets_says_who_set_which_from_what_to_what(show: Open) -> None:
    page = show(COMPANY)

    expect(past(page)).to_have_count(3)
    last = past(page).first
    expect(last).to_contain_text("Цели изменены")
    expect(last).to_contain_text("Инна Полевая")
    expect(last).to_contain_text("Выполнено в срок: 95,5 % → цели нет")
    expect(last).to_contain_text("Выручка: 1 000 000 ₽ → цели нет")
    expect(past(page).nth(1)).to_contain_text("Выполнено в срок: 90 % → 95,5 %")
    first = past(page).last
    expect(first).to_contain_text("Выполнено в срок: 90 %")
    expect(first).not_to_contain_text("→")
    expect(page.get_by_role("heading", name="История целей")).to_be_visible()
    below = page.get_by_role("heading", name="Цели по показателям").bounding_box()
    head = page.get_by_role("heading", name="История целей").bounding_box()
    assert below
    assert head
    assert head["y"] > below["y"]


def test_a_target_that_is_set_is_in_the_history_at_once(show: Open, api: FakeApi) -> None:
    page = show(COMPANY)
    expect(past(page)).to_have_count(3)
    page.get_by_role("button", name="Изменить цели").click()
    form = page.locator("dialog form")
    form.get_by_label("Выполнено в срок", exact=True).fill("97")
    form.get_by_role("button", name="Сохранить").click()

    expect(past(page)).to_have_count(4)
    expect(past(page).first).to_contain_text("Выполнено в срок: 97 %")


def test_a_long_history_comes_in_pages(show: Open, api: FakeApi) -> None:
    told = {"csat": {"from": 0.8, "to": 0.9}}
    api.target_changes = [change("targets", number, told) for number in range(12)]
    page = show(COMPANY)
    expect(past(page)).to_have_count(10)
    page.get_by_role("link", name="Дальше").click()

    expect(past(page)).to_have_count(2)
    expect(page.locator(".facts").first).to_be_visible()
    page.get_by_role("link", name="В начало").click()
    expect(past(page)).to_have_count(10)


def test_before_the_first_change_the_history_says_so(show: Open, api: FakeApi) -> None:
    api.target_changes = []
    page = show(COMPANY, lang="en")

    expect(page.locator(".record .note")).to_contain_text("No changes yet")


def test_who_may_not_read_the_history_is_not_shown_it(show: Open, api: FakeApi) -> None:
    api.permissions = ["me:read", "analytics:read", "settings:write", "reports:write"]
    asked: list[str] = []
    page = show(
        COMPANY, before=lambda page: page.on("request", lambda sent: asked.append(sent.url))
    )
    expect(page.get_by_role("button", name="Изменить цели")).to_be_enabled()
    page.goto(REPORT)
    expect(page.locator(".report-letter td").first).to_be_visible()

    assert [url for url in asked if url.endswith("/v1/analytics/targets")]
    assert [url for url in asked if "/audit" in url] == []
    assert page.get_by_role("heading", name="История").count() == 0


def test_the_history_of_the_report_names_people_days_and_figures(show: Open) -> None:
    page = show(REPORT)

    expect(past(page)).to_have_count(2)
    last = past(page).first
    expect(last).to_contain_text("Настройки отчёта изменены")
    expect(last).to_contain_text("Получатели: Ирина Белова → Ирина Белова, u9")
    expect(last).to_contain_text("День недели: Понедельник → Вторник")
    expect(past(page).last).to_contain_text("Отправлять каждую неделю: нет → да")
    expect(past(page).last).to_contain_text("Получатели: Никто не выбран → Ирина Белова")


def test_what_is_changed_of_the_report_is_in_its_history_at_once(show: Open) -> None:
    page = show(REPORT)
    expect(past(page)).to_have_count(2)
    page.get_by_role("button", name="Изменить").click()
    form = page.locator("dialog form")
    form.get_by_label("u9").uncheck()
    form.get_by_label("Час по времени компании").select_option("18")
    form.get_by_role("button", name="Сохранить").click()

    expect(past(page)).to_have_count(3)
    expect(past(page).first).to_contain_text("Час по времени компании: 09:00 → 18:00")


@pytest.mark.parametrize("place", [COMPANY, REPORT])
def test_a_long_change_stays_within_a_narrow_page(show: Open, api: FakeApi, place: str) -> None:
    long = {"kpis": {"from": ["x" * 60], "to": ["created", "y" * 90]}, "recipients": {"to": []}}
    api.target_changes = [change("targets", 1, {"ы" * 60: {"from": None, "to": 0.5}})]
    api.report_changes = [change("report", 1, long)]
    page = show(place, theme="dark", size=(360, 800))
    expect(past(page).first).to_be_visible()

    assert resize(page, 360, 800) == []
    assert faults(page) == []
