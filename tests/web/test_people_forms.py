"""Working hours, consents, addresses, and the file of all that is held of one customer."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.web.conftest import DESKTOP, PHONE, Open
from tests.web.fake_api import FakeApi
from tests.web.fake_people import EXPORTED
from tests.web.watch import faults, resize

pytestmark = pytest.mark.browser

USUAL = [{"start": "09:00", "end": "18:00"}]


def top(page: Page) -> Locator:
    """Give the dialog above the card."""
    return page.locator("dialog dialog")


def press(page: Page, name: str) -> None:
    """Press a button of the card by its whole name."""
    page.locator("dialog.dialog-side").get_by_role("button", name=name, exact=True).click()


def save(page: Page) -> None:
    top(page).get_by_role("button", name="Сохранить", exact=True).click()


def test_hours_are_set_by_weekday_with_days_off(show: Open, api: FakeApi) -> None:
    page = show("/technicians?technician=t0")
    expect(page.locator("dialog.dialog-side")).to_contain_text("График не задан")
    press(page, "Задать график")
    top(page).get_by_role("button", name="Будни 09:00–18:00").click()
    top(page).get_by_role("button", name="пятница: убрать часы 1").click()
    top(page).get_by_role("button", name="Часы суббота").click()
    top(page).get_by_label("суббота, конец 1").fill("00:00")
    top(page).get_by_role("button", name="Добавить дни").click()
    days = top(page).get_by_role("group", name="Дни не по графику 1")
    days.get_by_label("Первый день").fill("2099-01-01")
    days.get_by_label("Последний день").fill("2099-01-02")
    days.get_by_label("Причина").fill("Отпуск")
    save(page)

    expect(top(page)).to_have_count(0)
    off = [{"date": f"2099-01-0{day}", "shifts": [], "note": "Отпуск"} for day in (1, 2)]
    assert api.technicians[0]["calendar"] == {
        "weekly": dict.fromkeys(("mon", "tue", "wed", "thu"), USUAL)
        | {"sat": [{"start": "09:00", "end": "24:00"}]},
        "exceptions": off,
    }
    schedule = page.locator(".schedule")
    expect(schedule).to_contain_text("пн–чт")
    expect(schedule).to_contain_text("09:00–00:00")
    expect(schedule).to_contain_text("выходной · Отпуск")


def test_hours_that_cannot_be_are_not_sent(show: Open, api: FakeApi) -> None:
    before = api.technicians[1]["calendar"]
    page = show("/technicians?technician=t1")
    press(page, "Изменить график")
    top(page).get_by_label("понедельник, начало 2").fill("12:00")
    top(page).get_by_label("вторник, конец 2").fill("")
    top(page).get_by_role("button", name="Добавить дни").click()
    days = top(page).get_by_role("group", name="Дни не по графику 3")
    days.get_by_label("Первый день").fill("2199-12-20")
    save(page)

    expect(top(page).get_by_text("Часы пересекаются")).to_be_visible()
    expect(top(page).get_by_text("Заполните поле")).to_be_visible()
    expect(days).to_contain_text("Эти дни уже есть выше")
    assert api.technicians[1]["calendar"] == before


def test_crossing_hours_are_laid_open_in_words(show: Open, api: FakeApi) -> None:
    page = show("/technicians?technician=t1")
    press(page, "Изменить график")
    top(page).get_by_role("button", name="Понедельник на все будни").click()
    api.technicians[1] |= {"version": 7, "calendar": {"weekly": {"sun": USUAL}}}
    save(page)

    clash = top(page).get_by_role("group", name="Рабочий график")
    expect(clash).to_contain_text("пн–пт 09:00–13:00, 14:00–18:00")
    expect(clash).to_contain_text("вс 09:00–18:00")
    clash.get_by_label("Сейчас сохранено").check()
    top(page).get_by_role("button", name="Сохранить выбранное").click()

    expect(top(page)).to_have_count(0)
    assert api.technicians[1]["calendar"] == {"weekly": {"sun": USUAL}}


def test_a_consent_is_withdrawn_and_another_recorded(show: Open, api: FakeApi) -> None:
    given = api.customers[1]["consents"][0]["given_at"]
    page = show("/customers?customer=c1")
    press(page, "Изменить согласия")
    first = top(page).get_by_role("group", name="Согласие 1")
    first.get_by_label("Отозвано").fill("2020-01-01T10:00")
    top(page).get_by_role("button", name="Записать согласие").click()
    second = top(page).get_by_role("group", name="Согласие 2")
    second.get_by_label("Дано").fill("2026-11-20T12:30")
    save(page)
    expect(first.get_by_text("Отзыв не может быть раньше согласия")).to_be_visible()
    expect(second.get_by_text("Заполните поле")).to_be_visible()

    first.get_by_label("Отозвано").fill("2099-01-01T10:00")
    second.get_by_label("Как получено").select_option(label="По телефону")
    with page.expect_request("**/v1/customers/c1") as sent:
        save(page)

    assert sent.value.headers["if-match"] == '"4"'
    common = {"text_version": "2026-1"}
    assert sent.value.post_data_json == {
        "consents": [
            common
            | {"channel": "site", "given_at": given, "withdrawn_at": "2099-01-01T07:00:00.000Z"},
            common
            | {
                "channel": "phone",
                "given_at": "2026-11-20T09:30:00.000Z",
                "withdrawn_at": None,
            },
        ]
    }
    rows = page.locator("dialog section", has_text="Согласия на обработку").locator("li")
    expect(rows.nth(0).locator(".chip")).to_have_text("Отозвано")
    expect(rows.nth(1)).to_contain_text("Текст 2026-1 · По телефону")
    expect(rows.nth(1).locator(".chip")).to_have_text("Действует")


def test_addresses_and_foreign_ids_are_edited(show: Open, api: FakeApi) -> None:
    page = show("/customers?customer=c1")
    press(page, "Изменить")
    top(page).get_by_label("Номер в 1С").fill("00-000017")
    top(page).get_by_label("Уведомления").select_option(label="Не отправлять")
    top(page).get_by_role("button", name="Убрать адрес 1").click()
    top(page).get_by_role("button", name="Добавить адрес").click()
    address = top(page).get_by_role("group", name="Адрес 1")
    address.get_by_label("Квартира").fill("17")
    save(page)
    expect(address.get_by_text("Заполните поле")).to_be_visible()

    address.get_by_label("Улица и дом").fill("Озёрная, 3")
    address.get_by_label("Для чего").select_option(label="Для счетов")
    with page.expect_request("**/v1/customers/c1") as sent:
        save(page)

    written = {"type": "billing", "text": "Озёрная, 3", "apartment": "17"}
    assert sent.value.post_data_json == {
        "crm_1c_id": "00-000017",
        "notifications_enabled": False,
        "addresses": [written | {"entrance": None, "floor": None, "note": None}],
    }
    facts = page.locator("dialog .facts").first
    expect(facts).to_contain_text("Озёрная, 3, кв. 17 — для счетов")
    expect(facts).to_contain_text("00-000017")


def test_all_that_is_held_of_a_customer_is_saved_as_one_file(
    show: Open, api: FakeApi, tmp_path: Path
) -> None:
    theirs = [one["id"] for one in api.orders if one["customer_id"] == "c1"]
    assert len(theirs) > EXPORTED
    page = show("/customers?customer=c1")

    with page.expect_download() as saved:
        press(page, "Выгрузить данные")

    assert saved.value.suggested_filename == "naryad-c1.json"
    saved.value.save_as(tmp_path / "held.json")
    held = json.loads((tmp_path / "held.json").read_text(encoding="utf-8"))
    assert held["customer"]["name"] == "Кафе «Полдень»"
    assert [one["id"] for one in held["orders"]] == theirs
    assert set(held) == {"customer", "erasure", "orders"}


def test_who_may_not_erase_is_not_offered_the_data(show: Open, api: FakeApi) -> None:
    api.role = "dispatcher"

    page = show("/customers?customer=c1")
    expect(page.locator(".who-name")).to_contain_text("Диспетчер")

    card = page.locator("dialog.dialog-side")
    expect(card.get_by_role("button", name="Изменить", exact=True)).to_be_visible()
    expect(card.get_by_role("button", name="Выгрузить данные")).to_have_count(0)
    expect(card.get_by_role("button", name="Удалить данные")).to_have_count(0)


DIALOGS = {
    "hours": ("/technicians?technician=t1", ".section-head button", ".roster"),
    "technician": ("/technicians?technician=t1", ".moves button", "[type=tel]"),
    "consents": ("/customers?customer=c1", ".section-head button", ".consent-edit"),
    "customer": ("/customers?customer=c1", ".moves button", ".address-edit"),
}


@pytest.mark.parametrize(
    ("lang", "theme", "size"), [("ru", "light", DESKTOP), ("en", "dark", PHONE)], ids=str
)
@pytest.mark.parametrize("name", DIALOGS)
def test_a_form_is_whole_and_open_to_everyone(
    show: Open, name: str, lang: str, theme: str, size: tuple[int, int]
) -> None:
    place, button, sign = DIALOGS[name]
    page = show(place, lang=lang, theme=theme, size=size)
    page.locator(f"dialog.dialog-side {button}").first.click()
    expect(top(page).locator(sign).first).to_be_visible()

    assert faults(page) == []
    for width in (768, 1366) if size == DESKTOP else (360, 390):
        assert resize(page, width, size[1]) == [], f"at {width} px"


def test_what_another_card_has_is_said_beside_its_field(show: Open) -> None:
    page = show("/customers?customer=c1")
    body = {"status": 409, "detail": "+79000000002 belongs to another customer", "field": "phone"}
    page.route(
        "**/v1/customers/c1",
        lambda route: (
            route.fulfill(status=409, content_type="application/problem+json", json=body)
            if route.request.method == "PATCH"
            else route.fallback()
        ),
    )
    press(page, "Изменить")
    top(page).get_by_label("Телефон").fill("+7 900 000-00-02")
    save(page)

    expect(top(page).get_by_role("alert")).to_have_text(
        "Такое значение уже есть в другой карточке."
    )
    phone = top(page).get_by_label("Телефон")
    expect(phone).to_have_attribute("aria-invalid", "true")
    expect(phone).to_have_accessible_description("Уже есть в другой карточке")


def test_a_new_card_that_is_sent_again_is_the_same_request(show: Open) -> None:
    keys: list[str] = []

    def refuse(route: Route) -> None:
        if route.request.method == "POST":
            keys.append(route.request.headers["idempotency-key"])
            route.fulfill(status=500, content_type="application/problem+json", json={})
        else:
            route.fallback()

    page = show("/technicians")
    page.route("**/v1/technicians", refuse)
    page.get_by_role("button", name="Новый исполнитель").click()
    form = page.locator("dialog form")
    for name in ("Вера Ручьёва", "Вера Ручьёва", "Вера Ручей"):
        form.get_by_label("Имя").fill(name)
        with page.expect_response("**/v1/technicians"):
            form.get_by_role("button", name="Сохранить").click()
        expect(form.get_by_role("alert")).to_be_visible()

    assert keys[0] == keys[1] != keys[2]
