"""What of a template this machine does without.

Here a function has one version, and a new one is there at once: what leads to its alias leads to
the function itself. No alarm is sent from here either: those that reckon with several metrics are
refused by the emulator, and with them goes the dashboard that shows them all.
"""

from typing import Any

from local.template import Resource, take

ALIAS = "AWS::Lambda::Alias"
ALARM = "AWS::CloudWatch::Alarm"
NEEDLESS = (
    "AWS::CodeDeploy::Application",
    "AWS::CodeDeploy::DeploymentGroup",
    "AWS::Budgets::Budget",
    "AWS::CloudWatch::Dashboard",
    "AWS::Lambda::Version",
    ALIAS,
)


def leave_out(translated: Resource) -> None:
    """Take out what is of no use here, and what the emulator refuses."""
    lead_to_functions(translated)
    resources = translated["Resources"]
    gone = [name for kind in NEEDLESS for name in take(translated, kind)]
    gone += [name for name, each in take(translated, ALARM).items() if _reckons(each)]
    for name in gone:
        del resources[name]
    for resource in resources.values():
        if "DependsOn" in resource:
            resource["DependsOn"] = [
                each for each in _listed(resource["DependsOn"]) if each not in gone
            ]


def lead_to_functions(translated: Resource) -> None:
    """Let everything that leads to an alias lead to its function."""
    functions = {
        name: alias["Properties"]["FunctionName"]["Ref"]
        for name, alias in take(translated, ALIAS).items()
    }
    for name, resource in translated["Resources"].items():
        if name not in functions:
            translated["Resources"][name] = _led(resource, functions)
    for settings in take(translated, "AWS::Lambda::EventInvokeConfig").values():
        settings["Properties"]["Qualifier"] = "$LATEST"


def _led(value: Any, functions: dict[str, str]) -> Any:  # noqa: ANN401 - any part of a template
    match value:
        case {"Ref": str(name)} if name in functions:
            return {"Fn::GetAtt": [functions[name], "Arn"]}
        case {"Fn::Sub": str(text)}:
            for name, function in functions.items():
                text = text.replace(f"${{{name}}}", f"${{{function}.Arn}}")
            return {"Fn::Sub": text}
        case dict():
            return {key: _led(each, functions) for key, each in value.items()}
        case list():
            return [_led(each, functions) for each in value]
    return value


def _reckons(alarm: Resource) -> bool:
    return "Metrics" in alarm["Properties"]


def _listed(value: Any) -> list[str]:  # noqa: ANN401 - CloudFormation's one or many
    return value if isinstance(value, list) else [value]
