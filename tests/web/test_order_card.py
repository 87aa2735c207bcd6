"""The card of an order: editing it, a crossing change, lines, money, promises, files."""

import re
from datetime import datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import Open
from tests.web.fake_api import FakeApi

pytestmark = pytest.mark.browser


def top(page: Page) -> Locator:
    """Give the dialog above the card."""
    return page.locator("dialog dialog")


def test_an_edit_sends_only_what_was_changed(show: Open, api: FakeApi) -> None:
    page = show("/orders?order=o2")
    page.get_by_role("group", name="Другие действия").get_by_role("button", name="Изменить").click()
    top(page).get_by_label("Что сделать").fill("Заменить компрессор")
    top(page).get_by_label("Срок").fill("2026-12-01T18:00")

    with page.expect_request("**/v1/orders/o2") as sent:
        top(page).get_by_role("button", name="Сохранить").click()

    assert sent.value.post_data_json == {
        "title": "Заменить компрессор",
        "due_at": "2026-12-01T15:00:00.000Z",
    }
    assert sent.value.headers["if-match"] == '"3"'
    expect(page.locator(".card-title")).to_have_text("Заменить компрессор")
    expect(top(page)).to_have_count(0)


def test_a_crossing_edit_is_laid_open_field_by_field(show: Open, api: FakeApi) -> None:
    page = show("/orders?order=o2")
    page.get_by_role("group", name="Другие действия").get_by_role("button", name="Изменить").click()
    top(page).get_by_label("Что сделать").fill("Моё название")
    top(page).get_by_label("Описание").fill("Моё описание")
    api.orders[2] |= {"version": 9, "title": "Их название", "priority": "low"}

    top(page).get_by_role("button", name="Сохранить").click()
    expect(top(page).get_by_role("alert")).to_contain_text("Ничего не потеряно")
    title = top(page).get_by_role("group", name="Что сделать")
    expect(title).to_contain_text("Моё название")
    expect(title).to_contain_text("Их название")
    expect(top(page).get_by_role("group", name="Описание")).to_contain_text("изменили только вы")
    title.get_by_label("Сейчас сохранено").check()
    with page.expect_request("**/v1/orders/o2") as sent:
        top(page).get_by_role("button", name="Сохранить выбранное").click()

    assert sent.value.post_data_json == {"description": "Моё описание"}
    assert sent.value.headers["if-match"] == '"9"'
    expect(page.locator(".card-title")).to_have_text("Их название")
    expect(page.locator(".prose")).to_have_text("Моё описание")
    assert api.orders[2]["priority"] == "low"


def test_lines_are_changed_added_and_removed(show: Open, api: FakeApi) -> None:
    page = show("/orders?order=o2")
    page.locator("section", has_text="Смета").get_by_role("button", name="Изменить").click()
    lines = top(page).locator(".line-edit")
    expect(lines).to_have_count(2)

    top(page).get_by_role("button", name="Удалить строку 2").click()
    lines.nth(0).get_by_label("Скидка, %").fill("12,5")
    top(page).get_by_role("button", name="Добавить строку").click()
    top(page).get_by_role("button", name="Сохранить").click()
    expect(lines.nth(1)).to_contain_text("Заполните поле")
    lines.nth(1).get_by_label("Услуга или деталь").fill("Выезд за город")
    lines.nth(1).get_by_label("Вид").select_option(label="Выезд")
    lines.nth(1).get_by_label("Цена").fill("700")
    lines.nth(1).get_by_label("НДС").select_option(label="Без НДС")
    top(page).get_by_label("НДС в ценах").select_option(label="Сверх цены")
    with page.expect_request("**/v1/orders/o2") as sent:
        top(page).get_by_role("button", name="Сохранить").click()

    assert sent.value.post_data_json["vat_mode"] == "on_top"
    first, second = sent.value.post_data_json["items"]
    assert (first["discount_percent"], first["vat"], first["qty"]) == ("12.5", "22", "1.5")
    assert second == {
        "name": "Выезд за город",
        "kind": "travel",
        "qty": "1",
        "unit_price": 70_000,
        "discount_percent": "0",
        "vat": "none",
    }
    expect(page.locator(".items tbody tr")).to_have_count(2)


