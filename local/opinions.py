"""What the demo's customers say of the work, made up by a fixed seed, and what staff made of it."""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from feedback.asking.model import Habits, Request
from feedback.asking.storage import DynamoRequests
from feedback.care.model import Assignee, FeedbackActor, FeedbackReply
from feedback.model import Answer, Feedback
from feedback.storage import DynamoOrders, DynamoRatings
from feedback.survey import SubRatings, Survey
from shared.clock import cut
from shared.fates import Fate
from shared.table import Table

SEED: Final = "opinions"
HABITS: Final = Habits(
    delay=timedelta(hours=1),
    cooldown=timedelta(0),
    reminders=0,
    remind_after=timedelta(days=4),
)
BY: Final = FeedbackActor(kind="user", id="demo", name="Демо")
RATINGS: Final = (5,) * 22 + (4,) * 9 + (3,) * 4 + (2,) * 2 + (1,) * 2
ANSWERED: Final = 0.55
COMMENTED: Final = 0.6
SETTLED: Final = 0.7
SURVEYED: Final = 0.8
WORDS: Final[Mapping[int, tuple[tuple[str, str], ...]]] = {
    5: (
        ("Всё быстро и аккуратно, спасибо!", "качество"),
        ("Мастер приехал вовремя и всё объяснил.", "сроки"),
        ("Работает лучше, чем раньше.", "качество"),
    ),
    4: (("Хорошо, но пришлось подождать деталь.", "сроки"), ("Немного дорого.", "цена")),
    3: (("Починили, но оставили мусор.", "аккуратность"), ("Долго ждали звонка.", "сроки")),
    2: (("Мастер опоздал на два часа.", "сроки"), ("Через день шум вернулся.", "качество")),
    1: (("Не починили, а деньги взяли.", "качество"), ("Никто не перезвонил.", "сроки")),
}


class Opinions:
    """Writes requests and answers about the orders of the demo's past."""

    def __init__(self, names: Mapping[str, str], dynamodb: Any) -> None:  # noqa: ANN401 - boto3
        """Bind to the tables of the stack."""
        zone = ZoneInfo(names["COMPANY_ZONE"])
        table = Table(names["FEEDBACK_TABLE"], dynamodb)
        self._orders = DynamoOrders(names["ORDERS_TABLE"], dynamodb)
        self._ratings = DynamoRatings(names["FEEDBACK_TABLE"], dynamodb, zone=zone)
        self._requests = DynamoRequests(table, zone=zone, shards=int(names["DUE_SHARDS"]))

    def write(self, order_id: str, done: datetime, now: datetime) -> None:
        """Ask about an order that was completed, and perhaps answer; again it changes nothing."""
        order, chance = self._orders.load(order_id), random.Random(f"{SEED} {order_id}")  # noqa: S311
        if order is None:
            return
        plan = Request.planned(order, cut(done), HABITS)
        asked_at = cut(done + HABITS.delay)
        if asked_at >= now or not self._requests.add(plan):
            return
        handed = plan.handed(asked_at)
        self._requests.send_first(handed, cooled_since=now)
        sent = handed.sent(Fate("sms", "delivered", asked_at), HABITS)
        self._requests.confirm(sent)
        at = cut(asked_at + timedelta(minutes=chance.randrange(3, 3000)))
        if chance.random() < ANSWERED and at < now:
            rating = chance.choice(RATINGS)
            words, topic = chance.choice(WORDS[rating]) if chance.random() < COMMENTED else ("", "")
            answer = Answer(rating, words, _survey(rating, chance))
            said = Feedback.first(order, answer, at, sent.told)
            self._tend(self._ratings.save(said), topic, chance, now)

    def _tend(self, said: Feedback, topic: str, chance: random.Random, now: datetime) -> None:
        if topic:
            said = self._ratings.save(
                said.tended("topics_set", BY, said.submitted_at, topics=(topic,))
            )
        task = said.follow_up
        at = cut(said.submitted_at + timedelta(hours=chance.randrange(2, 60)))
        if task is None or at >= now or chance.random() > SETTLED:
            return
        reply = FeedbackReply(text="Извините, приедем и исправим бесплатно.", by=BY, at=at)
        said = self._ratings.save(said.tended("replied", BY, at, reply=reply))
        done = {"state": "done", "closed_at": at, "note": "Позвонили и договорились."}
        settled = task.model_copy(update=done | {"assignee": Assignee(id=BY.id, name=BY.name)})
        self._ratings.save(said.tended("followed_up", BY, at, follow_up=settled))


def _survey(rating: int, chance: random.Random) -> Survey:
    """Say the rest as the score lets expect it; not everybody answers all of it."""

    def about(middle: float, low: int, high: int) -> int | None:
        said = round(chance.gauss(middle, 1))
        return min(max(said, low), high) if chance.random() < SURVEYED else None

    sides = {name: about(rating, 1, 5) for name in SubRatings.model_fields}
    return Survey(
        nps=about(rating * 2, 0, 10),
        ces=about(rating + 1, 1, 7),
        sub_ratings=SubRatings.model_validate(sides),
    )
