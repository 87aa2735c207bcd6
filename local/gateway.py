"""The HTTP API whose OpenAPI body the emulator's CloudFormation drops.

The body of the translated template is read here and its routes, integrations and authorizers are
made through the public API.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from local.aws import Aws
from local.template import Resource, Wishes, take

ANY = "x-amazon-apigateway-any-method"
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace", ANY}


@dataclass(frozen=True)
class Route:
    """One route key, the wish for its target and the authorizer that guards it."""

    key: str
    target: str
    payload_version: str
    authorizer: str | None


@dataclass(frozen=True)
class Authorizer:
    """A Lambda authorizer as the body states it."""

    name: str
    target: str
    statement: Resource


@dataclass(frozen=True)
class Gateway:
    """One HTTP API to be completed."""

    api: str
    routes: tuple[Route, ...]
    authorizers: tuple[Authorizer, ...]


def plan_gateways(translated: Resource, wishes: Wishes) -> list[Gateway]:
    """Read what the HTTP APIs of a template should be; ask for what only the stack knows."""
    return [
        Gateway(
            api=wishes.ask({"Ref": name}),
            routes=tuple(_routes(resource["Properties"]["Body"], wishes)),
            authorizers=tuple(_authorizers(resource["Properties"]["Body"], wishes)),
        )
        for name, resource in take(translated, "AWS::ApiGatewayV2::Api").items()
        if "Body" in resource["Properties"]
    ]


def _routes(body: Resource, wishes: Wishes) -> Iterator[Route]:
    for path, methods in body.get("paths", {}).items():
        for method, operation in methods.items():
            if method not in METHODS:
                continue
            integration = operation["x-amazon-apigateway-integration"]
            guards = [name for entry in operation.get("security", []) for name in entry]
            verb = "ANY" if method == ANY else method.upper()
            yield Route(
                key=path if path == "$default" else f"{verb} {path}",
                target=wishes.ask(integration["uri"]),
                payload_version=integration.get("payloadFormatVersion", "2.0"),
                authorizer=next((name for name in guards if name != "NONE"), None),
            )


def _authorizers(body: Resource, wishes: Wishes) -> Iterator[Authorizer]:
    schemes = body.get("components", {}).get("securitySchemes", {})
    for name, scheme in schemes.items():
        statement = scheme.get("x-amazon-apigateway-authorizer", {})
        if statement.get("type") == "request":
            yield Authorizer(name, wishes.ask(statement["authorizerUri"]), statement)


def complete(aws: Aws, gateway: Gateway, outputs: dict[str, str]) -> str:
    """Make the API what the template says, replacing what an earlier start made; give its id."""
    client = aws.client("apigatewayv2")
    api = outputs[gateway.api]
    _clear(client, api)
    guards = {
        each.name: _create_authorizer(client, api, each, outputs) for each in gateway.authorizers
    }
    integrations: dict[tuple[str, str], str] = {}
    for route in gateway.routes:
        target = (outputs[route.target], route.payload_version)
        if target not in integrations:
            integrations[target] = client.create_integration(
                ApiId=api,
                IntegrationType="AWS_PROXY",
                IntegrationUri=target[0],
                PayloadFormatVersion=target[1],
            )["IntegrationId"]
        guard: dict[str, str] = {}
        if route.authorizer:
            guard = {"AuthorizationType": "CUSTOM", "AuthorizerId": guards[route.authorizer]}
        client.create_route(
            ApiId=api, RouteKey=route.key, Target=f"integrations/{integrations[target]}", **guard
        )
    return api


def _create_authorizer(client: Any, api: str, each: Authorizer, outputs: dict[str, str]) -> str:  # noqa: ANN401
    says = each.statement
    created = client.create_authorizer(
        ApiId=api,
        Name=each.name,
        AuthorizerType="REQUEST",
        AuthorizerUri=outputs[each.target],
        IdentitySource=says.get("identitySource", []),
        AuthorizerPayloadFormatVersion=says.get("authorizerPayloadFormatVersion", "2.0"),
        AuthorizerResultTtlInSeconds=says.get("authorizerResultTtlInSeconds", 0),
        EnableSimpleResponses=says.get("enableSimpleResponses", False),
    )
    return str(created["AuthorizerId"])


def _clear(client: Any, api: str) -> None:  # noqa: ANN401
    for route in client.get_routes(ApiId=api)["Items"]:
        client.delete_route(ApiId=api, RouteId=route["RouteId"])
    for integration in client.get_integrations(ApiId=api)["Items"]:
        client.delete_integration(ApiId=api, IntegrationId=integration["IntegrationId"])
    for authorizer in client.get_authorizers(ApiId=api)["Items"]:
        client.delete_authorizer(ApiId=api, AuthorizerId=authorizer["AuthorizerId"])
