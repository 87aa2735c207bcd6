"""Analytics: one figure compared and taken apart, and the orders behind each point."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web import demo
from tests.web.conftest import PHONE, Open
from tests.web.fake_api import FakeApi
from tests.web.fake_figures import PAGE
from tests.web.watch import faults, heard

pytestmark = pytest.mark.browser

TODAY = demo.TODAY.isoformat()
DAYS = "from=2026-03-02&to=2026-03-08"
# A choice cuts off what it has no room for, and does not say so.
ROOM_LEFT = """
(choice) => {
  const style = getComputedStyle(choice);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = style.font;
  const room = choice.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return room - pen.measureText(choice.selectedOptions[0].text).width;
}
"""


def ready(page: Page) -> Page:
    """Wait for the answers that are under way."""
    expect(page.locator(".chart svg").first).to_be_visible()
    expect(page.locator("[aria-busy=true], .progress")).to_have_count(0)
    return page


def amount(text: str) -> int:
    """Read a whole number as it is shown."""
    return int(re.sub(r"[^\d−-]", "", text).replace("−", "-"))


def test_a_figure_is_told_in_a_sentence_and_drawn_over_its_base(show: Open) -> None:
    page = ready(show(f"/analytics?kpi=completed&{DAYS}"))

    expect(page.locator(".headline .verdict")).to_contain_text("Выполнено:")
    expect(page.locator(".headline .chip")).to_have_count(1)
    course = page.locator(".chart-panel", has_text="Выполнено по дням")
    expect(course.locator(".legend")).to_contain_text("С чем сравниваем")
    expect(course.locator(".chart-note")).to_have_text("Дни недели совпадают")
    expect(course.locator("g.chart-path")).to_have_count(2)


def test_the_name_of_the_chosen_figure_is_whole(show: Open) -> None:
    page = ready(show(f"/analytics?kpi=rework_by_workmanship&{DAYS}", size=(1280, 800)))

    choice = page.get_by_label("Показатель", exact=True)
    expect(choice).to_have_value("rework_by_workmanship")
    assert choice.evaluate(ROOM_LEFT) >= 0


def test_a_chart_has_its_figures_as_a_table_that_leads_to_the_orders(show: Open) -> None:
    page = ready(show(f"/analytics?kpi=created&{DAYS}"))

    page.get_by_role("button", name="Таблица: Создано по дням").click()

    rows = page.locator(".twin tbody tr")
    expect(rows).to_have_count(7)
    total = amount(page.locator(".headline strong").inner_text())
    assert sum(map(int, page.locator(".twin tbody td:nth-child(2)").all_inner_texts())) == total
    rows.first.get_by_role("link", name="Заказы за 2 марта 2026").click()
    expect(page).to_have_url(re.compile(r"rows=2026-03-02\.\.2026-03-02$"))
    expect(page.locator("dialog .behind td").first).to_be_visible()


def test_arrows_walk_through_a_chart_and_enter_opens_its_orders(show: Open, api: FakeApi) -> None:
    page = ready(show(f"/analytics?kpi=created&{DAYS}"))
    chart = page.locator(".chart").first

    chart.focus()
    page.keyboard.press("End")
    expect(chart.locator("[aria-live]")).to_contain_text("8 мар")
    expect(chart.locator("[aria-live]")).to_contain_text("С чем сравниваем")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"rows=2026-03-07\.\.2026-03-07$"))
    sheet = page.locator("dialog")
    expect(sheet.get_by_role("heading")).to_have_text(re.compile("^Создано, 7 мар"))
    expect(sheet.locator("tbody tr")).to_have_count(22)
    expect(sheet.locator("tbody tr").first).to_contain_text(str(len(api.orders)))
    sheet.get_by_role("button", name="Показать ещё").click()
    expect(sheet.locator("tbody tr")).to_have_count(42)
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(page).to_have_url(re.compile("to=2026-03-08$"))


def test_a_row_behind_a_figure_leads_to_the_order(show: Open, api: FakeApi) -> None:
    page = show(f"/analytics?kpi=created&{DAYS}&rows=2026-03-02..2026-03-08")

    page.locator("dialog .behind a").first.click()

    expect(page).to_have_url(re.compile(f"/orders.order={api.orders[0]['id']}$"))
    expect(page.locator("dialog .card-title")).to_be_visible()


def adds(page: Page) -> Locator:
    """Give what each listed order adds; the row of the sum stands before them."""
    return page.locator("dialog .behind tr:has(a) td:last-child")


def test_behind_a_share_those_come_first_that_count(show: Open, api: FakeApi) -> None:
    page = show(f"/analytics?kpi=rework_rate&{DAYS}&rows=2026-03-02..2026-03-08")
    count, sheet = len(api.orders[5::8]), page.locator("dialog")

    expect(sheet.locator("tbody tr").first).to_contain_text(f"{count} из {len(api.orders)}")
    counting = min(count, PAGE)
    expect(adds(page)).to_have_text(["1 / 1"] * counting + ["0 / 1"] * (PAGE - counting))

    sheet.get_by_label("Порядок заказов").select_option(label="По дате заказа")

    expect(page).to_have_url(re.compile("list=date$"))
    expect(adds(page)).to_have_text(["1 / 1" if n % 8 == 5 else "0 / 1" for n in range(PAGE)])
    expect(sheet.get_by_label("Порядок заказов")).to_have_value("date")


def test_behind_a_share_those_alone_are_listed_that_count(show: Open, api: FakeApi) -> None:
    page = show(f"/analytics?kpi=rework_rate&{DAYS}&rows=2026-03-02..2026-03-08&only=uncounted")
    sheet = page.locator("dialog")
    expect(adds(page)).to_have_text(["0 / 1"] * PAGE)

    sheet.get_by_label("Какие заказы показать").select_option(label="Только засчитанные")

    expect(page).to_have_url(re.compile("only=counted$"))
    expect(adds(page)).to_have_text(["1 / 1"] * min(len(api.orders[5::8]), PAGE))
    expect(sheet.locator("tbody tr").first).to_contain_text(f" из {len(api.orders)}")
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(page).to_have_url(re.compile("to=2026-03-08$"))


def test_of_too_many_orders_the_way_out_is_told(show: Open) -> None:
    page = show("/analytics?kpi=average_ticket&rows=2023-04-01..2026-03-08&list=weight", lang="en")
    sheet = page.locator("dialog")
    expect(sheet.locator(".note")).to_contain_text("too many orders")

    sheet.get_by_label("Sequence of the orders").select_option(label="By date of the order")

    expect(adds(page)).to_have_count(PAGE)


def test_orders_that_are_counted_have_one_order_only(show: Open) -> None:
    page = show(f"/analytics?kpi=created&{DAYS}&rows=2026-03-02..2026-03-08")

    expect(adds(page)).to_have_count(PAGE)
    expect(page.locator("dialog select")).to_have_count(0)


def test_slices_are_sorted_by_their_heads(show: Open) -> None:
    page = ready(show("/analytics?kpi=completed&by=technician"))
    names = page.locator(".table-figures td.c-name a")
    expect(names.first).to_have_text("Пётр Ключевой")

    page.get_by_role("link", name="Исполнитель").click()
    expect(names.first).to_have_text("Пётр Ключевой")
    page.get_by_role("link", name="Исполнитель").click()

    expect(names.first).to_have_text("Инна Полевая")
    head = page.locator(".table-figures th.c-name")
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(page).to_have_url(re.compile("sort=name&dir=asc$"))


def test_the_parts_of_a_change_add_up(show: Open) -> None:
    page = ready(show("/analytics?kpi=completed&by=zone"))

    told = page.locator(".fall strong")
    expect(told).to_have_count(4)

    base, *steps, value = map(amount, told.all_inner_texts())
    assert base + sum(steps) == value


def test_mix_and_figure_are_told_apart(show: Open) -> None:
    page = ready(show("/analytics?kpi=average_ticket&by=technician"))

    fall = page.locator(".fall tr", has_text="Олег Мостовой")
    expect(fall.locator("small").first).to_contain_text("из-за состава")
    expect(fall.locator("small").last).to_contain_text("из-за самого показателя")
    expect(fall.locator("rect[stroke-dasharray]")).to_have_count(1)


def test_what_does_not_add_up_has_no_waterfall(show: Open) -> None:
    page = ready(show("/analytics?kpi=lead_time"))

    expect(page.get_by_text("вклад частей не складывается")).to_be_visible()


def test_a_slice_becomes_the_filter_and_its_count_leads_to_its_orders(
    show: Open, api: FakeApi
) -> None:
    page = ready(show(f"/analytics?kpi=completed&by=type&{DAYS}"))

    page.get_by_role("link", name="Заказы за Гарантия").click()
    expect(page.locator("dialog .behind tbody th").first).to_be_visible()
    asked = dict(api.asked_of_figures[-1])
    assert (asked["dimension"], asked["value"]) == ("type", "warranty")
    page.keyboard.press("Escape")
    page.locator(".table-figures").get_by_role("link", name="Гарантия", exact=True).click()

    expect(page).to_have_url(re.compile("dimension=type&value=warranty$"))
    expect(page.get_by_label("Вид заказа: значение")).to_have_value("warranty")


def test_the_day_that_is_not_over_is_hatched_and_says_so(show: Open) -> None:
    page = ready(show("/analytics?tab=dynamics&kpi=created&days=7"))

    expect(page.locator(".chart rect")).to_have_count(7)
    expect(page.locator(".chart rect[fill^='url(']")).to_have_count(1)
    page.get_by_role("button", name="Таблица: Создано по дням").click()
    expect(page.locator(".twin tbody tr").last).to_contain_text("не закончен")


def test_any_figure_is_chosen_by_its_name_and_kept_over_tabs(show: Open, api: FakeApi) -> None:
    page = ready(show("/analytics?tab=dynamics&days=90", size=PHONE))

    page.get_by_label("Показатель", exact=True).select_option(label="Время реакции")
    expect(page).to_have_url(re.compile("kpi=response_time$"))
    expect(page.locator(".chart-panel h2").first).to_have_text("Время реакции по неделям")
    ready(page).get_by_role("link", name="Сравнение").click()

    expect(page).to_have_url(re.compile("tab=compare&days=90&kpi=response_time$"))
    ready(page)
    heard(page, lambda: ("kpi", "response_time") in api.asked_of_figures[-1])


def test_a_figure_that_a_slice_does_not_have_says_so(show: Open) -> None:
    page = show("/analytics?kpi=csat&dimension=zone&value=Север")

    expect(page.get_by_text("по разрезу не считается")).to_be_visible()
    page.get_by_role("link", name="Сбросить фильтры").click()
    ready(page)


def test_what_is_open_is_compared_too_and_says_what_it_has_not(show: Open) -> None:
    page = ready(show(f"/analytics?kpi=backlog&{DAYS}"))

    expect(page.locator(".headline .verdict")).to_contain_text("Открытые заказы")

    page.goto(page.url.replace("?", "?tab=season&"))

    expect(page.get_by_text("Сезонность этого показателя не считается")).to_be_visible()


def test_whose_backlog_grew_is_told_by_slices_that_become_the_filter(
    show: Open, api: FakeApi
) -> None:
    page = ready(show(f"/analytics?kpi=backlog&by=zone&{DAYS}"))
    table = page.locator(".table-figures")
    expect(table.locator("tbody tr")).to_have_count(2)
    expect(table.locator("thead")).to_contain_text("Доля")
    expect(page.get_by_role("link", name=re.compile("^Заказы за"))).to_have_count(0)
    expect(page.locator(".fall strong").last).to_be_visible()
    base, *steps, value = map(amount, page.locator(".fall strong").all_inner_texts())
    assert base + sum(steps) == value
    assert faults(page) == []

    table.get_by_role("link", name="Центр").click()

    expect(page).to_have_url(re.compile("dimension=zone&value="))
    ready(page)
    heard(page, lambda: ("dimension", "zone") in api.asked_of_figures[-1])
    expect(page.locator(".headline .verdict")).to_contain_text("Открытые заказы")


def test_the_load_of_technicians_stands_side_by_side(show: Open) -> None:
    page = ready(show(f"/analytics?kpi=utilisation&{DAYS}"))

    table = page.locator(".table-figures")
    expect(table.locator("tbody tr")).to_have_count(3)
    expect(table.locator("thead")).not_to_contain_text("Доля")
    expect(table.locator("tbody tr").first).to_contain_text(re.compile(r"\d\sч"))


def test_the_trend_of_load_is_drawn(show: Open, api: FakeApi) -> None:
    page = ready(show("/analytics?tab=trends&kpi=utilisation"))

    expect(page.locator(".chart-panel").first).to_contain_text("Загрузка мастеров")
    heard(page, lambda: ("kpi", "utilisation") in api.asked_of_figures[-1])
