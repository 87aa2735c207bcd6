"""The overview: the figures of a period against another, the period in the address, its states."""

import re
from datetime import timedelta
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from analytics.kpis import DERIVED, KPIS
from tests.web.conftest import PHONE, Open
from tests.web.demo import NOW, TODAY
from tests.web.fake_api import FakeApi
from tests.web.watch import heard, moved

pytestmark = pytest.mark.browser

# As the pages write days, by the browser's own hand.
SPANS = """
([lang, spans]) => {
  const style = { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" };
  const write = new Intl.DateTimeFormat(lang, style);
  return spans.map((ends) => write.formatRange(...ends.map((day) => new Date(day))));
}
"""


def ready(page: Page) -> Page:
    """Wait for the answer that is under way."""
    expect(page.locator(".kpis-main .kpi-value strong")).to_have_count(8)
    expect(page.locator("[aria-busy=true], .progress")).to_have_count(0)
    return page


def test_one_question_gives_every_figure_with_its_verdict(show: Open, api: FakeApi) -> None:
    page = ready(show("/overview"))

    assert len(api.asked_of_figures) == 1
    expect(page.locator(".table-figures tbody tr")).to_have_count(len(KPIS) + len(DERIVED))
    late = page.locator(".kpis-main .kpi", has_text="Выполнено в срок")
    expect(late.locator(".chip")).to_have_text("Хуже")
    expect(late.locator("small")).to_contain_text("процентного пункта ниже")
    expect(late.locator(".delta")).to_have_text(re.compile(r"^−\d+(,\d)?\sп\. п\.$"))
    expect(late.locator(".delta svg")).to_have_count(1)
    expect(late.locator(".kpi-verdict")).to_contain_text(re.compile(r"по \d+ заказам$"))
    few = page.locator(".kpis-main .kpi", has_text="CSAT")
    expect(few.locator(".chip")).to_have_text("Мало данных")
    expect(few.locator(".kpi-verdict")).to_contain_text(re.compile(r"по \d оценкам$"))
    assert moved(page) < 0.02


