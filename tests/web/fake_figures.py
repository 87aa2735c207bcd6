"""Figures of the fake API: made by the rooms that make them for real, of the demo's tallies."""

from datetime import date
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
from analytics.kpis import KPIS
from shared.errors import InvalidError
from tests.analytics.targets.fakes import FakeTargets
from tests.web.company import Answer, FakeApi, Routes, problem
from tests.web.demo import NOW, Json
from tests.web.demo_figures import COMPANY, DemoCustomers, DemoPeople

OTHERS = ("kpi", "by", "limit", "cursor", "weekday", "month", "hour")
PAGE = 20
FIRST_THAT_COUNTS = 5
MUCH = 1_000
"""Of so many days there are too many orders to be listed by weight."""


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
    """List orders of the fake company, a page of them at a time; of a share every eighth counts."""
    asked = request.query_params
    is_share = KPIS[asked["kpi"]].shape == "ratio"
    start = int(asked.get("cursor", "0"))
    found = [
        BehindOut(
            order_id=one["id"],
            number=one["number"],
            at=one["created_at"],
            total=int(not is_share or place % 8 == FIRST_THAT_COUNTS),
            n=1,
        )
        for place, one in enumerate(api.orders)
    ]
    told = SumOut(total=sum(one.total for one in found), n=len(found))
    is_much = (date.fromisoformat(asked["to"]) - date.fromisoformat(asked["from"])).days > MUCH
    order = asked.get("order") or ("weight" if is_share and not is_much else "date")
    if order == "weight" and is_much:
        refused = {"field": "order", "value": order, "rule": "is for a shorter period"}
        return problem(422, "A field breaks a rule", errors=[refused])
    only = asked.get("only")
    items = [one for one in found if only is None or (only == "counted") == bool(one.total)]
    if order == "weight":
        items.sort(key=lambda one: -one.total)
    return shown(
        BehindRowsOut(
            items=items[start : start + PAGE],
            total=told,
            watermark=NOW,
            next_cursor=str(start + PAGE) if start + PAGE < len(items) else None,
            order=order,  # type: ignore[arg-type]
        )
    )


ROUTES: Routes = {
    ("GET", "/v1/analytics/kpis"): list_kpis,
    ("GET", "/v1/analytics/overview"): overview,
    ("GET", "/v1/analytics/compare"): compare,
    ("GET", "/v1/analytics/breakdown"): break_down,
    ("GET", "/v1/analytics/rows"): rows,
}
