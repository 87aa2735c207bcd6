"""Routes of the weekly report: its settings, who can get it, a preview, and one now."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from analytics import wiring
from analytics.edge import api
from analytics.report.schemas import (
    ContentIn,
    LetterOut,
    PeopleOut,
    ReportIn,
    ReportOut,
    SendIn,
    SendingOut,
)
from analytics.report.service import ReportService
from shared.http import AskedAtVersion, AskedBy

Reporting = Annotated[ReportService, Depends(wiring.reports)]


@api.serve("GET", "/v1/analytics/report", permission="analytics:read")
def get_report(reporting: Reporting) -> ReportOut:
    """Read the settings of the weekly report, and what became of the last ones."""
    return ReportOut.of(reporting.shown())


@api.serve("PUT", "/v1/analytics/report", permission="reports:write")
def replace_report(body: ReportIn, reporting: Reporting, asked: AskedAtVersion) -> ReportOut:
    """Replace the settings; If-Match names the version that was read, "0" at first."""
    return ReportOut.of(reporting.change(body.settings, asked))


@api.serve("GET", "/v1/analytics/report/people", permission="reports:write")
def list_people(reporting: Reporting) -> PeopleOut:
    """List the users to whom the report can go."""
    return PeopleOut.of(reporting.people())


@api.serve("POST", "/v1/analytics/report/preview", permission="analytics:read")
def preview_report(body: ContentIn, reporting: Reporting) -> LetterOut:
    """Show the letter of the last whole week; nothing is sent."""
    content = body.content
    return LetterOut.of(reporting.preview(content), content.language)


@api.serve("POST", "/v1/analytics/report/send", permission="reports:write", status=202)
def send_report(body: SendIn, reporting: Reporting, asked: AskedBy) -> SendingOut:
    """Send the report of the last whole week now, to some users or to those of the settings."""
    return SendingOut.of(reporting.send(body.recipients, asked))
