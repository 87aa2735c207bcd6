"""The company's settings: what is printed, what states are called, what figures are to come to."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import PHONE, Open
from tests.web.fake_api import FakeApi
from tests.web.watch import faults

pytestmark = pytest.mark.browser


def form(page: Page) -> Locator:
    return page.locator("dialog form")


def save(page: Page) -> None:
    form(page).get_by_role("button", name="Сохранить").click()


def test_particulars_are_changed_and_head_the_order_on_paper(show: Open, api: FakeApi) -> None:
    page = show("/settings/company")
    expect(page.locator(".banner")).to_contain_text("задают при развёртывании")
    expect(page.locator(".facts").first).to_contain_text("Europe/Moscow")
    page.get_by_role("button", name="Изменить реквизиты").click()
    form(page).get_by_label("Название").fill("ООО «Новый дом»")
    form(page).get_by_label("Адрес").fill("")
    with page.expect_request("**/v1/company") as sent:
        save(page)

    expect(page.locator(".facts").first).to_contain_text("ООО «Новый дом»")
    assert sent.value.headers["if-match"] == '"2"'
    assert (api.company["name"], api.company["address"]) == ("ООО «Новый дом»", "")
    assert api.company["requisites"] == "ИНН 7707083893"

    page.goto("/orders?order=o1")
    expect(page.locator("dialog.dialog-side .timeline li").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".paper")).to_contain_text("ООО «Новый дом»")
    expect(page.locator(".paper")).to_contain_text("ИНН 7707083893 · +7 900 000-00-01")
    page.emulate_media(media="screen")


def test_states_go_by_the_companys_names_on_every_page(show: Open, api: FakeApi) -> None:
    page = show("/settings/company")
    page.get_by_role("button", name="Изменить названия").click()
    form(page).get_by_label("Новый · по-русски").fill("Заявка")
    form(page).get_by_label("New · по-английски").fill("Request")
    save(page)

    chips = page.locator(".facts .chip")
    expect(chips.first).to_have_text("Заявка")
    expect(chips.nth(1)).to_have_text("Назначен")
    assert {lang: own for lang, own in api.company["status_names"].items() if own} == {
        "ru": {"new": "Заявка"}, "en": {"new": "Request"},
    }  # fmt: skip

    page.goto("/orders")
    row = page.locator(".table-orders tbody tr").first
    expect(row).to_be_visible()
    expect(page.locator(".table-orders .chip", has_text="Заявка").first).to_be_visible()
    expect(page.locator(".table-orders .chip", has_text="Новый")).to_have_count(0)
    page.goto("/orders?view=board")
    expect(page.get_by_role("heading", name="Заявка")).to_be_visible()
    page.locator(".sidebar").get_by_label("English").or_(page.get_by_title("English")).first.click()
    expect(page.get_by_role("heading", name="Request")).to_be_visible()


def test_a_name_is_taken_back_and_one_that_is_taken_is_refused(show: Open, api: FakeApi) -> None:
    api.company["status_names"] = {"ru": {"new": "Заявка", "closed": "Архив"}}
    page = show("/settings/company")
    page.get_by_role("button", name="Изменить названия").click()
    form(page).get_by_label("Новый · по-русски").fill("в работе")
    save(page)
    expect(form(page).locator(".field-error")).to_have_text("Так называется другой статус")
    assert api.company["version"] == 2

    form(page).get_by_role("button", name="Вернуть обычные названия").click()
    save(page)

    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator(".facts .chip").first).to_have_text("Новый")
    assert not any(api.company["status_names"].values())


def test_types_of_orders_go_by_the_companys_names_and_it_adds_its_own(
    show: Open, api: FakeApi
) -> None:
    page = show("/settings/company")
    page.get_by_role("button", name="Изменить типы").click()
    form(page).get_by_label("Платный · по-русски").fill("Коммерческий")
    form(page).get_by_role("button", name="Добавить тип").click()
    form(page).get_by_label("Новый тип · по-русски").fill("Гарантия")
    save(page)
    expect(form(page).locator(".field-error")).to_have_text("Так называется другой тип")
    form(page).get_by_label("Новый тип · по-русски").fill("Чистка")
    expect(form(page).get_by_label("Код")).to_have_attribute("placeholder", "chistka")
    form(page).get_by_label("Код").fill("Чистка")
    save(page)
    expect(form(page).locator(".field-error")).to_contain_text("Латинские строчные буквы")
    form(page).get_by_label("Код").fill("")
    save(page)

    expect(page.locator(".facts", has_text="chistka")).to_contain_text("Чистка")
    expect(page.locator(".facts", has_text="chistka")).to_contain_text("Коммерческий")
    own = {lang: names for lang, names in api.company["type_names"].items() if names}
    assert own == {"ru": {"paid": "Коммерческий", "chistka": "Чистка"}}
    assert api.company["name"] == "ООО «Тёплый дом»"

    page.goto("/feedback")
    expect(page.get_by_label("Вид", exact=True)).to_contain_text("Коммерческий")
    expect(page.get_by_label("Вид", exact=True)).to_contain_text("Чистка")


def test_a_type_of_its_own_is_taken_back(show: Open, api: FakeApi) -> None:
    api.company["type_names"] = {"en": {"cleaning": "Cleaning"}}
    page = show("/settings/company")
    expect(page.locator(".facts", has_text="cleaning")).to_contain_text("Cleaning")
    page.get_by_role("button", name="Изменить типы").click()
    form(page).get_by_label("cleaning · по-английски").fill("")
    save(page)

    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator(".facts", has_text="cleaning")).to_have_count(0)
    assert not any(api.company["type_names"].values())


def test_two_who_change_different_words_keep_both(show: Open, api: FakeApi) -> None:
    page = show("/settings/company")
    page.get_by_role("button", name="Изменить реквизиты").click()
    form(page).get_by_label("Телефон").fill("+7 900 000-00-02")
    api.company |= {"version": 3, "status_names": {"ru": {"new": "Вызов"}}}
    save(page)
    page.get_by_role("button", name="Сохранить выбранное").click()

    expect(page.locator(".facts").first).to_contain_text("+7 900 000-00-02")
    assert api.company["status_names"]["ru"] == {"new": "Вызов"}
    assert api.company["version"] == 4


def test_a_target_is_set_and_the_overview_says_whether_it_is_met(show: Open, api: FakeApi) -> None:
    page = show("/settings/company")
    expect(page.locator(".note-title")).to_have_text("Целей пока нет")
    page.get_by_role("button", name="Изменить цели").click()
    late = form(page).get_by_label("Выполнено в срок", exact=True)
    late.fill("много")
    save(page)
    expect(form(page).locator(".field-error")).to_have_text("Нужно число от 0 до 100")
    late.fill("99,5")
    form(page).get_by_label("Выручка", exact=True).fill("1 500 000")
    save(page)

    expect(page.locator(".facts").last).to_contain_text("не меньше 99,5 %")
    assert api.targets["targets"] == {"sla_compliance": 0.995, "revenue": 150_000_000}

    page.goto("/overview")
    tile = page.locator(".kpis-main .kpi", has_text="Выполнено в срок")
    expect(tile).to_contain_text("Цель: от 99,5 %")
    missed = tile.locator(".chip", has_text="Не выполнена")
    expect(missed.locator("svg")).to_have_count(1)
    # A month's money says nothing of thirty days that are no month.
    expect(page.locator(".kpis-main .kpi", has_text="Выручка")).not_to_contain_text("Цель")


def test_a_target_is_taken_away(show: Open, api: FakeApi) -> None:
    api.targets |= {"version": 1, "targets": {"sla_compliance": 0.5, "csat": 0.9}}
    page = show("/settings/company")
    page.get_by_role("button", name="Изменить цели").click()
    form(page).get_by_label("Выполнено в срок", exact=True).fill("")
    save(page)

    expect(page.locator("dialog")).to_have_count(0)
    assert api.targets["targets"] == {"csat": 0.9}


@pytest.mark.parametrize(
    ("place", "named"),
    [
        ("/orders", ".table-orders .chip"),
        ("/orders?view=board", ".board-column h2"),
        ("/overview", ".backlog .load .chip"),
        ("/settings/company", ".facts .chip"),
    ],
)
def test_a_name_of_one_long_word_stays_in_its_place(
    show: Open, api: FakeApi, place: str, named: str
) -> None:
    api.company["status_names"] = {"ru": {"in_progress": "ы" * 30, "scheduled": "ш" * 30}}
    page = show(place, size=(1366, 800))
    name = page.locator(named, has_text="ы").first
    expect(name).to_be_visible()

    inside = "one => one.parentElement.getBoundingClientRect().right + 1"
    assert name.evaluate("one => one.getBoundingClientRect().right") <= name.evaluate(inside)
    assert name.evaluate("one => one.scrollWidth <= one.clientWidth + 1")
    assert faults(page) == []


@pytest.mark.parametrize("size", [PHONE, (1280, 800)])
@pytest.mark.parametrize("button", ["Изменить названия", "Изменить типы", "Изменить цели"])
def test_the_forms_fit_their_screen(show: Open, button: str, size: tuple[int, int]) -> None:
    page = show("/settings/company", size=size, theme="dark")
    page.get_by_role("button", name=button).click()
    expect(form(page).get_by_role("textbox").nth(7)).to_be_visible()

    assert faults(page) == []


def test_who_may_not_change_settings_is_not_shown_the_way(show: Open, api: FakeApi) -> None:
    api.role = "manager"

    page = show("/settings/company")

    expect(page.locator(".note-title")).to_be_visible()
    expect(page.locator(".sidebar a[href='/settings/sla']")).to_have_count(1)
    expect(page.locator(".sidebar a[href='/settings/company']")).to_have_count(0)
