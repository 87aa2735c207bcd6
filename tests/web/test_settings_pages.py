"""Settings: promised times, working hours, and the log of erasures."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import Open
from tests.web.fake_api import FakeApi

pytestmark = pytest.mark.browser


def form(page: Page) -> Locator:
    return page.locator("dialog form")


def policies(page: Page) -> Locator:
    return page.locator(".table-policies tbody tr")


def test_a_policy_is_added_and_the_others_stay(show: Open, api: FakeApi) -> None:
    page = show("/settings/sla")
    page.get_by_role("button", name="Новое правило").click()
    form(page).get_by_label("Код").fill("vip")
    form(page).get_by_label("Типы заказов").fill("vip, Contract")
    form(page).get_by_label("Срочный").check()
    form(page).get_by_label("Реакция, минут").fill("15")
    form(page).get_by_label("Решение, минут").fill("90")
    expect(form(page)).to_contain_text("1 ч 30 мин")
    form(page).get_by_label("Круглосуточно").check()
    with page.expect_request("**/v1/sla") as sent:
        form(page).get_by_role("button", name="Сохранить").click()

    expect(policies(page)).to_have_count(4)
    expect(policies(page).last).to_contain_text("vip, contract")
    assert sent.value.headers["if-match"] == '"3"'
    assert [one["id"] for one in api.rules["policies"]] == ["usual", "urgent", "warranty", "vip"]
    assert api.rules["policies"][3]["works"] == "24x7"
    assert api.rules["calendar"]["exceptions"][0]["note"] == "Короткий день"


def test_a_policy_is_taken_away(show: Open, api: FakeApi) -> None:
    page = show("/settings/sla")
    page.get_by_role("button", name="Изменить urgent").click()
    form(page).get_by_role("button", name="Удалить правило").click()

    expect(policies(page)).to_have_count(2)
    assert [one["id"] for one in api.rules["policies"]] == ["usual", "warranty"]


def test_what_cannot_be_a_policy_is_said_at_its_fields(show: Open, api: FakeApi) -> None:
    page = show("/settings/sla")
    page.get_by_role("button", name="Новое правило").click()
    form(page).get_by_label("Код").fill("usual")
    form(page).get_by_label("Решение, минут").fill("скоро")
    form(page).get_by_role("button", name="Сохранить").click()
    expect(form(page).locator(".field-error")).to_have_text(
        ["Такой код уже есть", "Нужно целое число минут больше нуля"]
    )

    form(page).get_by_label("Код").fill("vip")
    form(page).get_by_label("Решение, минут").fill("30")
    form(page).get_by_role("button", name="Сохранить").click()

    expect(form(page).get_by_label("Реакция, минут")).to_have_attribute("aria-invalid", "true")
    expect(form(page).locator(".field-error")).to_have_text("Не больше срока решения")
    assert api.rules["version"] == 3


def test_two_who_change_one_policy_see_both_and_choose(show: Open, api: FakeApi) -> None:
    page = show("/settings/sla")
    page.get_by_role("button", name="Изменить usual").click()
    form(page).get_by_label("Реакция, минут").fill("45")
    api.rules["policies"][0]["resolution_minutes"] = 600
    api.rules["version"] = 4
    form(page).get_by_role("button", name="Сохранить").click()

    clash = page.get_by_role("group", name="Правило «usual»")
    expect(clash).to_contain_text("Реакция: 45 мин")
    expect(clash).to_contain_text("Решение: 10 ч")
    page.get_by_role("button", name="Сохранить выбранное").click()

    expect(policies(page).first).to_contain_text("45 мин")
    assert api.rules["policies"][0]["resolution_minutes"] == 480
    assert api.rules["version"] == 5


def test_a_change_elsewhere_in_the_rules_is_kept(show: Open, api: FakeApi) -> None:
    page = show("/settings/sla")
    page.get_by_role("button", name="Изменить usual").click()
    form(page).get_by_label("Реакция, минут").fill("45")
    api.rules["calendar"]["week"]["sat"] = ["10:00-14:00"]
    api.rules["version"] = 4
    form(page).get_by_role("button", name="Сохранить").click()
    page.get_by_role("button", name="Сохранить выбранное").click()

    expect(policies(page).first).to_contain_text("45 мин")
    expect(page.locator(".facts")).to_contain_text("10:00–14:00")
    assert api.rules["calendar"]["week"]["sat"] == ["10:00-14:00"]


def test_working_hours_and_days_of_their_own_are_changed(show: Open, api: FakeApi) -> None:
    page = show("/settings/sla")
    expect(page.locator(".banner")).to_contain_text("известен до конца 2027 года")
    page.get_by_role("button", name="Изменить график").click()
    form(page).get_by_label("Пятница").fill("поздно")
    form(page).get_by_role("button", name="Сохранить").click()
    expect(form(page).locator(".field-error")).to_contain_text("Нужны часы вроде")

    form(page).get_by_label("Пятница").fill("9-13, 14:00-17")
    form(page).get_by_label("Без праздников").check()
    form(page).get_by_role("button", name="Добавить день").click()
    form(page).get_by_label("День", exact=True).last.fill("2027-01-11")
    form(page).get_by_label("Пометка").last.fill("Учёт")
    form(page).get_by_role("button", name="Сохранить").click()

    expect(page.locator(".facts")).to_contain_text("9:00–13:00, 14:00–17:00")
    expect(page.locator(".facts")).to_contain_text("выходной (Учёт)")
    expect(page.locator(".banner")).to_have_count(0)
    calendar = api.rules["calendar"]
    assert calendar["week"]["fri"] == ["09:00-13:00", "14:00-17:00"]
    assert calendar["week"]["mon"] == ["09:00-13:00", "14:00-18:00"]
    assert calendar["holidays"] == "none"
    assert calendar["exceptions"][1] == {"day": "2027-01-11", "hours": [], "note": "Учёт"}
    assert len(api.rules["policies"]) == 3


def test_whoever_may_only_read_the_rules_is_offered_no_change(show: Open, api: FakeApi) -> None:
    api.role = "dispatcher"

    page = show("/settings/sla")

    expect(policies(page)).to_have_count(3)
    expect(page.locator("main").get_by_role("button")).to_have_count(0)


def test_the_log_of_erasures_says_who_what_and_how_far(show: Open) -> None:
    page = show("/settings/erasures")

    rows = page.locator(".table-erasures tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Идёт")
    expect(rows.first).to_contain_text("Просьба клиента")
    expect(rows.first).to_contain_text("отзывы: 2, идёт")
    expect(rows.last).to_contain_text("Удалено")
    rows.last.get_by_role("link").click()
    expect(page).to_have_url("/customers?customer=c2")
    expect(page.locator("dialog.dialog-side")).to_be_visible()


def test_a_log_without_erasures_says_where_they_begin(show: Open, api: FakeApi) -> None:
    api.erasures = []

    page = show("/settings/erasures")

    expect(page.locator(".note-title")).to_have_text("Данные ещё не удаляли")
