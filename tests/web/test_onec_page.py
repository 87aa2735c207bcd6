"""The card of a connection to 1C: what is typed into it, what hinders it, what words mean."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web import fake_onec
from tests.web.conftest import PHONE, Open
from tests.web.fake_api import FakeApi

pytestmark = pytest.mark.browser

CARD = f"/integrations?tab=integrations&integration={fake_onec.ID}"


@pytest.fixture(autouse=True)
def connected(api: FakeApi) -> None:
    api.integrations.insert(0, fake_onec.connection())
    api.onec = fake_onec.state()


def top(page: Page) -> Locator:
    return page.locator("dialog dialog")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize("size", [PHONE, (1366, 768)], ids=["phone", "desktop"])
def test_the_card_gives_what_is_typed_into_1c_and_tells_how_it_goes(
    show: Open, size: tuple[int, int]
) -> None:
    page = show(CARD, size=size)
    panel = page.locator("section.onec")

    expect(panel.locator(".copy-box code")).to_have_text([fake_onec.URL, fake_onec.ID])
    expect(panel).to_contain_text("забрала: 40, рассказала: 3, сменить статус: 1")
    expect(panel).to_contain_text("there is no order '99'")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_order_aside_and_a_refused_state_are_tried_again(show: Open) -> None:
    page = show(CARD)
    aside = page.locator("section.onec li", has_text="1007")
    expect(aside).to_contain_text("the lines come to 90")
    aside.get_by_role("button", name="Повторить").click()
    expect(aside).to_contain_text("Проверим при следующем обмене")

    refused = page.locator("section.onec li", has_text="1008")
    expect(refused).to_contain_text("«Закрыт»")
    refused.get_by_role("button", name="Повторить").click()
    expect(refused).to_have_count(0)


def test_words_of_states_and_rates_are_edited_and_nothing_else_changes(
    show: Open, api: FakeApi
) -> None:
    page = show(CARD)
    press(page, "Статусы и НДС")
    dialog = top(page)
    rate = dialog.get_by_label("НДС 22 %")
    expect(rate).to_have_accessible_description(re.compile("молча записать «Без НДС»"))
    rate.fill("20")
    dialog.get_by_role("button", name="Добавить строку").click()
    dialog.get_by_label("Статус в 1С 2").fill("выполнен")
    expect(dialog.get_by_role("alert")).to_have_text("Этот статус уже есть")
    expect(dialog.get_by_role("button", name="Сохранить")).to_be_disabled()
    dialog.get_by_label("Статус в 1С 2").fill("Отгружен")
    dialog.get_by_label("Наш статус 2").select_option("closed")
    dialog.get_by_label("В работе").fill("Выполняется")
    dialog.get_by_role("button", name="Сохранить").click()
    expect(dialog).to_have_count(0)

    saved = api.integrations[0]["settings"]
    assert saved["returned"] == {"Выполнен": "completed", "Отгружен": "closed"}
    assert saved["statuses"] == {"in_progress": "Выполняется"}
    assert saved["vat_texts"] == {"22": "20"}
    assert (saved["zone"], saved["batch_size"]) == ("Europe/Moscow", 100)


def test_one_order_is_shown_as_1c_would_get_it(show: Open) -> None:
    page = show(CARD)
    press(page, "Как увидит 1С")
    dialog = top(page)
    dialog.get_by_label("Номер заказа").fill("9")
    dialog.get_by_role("button", name="Показать").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Такого заказа нет")

    dialog.get_by_label("Номер заказа").fill("1007")
    dialog.get_by_role("button", name="Показать").click()
    expect(dialog.locator("pre")).to_contain_text("<Номер>1007</Номер>")
    expect(dialog).to_contain_text("the lines come to 90")


def test_everything_is_offered_again_once_somebody_means_it(show: Open, api: FakeApi) -> None:
    page = show(CARD)
    press(page, "Выгрузить всё заново")
    top(page).get_by_role("button", name="Выгрузить", exact=True).click()

    expect(page.locator("section.onec")).to_contain_text("1С ещё не приходила")


def test_who_may_only_look_is_offered_nothing_to_press(show: Open, api: FakeApi) -> None:
    api.permissions = ["me:read", "integrations:read"]
    page = show(CARD)

    expect(page.locator("section.onec")).to_contain_text("1007")
    expect(page.locator("section.onec").get_by_role("button", name="Повторить")).to_have_count(0)
    expect(page.get_by_role("button", name="Статусы и НДС")).to_have_count(0)


def test_the_form_keeps_the_words_that_it_does_not_show(show: Open, api: FakeApi) -> None:
    page = show(CARD)
    press(page, "Изменить")
    form = top(page).locator("form")
    form.get_by_label("Заказов за раз").fill("50")
    form.get_by_role("button", name="Сохранить").click()
    expect(form).to_have_count(0)

    saved = api.integrations[0]["settings"]
    assert saved["batch_size"] == 50
    assert saved["returned"] == {"Выполнен": "completed"}
