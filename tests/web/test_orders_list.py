"""The list and the board of orders: filters, search, order, saved filters, many at once."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.web.conftest import Open
from tests.web.fake_api import FakeApi
from tests.web.watch import heard, hold

pytestmark = pytest.mark.browser


def rows(page: Page) -> Locator:
    # Not the bones, which stand there until the orders have come.
    return page.locator(".table-orders tbody tr:has(.chip)")


def test_conditions_add_up_and_stay_in_the_address(show: Open) -> None:
    page = show("/orders")

    page.get_by_role("link", name="Новые", exact=True).click()
    page.get_by_role("link", name="В работе", exact=True).click()
    expect(page).to_have_url(re.compile(r"status=new%2Cin_progress"))
    page.get_by_label("Приоритет").select_option(label="Срочный")
    page.get_by_role("button", name="Просроченные").click()
    expect(page).to_have_url(re.compile(r"priority=urgent&overdue=1"))
    page.reload()

    expect(page.get_by_role("button", name="Просроченные")).to_have_attribute(
        "aria-pressed", "true"
    )
    chips = rows(page).locator(".c-status .chip")
    expect(chips.first).to_be_visible()
    assert set(chips.all_inner_texts()) <= {"Новый", "В работе"}
    expect(rows(page).locator(".overdue")).to_have_count(rows(page).count())
    page.get_by_role("link", name="Сбросить фильтры").click()
    expect(page).to_have_url(re.compile(r"/orders$"))


def test_a_zone_narrows_the_list_and_stands_on_the_card(show: Open) -> None:
    page = show("/orders")
    expect(rows(page).first).to_be_visible()
    every = rows(page).count()

    page.get_by_label("Район").select_option(label="Центр")

    expect(page).to_have_url(re.compile(r"zone="))
    expect(rows(page)).not_to_have_count(every)
    rows(page).first.get_by_role("link").first.click()
    expect(page.locator("dl").filter(has_text="Район").first).to_contain_text("Центр")


def test_a_technician_and_a_period_narrow_the_list(show: Open) -> None:
    page = show("/orders")

    page.get_by_label("Исполнитель").select_option(label="Инна Полевая")
    page.get_by_label("Когда создан").select_option(label="Созданы за 7 дней")

    expect(page).to_have_url(re.compile(r"technician=t1&from=\d{4}-\d\d-\d\d$"))
    names = rows(page).locator(".c-technician")
    expect(names.first).to_have_text("Инна Полевая")
    expect(names.filter(has_not_text="Инна Полевая")).to_have_count(0)


def test_a_search_is_asked_once_typed_and_sifted_by_the_filters(show: Open) -> None:
    page = show("/orders")
    expect(rows(page)).to_have_count(50)

    page.keyboard.press("/")
    page.keyboard.type("полдень")
    expect(page).to_have_url(re.compile(r"\?q="))
    expect(rows(page)).to_have_count(12)
    page.get_by_role("link", name="На паузе").click()

    expect(rows(page)).to_have_count(0)
    expect(page.locator(".note")).to_contain_text("Под фильтр ничего не попало")


def test_a_head_sorts_and_says_which_way(show: Open) -> None:
    page = show("/orders")
    head = page.get_by_role("columnheader", name="Сумма")
    sums = rows(page).locator(".c-total")

    head.get_by_role("link").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(sums.first).to_have_text("5 400 ₽")
    head.get_by_role("link").click()

    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(sums.first).to_have_text("—")
    expect(page).to_have_url(re.compile(r"sort=total&dir=asc"))
    expect(page.get_by_label("Порядок")).to_have_value("total asc")


@pytest.mark.parametrize("head", ["Номер", "Статус", "Заказ", "Клиент", "Исполнитель"])
def test_every_column_sorts(show: Open, head: str) -> None:
    page = show("/orders")
    expect(rows(page)).to_have_count(50)
    column = page.get_by_role("columnheader", name=head, exact=True)

    column.get_by_role("link").click()

    expect(column).to_have_attribute("aria-sort", re.compile("ascending|descending"))
    expect(page).to_have_url(re.compile(r"sort=\w+&dir=(asc|desc)$"))
    expect(rows(page)).to_have_count(50)


def test_an_order_of_too_many_rows_leads_back_to_the_usual_one(show: Open, api: FakeApi) -> None:
    api.orders *= 4
    page = show("/orders?sort=customer&dir=asc")

    expect(page.locator(".note")).to_contain_text("сузьте фильтр")
    page.get_by_role("button", name="Вернуть порядок по созданию").click()

    expect(rows(page).first).to_be_visible()
    expect(page).to_have_url(re.compile(r"/orders$"))


def test_chosen_columns_are_remembered(show: Open) -> None:
    page = show("/orders")
    expect(rows(page)).to_have_count(50)
    expect(page.locator("th.c-external")).to_have_count(0)
    page.get_by_role("button", name="Колонки").click()
    form = page.locator("dialog")

    form.get_by_label("Внешний номер").check()
    form.get_by_label("Клиент").uncheck()
    form.get_by_role("button", name="Закрыть").last.click()
    expect(rows(page).first.locator(".c-external")).to_have_text("site-0")
    page.reload()

    expect(rows(page).first.locator(".c-external")).to_have_text("site-0")
    expect(page.locator("th.c-customer")).to_have_count(0)
    page.get_by_role("button", name="Колонки").click()
    form.get_by_role("button", name="Как было").click()
    expect(page.locator("th.c-customer")).to_have_count(1)
    expect(page.locator("th.c-external")).to_have_count(0)


def test_all_rows_that_pass_go_into_a_file_in_their_order(show: Open, api: FakeApi) -> None:
    api.orders[4]["title"] = '=HYPERLINK("x")'
    page = show("/orders?sort=number&dir=asc")
    expect(rows(page)).to_have_count(50)

    with page.expect_download() as saved:
        page.get_by_role("button", name="Скачать CSV").click()

    text = Path(saved.value.path()).read_bytes().decode("utf-8-sig")
    head, *lines = text.removesuffix("\r\n").split("\r\n")
    assert head.split(";")[:3] == ["Номер", "Статус", "Заказ"]
    numbers = [int(line.split(";")[0]) for line in lines]
    assert numbers == sorted(int(one["number"]) for one in api.orders)
    assert '"\'=HYPERLINK(""x"")"' in text
    assert saved.value.suggested_filename.startswith("naryad-orders-")
    expect(page.locator(".toast")).to_contain_text("В файле 57 заказов")


def test_chosen_rows_go_into_a_file(show: Open) -> None:
    page = show("/orders")
    for number in ("1082", "1080"):
        page.get_by_label(f"Выбрать заказ {number}").check()
    bar = page.get_by_role("region", name="Действия с выбранными заказами")

    with page.expect_download() as saved:
        bar.get_by_role("button", name="Скачать CSV").click()

    lines = Path(saved.value.path()).read_text("utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in lines] == ["Номер", "1082", "1080"]


def test_a_saved_filter_is_remembered_and_handed_on(show: Open) -> None:
    page = show("/orders?status=on_hold&sort=due&dir=asc")
    page.get_by_role("button", name="Мои фильтры").click()
    form = page.locator("dialog")

    expect(form.locator(".copy-box")).to_contain_text("/orders?status=on_hold&sort=due&dir=asc")
    form.get_by_label("Название").fill("Ждут")
    form.get_by_role("button", name="Сохранить фильтр").click()
    expect(form.get_by_role("link", name="Ждут")).to_be_visible()
    page.goto("/orders")
    page.get_by_role("link", name="Ждут").click()

    expect(page).to_have_url(re.compile(r"\?status=on_hold&sort=due&dir=asc$"))
    page.get_by_role("button", name="Мои фильтры").click()
    form.get_by_role("button", name="Удалить фильтр «Ждут»").click()
    expect(form).to_contain_text("Сохранённых фильтров пока нет")


def test_many_orders_are_moved_at_once_and_each_says_what_became_of_it(
    show: Open, api: FakeApi
) -> None:
    page = show("/orders")
    for number in ("1082", "1080"):
        page.get_by_label(f"Выбрать заказ {number}").check()
    bar = page.get_by_role("region", name="Действия с выбранными заказами")
    expect(bar).to_contain_text("Выбрано: 2")

    bar.get_by_role("button", name="Сменить статус").click()
    form = page.locator("dialog")
    form.get_by_label("Новый статус").select_option(label="Выполнен")
    form.get_by_label("Решено", exact=True).check()
    form.get_by_role("button", name="Применить").click()

    expect(form.get_by_role("status")).to_have_text("Получилось: 1 из 2")
    expect(form.locator("li").first).to_contain_text("Заказ 1080")
    expect(form.locator("li").first).to_contain_text("нельзя перейти в «Выполнен»")
    expect(form.locator("li").last).to_contain_text("Готово")
    assert (api.orders[2]["status"], api.orders[4]["status"]) == ("completed", "en_route")


def test_rows_are_chosen_once_they_are_there(show: Open) -> None:
    held: list[list[Route]] = []
    page = show("/orders", before=lambda page: held.append(hold(page, "**/v1/orders?*", times=1)))
    every = page.get_by_label("Выбрать все на странице")

    expect(every).to_be_disabled()
    heard(page, lambda: bool(held[0]))
    held[0].pop().continue_()

    every.check()
    expect(page.get_by_role("region", name="Действия с выбранными")).to_contain_text("50")


def test_all_rows_of_a_page_are_given_to_one_technician(show: Open, api: FakeApi) -> None:
    api.orders = api.orders[:5]
    page = show("/orders")
    page.get_by_label("Выбрать все на странице").check()

    page.get_by_role("button", name="Назначить исполнителя").click()
    form = page.locator("dialog")
    form.get_by_role("button", name="Применить").click()
    expect(form.get_by_text("Заполните поле")).to_be_visible()
    form.get_by_label("Исполнитель").select_option(label="Олег Мостовой")
    form.get_by_role("button", name="Применить").click()

    expect(form.get_by_role("status")).to_have_text("Получилось: 5 из 5")
    assert {one["technician_id"] for one in api.orders} == {"t2"}


def test_a_card_of_the_board_is_moved_by_its_button(show: Open, api: FakeApi) -> None:
    page = show("/orders")
    page.get_by_role("group", name="Вид").get_by_role("link", name="Доска").click()
    expect(page).to_have_url(re.compile(r"view=board$"))
    working = page.get_by_role("region", name="В работе")
    card = working.locator(".board-card", has_text="1082")

    card.get_by_role("button", name="Сменить статус заказа 1082").click()
    form = page.locator("dialog")
    form.get_by_role("button", name="Поставить на паузу").click()
    form.get_by_label("Ждём деталь").check()
    form.get_by_role("button", name="Подтвердить").click()

    expect(form).to_have_count(0)
    expect(page.get_by_role("region", name="На паузе")).to_contain_text("1082")
    assert api.orders[2]["status"] == "on_hold"


def test_a_card_of_the_board_is_dragged_only_where_it_may_go(show: Open, api: FakeApi) -> None:
    page = show("/orders?view=board")
    card = page.locator(".board-card", has_text="1082")
    expect(card).to_be_visible()

    card.drag_to(page.get_by_role("region", name="В пути"))
    expect(page.locator("dialog")).to_have_count(0)
    card.drag_to(page.get_by_role("region", name="Выполненные"))
    form = page.locator("dialog")
    form.get_by_label("Решено", exact=True).check()
    form.get_by_role("button", name="Подтвердить").click()

    expect(page.get_by_role("region", name="Выполненные")).to_contain_text("1082")
    assert api.orders[2]["status"] == "completed"


def test_who_only_reads_chooses_nothing(show: Open, api: FakeApi) -> None:
    api.role = "accountant"

    page = show("/orders?view=board")
    expect(page.locator(".who-name")).to_contain_text("Бухгалтер")

    expect(page.get_by_role("button", name="Новый заказ")).to_have_count(0)


def test_what_is_to_be_done_is_readable_on_a_small_desktop(show: Open) -> None:
    page = show("/orders", size=(1280, 800))
    expect(rows(page).first).to_be_visible()

    title = page.locator(".table-orders tbody .c-title").first
    assert title.evaluate("cell => cell.clientWidth") > 180
