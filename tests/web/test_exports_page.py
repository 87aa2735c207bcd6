"""Exports: asked for, awaited, proved, kept; schedules that make them."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.web.conftest import PHONE, Open
from tests.web.fake_api import FakeApi
from tests.web.watch import faults, resize

pytestmark = pytest.mark.browser


def rows(page: Page) -> Locator:
    return page.locator(".table-exports tbody tr")


def form(page: Page) -> Locator:
    return page.locator("dialog form")


def test_an_export_is_asked_for_watched_and_awaited(show: Open, api: FakeApi) -> None:
    api.exports_go_on = False
    page = show("/exports?from=2026-03-01&to=2026-03-07")
    expect(rows(page)).to_have_count(2)

    page.get_by_role("button", name="Выгрузить").click()
    form(page).get_by_label("Что").select_option(label="Платежи")
    form(page).get_by_label("Формат").select_option(label="Parquet")
    form(page).get_by_role("button", name="Выгрузить").click()

    expect(rows(page)).to_have_count(3)
    expect(rows(page).first).to_contain_text("Платежи")
    expect(rows(page).first).to_contain_text("1 200 из 4 000")
    api.exports_go_on = True
    expect(rows(page).first).to_contain_text("Готова")
    expect(page.locator(".toast", has_text="готова")).to_be_visible()
    made = api.exports[0]
    assert (made["from"], made["to"], made["axis"]) == ("2026-03-01", "2026-03-07", "paid_at")
    assert made["format"] == "parquet"


def test_the_form_asks_for_the_options_of_the_format(show: Open, api: FakeApi) -> None:
    page = show("/exports?new=1")
    form(page).get_by_label("С именами и адресами клиентов").check()
    form(page).get_by_label("Формат").select_option(label="1С: реализации (EnterpriseData)")
    expect(form(page)).to_contain_text("всегда есть имена клиентов")
    expect(form(page).get_by_label("С именами и адресами клиентов")).to_have_count(0)

    form(page).get_by_role("button", name="Выгрузить").click()
    expect(form(page)).to_contain_text("Заполните")
    form(page).get_by_label("Организация").fill("ООО «Лад»")
    form(page).get_by_label("ИНН").fill("7700000001")
    form(page).get_by_role("button", name="Выгрузить").click()

    expect(rows(page)).to_have_count(3)
    told = api.exports[0]["options"]
    assert told == {"organization_name": "ООО «Лад»", "organization_inn": "7700000001"}
    assert api.exports[0]["personal"] is False


def test_dates_the_wrong_way_round_are_not_sent(show: Open, api: FakeApi) -> None:
    page = show("/exports?new=1&from=2026-03-01&to=2026-03-07")

    form(page).get_by_label("По", exact=True).fill("2026-02-01")
    form(page).get_by_role("button", name="Выгрузить").click()

    expect(form(page)).to_contain_text("Первый день не позже последнего")
    assert len(api.exports) == 2


def test_a_file_of_an_export_is_kept_without_leaving_the_page(show: Open) -> None:
    page = show("/exports")

    with page.expect_download() as kept:
        page.get_by_role("button", name="Скачать orders.csv").click()

    assert kept.value.suggested_filename == "orders.csv"
    expect(page.locator(".table-exports .chip").first).to_be_visible()


def test_the_sheet_proves_a_file_and_tells_who_has_it(show: Open) -> None:
    page = show("/exports")
    rows(page).first.locator(".row-link").click()
    sheet = page.locator("dialog")
    expect(sheet).to_contain_text("ab" * 32)
    expect(sheet).to_contain_text("Ссылок ещё не выдавали")

    sheet.get_by_role("button", name="Показать опись").click()

    expect(sheet).to_contain_text("RUB · НДС 20 %")
    expect(sheet).to_contain_text("1 000 ₽ + НДС 200 ₽ = 1 200 ₽")
    expect(sheet).to_contain_text("RUB · без НДС")
    expect(sheet).to_contain_text("ставка НДС не указана")
    expect(sheet).to_contain_text("version: 1.20")
    expect(sheet).to_contain_text("Заказы изменились после подсчёта")
    expect(sheet).to_contain_text("the order has no lines")
    expect(sheet).to_contain_text("manifest.json ·")
    assert faults(page) == []


def test_an_export_is_cancelled_while_it_is_written(show: Open, api: FakeApi) -> None:
    api.exports_go_on = False
    progress = {"rows_done": 10, "rows_total": 90}
    api.exports[0] |= {"state": "writing", "files": [], "rows": None, "progress": progress}
    page = show("/exports?export=e0")
    expect(page.locator("dialog")).to_contain_text("10 из 90")

    page.locator("dialog").get_by_role("button", name="Отменить").click()

    expect(page.locator("dialog .chip")).to_have_text("Отменена")
    assert api.exports[0]["state"] == "cancelled"


def test_a_run_whose_attempt_failed_says_why_and_that_it_will_be_repeated(
    show: Open, api: FakeApi
) -> None:
    api.exports[0] |= {
        "state": "retrying",
        "files": [],
        "rows": None,
        "attempts": 2,
        "error": "UploadPart: SlowDown",
    }
    page = show("/exports")
    expect(rows(page).first).to_contain_text("Повторится")
    expect(rows(page).first).to_contain_text(
        "Попытка 2 не удалась, будет ещё одна: UploadPart: SlowDown"
    )

    page = show("/exports?export=e0")

    expect(page.locator("dialog .chip")).to_have_text("Повторится")
    expect(page.locator("dialog")).to_contain_text("Попытка 2 не удалась, будет ещё одна")
    expect(page.locator("dialog").get_by_role("button", name="Отменить")).to_be_visible()


def test_a_schedule_is_made_switched_off_and_deleted(show: Open, api: FakeApi) -> None:
    page = show("/exports?tab=schedules")
    expect(rows(page)).to_have_count(2)

    page.get_by_role("button", name="Новое расписание").click()
    form(page).get_by_label("Когда").select_option(label="Закрытие месяца")
    form(page).get_by_label("Рабочий день месяца").select_option("5")
    form(page).get_by_label("Час", exact=True).select_option("9")
    form(page).get_by_role("button", name="Сохранить").click()
    expect(rows(page)).to_have_count(3)
    expect(rows(page).last).to_contain_text("5-й рабочий день в 09:00")
    made = api.schedules[-1]
    assert (made["when"], made["hour"], made["working_day"]) == ("closing", 9, 5)

    rows(page).last.get_by_role("button", name="Выключить").click()
    expect(rows(page).last.locator(".chip")).to_have_text("Выключено")
    rows(page).last.get_by_role("button", name="Удалить").click()
    form(page).get_by_role("button", name="Удалить").click()
    expect(rows(page)).to_have_count(2)


def test_a_crossing_change_of_a_schedule_is_laid_open(show: Open, api: FakeApi) -> None:
    page = show("/exports?tab=schedules&schedule=sch_closing")
    form(page).get_by_label("Час", exact=True).select_option("9")
    api.schedules[1] |= {"hour": 11, "format": "parquet", "version": 5}

    form(page).get_by_role("button", name="Сохранить").click()
    expect(page.locator("dialog")).to_contain_text("11:00")
    page.locator("dialog").get_by_label("09:00").check()
    page.locator("dialog .primary").click()

    expect(page.locator("dialog")).to_have_count(0)
    kept = api.schedules[1]
    assert (kept["hour"], kept["format"], kept["version"]) == (9, "parquet", 6)


def test_a_switch_that_comes_late_says_so(show: Open, api: FakeApi) -> None:
    page = show("/exports?tab=schedules")
    expect(rows(page).first).to_contain_text("Каждый день")

    def somebody_was_faster(route: Route) -> None:
        # Only now: the page looks again by itself, and would know.
        api.schedules[0]["version"] = 9
        route.fallback()

    page.route("**/v1/exports/schedules/*", somebody_was_faster)
    rows(page).first.get_by_role("button", name="Выключить").click()

    expect(page.locator(".toast[data-tone=bad]")).to_be_visible()
    assert api.schedules[0]["enabled"] is True


def test_whoever_may_only_read_fetches_and_asks_for_nothing(show: Open, api: FakeApi) -> None:
    api.permissions = ["orders:read", "exports:read"]
    page = show("/exports?new=1")
    expect(page.get_by_role("button", name="Скачать orders.csv")).to_be_visible()
    expect(page.get_by_role("button", name="Выгрузить")).to_have_count(0)
    expect(page.locator("dialog")).to_have_count(0)

    page.get_by_role("link", name="Расписания").click()

    expect(rows(page).last).to_contain_text("Закрытие месяца")
    expect(rows(page).locator("button, a")).to_have_count(0)


def test_without_schedules_the_page_tells_what_they_are_for(show: Open, api: FakeApi) -> None:
    api.schedules.clear()

    page = show("/exports?tab=schedules")

    expect(page.locator(".note")).to_contain_text("файлы собираются сами")


@pytest.mark.parametrize("place", ["/exports?new=1", "/exports?tab=schedules&new=1"])
def test_the_forms_fit_the_smallest_screen_in_the_dark(show: Open, place: str) -> None:
    page = show(place, theme="dark", size=PHONE)
    expect(form(page).get_by_label("Формат")).to_be_visible()

    assert faults(page) == []
    assert resize(page, 360, 780) == []
