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
from shared.events import OrderSnapshot

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
    head = (
        _order(visit.order, words, frame.zone) if visit.order else f"<h1>{escape(words.title)}</h1>"
    )
    return (
        f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="robots" content="noindex,nofollow">'
        f"<title>{escape(words.title)}</title><style>{STYLE}</style></head><body><main>"
        f'<nav><a href="?lang={words.other_language}" lang="{words.other_language}">'
        f'{escape(words.other_name)}</a></nav><div class="card">'
        f"{head}{_body(visit, words, frame, draft)}</div></main></body></html>"
    )


def _order(order: OrderSnapshot, words: Words, zone: ZoneInfo) -> str:
    name = first_name(order.customer.name)
    day = local_day(order.last_completed_at or order.completed_at or order.created_at, zone)
    about = words.about.format(number=escape(order.number), day=words.day(day))
    hello = _line(words.hello.format(name=escape(name))) if name else ""
    return f'{hello}<h1>{escape(words.question)}</h1><p class="soft">{about}</p>'


def _body(visit: Visit, words: Words, frame: Frame, draft: Draft | None) -> str:
    if visit.state is State.FORM:
        form = Form(words, frame.asks, words.send, _wrong(draft, words))
        return _form(draft or Draft(), form)
    if visit.state is State.EARLY:
        return _line(words.early)
    if visit.feedback is None:
        text = words.expired if visit.state is State.EXPIRED else words.unknown
        return _line(text) + _line(words.ask)
    body = _said(visit.state, visit.feedback, words)
    if visit.is_editable:
        form = Form(words, frame.asks, words.change, _wrong(draft, words))
        body += _line(words.may_change) + _form(draft or Draft.of(visit.feedback), form)
    return body


def _said(state: State, feedback: Feedback, words: Words) -> str:
    text = {State.ANSWERED: words.answered, State.FINAL: words.final}.get(
        state, words.thanks if feedback.rating in SATISFIED else words.thanks_low
    )
    word = words.scores[feedback.rating - 1].lower()
    yours = words.yours.format(rating=feedback.rating, word=escape(word))
    said = f'<p class="said">{escape(feedback.comment)}</p>' if feedback.comment else ""
    return f'<p role="status"><strong>{escape(text)}</strong></p>{_line(yours)}{said}'


def _wrong(draft: Draft | None, words: Words) -> str:
    if draft is None or draft.answer is not None:
        return ""
    text = words.too_long if draft.is_too_long else words.choose
    return f'<p class="wrong" role="alert">{escape(text)}</p>'


@dataclass(frozen=True)
class Form:
    """What the form says and asks: its words, questions, button, and what is wrong in it."""

    words: Words
    asks: frozenset[Question]
    send: str
    wrong: str


def _form(draft: Draft, form: Form) -> str:
    words = form.words
    asked = "".join(_ask(name, draft, words) for name in words.asks if name in form.asks)
    scores = "".join(_score(n, word, draft.rating) for n, word in _best_first(words))
    # A browser drops one line end after <textarea>; given one, it keeps the customer's own.
    return (
        f'<form method="post"><fieldset><legend>{escape(words.title)}</legend>{form.wrong}{scores}'
        f'</fieldset>{asked}<label class="text" for="comment">{escape(words.comment)}</label>'
        f'<textarea id="comment" name="comment" maxlength="{MAX_COMMENT}" '
        f'aria-describedby="hint">\n{escape(draft.comment)}</textarea>'
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
