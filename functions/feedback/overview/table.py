"""Answers as rows of a table with a head line, in Russian or English. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final, Literal

from feedback.model import Feedback

Language = Literal["ru", "en"]
Cell = str | int | datetime | None

_STATES: Final[Mapping[str, tuple[str, str]]] = {
    "new": ("Новый", "New"),
    "published": ("Опубликован", "Published"),
    "hidden": ("Скрыт", "Hidden"),
}
_TASKS: Final[Mapping[str, tuple[str, str]]] = {
    "open": ("Открыто", "Open"),
    "overdue": ("Просрочено", "Overdue"),
    "done": ("Закрыто", "Done"),
}


def _task(feedback: Feedback, n: int, now: datetime) -> str | None:
    task = feedback.follow_up
    if task is None:
        return None
    is_late = task.state == "open" and task.due_at < now
    return _TASKS["overdue" if is_late else task.state][n]


Column = Callable[[Feedback, int, datetime], Cell]
_COLUMNS: Final[Mapping[tuple[str, str], Column]] = {
    ("Дата", "Date"): lambda f, *_: f.submitted_at,
    ("Заказ", "Order"): lambda f, *_: f.order_number,
    ("Тип заказа", "Type of order"): lambda f, *_: f.order_type,
    ("Клиент", "Customer"): lambda f, *_: f.customer_name,
    ("Мастер", "Technician"): lambda f, *_: f.technician_name,
    ("Оценка", "Rating"): lambda f, *_: f.rating,
    ("Отзыв", "Comment"): lambda f, *_: f.comment,
    ("NPS, 0–10", "NPS, 0–10"): lambda f, *_: f.nps,
    ("Лёгкость, 1–7", "CES, 1–7"): lambda f, *_: f.ces,
    ("Качество", "Quality"): lambda f, *_: f.sub_ratings.quality,
    ("Пунктуальность", "Punctuality"): lambda f, *_: f.sub_ratings.punctuality,
    ("Вежливость", "Politeness"): lambda f, *_: f.sub_ratings.politeness,
    ("Цена", "Price"): lambda f, *_: f.sub_ratings.price,
    ("Темы", "Topics"): lambda f, *_: ", ".join(f.topics),
    ("Состояние", "State"): lambda f, n, _: _STATES[f.state][n],
    ("Почему скрыт", "Why hidden"): lambda f, *_: f.hidden_reason,
    ("Ответ клиенту", "Reply"): lambda f, *_: f.reply.text if f.reply else None,
    ("Работа с отзывом", "Follow-up"): _task,
    ("Ответственный", "Assignee"): lambda f, *_: _assignee(f),
    ("Срок", "Due"): lambda f, *_: f.follow_up.due_at if f.follow_up else None,
    ("Закрыто", "Closed"): lambda f, *_: f.follow_up.closed_at if f.follow_up else None,
    ("Изменён клиентом", "Changed by customer"): lambda f, *_: f.edited_at,
    ("ID заказа", "Order ID"): lambda f, *_: f.order_id,
}


def table(
    answers: Iterable[Feedback], language: Language, now: datetime
) -> Iterator[tuple[Cell, ...]]:
    """Give the head line, then a row for each answer."""
    n = ("ru", "en").index(language)
    yield tuple(names[n] for names in _COLUMNS)
    cells = tuple(_COLUMNS.values())
    for each in answers:
        yield tuple(cell(each, n, now) for cell in cells)


def _assignee(feedback: Feedback) -> str | None:
    task = feedback.follow_up
    return task.assignee.name if task and task.assignee else None
