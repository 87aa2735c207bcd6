"""Imports, promised times and erasures as the fake server keeps them."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from analytics.targets.model import aims, differences
from analytics.targets.schemas import AimOut
from integrations.access.company.model import Company, check_names
from orders.intake.model import Broken
from orders.intake.schemas import ImportFaultOut
from shared.errors import InvalidError
from tests.web import demo, demo_settings
from tests.web.company import FakeApi, Routes, found, paged, problem, stale
from tests.web.demo import Json

ROWS = 400


def listed(job: Json) -> Json:
    return {name: value for name, value in told(job, "ru").items() if name != "failures"}


def list_imports(api: FakeApi, request: Request, body: Json) -> Response:
    return paged([listed(one) for one in api.imports], request)


def told(job: Json, language: Any) -> Json:
    """Say why rows and files were refused in a language, as the API does."""
    rows = [
        row | {"errors": [in_words(each, language) for each in row["errors"]]}
        for row in job["failures"]
    ]
    return job | {"failures": rows, "error": job["error"] and in_words(job["error"], language)}


def in_words(broken: Json, language: Any) -> Json:
    return ImportFaultOut.told(Broken.model_validate(broken), language).model_dump()


def announce(api: FakeApi, request: Request, body: Json) -> Response:
    key = request.headers["idempotency-key"]
    job = next((one for one in api.imports if one.get("key") == key), None)
    if job is None:
        job = demo_settings.import_of("made", "waiting", name=body["name"]) | {"key": key}
        job["ignored_columns"] = []
        api.imports.insert(0, job)
    upload = {"url": "/bucket/upload", "method": "PUT", "headers": {"x-amz-checksum": "1"}}
    return JSONResponse({"id": job["id"], "state": "waiting", "upload": upload}, 201)


def template(api: FakeApi, request: Request, body: Json) -> Response:
    return PlainTextResponse(f"external_id;{request.query_params['lang']}\r\n")


def start(api: FakeApi, request: Request, body: Json) -> Response:
    job = found(api.imports, request)
    if job is None:
        return problem(404, "There is no such import")
    job |= {"state": "queued", "error": None}
    return JSONResponse(listed(job), 202)


def get_import(api: FakeApi, request: Request, body: Json) -> Response:
    """Each look at an import at work finds it further."""
    job = found(api.imports, request)
    if job is None:
        return problem(404, "There is no such import")
    answer = JSONResponse(told(job, request.query_params.get("lang", "ru")))
    if api.imports_go_on and job["state"] in {"queued", "running"}:
        created = min(ROWS, job["created"] + 200)
        state = "done" if created == ROWS else "running"
        job |= {"state": state, "rows": ROWS, "created": created, "done": created}
    return answer


def result(api: FakeApi, request: Request, body: Json) -> Response:
    return JSONResponse({"url": "/bucket/result.csv"})


def get_rules(api: FakeApi, request: Request, body: Json) -> Response:
    return JSONResponse(api.rules)


def replace_rules(api: FakeApi, request: Request, body: Json) -> Response:
    return stale(api.rules, request) or broken(body) or replaced(api, body)


def broken(body: Json) -> Response | None:
    """Refuse a response that is later than the resolution, as the API does."""
    for number, one in enumerate(body["policies"]):
        if one["response_minutes"] > one["resolution_minutes"]:
            field = f"policies.{number}.response_minutes"
            rule = "must not exceed resolution_minutes"
            value: Any = one["response_minutes"]
            errors = [{"field": field, "value": value, "rule": rule}]
            return problem(422, f"{field}: {rule}", errors=errors)
    return None


def replaced(api: FakeApi, body: Json) -> Response:
    api.rules |= body | {"version": api.rules["version"] + 1, "updated_at": demo.at(0)}
    return JSONResponse(api.rules)


def list_erasures(api: FakeApi, request: Request, body: Json) -> Response:
    return paged(api.erasures, request)


def get_company(api: FakeApi, request: Request, body: Json) -> Response:
    return JSONResponse(api.company)


def replace_company(api: FakeApi, request: Request, body: Json) -> Response:
    if refused := stale(api.company, request) or same_names(body):
        return refused
    api.company |= body | {"version": api.company["version"] + 1, "updated_at": demo.at(0)}
    return JSONResponse(api.company)


def same_names(body: Json) -> Response | None:
    """Refuse two states or types of one name, as the API does."""
    try:
        check_names(Company.model_validate(body))
    except InvalidError as error:
        errors = [{"field": e.field, "value": e.value, "rule": e.rule} for e in error.errors]
        return problem(422, error.detail, errors=errors)
    return None


def shown_targets(api: FakeApi) -> Response:
    offered = [AimOut.of(each).model_dump() for each in aims().values()]
    return JSONResponse(api.targets | {"offered": offered})


def get_targets(api: FakeApi, request: Request, body: Json) -> Response:
    return shown_targets(api)


def replace_targets(api: FakeApi, request: Request, body: Json) -> Response:
    if refused := stale(api.targets, request):
        return refused
    changes = {"version": api.targets["version"] + 1, "updated_at": demo.at(0)}
    told = differences(api.targets["targets"], body["targets"])
    api.target_changes.insert(0, demo_settings.change("targets", -changes["version"], told))
    api.targets |= body | changes | {"updated_by": "Инна Полевая"}
    return shown_targets(api)


def list_target_changes(api: FakeApi, request: Request, body: Json) -> Response:
    return paged(api.target_changes, request)


ROUTES: Routes = {
    ("GET", "/v1/company"): get_company,
    ("PUT", "/v1/company"): replace_company,
    ("GET", "/v1/analytics/targets"): get_targets,
    ("PUT", "/v1/analytics/targets"): replace_targets,
    ("GET", "/v1/analytics/targets/audit"): list_target_changes,
    ("GET", "/v1/imports"): list_imports,
    ("POST", "/v1/imports"): announce,
    ("GET", "/v1/imports/template"): template,
    ("GET", "/v1/imports/{id}"): get_import,
    ("POST", "/v1/imports/{id}/start"): start,
    ("GET", "/v1/imports/{id}/result"): result,
    ("GET", "/v1/sla"): get_rules,
    ("PUT", "/v1/sla"): replace_rules,
    ("GET", "/v1/erasures"): list_erasures,
}
