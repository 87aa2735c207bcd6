"""Routes of templates, their preview, and suppressed addresses."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends, Response
from aws_lambda_powertools.event_handler.openapi.params import Path

from integrations.edge import Id, api
from integrations.messages import wiring
from integrations.messages.model import Language
from integrations.messages.schemas import (
    PreviewIn,
    PreviewOut,
    SuppressionOut,
    SuppressionsOut,
    TemplateIn,
    TemplateOut,
    TemplatesOut,
)
from integrations.messages.service import Draft, TemplateService
from shared.http import AskedAtVersion

Templates = Annotated[TemplateService, Depends(wiring.templates)]
EventName = Annotated[str, Path(max_length=40)]
ALL = "/v1/integrations/<integration_id>/templates"
ONE = f"{ALL}/<event_type>/<language>"


@api.serve("GET", ALL, permission="integrations:read")
def list_templates(integration_id: Id, templates: Templates) -> TemplatesOut:
    """List the templates of an integration's messages, each event in each language."""
    return TemplatesOut(items=[TemplateOut.of(each) for each in templates.all(integration_id)])


@api.serve("PUT", ONE, permission="integrations:write")
def write_template(
    integration_id: Id,
    event_type: EventName,
    language: Language,
    body: TemplateIn,
    templates: Templates,
    asked: AskedAtVersion,
) -> TemplateOut:
    """Write a template of the version in If-Match, 0 for the default one."""
    draft = Draft(event_type, language, body.template())
    return TemplateOut.of(templates.save(integration_id, draft, asked.version or 0))


@api.serve("DELETE", ONE, permission="integrations:write", status=204)
def reset_template(
    integration_id: Id, event_type: EventName, language: Language, templates: Templates
) -> Response[str]:
    """Go back to the default template."""
    templates.reset(integration_id, event_type, language)
    return Response(status_code=204)


@api.serve("POST", "/v1/integrations/<integration_id>/preview", permission="integrations:write")
def preview_template(integration_id: Id, body: PreviewIn, templates: Templates) -> PreviewOut:
    """Show what a template comes to, with a sample or a real order; nothing is kept or sent."""
    return PreviewOut.of(*templates.preview(integration_id, body.draft()))


@api.serve("GET", "/v1/suppressions", permission="integrations:read")
def list_suppressions(templates: Templates) -> SuppressionsOut:
    """List the addresses that nothing is sent to, newest first."""
    return SuppressionsOut(items=[SuppressionOut.of(each) for each in templates.suppressions()])


@api.serve(
    "DELETE", "/v1/suppressions/<suppression_id>", permission="integrations:write", status=204
)
def lift_suppression(suppression_id: Id, templates: Templates) -> Response[str]:
    """Let an address be written to again."""
    templates.lift(suppression_id)
    return Response(status_code=204)
