"""The words of the public page, Russian and English."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from feedback.survey import Question


@dataclass(frozen=True)
class Words:
    """All that the page says in one language; `{…}` is filled in, escaped."""

    language: str
    other_language: str
    other_name: str
    title: str
    hello: str
    question: str
    about: str
    scores: tuple[str, str, str, str, str]
    comment: str
    comment_hint: str
    send: str
    change: str
    choose: str
    too_long: str
    thanks: str
    thanks_low: str
    sorry: str
    answered: str
    yours: str
    may_change: str
    final: str
    early: str
    early_hint: str
    expired: str
    unknown: str
    unknown_hint: str
    ask: str
    asks: Mapping[Question, str]
    no_answer: str
    months: tuple[str, ...]

    def day(self, day: date) -> str:
        """Write a date in words."""
        return f"{day.day} {self.months[day.month - 1]} {day.year}"


RU: Final = Words(
    language="ru",
    other_language="en",
    other_name="English",
    title="Оцените нашу работу",
    hello="{name}, здравствуйте!",
    question="Как мы справились?",
    about="Заявка № {number} от {day}",
    scores=("Очень плохо", "Плохо", "Нормально", "Хорошо", "Отлично"),
    comment="Что понравилось, а что нет?",
    comment_hint="Необязательно, до 4000 знаков",
    send="Отправить",
    change="Изменить оценку",
    choose="Выберите оценку от 1 до 5.",
    too_long="Отзыв длиннее 4000 знаков, сократите его.",
    thanks="Спасибо! Оценка сохранена.",
    thanks_low="Спасибо, что сказали.",
    sorry="Нам жаль, что всё прошло не так, как хотелось.",
    answered="Вы уже оценили эту работу.",
    yours="Ваша оценка: {rating} из 5, {word}.",
    may_change="Её можно изменить в течение 12 часов после первого ответа.",
    final="Изменить оценку больше нельзя.",
    early="Работа ещё не завершена.",
    early_hint="Оценить её можно будет после завершения.",
    expired="Срок действия ссылки истёк.",
    unknown="Такой ссылки нет.",
    unknown_hint="Проверьте, что адрес скопирован целиком.",
    ask="Если хотите оставить отзыв, позвоните нам.",
    asks={
        "quality": "Качество работы, от 1 до 5",
        "punctuality": "Пунктуальность, от 1 до 5",
        "politeness": "Вежливость, от 1 до 5",
        "price": "Цена, от 1 до 5",
        "ces": "Легко ли было решить вопрос с нами? 1 — очень трудно, 7 — очень легко",
        "nps": "Порекомендуете нас знакомым? 0 — точно нет, 10 — точно да",
    },
    no_answer="Без ответа",
    months=(
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ),
)
EN: Final = Words(
    language="en",
    other_language="ru",
    other_name="Русский",
    title="Rate our work",
    hello="Hello {name}!",
    question="How did we do?",
    about="Order {number} of {day}",
    scores=("Very bad", "Bad", "Fair", "Good", "Excellent"),
    comment="What went well, and what did not?",
    comment_hint="Optional, up to 4000 characters",
    send="Send",
    change="Change the rating",
    choose="Choose a rating from 1 to 5.",
    too_long="The comment is longer than 4000 characters; please shorten it.",
    thanks="Thank you! Your rating is saved.",
    thanks_low="Thank you for telling us.",
    sorry="We are sorry that it did not go well.",
    answered="You have already rated this work.",
    yours="Your rating: {rating} of 5, {word}.",
    may_change="You may change it within 12 hours after your first answer.",
    final="The rating can no longer be changed.",
    early="The work is not finished yet.",
    early_hint="You can rate it once it is.",
    expired="This link has expired.",
    unknown="There is no such link.",
    unknown_hint="Check that the address was copied whole.",
    ask="To leave feedback, please call us.",
    asks={
        "quality": "Quality of the work, 1 to 5",
        "punctuality": "Punctuality, 1 to 5",
        "politeness": "Politeness, 1 to 5",
        "price": "Price, 1 to 5",
        "ces": "How easy was it to settle this with us? 1: very hard, 7: very easy",
        "nps": "Would you recommend us to others? 0: surely not, 10: surely",
    },
    no_answer="No answer",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
)
LANGUAGES: Final[Mapping[str, Words]] = {"ru": RU, "en": EN}


def words_for(wanted: str | None, accepted: str, known: str | None = None) -> Words:
    """Choose the language.

    That of the page's own switch, else the one on the customer's card, else the first that the
    browser accepts, else Russian.
    """
    for language in (wanted, known):
        if language is not None and language in LANGUAGES:
            return LANGUAGES[language]
    for tag in accepted.lower().split(","):
        language = tag.split(";")[0].strip().split("-")[0]
        if language in LANGUAGES:
            return LANGUAGES[language]
    return RU