def test_money_is_taken_and_given_back(show: Open, api: FakeApi) -> None:
    page = show("/orders?order=o1")
    card = page.locator("dialog.dialog-side")
    card.get_by_role("button", name="Принять оплату").click()
    expect(top(page).get_by_label("Сумма")).to_have_value("2650")

    top(page).get_by_label("Сумма").fill("9 000")
    top(page).get_by_role("button", name="Принять", exact=True).click()
    expect(top(page).get_by_role("alert")).to_be_visible()
    top(page).get_by_label("Сумма").fill("1 000,50")
    top(page).get_by_label("Наличные").check()
    top(page).get_by_role("button", name="Принять", exact=True).click()
    expect(card.locator(".payments li")).to_contain_text("Оплата, наличные")
    expect(card.locator(".items tfoot tr").last).to_contain_text("1 649,50 ₽")
    card.get_by_role("button", name="Вернуть").click()
    top(page).get_by_role("button", name="Вернуть деньги").click()

    expect(card.locator(".payments li")).to_have_count(2)
    assert [one["amount"] for one in api.orders[1]["payments"]] == [100_050, 100_050]
    assert api.orders[1]["totals"]["due"]["amount"] == 265_000


@pytest.mark.parametrize(
    ("index", "state", "words"),
    [(0, "running", "осталось 3"), (5, "paused", "На паузе"), (9, "breached", "просрочено на 1")],
)
def test_the_clock_says_how_a_promise_stands(
    show: Open, api: FakeApi, index: int, state: str, words: str
) -> None:
    assert api.orders[index]["sla"]["state"] == state

    page = show(f"/orders?order=o{index}")

    expect(page.locator(f"[data-sla={state}]")).to_contain_text(words)
    expect(page.locator("[data-sla=met]")).to_contain_text("Реакция")


def test_a_file_is_added_read_and_removed(show: Open, api: FakeApi) -> None:
    page = show("/orders?order=o1")
    files = page.locator("section", has_text="Файлы")
    picture = {"name": "до.png", "mimeType": "image/png", "buffer": b"\x89PNG" * 400}

    files.get_by_label("Файл для заказа").set_input_files(picture)  # type: ignore[arg-type]
    expect(files.locator("li")).to_have_count(2)
    with page.expect_download() as saved:
        files.get_by_role("button", name="Скачать Акт.pdf").click()
    files.get_by_role("button", name="Убрать Акт.pdf").click()
    files.get_by_role("button", name="Точно убрать").click()

    expect(files.locator("li")).to_have_count(1)
    assert saved.value.suggested_filename == "Акт.pdf"
    kept = api.orders[1]["attachments"]
    assert [(one["name"], one["bytes"]) for one in kept] == [("до.png", 1600)]
    assert len(kept[0]["sha256"]) == 64


def test_a_file_that_is_refused_says_so(show: Open) -> None:
    page = show("/orders?order=o1")
    files = page.locator("section", has_text="Файлы")

    program = {"name": "a.exe", "mimeType": "", "buffer": b"MZ"}
    files.get_by_label("Файл для заказа").set_input_files(program)  # type: ignore[arg-type]

    expect(files.get_by_role("alert")).to_be_visible()
    expect(files.locator("li")).to_have_count(1)


@pytest.mark.parametrize(
    ("button", "field", "count"), [("Скопировать", "copied_from", 2), ("Переделка", "rework_of", 0)]
)
def test_an_order_is_made_out_of_another(
    show: Open, api: FakeApi, button: str, field: str, count: int
) -> None:
    api.orders[3]["items"] = api.orders[2]["items"]
    page = show("/orders?order=o3")
    page.get_by_role("group", name="Другие действия").get_by_role("button", name=button).click()

    top(page).get_by_role("button", name="Создать заказ").click()

    expect(page.get_by_role("heading", name="Заказ 1085")).to_be_visible()
    assert api.orders[0][field] == "o3"
    assert len(api.orders[0]["items"]) == count