@pytest.mark.parametrize(
    ("lang", "load", "jobs"),
    [
        ("ru", r"^из \d{3}\sч по\sграфику$", r"^по \d+ человеко\u2011дням$"),
        ("en", r"^of \d{3} available hours$", r"^of \d+ technician-days$"),
    ],
)
def test_time_that_could_be_worked_is_told_in_hours(
    show: Open, lang: Literal["ru", "en"], load: str, jobs: str
) -> None:
    page = ready(show("/overview", lang=lang))

    rows = page.locator(".table-figures tbody tr")
    named = {name: DERIVED[name].title[lang] for name in ("utilisation", "jobs_per_technician_day")}
    loaded = rows.filter(has_text=named["utilisation"]).first
    expect(loaded.locator("td.c-n")).to_have_text(re.compile(load))
    done = rows.filter(has_text=named["jobs_per_technician_day"])
    expect(done.locator("td.c-n")).to_have_text(re.compile(jobs))


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("ru", "период ещё идёт, и от прежнего взята такая же часть"),
        ("en", "the period is still running, so only as much of the earlier one counts"),
    ],
)
def test_a_period_that_runs_is_told_to_be_compared_with_as_much_of_the_one_before(
    show: Open, lang: str, told: str
) -> None:
    first, last = TODAY - timedelta(days=5), TODAY + timedelta(days=4)
    place = f"/overview?from={first}&to={last}"

    page = ready(show(place, lang=lang, theme="dark", size=(360, 800)))

    over = timedelta(days=4)
    spans = [[str(day), str(day + over)] for day in (first, first - timedelta(days=10))]
    shown = page.evaluate(SPANS, [lang, spans])
    hint, against = page.locator(".toolbar-hint"), {"ru": "против", "en": "against"}[lang]
    expect(hint).to_have_text(f"{shown[0]} {against} {shown[1]}: {told}")
    assert hint.evaluate("one => one.scrollWidth <= one.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_today_is_told_not_to_count_while_it_runs(show: Open) -> None:
    page = ready(show("/overview?days=7"))

    told = "сегодняшний день ещё идёт и не считается"
    expect(page.locator(".toolbar-hint")).to_contain_text(told)


def test_a_day_that_is_not_over_is_drawn_apart(show: Open) -> None:
    page = ready(show("/overview?days=7"))

    expect(page.locator(".kpis-main .kpi").first.locator(".spark .chart-tail")).to_have_count(1)
    # Whether an order was fixed at once is known a month later: all of the last days are open.
    fixed = page.locator(".kpis-main .kpi", has_text="Решено с первого раза")
    expect(fixed.locator(".spark polyline:not(.chart-tail)")).to_have_attribute("points", "")


def test_period_and_comparison_are_in_the_address_and_survive_a_reload(
    show: Open, api: FakeApi
) -> None:
    page = ready(show("/overview"))

    page.get_by_role("link", name="90 дней").click()
    page.get_by_label("С чем сравнить").select_option("year_by_weekday")
    expect(page).to_have_url(re.compile(r"days=90&compare=year_by_weekday$"))
    ready(page)
    heard(page, lambda: ("compare", "year_by_weekday") in api.asked_of_figures[-1])
    expect(page.locator(".toolbar-hint")).to_contain_text(str(TODAY.year - 1))

    ready(page).reload()
    ready(page)
    expect(page.get_by_label("С чем сравнить")).to_have_value("year_by_weekday")
    page.go_back()
    expect(page.get_by_label("С чем сравнить")).to_have_value("previous")


def test_what_stands_below_a_value_is_whole_on_a_small_screen(show: Open) -> None:
    page = ready(show("/overview", size=(1280, 800)))

    below = page.locator(".table-figures td.c-value small")
    expect(below.filter(has_text="за рабочий день").first).to_be_visible()
    expect(below.filter(has_text="90 % не дольше").first).to_be_visible()
    cut = (
        "all => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.innerText)"
    )
    assert below.evaluate_all(cut) == []


def test_own_dates_to_compare_with_are_checked_and_kept(show: Open, api: FakeApi) -> None:
    page = ready(show("/overview?from=2026-03-01&to=2026-03-10"))

    page.get_by_label("С чем сравнить").select_option("custom")
    form = page.locator("dialog form")
    form.get_by_label("С", exact=True).fill("2026-02-10")
    form.get_by_label("По", exact=True).fill("2026-02-01")
    form.get_by_role("button", name="Показать").click()
    expect(form.locator(".field-error")).to_be_visible()
    form.get_by_label("С", exact=True).fill("2026-01-20")
    form.get_by_role("button", name="Показать").click()

    expect(page).to_have_url(re.compile("compare=custom&base_from=2026-01-20&base_to=2026-02-01"))
    ready(page)
    asked = dict(api.asked_of_figures[-1])
    assert (asked["base_from"], asked["base_to"]) == ("2026-01-20", "2026-02-01")


def test_own_dates_that_are_not_given_change_nothing(show: Open) -> None:
    page = ready(show("/overview"))

    page.get_by_label("С чем сравнить").select_option("custom")
    page.locator("dialog").get_by_role("button", name="Отмена").click()

    expect(page.get_by_label("С чем сравнить")).to_have_value("previous")
    expect(page).to_have_url(re.compile("/overview$"))


def test_a_slice_is_asked_for_by_name_and_what_it_does_not_have_says_so(
    show: Open, api: FakeApi
) -> None:
    page = ready(show("/overview"))

    page.get_by_label("Разрез").select_option("zone")
    expect(page).to_have_url(re.compile("dimension=zone$"))
    page.get_by_label("Разрез").select_option(label="Исполнитель")
    page.get_by_label("Исполнитель: значение").select_option(label="Инна Полевая")
    expect(page).to_have_url(re.compile("dimension=technician&value=t1$"))
    ready(page)
    heard(page, lambda: ("value", "t1") in api.asked_of_figures[-1])
    page.goto("/overview?dimension=zone&value=Север")

    rated = page.locator(".kpis-main .kpi").last
    expect(rated).to_contain_text("по разрезу не считается")
    expect(page.locator(".backlog")).to_have_count(0)


def test_a_tile_leads_to_its_comparison_over_the_same_days(show: Open) -> None:
    page = ready(show("/overview?days=7&compare=last_month"))

    page.locator(".kpis-main").get_by_role("link", name="Выручка").click()

    wanted = r"/analytics\?tab=compare&kpi=revenue&days=7&compare=last_month$"
    expect(page).to_have_url(re.compile(wanted))
    expect(page.get_by_label("Показатель", exact=True)).to_have_value("revenue")


def test_how_a_figure_is_counted_is_one_key_away(show: Open) -> None:
    page = ready(show("/overview"))

    page.locator(".kpis-main").get_by_role("button", name="Как считается: Выполнено в срок").press(
        "Enter"
    )

    dialog = page.locator("dialog")
    expect(dialog).to_contain_text("срок заказа")
    expect(dialog).to_contain_text("due_at")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_open_orders_lead_to_their_list(show: Open) -> None:
    page = ready(show("/overview"))
    expect(page.locator(".backlog .load").first.locator("li")).to_have_count(5)
    expect(page.locator(".backlog .load").last.locator("li")).to_have_count(6)

    page.locator(".backlog").get_by_role("link", name="Назначен").click()

    expect(page).to_have_url(re.compile("/orders.status=scheduled$"))


def test_without_a_comparison_there_is_no_verdict(show: Open) -> None:
    page = ready(show("/overview?compare=none"))

    expect(page.locator(".kpis-main .chip")).to_have_count(0)
    expect(page.locator(".kpis-main .delta")).to_have_count(0)


def test_old_data_is_told_by_its_moment(show: Open, api: FakeApi) -> None:
    api.figures.watermark = NOW - timedelta(hours=30)

    page = ready(show("/overview"))

    expect(page.get_by_role("status").filter(has_text="Новые данные не поступают")).to_be_visible()


def test_a_part_that_failed_is_named_and_the_rest_stands(show: Open, api: FakeApi) -> None:
    api.figures.lost = {"backlog"}
    page = ready(show("/overview"))
    expect(page.get_by_role("status").filter(has_text="открытые заказы")).to_be_visible()
    expect(page.locator(".table-figures .chip").first).to_be_visible()

    api.figures.lost = set()
    page.reload()

    expect(page.locator(".backlog .load").first).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="открытые заказы")).to_have_count(0)


def test_figures_not_yet_counted_are_no_zeros_and_come_by_themselves(
    show: Open, api: FakeApi
) -> None:
    api.figures.watermark = None
    page = show("/overview")
    expect(page.get_by_text("Показатели ещё считаются")).to_be_visible()
    expect(page.locator(".kpi-value strong")).to_have_count(0)

    api.figures.watermark = NOW

    ready(page)


def test_a_company_without_orders_is_shown_the_way_to_the_first(show: Open, api: FakeApi) -> None:
    api.figures.first = TODAY + timedelta(days=9)

    page = show("/overview", size=PHONE)

    expect(page.get_by_text("Здесь появятся показатели компании")).to_be_visible()
    page.get_by_role("link", name="Создать заказ").click()
    expect(page.locator("dialog [type=tel]")).to_be_visible()
