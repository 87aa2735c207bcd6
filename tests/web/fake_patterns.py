"""Trends, seasons and customers of the fake API: told by the rooms that tell them for real."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from analytics.insight.customers import customers as told
from analytics.insight.question import Question
from analytics.insight.routes import Long
from analytics.insight.seasons import Seasons
from analytics.insight.trends import Trends
from tests.web.company import FakeApi, Routes
from tests.web.demo import NOW, Json
from tests.web.demo_figures import COMPANY, DemoPeople
from tests.web.demo_patterns import PatternCustomers, PatternPages
from tests.web.fake_figures import figures

NAMES = ("from", "to", "dimension", "value")
# One KPI over years takes a second or two; no test changes what it comes to.
Asked = tuple[tuple[str, str], ...]


def asked(request: Request) -> Asked:
    """Give what is asked for, to look it up by."""
    return tuple(
        sorted((name, value) for name, value in request.query_params.items() if name in NAMES)
    )


def question(of: Asked) -> Question:
    """Read it as the API does."""
    return TypeAdapter(Long).validate_python(dict(of)).question


def shown(model: Any) -> Response:
    """Write an answer as the API does."""
    return JSONResponse(model.model_dump(mode="json"))


@cache
def tell_trend(kpi: str, step: Any, of: Asked) -> Any:
    room = Trends(PatternPages(kpi), DemoPeople(), COMPANY, lambda: NOW)
    return room.tell(kpi, question(of), step)


@cache
def tell_season(kpi: str, of: Asked) -> Any:
    return Seasons(PatternPages(kpi), DemoPeople(), COMPANY, lambda: NOW).tell(kpi, question(of))


@figures
def trend(api: FakeApi, request: Request, body: Json) -> Response:
    step = request.query_params.get("step", "week")
    return shown(tell_trend(request.query_params["kpi"], step, asked(request)))


@figures
def season(api: FakeApi, request: Request, body: Json) -> Response:
    return shown(tell_season(request.query_params["kpi"], asked(request)))


@figures
def customers(api: FakeApi, request: Request, body: Json) -> Response:
    return shown(told(PatternCustomers().clients(), question(asked(request)).period))


ROUTES: Routes = {
    ("GET", "/v1/analytics/trend"): trend,
    ("GET", "/v1/analytics/season"): season,
    ("GET", "/v1/analytics/customers"): customers,
}