def test_a_technician_is_offered_only_the_moves_of_the_field(show: Open, api: FakeApi) -> None:
    api.role = "technician"

    page = show("/orders?order=o2")
    expect(page.locator(".who-name")).to_contain_text("Исполнитель")

    moves = page.get_by_role("group", name="Действия", exact=True).get_by_role("button")
    expect(moves).to_have_text(["Завершить", "Поставить на паузу"])
    expect(page.get_by_role("group", name="Другие действия")).to_have_count(0)
    expect(page.get_by_role("button", name="Принять оплату")).to_have_count(0)


def test_the_card_tells_what_partners_were_told_and_leads_to_the_log(
    show: Open, api: FakeApi
) -> None:
    page = show("/orders?order=o3")
    told = page.locator("section", has_text="Отправлено партнёрам")

    expect(told.locator("li")).to_have_count(1)
    expect(told.locator("li")).to_contain_text("Не доставлена")
    expect(told.locator("li")).to_contain_text("2 попытки")
    expect(told.locator("li")).to_contain_text("410")
    assert api.asked_of_log[-1]["order"] == "o3"
    told.locator("li").get_by_role("link").click()

    expect(page.locator("dialog .attempt")).to_have_count(2)


@pytest.mark.parametrize(("role", "count"), [("manager", 1), ("dispatcher", 0), ("technician", 0)])
def test_only_who_looks_after_partners_asks_what_they_were_told(
    show: Open, api: FakeApi, role: str, count: int
) -> None:
    api.role = role

    page = show("/orders?order=o30")
    expect(page.locator(".timeline li").first).to_be_visible()
    expect(page.locator(".who-name")).not_to_be_empty()

    told = page.get_by_role("heading", name="Отправлено партнёрам")
    expect(told).to_have_count(count)
    if count:
        expect(page.get_by_text("ещё никому не сообщали")).to_be_visible()
    else:
        assert api.asked_of_log == []


def test_a_technician_is_led_to_the_card_of_the_customer(show: Open, api: FakeApi) -> None:
    api.role = "technician"
    page = show("/orders?order=o2")

    page.locator("dialog .facts").get_by_role("link", name=api.orders[2]["customer_name"]).click()

    expect(page.locator("dialog .facts")).to_contain_text("+7 900")
    expect(page).to_have_url(re.compile(r"/orders\?customer=c\d+$"))
    expect(page.locator("dialog").get_by_role("button", name="Изменить")).to_have_count(0)
    page.go_back()
    expect(page.locator(".card-title")).to_have_text(api.orders[2]["title"])


def test_an_opened_order_prints_as_a_paper_to_sign(show: Open, api: FakeApi) -> None:
    api.orders[1]["customer"] |= {"inn": "7700000009"}
    page = show("/orders?order=o1")
    expect(page.locator("dialog .facts").first).to_contain_text("Москва, Садовая, 5")
    expect(page.locator(".paper")).to_have_count(0)

    page.emulate_media(media="print")

    paper = page.locator(".paper")
    expect(paper.locator("h2")).to_contain_text("Заказ-наряд № 1083")
    for words in ("Москва, Садовая, 5", "7700000009", "Итого", "К оплате"):
        expect(paper).to_contain_text(words)
    expect(paper.locator(".items tbody tr")).to_have_count(len(api.orders[1]["items"]))
    # A paper is kept: its days say their year.
    planned = api.orders[1]["scheduled_start"]
    expect(paper.locator(".facts")).to_contain_text(f"{datetime.fromisoformat(planned):%Y}")
    expect(page.locator(".timeline")).not_to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(paper.locator("h2")).to_be_visible()
    expect(page.locator(".table-orders")).not_to_be_visible()
    page.emulate_media(media="screen")
    expect(paper).to_have_count(0)


def test_the_zone_of_an_order_is_changed_and_taken_away(show: Open, api: FakeApi) -> None:
    page = show("/orders?order=o1")
    tools = page.get_by_role("group", name="Другие действия")
    facts = page.locator("dialog .facts").first
    for zone in ("Юг", None):
        tools.get_by_role("button", name="Изменить").click()
        top(page).get_by_label("Район").fill(zone or "")
        with page.expect_request("**/v1/orders/o1") as sent:
            top(page).get_by_role("button", name="Сохранить").click()

        assert sent.value.post_data_json == {"zone": zone}
        expect(top(page)).to_have_count(0)
        expect(facts.locator("dd", has_text="Юг")).to_have_count(1 if zone else 0)
