"""Analytics: seasons, trends and customers; what stands out leads to the orders behind it."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web import demo
from tests.web.conftest import PHONE, Open
from tests.web.fake_api import FakeApi
from tests.web.fake_patterns import tell_season

pytestmark = pytest.mark.browser

TODAY = demo.TODAY.isoformat()
SEASON = "/analytics?tab=season&kpi=created"
TRENDS = "/analytics?tab=trends&kpi=created"
CUSTOMERS = "/analytics?tab=customers"
# Dark text on dark shades: what a browser makes of the mixed colours, against WCAG.
CONTRASTS = """
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const light = (color) => {
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((one) => {
      const part = one / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return [...document.querySelectorAll("[role=gridcell] a, .twin td[title]")]
    .map((one) => getComputedStyle(one))
    .filter((style) => !style.backgroundColor.endsWith(" 0)"))
    .map((style) => [light(style.color), light(style.backgroundColor)])
    .map(([one, other]) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05));
}
"""


def ready(page: Page) -> Page:
    """Wait for the answers that are under way."""
    expect(page.locator(".chart svg, .note").first).to_be_visible()
    expect(page.locator("[aria-busy=true], .progress")).to_have_count(0)
    return page


def asked(api: FakeApi) -> dict[str, str]:
    """Give what the figures were asked for last."""
    return dict(api.asked_of_figures[-1])


def panel(page: Page, title: str) -> Any:
    """Give the part of the page with a title."""
    return page.locator("section.panel", has=page.get_by_role("heading", name=title))


def test_a_season_is_told_in_sentences_and_by_hour(show: Open) -> None:
    page = ready(show(SEASON))

    expect(page.get_by_text("сезонность по дням недели сильная")).to_be_visible()
    cells = page.get_by_role("gridcell").locator("a")
    peak = cells.filter(has_text="▲").first
    expect(peak).to_have_attribute(
        "title", re.compile(r"^[\d,]+ в час: \S+, \d+–\d+ ч; всего \d+ за \d+ ч; ×\d,\d\d")
    )
    closed = cells.filter(has_text="·").first
    expect(closed).to_have_attribute("title", re.compile("вне рабочих часов \\d+$"))


def test_the_hours_as_a_table_add_up_to_the_orders(show: Open, api: FakeApi) -> None:
    page = ready(show(SEASON))
    told = tell_season("created", tuple((name, asked(api)[name]) for name in ("from", "to")))
    page.get_by_role("button", name="Таблица: Создано: день недели и час").click()

    expect(page.locator(".twin tbody td").first).to_be_visible()
    counts = page.locator(".twin tbody td:nth-child(4)").all_inner_texts()
    cells = told.heatmap.cells
    assert sum(int(re.sub(r"\D", "", one)) for one in counts) == sum(one.count for one in cells)


def test_arrows_walk_through_the_hours_and_enter_opens_their_orders(
    show: Open, api: FakeApi
) -> None:
    page = ready(show(SEASON))
    peak = page.locator("[role=gridcell] a[tabindex='0']")
    expect(peak).to_have_count(1)
    weekday, hour = map(int, (peak.get_attribute("data-key") or "").split())

    peak.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"[data-key='{weekday + 1} {hour + 1}']")).to_be_focused()
    page.keyboard.press("Enter")

    sheet = page.locator("dialog")
    expect(sheet).to_contain_text(f"{hour + 1}:00–{hour + 2}:00")
    expect(sheet.locator("tbody th").first).to_be_visible()
    assert (asked(api)["weekday"], asked(api)["hour"]) == (str(weekday + 1), str(hour + 1))
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("weekday|rows"))


def test_on_a_phone_the_hours_go_down(show: Open) -> None:
    page = ready(show(SEASON, size=PHONE))

    expect(page.get_by_role("grid").get_by_role("columnheader")).to_have_count(8)
    box = page.locator("[role=gridcell] a[tabindex='0']").bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("place", [SEASON, CUSTOMERS])
def test_numbers_on_shades_can_be_read(show: Open, place: str, theme: str) -> None:
    page = ready(show(place, theme=theme))

    contrasts = page.evaluate(CONTRASTS)

    assert len(contrasts) > 40
    assert min(contrasts) >= 4.5


def test_a_weekday_leads_to_its_orders(show: Open, api: FakeApi) -> None:
    page = ready(show(SEASON))
    week = panel(page, "Дни недели")
    expect(week).to_contain_text("сильная, 0,")

    tuesday = week.get_by_role("link", name="вторник")
    expect(tuesday).to_have_attribute("title", re.compile("с вероятностью 95 % от ×"))
    tuesday.click()

    expect(page.locator("dialog tbody th").first).to_be_visible()
    expect(page.locator("dialog")).to_contain_text("вторник")
    assert asked(api)["weekday"] == "1"
    assert "hour" not in asked(api)


def test_months_need_two_years_and_say_so(show: Open, api: FakeApi) -> None:
    page = ready(show(SEASON))
    expect(panel(page, "Месяцы")).to_contain_text("Нужно не меньше 24 месяцев")

    page.get_by_role("link", name="3 года").click()

    expect(panel(page, "Месяцы").locator("li")).to_have_count(12)
    expect(page).to_have_url(re.compile("history=1095"))
    assert asked(api)["from"] < f"{demo.TODAY.year - 2}-12"
    assert asked(api)["to"] == TODAY


def test_what_is_not_counted_by_hour_says_so(show: Open) -> None:
    page = ready(show("/analytics?tab=season&kpi=lead_time"))

    expect(page.get_by_text("По часам считаются только созданные")).to_be_visible()
    expect(page.get_by_role("grid")).to_have_count(0)


def test_a_slice_has_seasons_but_no_hours(show: Open, api: FakeApi) -> None:
    page = ready(show(f"{SEASON}&dimension=type&value=paid"))

    expect(page.get_by_text("уберите разрез")).to_be_visible()
    expect(panel(page, "Дни недели").locator("li").first).to_be_visible()
    assert (asked(api)["dimension"], asked(api)["value"]) == ("type", "paid")


def test_the_parts_of_a_series_are_walked_together(show: Open) -> None:
    page = ready(show(SEASON))
    chart = page.get_by_role("img", name="Из чего складывается ряд")

    chart.focus()
    page.keyboard.press("End")

    spoken = chart.locator("[aria-live]")
    for part in ("Как было", "Тренд", "Сезон", "Остаток"):
        expect(spoken).to_contain_text(part)


def test_days_have_breaks_unusual_days_and_a_forecast(show: Open, api: FakeApi) -> None:
    page = ready(show(f"{TRENDS}&step=day"))
    expect(page.get_by_text("уровень упал").first).to_be_visible()
    expect(panel(page, "Сдвиги уровня").locator("li").first).to_have_text(
        re.compile(r"[\d,]+ → [\d,]+.*вероятное время")
    )
    expect(page.locator(".legend")).to_contain_text("Прогноз, 80 %")
    expect(page.locator(".chart-note")).to_contain_text("Прогноз. Создано: за следующие 14")

    odd = panel(page, "Необычные дни").get_by_role("link").first
    odd.click()

    expect(page.locator("dialog tbody th").first).to_be_visible()
    assert asked(api)["from"] == asked(api)["to"]


def test_a_step_is_chosen_and_kept_in_the_address(show: Open, api: FakeApi) -> None:
    page = ready(show(TRENDS))
    assert asked(api)["step"] == "week"
    expect(panel(page, "Необычные дни")).to_contain_text("выберите шаг «День»")
    expect(page.locator(".chart-note")).to_contain_text("данных мало, нужно")
    expect(page.locator(".legend")).not_to_contain_text("Прогноз")

    page.get_by_role("link", name="Месяц", exact=True).click()

    expect(page).to_have_url(re.compile("step=month"))
    expect(panel(page, "Сдвиги уровня")).to_contain_text("По месяцам сдвиги не ищутся")
    assert asked(api)["step"] == "month"


def test_the_course_is_walked_by_arrows_and_leads_to_its_orders(show: Open, api: FakeApi) -> None:
    page = ready(show(f"{TRENDS}&step=day"))
    chart = page.locator(".chart")

    chart.focus()
    page.keyboard.press("Home")
    expect(chart.locator("[aria-live]")).to_contain_text("Без сезона")
    page.keyboard.press("Enter")
    expect(page.locator("dialog tbody th").first).to_be_visible()
    first = asked(api)["from"]
    page.keyboard.press("Escape")
    chart.focus()
    page.keyboard.press("End")

    expect(chart.locator("[aria-live]")).to_contain_text("Прогноз, 80 %")
    assert first == asked(api)["to"]
    page.get_by_role("button", name="Таблица: Создано").click()
    expect(page.locator(".twin tbody tr").first.get_by_role("link")).to_be_visible()
    expect(page.locator(".twin tbody tr").last.get_by_role("link")).to_have_count(0)


def test_customers_are_new_returning_and_told_by_cohort(show: Open) -> None:
    page = ready(show(CUSTOMERS))

    expect(page.locator(".kpi", has_text="Доля повторных")).to_contain_text(
        re.compile("25.%.*из 432 клиентов.*от 21,1")
    )
    expect(page.locator(".chart rect")).to_have_count(24)
    triangle = page.get_by_role("region", name="Кто возвращается").locator("tbody tr")
    expect(triangle).to_have_count(12)
    expect(triangle.first.locator("td[title]")).to_have_count(11)
    expect(triangle.last.locator("td[title]")).to_have_count(0)
    expect(triangle.first.locator("td[title]").first).to_have_attribute(
        "title", re.compile(r"^\d+ из \d+ заказали в ")
    )
    chart = page.locator(".chart")
    chart.focus()
    page.keyboard.press("End")
    expect(chart.locator("[aria-live]")).to_contain_text(re.compile("Новые \\d+, Вернулись \\d+"))


def test_customers_that_nobody_has_counted_are_no_zeros(show: Open) -> None:
    empty = {
        "watermark": None,
        "as_of": None,
        "months": [],
        "cohorts": [],
        "repeat": {"value": None, "n": 0, "low": None, "high": None},
        "verdicts": [],
    }

    def wait(page: Page) -> None:
        answer = {"content_type": "application/json", "body": json.dumps(empty)}
        page.route("**/v1/analytics/customers?*", lambda route: route.fulfill(**answer))

    page = ready(show(CUSTOMERS, before=wait))

    expect(page.get_by_text("Клиенты ещё не посчитаны")).to_be_visible()
    expect(page.locator(".kpi")).to_have_count(0)


@pytest.mark.parametrize("place", [SEASON, TRENDS, CUSTOMERS])
def test_a_failing_server_is_named_and_asked_again(show: Open, place: str) -> None:
    broken = {"title": "Broken", "status": 500, "detail": "Broken", "request_id": "req_9"}
    left = [2]

    def fail(route: Route) -> None:
        if left[0] == 0:
            route.fallback()
            return
        left[0] -= 1
        route.fulfill(status=500, content_type="application/problem+json", body=json.dumps(broken))

    page = show(
        place,
        before=lambda page: page.route(re.compile("/v1/analytics/(season|trend|customers)"), fail),
    )
    expect(page.get_by_text("req_9")).to_be_visible()

    page.get_by_role("button", name="Повторить").click()

    expect(page.locator(".chart svg").first).to_be_visible()


def test_the_open_tab_is_in_view_on_a_phone(show: Open) -> None:
    page = ready(show(CUSTOMERS, size=PHONE))

    box = page.locator(".tabs [aria-current]").bounding_box()

    assert box
    assert 0 <= box["x"] <= PHONE[0] - box["width"]
