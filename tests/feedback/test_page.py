import base64
import hashlib
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.look import page_headers
from feedback.model import State, Visit
from feedback.page import Frame, render
from feedback.schemas import Draft
from feedback.words import EN, RU, words_for
from tests.feedback.builders import make_feedback, make_order

MOSCOW = ZoneInfo("Europe/Moscow")
ATTACK = "<script>alert(1)</script>\"'><img src=x onerror=y></textarea>&amp;"
PARTS = {"html", "head", "meta", "title", "style", "body", "main", "nav", "a", "div", "p", "h1"}
FORM_PARTS = {"form", "fieldset", "legend", "label", "input", "b", "span", "textarea", "button"}
CHANGE_PARTS = {"details", "summary"}


class Page(HTMLParser):
    """The tags, attributes and texts of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self._inside: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._inside.append(tag)

    def handle_endtag(self, tag):
        while self._inside.pop() != tag:
            pass

    def handle_data(self, data):
        tag = self._inside[-1] if self._inside else ""
        self.texts[tag] = self.texts.get(tag, "") + data

    def names(self) -> set[str]:
        return {tag for tag, _ in self.tags}

    def checked(self) -> list[str | None]:
        return [attrs["value"] for _, attrs in self.tags if "checked" in attrs]


def page_of(state: State, *, editable: bool = False, rating: int = 5, comment: str = "") -> Page:
    has_answer = state in {State.THANKS, State.ANSWERED, State.FINAL}
    feedback = make_feedback(rating, comment=comment) if has_answer else None
    order = None if state in {State.EXPIRED, State.UNKNOWN} else make_order()
    return Page(render(Visit(state, order, feedback, editable), RU, Frame(MOSCOW)))


def test_the_form_offers_five_scores_with_words_and_a_comment():
    page = page_of(State.FORM)

    scores = [attrs["value"] for tag, attrs in page.tags if tag == "input"]
    assert scores == ["5", "4", "3", "2", "1"]
    assert "Отлично" in page.texts["span"]
    assert page.checked() == []


def test_the_form_greets_and_names_the_order_and_its_day():
    page = page_of(State.FORM)

    assert "Алиса, здравствуйте!" in page.texts["p"]
    assert "Заявка № 1042 от 22 ноября 2026" in page.texts["p"]
    assert "Смирнова" not in str(page.texts)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.THANKS, "Спасибо! Оценка сохранена."),
        (State.ANSWERED, "Вы уже оценили эту работу."),
        (State.FINAL, "Изменить оценку больше нельзя."),
        (State.EARLY, "Работа ещё не завершена."),
        (State.EXPIRED, "Срок действия ссылки истёк."),
        (State.UNKNOWN, "Такой ссылки нет."),
    ],
)
def test_each_state_says_what_it_is(state, said):
    texts = " ".join(page_of(state).texts.values())

    assert said in texts


def test_an_answer_that_may_be_changed_stands_in_the_form():
    page = page_of(State.ANSWERED, editable=True, rating=2, comment="\nГрязно")

    assert page.checked() == ["2"]
    assert page.texts["textarea"] == "\n\nГрязно"


def test_an_answer_that_is_final_has_no_form():
    assert "form" not in page_of(State.FINAL).names()


def test_a_low_rating_is_met_with_regret():
    assert "Нам жаль" in page_of(State.THANKS, rating=2).texts["p"]
    assert "Нам жаль" not in page_of(State.ANSWERED, rating=2).texts["p"]


@pytest.mark.parametrize(
    ("state", "title"),
    [
        (State.FORM, "Как мы справились?"),
        (State.THANKS, "Спасибо! Оценка сохранена."),
        (State.ANSWERED, "Вы уже оценили эту работу."),
        (State.FINAL, "Вы уже оценили эту работу."),
        (State.EARLY, "Работа ещё не завершена."),
        (State.EXPIRED, "Срок действия ссылки истёк."),
        (State.UNKNOWN, "Такой ссылки нет."),
    ],
)
def test_nobody_is_asked_for_a_rating_that_they_cannot_give(state, title):
    page = page_of(state)

    assert page.texts["h1"] == page.texts["title"] == title


def test_the_form_of_an_answer_that_stands_is_folded_until_it_is_wrong():
    visit = Visit(State.ANSWERED, make_order(), make_feedback(), is_editable=True)

    kept = Page(render(visit, RU, Frame(MOSCOW)))
    refused = Page(render(visit, RU, Frame(MOSCOW), Draft(comment="Без оценки")))

    assert ("details", {}) in kept.tags
    assert ("details", {"open": None}) in refused.tags


def test_a_form_sent_without_a_score_keeps_its_words_and_says_so():
    draft = Draft(comment="Долго ждали")

    page = Page(render(Visit(State.FORM, make_order()), RU, Frame(MOSCOW), draft))

    assert "Выберите оценку" in page.texts["p"]
    assert page.texts["textarea"] == "\nДолго ждали"


def test_words_that_are_too_long_come_back_whole():
    draft = Draft(rating=5, comment="x" * 4001)

    page = Page(render(Visit(State.FORM, make_order()), EN, Frame(MOSCOW), draft))

    assert "longer than 4000" in page.texts["p"]
    assert [attrs["class"] for tag, attrs in page.tags if "autofocus" in attrs] == ["wrong"]
    assert [attrs.get("aria-invalid") for tag, attrs in page.tags if tag == "textarea"] == ["true"]
    assert page.texts["textarea"] == "\n" + "x" * 4001


@pytest.mark.parametrize("words", [RU, EN])
def test_nothing_from_outside_becomes_html(words):
    order = make_order(number=ATTACK, customer={"id": "c", "name": ATTACK.replace('"', "")})
    visit = Visit(State.ANSWERED, order, make_feedback(comment=ATTACK), is_editable=True)

    page = Page(render(visit, words, Frame(MOSCOW)))

    assert page.names() <= PARTS | FORM_PARTS | CHANGE_PARTS
    assert ATTACK in page.texts["textarea"]
    assert ATTACK in page.texts["p"]


@given(st.text())
def test_any_comment_is_shown_as_written(comment):
    visit = Visit(State.FINAL, make_order(), make_feedback(comment=comment))

    html = render(visit, RU, Frame(MOSCOW))

    assert "\r" in comment or not comment or comment in Page(html).texts["p"]
    assert Page(html).names() <= PARTS


def test_the_page_runs_and_loads_nothing():
    html = render(
        Visit(State.ANSWERED, make_order(), make_feedback(), is_editable=True), RU, Frame(MOSCOW)
    )
    page = Page(html)

    assert "script" not in page.names()
    assert not [a for _, a in page.tags if "src" in a or "style" in a or "onclick" in a]
    assert len(html.encode()) <= 20 * 1024


def test_the_policy_allows_the_style_of_the_page_and_nothing_else():
    style = page_of(State.FORM).texts["style"]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    policy = page_headers()["Content-Security-Policy"]

    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'")
    assert "unsafe" not in policy


def test_search_engines_are_told_to_stay_away():
    assert "noindex" in page_headers()["X-Robots-Tag"]
    assert ("meta", {"name": "robots", "content": "noindex,nofollow"}) in page_of(State.FORM).tags


def test_every_word_of_one_language_has_its_fellow_in_the_other():
    assert vars(RU).keys() == vars(EN).keys()
    assert not [name for name in vars(RU) if getattr(RU, name) == getattr(EN, name)]
    assert len(RU.months) == len(EN.months) == 12


@pytest.mark.parametrize(
    ("wanted", "accepted", "language"),
    [
        (None, "", "ru"),
        (None, "en-US,en;q=0.9", "en"),
        (None, "de-DE, en;q=0.8, ru;q=0.5", "en"),
        (None, "ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        (None, "zh", "ru"),
        ("en", "ru", "en"),
        ("xx", "en", "en"),
    ],
)
def test_the_language_is_the_one_asked_for_or_accepted_and_else_russian(wanted, accepted, language):
    assert words_for(wanted, accepted).language == language
