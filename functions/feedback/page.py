"""The public page in HTML: no script, no other file, everything from outside escaped."""

from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from typing import Final
from zoneinfo import ZoneInfo

from feedback.look import STYLE
from feedback.model import MAX_COMMENT, Feedback, State, Visit, first_name
from feedback.schemas import Draft
from feedback.statistics import SATISFIED
from feedback.survey import SCALES, Question
from feedback.words import Words
from shared.clock import local_day

STATUS: Final = {
    State.FORM: HTTPStatus.OK,
    State.THANKS: HTTPStatus.OK,
    State.ANSWERED: HTTPStatus.OK,
    State.FINAL: HTTPStatus.OK,
    State.EARLY: HTTPStatus.CONFLICT,
    State.EXPIRED: HTTPStatus.GONE,
    State.UNKNOWN: HTTPStatus.NOT_FOUND,
}


@dataclass(frozen=True)
class Frame:
    """In what the page is written: the company's zone, and what it asks beside score and words."""

    zone: ZoneInfo
    asks: frozenset[Question] = frozenset()


def render(visit: Visit, words: Words, frame: Frame, draft: Draft | None = None) -> str:
    """Write the page; a draft is a form that was sent with something wrong in it."""
    title = _title(visit, words)
    return (
        f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="robots" content="noindex,nofollow">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><main>"
        f'<nav><a href="?lang={words.other_language}" lang="{words.other_language}">'
        f'{escape(words.other_name)}</a></nav><div class="card">'
        f"{_head(visit, title, words, frame.zone)}{_body(visit, words, frame, draft)}"
        "</div></main></body></html>"
    )


def _title(visit: Visit, words: Words) -> str:
    """Say in one line what the visitor has before them."""
    titles = {
        State.FORM: words.question,
        State.EARLY: words.early,
        State.EXPIRED: words.expired,
        State.UNKNOWN: words.unknown,
    }
    if visit.feedback is None:
        return titles[visit.state]
    if visit.state is not State.THANKS:
        return words.answered
    return words.thanks if visit.feedback.rating in SATISFIED else words.thanks_low


def _head(visit: Visit, title: str, words: Words, zone: ZoneInfo) -> str:
    heading = f"<h1>{escape(title)}</h1>"
    if visit.feedback:
        heading = f'<div role="status">{heading}</div>'
    order = visit.order
    if order is None:
        return heading
    name = first_name(order.customer.name)
    day = local_day(order.last_completed_at or order.completed_at or order.created_at, zone)
    about = words.about.format(number=escape(order.number), day=words.day(day))
    hello = _line(words.hello.format(name=escape(name))) if name else ""
    return f'{hello}{heading}<p class="soft">{about}</p>'


def _body(visit: Visit, words: Words, frame: Frame, draft: Draft | None) -> str:
    is_refused = draft is not None and draft.answer is None
    if visit.state is State.FORM:
        return _form(draft or Draft(), Form(words, frame.asks, words.send, is_refused))
    if visit.state is State.EARLY:
        return _line(words.early_hint)
    if visit.feedback is None:
        hint = _line(words.unknown_hint) if visit.state is State.UNKNOWN else ""
        return hint + _line(words.ask)
    body = _said(visit.state, visit.feedback, words)
    if visit.is_editable:
        form = Form(words, frame.asks, words.change, is_refused)
        inside = _form(draft or Draft.of(visit.feedback), form)
        body += _line(words.may_change) + (
            f"<details{' open' if is_refused else ''}><summary>{escape(words.change)}</summary>"
            f"{inside}</details>"
        )
    return body


def _said(state: State, feedback: Feedback, words: Words) -> str:
    word = words.scores[feedback.rating - 1].lower()
    yours = words.yours.format(rating=feedback.rating, word=escape(word))
    said = f'<p class="said">{escape(feedback.comment)}</p>' if feedback.comment else ""
    is_sorry = state is State.THANKS and feedback.rating not in SATISFIED
    sorry = _line(words.sorry) if is_sorry else ""
    final = _line(words.final) if state is State.FINAL else ""
    return f"{sorry}{_line(yours)}{said}{final}"


def _wrong(text: str) -> str:
    """Say it beside its field, and have the browser go there: the form may be long."""
    return f'<p class="wrong" role="alert" tabindex="-1" autofocus>{escape(text)}</p>'


@dataclass(frozen=True)
class Form:
    """What the form says and asks: its words, questions, button, and whether it was refused."""

    words: Words
    asks: frozenset[Question]
    send: str
    is_refused: bool


def _form(draft: Draft, form: Form) -> str:
    words = form.words
    asked = "".join(_ask(name, draft, words) for name in words.asks if name in form.asks)
    scores = "".join(_score(n, word, draft.rating) for n, word in _best_first(words))
    choose = _wrong(words.choose) if form.is_refused and draft.rating is None else ""
    too_long = _wrong(words.too_long) if draft.is_too_long else ""
    invalid = ' aria-invalid="true"' if too_long else ""
    # A browser drops one line end after <textarea>; given one, it keeps the customer's own.
    return (
        f'<form method="post"><fieldset><legend>{escape(words.title)}</legend>{choose}{scores}'
        f'</fieldset>{asked}<label class="text" for="comment">{escape(words.comment)}</label>'
        f'{too_long}<textarea id="comment" name="comment" maxlength="{MAX_COMMENT}" '
        f'aria-describedby="hint"{invalid}>\n{escape(draft.comment)}</textarea>'
        f'<span class="soft" id="hint">{escape(words.comment_hint)}</span>'
        f'<button type="submit">{escape(form.send)}</button></form>'
    )


def _ask(name: Question, draft: Draft, words: Words) -> str:
    chosen = draft.survey.scores[name]
    scores = "".join(_option(n, is_chosen=n == chosen) for n in reversed(SCALES[name]))
    return (
        f'<label class="text" for="{name}">{escape(words.asks[name])}</label>'
        f'<select id="{name}" name="{name}"><option value="">{escape(words.no_answer)}</option>'
        f"{scores}</select>"
    )


def _option(n: int, *, is_chosen: bool) -> str:
    return f"<option{' selected' if is_chosen else ''}>{n}</option>"


def _best_first(words: Words) -> list[tuple[int, str]]:
    return list(enumerate(words.scores, start=1))[::-1]


def _score(n: int, word: str, chosen: int | None) -> str:
    checked = " checked" if n == chosen else ""
    return (
        f'<label class="score"><input type="radio" name="rating" value="{n}" required{checked}>'
        f'<b>{n}</b><span>{escape(word)}</span><span class="stars" aria-hidden="true">'
        f"{'★' * n}</span></label>"
    )


def _line(text: str) -> str:
    return f"<p>{text}</p>"
