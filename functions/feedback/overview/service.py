"""The page of staff in one request: rows and figures, each part on its own.

A part that can't be read is told as an error of that part; the others come all the same.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, TypeVar
from zoneinfo import ZoneInfo

from feedback.asking.model import Request
from feedback.model import Feedback
from feedback.overview.figures import (
    Comparison,
    Recovery,
    ResponseRate,
    comparison,
    recovery,
    response_rate,
)
from feedback.overview.model import MAX_ROWS, Row
from feedback.overview.period import Period
from feedback.overview.ports import Answers, Requests, Rows
from feedback.overview.query import Position, Query, Scope
from feedback.overview.surveys import SurveyFigures, survey_figures
from feedback.statistics import RATINGS, Summary, summary
from shared.clock import Clock, local_day
from shared.errors import InvalidError, NotFoundError, UnavailableError

Part = Literal["rows", "figures", "responses"]
T = TypeVar("T")
CHUNK: Final = 500


@dataclass(frozen=True)
class Page:
    """Rows of one page, whole, and how many there are in all."""

    rows: tuple[Feedback, ...]
    after: Position | None
    matches: int


@dataclass(frozen=True)
class Figures:
    """The figures of a period, the same whatever page is asked for."""

    summary: Summary
    hidden: int
    hidden_counts: bool
    distribution: dict[int, int]
    survey: SurveyFigures
    recovery: Recovery
    comparison: Comparison


@dataclass(frozen=True)
class Overview:
    """What the page shows; None where a part failed, and why."""

    page: Page | None
    figures: Figures | None
    responses: ResponseRate | None
    failures: dict[Part, UnavailableError] = field(default_factory=dict)


@dataclass(frozen=True)
class OfOrder:
    """What is known of one order: the answer, and the request for it."""

    answer: Feedback | None
    request: Request | None


@dataclass(frozen=True)
class OverviewService:
    """Reads a period once and gives rows and figures of it."""

    rows: Rows
    answers: Answers
    requests: Requests
    zone: ZoneInfo
    hidden_counts: bool
    clock: Clock
    most: int = MAX_ROWS

    def overview(self, query: Query, *, limit: int, after: Position | None) -> Overview:
        """Give a page of rows with the figures of the whole period."""
        failures: dict[Part, UnavailableError] = {}

        def part(name: Part, make: Callable[[], T]) -> T | None:
            try:
                return make()
            except UnavailableError as error:
                failures[name] = error
                return None

        period = query.scope.period
        rows = part("figures", lambda: self._within(period))
        if rows is None:
            failures["rows"] = failures["figures"]
            responses = part("responses", lambda: self._responses(query.scope))
            if responses is None:
                raise failures["rows"]
            return Overview(None, None, responses, failures)
        return Overview(
            page=part("rows", lambda: self._page(rows, query, limit=limit, after=after)),
            figures=self._figures(rows, query.scope),
            responses=part("responses", lambda: self._responses(query.scope)),
            failures=failures,
        )

    def period(self, first: date | None, last: date | None) -> Period:
        """Give a period of whole days, the last 90 unless said otherwise."""
        return Period.of(first, last, self.clock(), self.zone)

    def all(self, query: Query, *, limit: int) -> tuple[Sequence[Row], Iterator[Feedback]]:
        """Give every row that passes the filters, in their order, and the answers read in turn."""
        rows = self._matching(self._within(query.scope.period), query)
        if len(rows) > limit:
            rule = f"leave at most {limit} answers for a file, there are {len(rows)}"
            raise InvalidError.of("from", str(query.scope.period.first), rule)
        return rows, self._whole(rows)

    def get(self, order_id: str, own: str | None) -> Feedback:
        """Give the answer about one order, to a technician only their own."""
        found = self.answers.load_many([order_id]).get(order_id)
        if found is None or own not in {None, found.technician_id}:
            raise NotFoundError(f"there is no answer about order {order_id}")
        return found

    def of_order(self, order_id: str, own: str | None) -> OfOrder:
        """Give what is known of an order, to a technician only of their own work."""
        answer = self.answers.load_many([order_id]).get(order_id)
        request = self.requests.load(order_id)
        served = request.technician.id if request and request.technician else None
        return OfOrder(
            answer=answer if answer and own in {None, answer.technician_id} else None,
            request=request if own in {None, served} else None,
        )

    def _whole(self, rows: Sequence[Row]) -> Iterator[Feedback]:
        for start in range(0, len(rows), CHUNK):
            ids = [row.order_id for row in rows[start : start + CHUNK]]
            found = self.answers.load_many(ids)
            yield from (found[each] for each in ids if each in found)

    def _within(self, period: Period) -> list[Row]:
        rows = self.rows.within(period.start, period.end, limit=self.most + 1)
        if len(rows) > self.most:
            rule = f"choose a shorter period: this one holds more than {self.most} answers"
            raise InvalidError.of("from", str(period.first), rule)
        return rows

    def _matching(self, rows: Sequence[Row], query: Query) -> list[Row]:
        now = self.clock()
        matching = [row for row in rows if query.matches(row, now)]
        return sorted(matching, key=query.place, reverse=query.descending)

    def _page(
        self, rows: Sequence[Row], query: Query, *, limit: int, after: Position | None
    ) -> Page:
        matching = self._matching(rows, query)
        left = [r for r in matching if after is None or query.is_behind(query.place(r), after)]
        shown = left[:limit]
        whole = tuple(self._whole(shown))
        more = len(left) > limit
        return Page(whole, query.place(shown[-1]) if more else None, len(matching))

    def _figures(self, rows: Sequence[Row], scope: Scope) -> Figures:
        counted = [row for row in rows if self.hidden_counts or not row.is_hidden]
        measured = [row for row in counted if scope.measures(row)]
        histogram = Counter(row.rating for row in measured)
        return Figures(
            summary=summary(histogram),
            hidden=sum(row.is_hidden and scope.measures(row) for row in rows),
            hidden_counts=self.hidden_counts,
            distribution={rating: histogram[rating] for rating in RATINGS},
            survey=survey_figures(measured),
            recovery=recovery(measured, self.clock()),
            comparison=self._compared(counted, scope),
        )

    def _compared(self, counted: Sequence[Row], scope: Scope) -> Comparison:
        # One technician is drawn towards the mean of all, so all are compared, whoever is shown.
        of_type = [r for r in counted if not scope.types or r.order_type in scope.types]
        all_ = comparison(of_type)
        if scope.own is None:
            return all_
        theirs = tuple(each for each in all_.technicians if each.id == scope.own)
        return Comparison(all_.mean, all_.weight, theirs)

    def _responses(self, scope: Scope) -> ResponseRate:
        period, today = scope.period, local_day(self.clock(), self.zone)
        counts = self.requests.counts(period.first, period.last)
        if scope.own is not None:
            counts = [each for each in counts if each.technician_id == scope.own]
        return response_rate(counts, last=period.last, today=today)
