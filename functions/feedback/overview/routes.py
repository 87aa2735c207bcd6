"""Routes of staff's page: the overview in one request, one answer, and the same as a file."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends, Request, Response

from feedback import wiring
from feedback.edge import Id, Limit, Own, api
from feedback.overview.files import FileService, Format
from feedback.overview.filters import Filters, filtered
from feedback.overview.schemas import FeedbackCard, OfOrderOut, OverviewOut, card
from feedback.overview.service import OverviewService
from feedback.overview.table import Language
from shared.cursor import read_cursor, write_cursor
from shared.http import lead_to
from shared.signing import Seal

Overviews = Annotated[OverviewService, Depends(wiring.overviews)]
Files = Annotated[FileService, Depends(wiring.files)]
Cursors = Annotated[Seal, Depends(wiring.seal)]


@api.serve("GET", "/v1/feedback", permission="feedback:read")
@filtered
def list_feedback(
    *,
    overviews: Overviews,
    seal: Cursors,
    own: Own,
    filters: Filters,
    limit: Limit = 50,
    cursor: str | None = None,
) -> OverviewOut:
    """Give the whole page: rows by filters that are all to hold, and the period's figures."""
    period = overviews.period(filters.first, filters.last)
    query = filters.query(period, own)
    position = read_cursor(seal, query.name, cursor)
    after = (position["key"], position["id"]) if position else None
    overview = overviews.overview(query, limit=limit, after=after)
    last_shown = overview.page.after if overview.page else None
    told = {"key": last_shown[0], "id": last_shown[1]} if last_shown else None
    return OverviewOut.of(overview, period, write_cursor(seal, query.name, told))


@api.serve("GET", "/v1/feedback/export", permission="feedback:read", status=302)
@filtered
def export_feedback(
    *,
    files: Files,
    own: Own,
    request: Request,
    filters: Filters,
    format: Format = "csv",  # noqa: A002 - the field's name
    language: Language = "ru",
) -> Response[str]:
    """Lead to a file of exactly the rows that these filters show, in their order, all pages."""
    period = files.overviews.period(filters.first, filters.last)
    return lead_to(request, files.link(filters.query(period, own), format, language))


@api.serve("GET", "/v1/feedback/orders/<order_id>", permission="feedback:read")
def get_feedback_of_order(order_id: Id, overviews: Overviews, own: Own) -> OfOrderOut:
    """Give the answer about an order, if there is one, and what became of the request for it."""
    return OfOrderOut.of(overviews.of_order(order_id, own))


@api.serve("GET", "/v1/feedback/<order_id>", permission="feedback:read")
def get_feedback(order_id: Id, overviews: Overviews, own: Own) -> FeedbackCard:
    """Give one answer with its whole history."""
    return card(overviews.get(order_id, own))
