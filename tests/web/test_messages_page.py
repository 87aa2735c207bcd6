"""E-mail as an integration: its form, and the texts of its messages."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web import demo_partners
from tests.web.conftest import DESKTOP, PHONE, Open
from tests.web.fake_api import FakeApi
from tests.web.watch import faults, heard, hold, moved, resize

pytestmark = pytest.mark.browser

CARD = "/integrations?tab=integrations&integration=i9"
TEXTS = {"ru": "Тексты", "en": "Texts"}
# Each language, theme and kind of screen once; the longer words at every width.
LOOKS = pytest.mark.parametrize(
    ("lang", "theme", "size"), [("en", "light", DESKTOP), ("ru", "dark", PHONE)]
)
WIDTHS = {"en": (1366,), "ru": (390, 360, 768, 1366)}


@pytest.fixture(autouse=True)
def _mail(api: FakeApi) -> None:
    """Put an integration that writes letters at the head of the list."""
    messaging = {
        "audience": "customer",
        "recipients": [],
        "language": "ru",
        "consent": "required",
        "quiet_hours": {"begins": "21:00:00", "ends": "09:00:00"},
    }
    settings = {
        "provider": "smtp",
        "sender": "service@naryad.example",
        "host": "mail.naryad.example",
        "port": 465,
    }
    row = demo_partners.integrations()[0] | {"id": "i9", "kind": "email", "name": "Письма"}
    row |= {"settings": settings, "messaging": messaging, "secrets": [], "headers": {}}
    api.integrations.insert(0, row | {"filter": None})


def texts(page: Page, lang: str = "ru") -> Locator:
    """Open the texts of the letters."""
    page.get_by_role("button", name=TEXTS[lang], exact=True).click()
    dialog = page.locator("dialog dialog")
    expect(dialog.locator(".letter")).to_be_visible()
    return dialog


@LOOKS
def test_the_texts_are_whole_and_open_to_everyone(
    show: Open, lang: str, theme: str, size: tuple[int, int]
) -> None:
    page = show(CARD, lang=lang, theme=theme, size=size)
    dialog = texts(page, lang)
    dialog.locator("summary").click()

    assert faults(page) == []
    assert moved(page) < 0.02
    for width in WIDTHS[lang]:
        assert resize(page, width, size[1]) == [], f"at {width} px"


@LOOKS
def test_the_form_of_letters_is_whole_and_open_to_everyone(
    show: Open, lang: str, theme: str, size: tuple[int, int]
) -> None:
    page = show(CARD, lang=lang, theme=theme, size=size)
    edit = {"ru": "Изменить", "en": "Edit"}[lang]
    page.locator("dialog").get_by_role("button", name=edit, exact=True).click()
    form = page.locator("dialog dialog")
    expect(form.get_by_role("radio").first).to_be_visible()

    assert faults(page) == []
    for width in WIDTHS[lang]:
        assert resize(page, width, size[1]) == [], f"at {width} px"


def test_a_text_is_written_seen_kept_and_given_back(show: Open, api: FakeApi) -> None:
    page = show(CARD)
    dialog = texts(page)
    expect(dialog.get_by_text("Стандартный текст")).to_be_visible()
    dialog.get_by_label("Событие").select_option("order.completed")
    dialog.get_by_label("Тема").fill("Готово")
    dialog.get_by_label("Текст", exact=True).fill("Заказ ")
    dialog.locator(".placeholders").get_by_role("button").first.click()
    expect(dialog.locator(".letter h4")).to_have_text("Готово")
    expect(dialog.locator(".letter")).to_contain_text("Заказ 1042")

    dialog.get_by_role("button", name="Сохранить").click()

    expect(dialog.get_by_text("Свой текст")).to_be_visible()
    version, kept = api.texts["order.completed", "ru"]
    assert (version, kept["subject"], kept["html"]) == (1, "Готово", None)
    dialog.get_by_role("button", name="Вернуть стандартный").click()
    expect(dialog.get_by_text("Стандартный текст")).to_be_visible()
    expect(dialog.get_by_label("Тема")).not_to_have_value("Готово")
    assert api.texts == {}


def test_what_a_template_may_not_hold_is_named_at_its_field(show: Open, api: FakeApi) -> None:
    page = show(CARD)
    dialog = texts(page)
    dialog.get_by_label("Текст", exact=True).fill("Здравствуйте, {имя}")
    field = dialog.locator(".field", has=page.get_by_label("Текст", exact=True))

    expect(field.locator(".field-error")).to_contain_text("unknown placeholder")
    dialog.get_by_role("button", name="Сохранить").click()
    expect(dialog.get_by_role("alert").first).to_contain_text("Проверьте выделенные поля")
    assert api.texts == {}
    dialog.get_by_label("Текст", exact=True).fill("Здравствуйте")
    expect(dialog.locator(".letter")).to_contain_text("Здравствуйте")
    expect(field.locator(".field-error")).to_have_count(0)


def test_html_is_drawn_without_what_could_do_harm(show: Open, api: FakeApi) -> None:
    page = show(CARD)
    dialog = texts(page)
    dialog.locator("summary").click()
    html = '<p>Заказ <b>{order.number}</b> <a href="https://naryad.example/x">тут</a></p>'
    dialog.get_by_label("HTML").fill(html)

    letter = dialog.locator(".letter-body")
    expect(letter.locator("b")).to_have_text("1042")
    expect(letter.get_by_role("link")).to_have_attribute("rel", "noreferrer noopener")


def test_an_order_that_there_is_not_is_said_at_the_preview(show: Open) -> None:
    page = show(CARD)
    dialog = texts(page)

    dialog.get_by_label("Показать на заказе").fill("nothing")

    expect(dialog.locator(".preview").get_by_role("alert")).to_contain_text("больше нет")
    expect(dialog.locator(".letter")).to_have_count(0)


def test_a_colleagues_text_is_not_written_over(show: Open, api: FakeApi) -> None:
    page = show(CARD)
    dialog = texts(page)
    event = dialog.get_by_label("Событие").input_value()
    api.texts[event, "ru"] = 3, {"subject": "Чужое", "text": "Чужое", "html": None}
    dialog.get_by_label("Тема").fill("Моё")

    dialog.get_by_role("button", name="Сохранить").click()

    expect(dialog.get_by_role("alert")).to_contain_text("изменил кто-то другой")
    assert api.texts[event, "ru"][0] == 3


def test_what_is_typed_on_while_the_text_is_read_anew_stays_and_is_kept_too(
    show: Open, api: FakeApi
) -> None:
    page = show(CARD)
    dialog = texts(page)
    event = dialog.get_by_label("Событие").input_value()
    held = hold(page, "**/templates")
    dialog.get_by_label("Тема").fill("Готово")
    dialog.get_by_role("button", name="Сохранить").click()
    expect(dialog.get_by_text("Свой текст")).to_be_visible()
    dialog.get_by_label("Тема").fill("Готово: звоните")
    heard(page, lambda: bool(held))
    with page.expect_response("**/templates"):
        held.pop().continue_()

    expect(dialog.get_by_label("Тема")).to_have_value("Готово: звоните")
    dialog.get_by_role("button", name="Сохранить").click()
    heard(page, lambda: api.texts[event, "ru"][0] == 2)
    assert api.texts[event, "ru"][1]["subject"] == "Готово: звоните"
    heard(page, lambda: bool(held))
    held.pop().continue_()


def test_a_preview_that_comes_late_does_not_hide_the_one_of_the_last_words(show: Open) -> None:
    page = show(CARD)
    dialog = texts(page)
    held = hold(page, "**/preview")
    dialog.get_by_label("Тема").fill("Первое")
    heard(page, lambda: len(held) == 1)
    dialog.get_by_label("Тема").fill("Второе")
    heard(page, lambda: len(held) == 2)

    held[1].continue_()
    expect(dialog.locator(".letter h4")).to_have_text("Второе")
    with page.expect_response("**/preview") as late:
        held[0].continue_()
    late.value.finished()

    page.evaluate("() => new Promise(requestAnimationFrame)")
    expect(dialog.locator(".letter h4")).to_have_text("Второе")
