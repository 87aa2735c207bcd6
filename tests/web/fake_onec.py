"""A connection to 1C as the fake server keeps it."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from shared.onec.profile import STATUSES
from tests.web import demo_partners
from tests.web.company import FakeApi, Routes, problem
from tests.web.demo import Json, at

ID = "i1c"
URL = "https://naryad.example/1c/exchange"
BASE = "/v1/integrations/{id}/onec"
FAULT = {"code": "total", "field": "total", "words": "the lines come to 90 and the order to 100"}


def connection(mode: str = "exchange") -> Json:
    """Give an integration that 1C fetches from."""
    settings = {
        "mode": mode,
        "configuration": "unf",
        "zone": "Europe/Moscow",
        "batch_size": 100,
        "returned": {"Выполнен": "completed"},
        "statuses": {},
        "vat_texts": {},
    }
    row = demo_partners.integrations()[4]
    return row | {"id": ID, "kind": "onec", "name": "1С:УНФ", "settings": settings, "secrets": []}


def state() -> Json:
    """Tell how it stands: one order aside, one move refused."""
    aside = {"order_id": "o7", "number": "1007", "faults": [FAULT], "since": at(1), "again": False}
    refused = {
        "number": "1008",
        "order_id": "o8",
        "said": "Закрыт",
        "to": "closed",
        "detail": "an order that is new can't become closed",
        "at": at(0.5),
    }
    return {
        "mode": "exchange",
        "url": URL,
        "host": "https://naryad.example",
        "login": ID,
        "position": at(0.1),
        "last_session": session(0),
        "aside": [aside],
        "refused": [refused],
        "known_rates": ["0", "10", "18", "20"],
        "words": dict(STATUSES),
    }


def session(number: int) -> Json:
    return {
        "id": f"s{number}",
        "key_name": "Обмен с 1С",
        "started_at": at(number + 0.2),
        "last_at": at(number + 0.1),
        "taken": 40 + number,
        "offered": 0,
        "put_aside": number,
        "told": 3,
        "wished": 1,
        "remarks": ["there is no order '99'"] if number else [],
        "failed": number == 1,
    }


def get_onec(api: FakeApi, request: Request, body: Json) -> Response:
    return JSONResponse(api.onec)


def list_sessions(api: FakeApi, request: Request, body: Json) -> Response:
    return JSONResponse({"items": [session(n) for n in range(3)], "next_cursor": None})


def retry_order(api: FakeApi, request: Request, body: Json) -> Response:
    api.onec["aside"][0]["again"] = True
    return JSONResponse(api.onec["aside"][0])


def retry_state(api: FakeApi, request: Request, body: Json) -> Response:
    api.onec["refused"] = []
    return Response(status_code=204)


def restart(api: FakeApi, request: Request, body: Json) -> Response:
    api.onec["position"] = None
    return Response(status_code=204)


def preview(api: FakeApi, request: Request, body: Json) -> Response:
    number = request.path_params["number"]
    if number != "1007":
        return problem(404, f"there is no order {number}")
    text = f'<?xml version="1.0"?><Документ><Номер>{number}</Номер></Документ>'
    return JSONResponse({"number": number, "text": text, "faults": [FAULT], "notices": []})


ROUTES: Routes = {
    ("GET", BASE): get_onec,
    ("GET", f"{BASE}/sessions"): list_sessions,
    ("POST", f"{BASE}/aside/{{order}}/retry"): retry_order,
    ("POST", f"{BASE}/refused/{{number}}/retry"): retry_state,
    ("POST", f"{BASE}/restart"): restart,
    ("GET", f"{BASE}/preview/{{number}}"): preview,
}
