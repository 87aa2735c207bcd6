"""Orders from a file: chosen, sent, followed, and what went wrong."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web import demo_settings
from tests.web.conftest import Open
from tests.web.fake_api import FakeApi

pytestmark = pytest.mark.browser

FILE = {"name": "июль.csv", "mimeType": "text/csv", "buffer": b"external_id;title"}


def choose(page: Page, file: dict[str, object]) -> None:
    page.get_by_label("Выбрать файл", exact=True).set_input_files(file)  # type: ignore[arg-type]


def card(page: Page) -> Locator:
    return page.locator("dialog.dialog-side")


def test_a_file_is_sent_followed_and_its_result_fetched(show: Open, api: FakeApi) -> None:
    page = show("/import")
    choose(page, FILE)
    with page.expect_request("**/v1/imports") as sent:
        page.get_by_role("button", name="Импортировать").click()

    expect(page).to_have_url(re.compile(r"import=made$"))
    expect(card(page).locator(".chip")).to_have_text("Готов")
    expect(card(page).locator(".counts")).to_contain_text("400")
    assert sent.value.headers["idempotency-key"]
    with page.expect_download() as download:
        card(page).get_by_role("button", name="Результат по строкам").click()
    assert download.value.suggested_filename == "result.csv"

    page.keyboard.press("Escape")
    row = page.locator(".table-imports tbody tr").first
    expect(row).to_contain_text("июль.csv")
    expect(row).to_contain_text("Готов")


def test_progress_is_shown_while_rows_are_worked_on(show: Open, api: FakeApi) -> None:
    api.imports_go_on = False

    page = show("/import?import=i1")

    expect(card(page).get_by_role("status")).to_have_text("Обработано строк: 200 из 400")
    bar = card(page).locator("progress")
    expect(bar).to_have_attribute("value", "200")
    expect(bar).to_have_attribute("max", "400")


def test_rows_that_failed_say_why_and_where_the_rest_is(show: Open) -> None:
    page = show("/import")
    page.get_by_role("link", name="заявки-i2.csv").click()

    rows = card(page).locator(".results li")
    expect(rows).to_have_count(20)
    expect(rows.first).to_contain_text("Строка 40")
    expect(rows.first).to_contain_text("1C-00000")
    expect(rows.first).to_contain_text("телефон (customer.phone) «12»: это не номер телефона")
    expect(rows.nth(1)).to_contain_text("клиент (customer.name): обязательно, но не заполнено")
    expect(rows.nth(2)).to_contain_text(
        "причина переделки (rework_cause) «качество работы»: только вместе с переделкой заказа"
    )
    expect(rows.nth(3)).to_contain_text(
        "приоритет (priority) «срчно»: нет такого значения; "
        "ближайшие: срочный, обычный, низкий, высокий"
    )
    expect(rows.nth(4)).to_contain_text(
        "мастер (technician) «Петров»: подходит несколько: Иван Петров (12), Пётр Петров (tec_4)"
    )
    expect(card(page)).to_contain_text("Показаны первые 20")
    expect(card(page)).to_contain_text("Комментарий")


def test_the_card_and_the_result_speak_the_language_of_the_page(show: Open) -> None:
    page = show("/import?import=i2", lang="en")

    rows = card(page).locator(".results li")
    expect(rows.nth(1)).to_contain_text("customer (customer.name): Field required")
    with page.expect_request("**/result?lang=en"), page.expect_download():
        card(page).get_by_role("button", name="Result by row").click()


def test_an_import_that_failed_says_why_and_goes_on(show: Open) -> None:
    page = show("/import?import=i3")
    expect(card(page).get_by_role("alert")).to_have_text("Импорт не прошёл: файл пуст")

    card(page).get_by_role("button", name="Продолжить").click()

    expect(card(page).locator(".chip")).to_have_text("Готов")


def test_an_upload_that_broke_is_repeated_as_the_same_import(show: Open, api: FakeApi) -> None:
    page = show("/import")
    page.route("**/bucket/upload", lambda route: route.abort())
    choose(page, FILE)
    page.get_by_role("button", name="Импортировать").click()
    expect(page.get_by_role("alert")).to_contain_text("Нет связи с сервером")

    page.unroute("**/bucket/upload")
    page.get_by_role("button", name="Импортировать").click()

    expect(card(page).locator(".chip")).to_have_text("Готов")
    assert [one["id"] for one in api.imports] == ["made", "i1", "i2", "i3"]


def test_what_is_no_import_is_not_sent(show: Open) -> None:
    page = show("/import")

    for bad in ({**FILE, "name": "отчёт.xlsx"}, {**FILE, "buffer": b""}):
        choose(page, bad)
        expect(page.get_by_role("alert")).to_contain_text("Нужен непустой файл .csv или .json")
        expect(page.get_by_role("button", name="Импортировать")).to_have_count(0)


@pytest.mark.parametrize(
    ("lang", "button", "name"),
    [
        ("ru", "Скачать шаблон", "шаблон-импорта.csv"),
        ("en", "Download a template", "import-template.csv"),
    ],
)
def test_the_template_comes_in_the_language_of_the_page(
    show: Open, lang: str, button: str, name: str
) -> None:
    page = show("/import", lang=lang)

    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()

    assert download.value.suggested_filename == name
    assert Path(download.value.path()).read_text("utf-8") == f"external_id;{lang}\n"


def test_without_imports_the_page_says_how_to_begin(show: Open, api: FakeApi) -> None:
    api.imports = []

    page = show("/import")

    expect(page.locator(".note-title")).to_have_text("Импортов ещё не было")


def test_whoever_writes_no_orders_is_not_shown_the_way(show: Open, api: FakeApi) -> None:
    api.role = "technician"

    page = show("/orders")

    expect(page.locator(".sidebar").get_by_role("link", name="Заказы")).to_be_visible()
    for name in ("Импорт", "Сроки и график", "Персональные данные"):
        expect(page.locator(".sidebar").get_by_role("link", name=name)).to_have_count(0)


def test_many_imports_are_paged(show: Open, api: FakeApi) -> None:
    api.imports = [demo_settings.import_of(f"n{number}", "done") for number in range(51)]

    page = show("/import")
    page.get_by_role("link", name="Дальше").click()

    expect(page.locator(".table-imports tbody tr")).to_have_count(1)
