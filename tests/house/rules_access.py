"""What must hold for roles, routes and the environment; each rule yields its complaints."""

import json
import re
from collections.abc import Iterator

from tests.house.stack import Stack, listed, target

# Open to everybody: is it up, the customer's rating page behind an unguessable token, reports of
# leaked keys, which are signed, Telegram, which proves itself by a secret token, and SMS gateways,
# whose address is a sealed token.
PUBLIC = {
    ("any", "/v1/health"),
    ("any", "/f/{proxy+}"),
    ("any", "/v1/leaked-keys"),
    ("any", "/v1/hooks/telegram/{id}"),
    ("any", "/v1/hooks/sms/{token}"),
    # HTTP Basic with an API key, or the sealed cookie of a session: tests/integrations/onec.
    ("any", "/1c/exchange"),
    ("any", "/bitrix/admin/1c_exchange.php"),
}
# What goes to an address or a number outside has no resource of ours that could be named.
OUTWARD = {"ses:SendEmail", "sns:Publish"}
# AWS writes these for logs, traces, streams, queues and CodeDeploy; SAM adds them by trigger.
MANAGED = {
    "service-role/AWSLambdaBasicExecutionRole",
    "service-role/AWSLambdaDynamoDBExecutionRole",
    "service-role/AWSLambdaSQSQueueExecutionRole",
    "AWSXrayWriteOnlyAccess",
    "service-role/AWSCodeDeployRoleForLambda",
}
# Which wildcards there may be, where, and why.
WILDCARDS = {
    # Objects have names that nobody knows before; a folder of the bucket bounds them.
    (r"\w+Role", r'\{"Fn::Sub": "\$\{DataBucket\.Arn\}(/[a-z]+)+/\*"\}'),
    # The finance account reads what lies under the prefix that it was given.
    ("FinanceRole", r'\{"Fn::Sub": "\$\{DataBucket\.Arn\}/\$\{FinancePrefix\}\*"\}'),
    # Lambda names by itself what it sets aside.
    (r"\w+StreamRole", r'\{"Fn::Sub": "\$\{FailuresBucket\.Arn\}/\*"\}'),
    # CloudFront shows every page, which all are public.
    ("WebBucketPolicy", r'\{"Fn::Sub": "\$\{WebBucket\.Arn\}/\*"\}'),
    # A key's policy is about that key; without the account's root nobody could ever change it.
    (r"\w+Key", r'"\*"|kms:\*'),
    # The data key is used through S3 only, by this account only; AWS names these families so.
    ("DataKey", r"kms:(ReEncrypt|GenerateDataKey)\*"),
}
SECRET = re.compile(r"SECRET|PASSWORD|TOKEN|PRIVATE|CREDENTIAL|(^|_)KEY(_|$)")
A_NAME_ONLY = ("_ID", "_URL", "_ARN", "_TABLE")
API_TIMEOUT_S = 30  # the gateway's own, not to be raised
AUTHORIZER_TIMEOUT_S = 10
REVOCATION_S = 60


def every_function_has_a_role_of_its_own(stack: Stack) -> Iterator[str]:
    roles = [target(function["Role"]) for function in stack.of("Lambda::Function").values()]
    for role in sorted(set(roles)):
        if roles.count(role) > 1 or role not in stack.of("IAM::Role"):
            yield f"{role or 'a role from outside'} is shared by functions"


def no_role_may_do_everything(stack: Stack) -> Iterator[str]:
    for statement in stack.statements():
        for action in statement.actions:
            if not re.fullmatch(r"[a-z0-9-]+:[A-Za-z]+", str(action)):
                yield f"{statement.role}: action {action}"
        if statement.raw.get("Effect") != "Allow":
            yield f"{statement.role}: a refusal hides what is allowed elsewhere"


def no_role_may_touch_what_is_not_named(stack: Stack) -> Iterator[str]:
    for statement in stack.statements():
        for resource in statement.resources:
            if resource == "*" and set(statement.actions) <= OUTWARD:
                continue
            if target(resource) not in stack.resources:
                yield f"{statement.role}: resource {json.dumps(resource)}"


def a_wildcard_on_data_has_a_reason(stack: Stack) -> Iterator[str]:
    for where, statement in _policies(stack):
        actions = [each for each in listed(statement["Action"]) if "*" in each]
        resources = [json.dumps(each) for each in listed(statement.get("Resource", []))]
        for each in [*actions, *(each for each in resources if "*" in each)]:
            if statement["Effect"] == "Allow" and not _has_reason(where, each):
                yield f"{where} allows {each}"


def _policies(stack: Stack) -> Iterator[tuple[str, dict]]:
    """Go through all statements: of roles, of buckets, of keys."""
    for role in stack.statements():
        if role.resources != ["*"] or not set(role.actions) <= OUTWARD:
            yield role.role, role.raw
    for name, policy in stack.of("S3::BucketPolicy").items():
        yield from ((name, each) for each in policy["PolicyDocument"]["Statement"])
    for name, key in stack.of("KMS::Key").items():
        yield from ((name, each) for each in key["KeyPolicy"]["Statement"])


def _has_reason(where: str, wildcard: str) -> bool:
    return any(
        re.fullmatch(place, where) and re.fullmatch(form, wildcard) for place, form in WILDCARDS
    )


def only_policies_for_the_trigger_come_from_aws(stack: Stack) -> Iterator[str]:
    for name, role in stack.of("IAM::Role").items():
        for policy in role.get("ManagedPolicyArns", []):
            if str(policy).partition(":policy/")[2] not in MANAGED:
                yield f"{name}: {policy}"


