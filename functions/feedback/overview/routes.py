"""Routes of staff's page: the overview in one request, one answer, and the same as a file."""

from datetime import date
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Depends, Request, Response
from aws_lambda_powertools.event_handler.openapi.params import Query as Parameter

from feedback import wiring
from feedback.care.model import Moderation
from feedback.edge import Id, Limit, Own, api
from feedback.overview.files import FileService, Format
from feedback.overview.query import Query, Scope, Sort, Task
from feedback.overview.schemas import FeedbackCard, OverviewOut, card
from feedback.overview.service import OverviewService
from feedback.overview.table import Language
from feedback.schemas import Rating
from shared.cursor import read_cursor, write_cursor
from shared.http import lead_to
from shared.signing import Seal

Overviews = Annotated[OverviewService, Depends(wiring.overviews)]
Files = Annotated[FileService, Depends(wiring.files)]
Cursors = Annotated[Seal, Depends(wiring.seal)]
From = Annotated[date | None, Parameter(alias="from")]
To = Annotated[date | None, Parameter(alias="to")]
Ids = Annotated[str, Parameter(max_length=64)]
Topic = Annotated[str, Parameter(max_length=40)]
Ratings = Annotated[list[Rating] | None, Parameter()]
States = Annotated[list[Moderation] | None, Parameter()]
Types = Annotated[list[str] | None, Parameter()]


@api.serve("GET", "/v1/feedback", permission="feedback:read")
def list_feedback(  # noqa: PLR0913 - one parameter for each filter
    *,
    overviews: Overviews,
    seal: Cursors,
    own: Own,
    first: From = None,
    last: To = None,
    rating: Ratings = None,
    technician_id: Ids | None = None,
    customer_id: Ids | None = None,
    type: Types = None,  # noqa: A002 - the field's name
    has_comment: bool | None = None,
    state: States = None,
    follow_up: Task | None = None,
    topic: Topic | None = None,
    sort: Sort = "date",
    order: Literal["asc", "desc"] = "desc",
    limit: Limit = 50,
    cursor: str | None = None,
) -> OverviewOut:
    """Give the whole page: rows by filters that are all to hold, and the period's figures."""
    period = overviews.period(first, last)
    query = Query(
        scope=Scope(period, technician_id, frozenset(type or ()), own),
        ratings=frozenset(rating or ()),
        states=frozenset(each.value for each in state or ()),
        has_comment=has_comment,
        customer_id=customer_id,
        topic=topic,
        task=follow_up,
        sort=sort,
        descending=order == "desc",
    )
    position = read_cursor(seal, query.name, cursor)
    after = (position["key"], position["id"]) if position else None
    overview = overviews.overview(query, limit=limit, after=after)
    last_shown = overview.page.after if overview.page else None
    told = {"key": last_shown[0], "id": last_shown[1]} if last_shown else None
    return OverviewOut.of(overview, period, write_cursor(seal, query.name, told))


@api.serve("GET", "/v1/feedback/export", permission="feedback:read", status=302)
def export_feedback(  # noqa: PLR0913 - one parameter for each filter
    *,
    files: Files,
    own: Own,
    request: Request,
    format: Format = "csv",  # noqa: A002 - the field's name
    language: Language = "ru",
    first: From = None,
    last: To = None,
    rating: Ratings = None,
    technician_id: Ids | None = None,
    customer_id: Ids | None = None,
    type: Types = None,  # noqa: A002 - the field's name
    has_comment: bool | None = None,
    state: States = None,
    follow_up: Task | None = None,
    topic: Topic | None = None,
    sort: Sort = "date",
    order: Literal["asc", "desc"] = "desc",
) -> Response[str]:
    """Lead to a file of exactly the rows that these filters show, in their order, all pages."""
    period = files.overviews.period(first, last)
    query = Query(
        scope=Scope(period, technician_id, frozenset(type or ()), own),
        ratings=frozenset(rating or ()),
        states=frozenset(each.value for each in state or ()),
        has_comment=has_comment,
        customer_id=customer_id,
        topic=topic,
        task=follow_up,
        sort=sort,
        descending=order == "desc",
    )
    return lead_to(request, files.link(query, format, language))


@api.serve("GET", "/v1/feedback/<order_id>", permission="feedback:read")
def get_feedback(order_id: Id, overviews: Overviews, own: Own) -> FeedbackCard:
    """Give one answer with its whole history."""
    return card(overviews.get(order_id, own))
