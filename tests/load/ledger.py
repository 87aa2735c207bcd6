"""What a load has asked for and been promised, and what there is of it at the end.

Every promise is an answer of 2xx. `losses` is pure: it compares, and names each thing that is
missing, too much or unlike.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

Told = tuple[str, str]
"""An event, by its type and its order's id."""

CREATED, COMPLETED, RATED = "order.created", "order.completed", "feedback.created"
TYPES: Final = (CREATED, COMPLETED, RATED)


@dataclass
class Promised:
    """What was answered with 2xx."""

    created: set[str] = field(default_factory=set)
    completed: set[str] = field(default_factory=set)
    rated: dict[str, int] = field(default_factory=dict)

    @property
    def events(self) -> set[Told]:
        """Name every event that a partner must be told of."""
        return {
            *((CREATED, each) for each in self.created),
            *((COMPLETED, each) for each in self.completed),
            *((RATED, each) for each in self.rated),
        }


@dataclass
class Seen:
    """What there is at the end, by each way of looking."""

    listed: Mapping[str, str]
    """Orders as the list gives them: status by id."""
    ratings: Mapping[str, int]
    delivered: Mapping[str, Counter[Told]]
    """By receiver: rows of the log whose state is delivered."""
    answered: Mapping[str, Counter[str]]
    """By receiver: attempts of the log that got an answer, by the event's id."""
    received: Mapping[str, Counter[str]]
    """By receiver: requests that came, rightly signed, by the event's id."""
    figures: Mapping[str, int]
    """KPIs of the roll-ups: created and completed."""


def losses(promised: Promised, seen: Seen) -> list[str]:
    """Name everything that does not reconcile; nothing is lost when there is nothing to name."""
    return [
        *_orders(promised, seen),
        *_ratings(promised, seen),
        *_deliveries(promised, seen),
        *_answers(seen),
        *_figures(promised, seen),
    ]


def _orders(promised: Promised, seen: Seen) -> Iterator[str]:
    yield from _unlike("order", promised.created, seen.listed.keys())
    done = {each for each, status in seen.listed.items() if status in {"completed", "closed"}}
    yield from _unlike("completed order", promised.completed, done)


def _ratings(promised: Promised, seen: Seen) -> Iterator[str]:
    yield from _unlike("answer", promised.rated.items(), seen.ratings.items())


def _deliveries(promised: Promised, seen: Seen) -> Iterator[str]:
    for name, told in seen.delivered.items():
        yield from _unlike(f"delivery to {name}", promised.events, told.keys())
        for each, times in told.items():
            if times > 1:
                yield f"delivery to {name} kept {times} times: {each}"


def _answers(seen: Seen) -> Iterator[str]:
    """Hold the log to the wire: what it says was answered has come, and what came is in it.

    A request may come once more than the log says: at least once is what is promised.
    """
    for name, answered in seen.answered.items():
        came = seen.received[name]
        for each in sorted(answered.keys() | came.keys()):
            if answered[each] > came[each] or (came[each] and not answered[each]):
                yield f"{name}: {answered[each]} answers logged, {came[each]} came: {each}"


def _figures(promised: Promised, seen: Seen) -> Iterator[str]:
    wanted = {"created": len(promised.created), "completed": len(promised.completed)}
    for kpi, count in wanted.items():
        if seen.figures.get(kpi) != count:
            yield f"roll-up of {kpi}: {seen.figures.get(kpi)} instead of {count}"


def _unlike(what: str, wanted: Any, found: Any) -> Iterator[str]:
    yield from (f"lost {what}: {each}" for each in sorted(set(wanted) - set(found)))
    yield from (f"unknown {what}: {each}" for each in sorted(set(found) - set(wanted)))