def a_secret_is_used_only_for_its_table(stack: Stack) -> Iterator[str]:
    for statement in stack.statements():
        if any(action.startswith("kms:") for action in statement.actions):
            equals = statement.raw.get("Condition", {}).get("StringEquals", {})
            if statement.actions == ["kms:Decrypt"] and set(equals) == {"kms:ViaService"}:
                continue  # what lies in the data bucket, by S3 alone
            if "kms:EncryptionContext:table" not in equals:
                yield f"{statement.role}: {statement.actions} without an encryption context"


def only_named_routes_are_public(stack: Stack) -> Iterator[str]:
    found = set()
    for method, path, security, _ in stack.routes():
        gated = [scheme for scheme in security if set(scheme) == {"Gate"}]
        if not gated:
            found.add((method, path))
    for method, path in sorted(found - PUBLIC):
        yield f"{method} {path} is open to everybody"
    for method, path in sorted(PUBLIC - found):
        yield f"{method} {path} should be open, or leave the list"


def only_this_api_may_call(stack: Stack) -> Iterator[str]:
    for name, permission in stack.of("Lambda::Permission").items():
        if "SourceArn" not in permission:
            yield f"{name}: any API of any account may call this function"


def an_answer_comes_before_the_gateway_gives_up(stack: Stack) -> Iterator[str]:
    functions = stack.of("Lambda::Function")
    for function in sorted({function for *_, function in stack.routes()}):
        if functions[function]["Timeout"] >= API_TIMEOUT_S:
            yield f"{function} may work on after its caller got a 503"
    if functions["Authorizer"]["Timeout"] >= AUTHORIZER_TIMEOUT_S:
        yield "Authorizer may work on after its caller got a 500"


def a_revoked_key_is_refused_soon(stack: Stack) -> Iterator[str]:
    for name, api in stack.of("ApiGatewayV2::Api").items():
        scheme = api["Body"]["components"]["securitySchemes"]["Gate"]
        gate = scheme["x-amazon-apigateway-authorizer"]
        if gate["authorizerResultTtlInSeconds"] > REVOCATION_S:
            yield f"{name} trusts a key for {gate['authorizerResultTtlInSeconds']} s more"
        # A key may be bound to addresses, so what is cached of one is not good for another.
        sources = ["$request.header.Authorization", "$context.identity.sourceIp"]
        if gate.get("identitySource") != sources:
            yield f"{name}: an answer for one caller may be given to another"


def the_authorizer_only_notes_uses(stack: Stack) -> Iterator[str]:
    notes = {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": "KEY_USES"}}
    for statement in stack.statements():
        writes = set(statement.actions) - {"dynamodb:GetItem"}
        is_bound = writes == {"dynamodb:PutItem"} and statement.raw.get("Condition") == notes
        if statement.role == "AuthorizerRole" and writes and not is_bound:
            yield f"{statement.role}: whoever has it could change what a key may do"


def the_api_logs_throttles_and_names_its_origins(stack: Stack) -> Iterator[str]:
    for name, stage in stack.of("ApiGatewayV2::Stage").items():
        if target(stage.get("AccessLogSettings", {}).get("DestinationArn")) not in stack.resources:
            yield f"{name} has no access log"
        limits = stage.get("DefaultRouteSettings", {})
        if not (limits.get("ThrottlingBurstLimit") and limits.get("ThrottlingRateLimit")):
            yield f"{name} does not throttle"
    for name, api in stack.of("ApiGatewayV2::Api").items():
        origins = api["Body"].get("x-amazon-apigateway-cors", {}).get("allowOrigins", [])
        if "*" in origins:
            yield f"{name} answers the pages of strangers"


def no_secret_is_in_the_environment(stack: Stack) -> Iterator[str]:
    parameters = stack.template["Parameters"]
    for name, function in stack.of("Lambda::Function").items():
        for setting, value in function["Environment"]["Variables"].items():
            if SECRET.search(setting) and not setting.endswith(A_NAME_ONLY):
                yield f"{name}: {setting} looks like a secret; pass its name"
            if "{{resolve:" in json.dumps(value) or parameters.get(target(value), {}).get("NoEcho"):
                yield f"{name}: {setting} holds a secret's value"


def every_function_is_traced(stack: Stack) -> Iterator[str]:
    for name, function in stack.of("Lambda::Function").items():
        if function.get("TracingConfig") != {"Mode": "Active"}:
            yield f"{name} is not traced"


def only_analytics_carries_arrow(stack: Stack) -> Iterator[str]:
    for name, function in stack.of("Lambda::Function").items():
        layers = [target(layer) for layer in function["Layers"]]
        arrow = [layer for layer in layers if layer.startswith("ArrowLayer")]
        if arrow and not function["Handler"].startswith("analytics."):
            yield f"{name} unpacks 120 MB it does not use"


def nobody_signs_up_alone(stack: Stack) -> Iterator[str]:
    for name, pool in stack.of("Cognito::UserPool").items():
        if pool.get("AdminCreateUserConfig", {}).get("AllowAdminCreateUserOnly") is not True:
            yield f"{name}: anybody could become a user"
        if pool.get("Policies", {}).get("PasswordPolicy", {}).get("MinimumLength", 0) < 12:
            yield f"{name}: short passwords"


RULES = (
    every_function_has_a_role_of_its_own,
    no_role_may_do_everything,
    no_role_may_touch_what_is_not_named,
    a_wildcard_on_data_has_a_reason,
    only_policies_for_the_trigger_come_from_aws,
    a_secret_is_used_only_for_its_table,
    only_named_routes_are_public,
    only_this_api_may_call,
    an_answer_comes_before_the_gateway_gives_up,
    a_revoked_key_is_refused_soon,
    the_authorizer_only_notes_uses,
    the_api_logs_throttles_and_names_its_origins,
    no_secret_is_in_the_environment,
    every_function_is_traced,
    only_analytics_carries_arrow,
    nobody_signs_up_alone,
)
