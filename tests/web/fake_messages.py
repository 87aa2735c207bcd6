"""Texts of messages as the fake server keeps them: the room's own defaults, rules and samples."""

from html import escape

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from integrations.connectors import KINDS
from integrations.messages.defaults import default, events
from integrations.messages.fields import fields_of, values_of
from integrations.messages.markup import html_of, page
from integrations.messages.model import LANGUAGES, Language, Template
from integrations.messages.samples import sample_facts
from integrations.messages.schemas import TemplateOut
from integrations.messages.service import Draft, ShownTemplate, checked_template
from integrations.messages.substitution import fill, fill_text
from shared.errors import InvalidError
from tests.web import demo
from tests.web.company import FakeApi, Routes, found, problem
from tests.web.demo import Json


def channel_of(api: FakeApi, request: Request) -> str:
    """Give the kind of address that an integration writes to."""
    row = found(api.integrations, request)
    assert row is not None
    return KINDS[row["kind"]].reaches or "email"


def list_templates(api: FakeApi, request: Request, body: Json) -> Response:
    channel = channel_of(api, request)
    places = [(event, language) for event in events() for language in LANGUAGES]
    return JSONResponse({"items": [as_it_holds(api, channel, *each) for each in places]})


def as_it_holds(api: FakeApi, channel: str, event: str, language: Language) -> Json:
    version, own = api.texts.get((event, language), (0, None))
    words = Template(**own) if own else default(event, channel, language)
    shown = ShownTemplate(event, language, words, version, fields_of(event))
    return TemplateOut.of(shown).model_dump(mode="json")


def save(api: FakeApi, request: Request, body: Json) -> Response:
    place = request.path_params["event"], request.path_params["language"]
    try:
        checked_template(Draft(*place, Template(**body), None), channel_of(api, request))
    except InvalidError as error:
        return refused(error)
    version, _ = api.texts.get(place, (0, None))
    if request.headers.get("if-match") != f'"{version}"':
        return problem(412, "It has changed", current_version=version)
    api.texts[place] = version + 1, body
    return JSONResponse(as_it_holds(api, channel_of(api, request), *place))


def reset(api: FakeApi, request: Request, body: Json) -> Response:
    del api.texts[request.path_params["event"], request.path_params["language"]]
    return Response(status_code=204)


def preview(api: FakeApi, request: Request, body: Json) -> Response:
    channel = channel_of(api, request)
    words = Template(**{name: body[name] for name in ("subject", "text", "html")})
    event, language = body["event_type"], body["language"]
    if body["order_id"] is not None:
        return problem(404, f"there is no order {body['order_id']}")
    try:
        checked_template(Draft(event, language, words, None), channel)
    except InvalidError as error:
        return refused(error)
    values = values_of(sample_facts(event, language, demo.NOW), language, demo.ZONE)
    text = fill_text(words.text, values).strip("\n")
    html = page(fill(words.html, values, escape=escape)) if words.html else html_of(text, channel)
    shown = {"subject": fill(words.subject, values), "text": text, "html": html}
    return JSONResponse(shown | {"cost": None})


def refused(error: InvalidError) -> Response:
    """Say which placeholders or tags are wrong."""
    return problem(422, str(error), errors=[vars(one) for one in error.errors])


ROUTES: Routes = {
    ("GET", "/v1/integrations/{id}/templates"): list_templates,
    ("PUT", "/v1/integrations/{id}/templates/{event}/{language}"): save,
    ("DELETE", "/v1/integrations/{id}/templates/{event}/{language}"): reset,
    ("POST", "/v1/integrations/{id}/preview"): preview,
}
