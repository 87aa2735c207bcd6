"""Figures of the fake API: made by the rooms that make them for real, of the demo's tallies."""

from typing import Any

from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from analytics.drill.schemas import BehindOut, BehindRowsOut, SumOut
from analytics.insight.breakdown import Compared
from analytics.insight.catalogue import catalogue
from analytics.insight.overview import Overview
from analytics.insight.question import Question
from analytics.insight.routes import Parameters
from shared.errors import InvalidError
from tests.analytics.targets.fakes import FakeTargets
from tests.web.company import Answer, FakeApi, Routes, problem
from tests.web.demo import NOW, Json
from tests.web.demo_figures import COMPANY, DemoCustomers, DemoPeople

OTHERS = ("kpi", "by", "limit", "cursor", "weekday", "month", "hour")
PAGE = 20


def question(request: Request, *without: str) -> Question:
    """Read what is asked for as the API does."""
    asked = {
        name: value
        for name, value in request.query_params.items()
        if name not in (*OTHERS, *without)
    }
    return TypeAdapter(Parameters).validate_python(asked).asked.question()


def figures(answer: Answer) -> Answer:
    """Note what is asked, and refuse what the real rooms refuse."""

    def answered(api: FakeApi, request: Request, body: Json) -> Response:
        api.asked_of_figures.append(request.query_params.multi_items())
        try:
            return answer(api, request, body)
        except (InvalidError, ValidationError) as error:
            return problem(422, "Unprocessable", errors=[{"field": "kpi", "rule": str(error)}])

    return answered


def shown(model: Any) -> Response:
    """Write an answer as the API does."""
    return JSONResponse(model.model_dump(mode="json"))


def list_kpis(api: FakeApi, request: Request, body: Json) -> Response:
    return shown(catalogue())


@figures
def overview(api: FakeApi, request: Request, body: Json) -> Response:
    goals = FakeTargets(api.targets["targets"])
    room = Overview(api.figures, DemoPeople(), DemoCustomers(), COMPANY, lambda: NOW, goals)
    return shown(room.overview(question(request)))


def compared(api: FakeApi) -> Compared:
    """Give the room that compares one KPI."""
    return Compared(api.figures, DemoPeople(), COMPANY, lambda: NOW)


@figures
def compare(api: FakeApi, request: Request, body: Json) -> Response:
    return shown(compared(api).series(request.query_params["kpi"], question(request)))


@figures
def break_down(api: FakeApi, request: Request, body: Json) -> Response:
    asked = question(request, "dimension")
    kpi, dimension = (request.query_params[name] for name in ("kpi", "dimension"))
    return shown(compared(api).breakdown(kpi, dimension, asked))  # type: ignore[arg-type]


@figures
def rows(api: FakeApi, request: Request, body: Json) -> Response:
    """List orders of the fake company, a page of them at a time."""
    start = int(request.query_params.get("cursor", "0"))
    items = [
        BehindOut(order_id=one["id"], number=one["number"], at=one["created_at"], total=1, n=1)
        for one in api.orders
    ]
    return shown(
        BehindRowsOut(
            items=items[start : start + PAGE],
            total=SumOut(total=len(items), n=len(items)),
            watermark=NOW,
            next_cursor=str(start + PAGE) if start + PAGE < len(items) else None,
        )
    )


ROUTES: Routes = {
    ("GET", "/v1/analytics/kpis"): list_kpis,
    ("GET", "/v1/analytics/overview"): overview,
    ("GET", "/v1/analytics/compare"): compare,
    ("GET", "/v1/analytics/breakdown"): break_down,
    ("GET", "/v1/analytics/rows"): rows,
}
