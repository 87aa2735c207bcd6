"""Put restored tables in the place of a template's own, by parameters of samconfig.toml.

    [prod.restored.parameters]
    OrdersTable = "naryad-prod-OrdersTable-20261122T100000"
    OrdersTableStream = "arn:aws:dynamodb:…/stream/…"

`make deploy` does it to the built template. The table that is replaced leaves the template, and
its policy keeps it in the account.
"""

import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
BUILT: Final = ROOT / ".aws-sam" / "build" / "template.yaml"
STREAM: Final = "Stream"
_ARN: Final = "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/"


class SwapError(RuntimeError):
    """A parameter names no table, or one that must not be replaced."""


def parameters(stage: str, root: Path = ROOT) -> dict[str, str]:
    """Read which tables of a stage were restored, and their streams."""
    config = tomllib.loads((root / "samconfig.toml").read_text())
    found: dict[str, str] = config[stage].get("restored", {}).get("parameters", {})
    return found


def swapped(template: Mapping[str, Any], restored: Mapping[str, str]) -> dict[str, Any]:
    """Give the template with the restored tables; SwapError when it can't be done whole."""
    tables = {name for name in restored if not name.endswith(STREAM)}
    for name in tables:
        _check(name, template["Resources"].get(name), restored)
    kept = {k: v for k, v in template["Resources"].items() if k not in tables}
    whole = {**template, "Resources": kept}
    found: dict[str, Any] = _replaced(whole, restored, tables)
    return found


def _check(name: str, resource: Any, restored: Mapping[str, str]) -> None:  # noqa: ANN401
    if not resource or resource["Type"] != "AWS::DynamoDB::Table":
        raise SwapError(f"{name} is no table of the template")
    if resource.get("DeletionPolicy") != "Retain":
        raise SwapError(f"{name} would be deleted when it leaves the template")
    if "StreamSpecification" in resource["Properties"] and name + STREAM not in restored:
        raise SwapError(f"{name}{STREAM} is missing")


def _replaced(value: Any, restored: Mapping[str, str], tables: set[str]) -> Any:  # noqa: ANN401
    if isinstance(value, list):
        return [_replaced(each, restored, tables) for each in value]
    if not isinstance(value, Mapping):
        return value
    if len(value) == 1:
        ((function, said),) = value.items()
        if function == "Ref" and said in tables:
            return restored[said]
        if function == "Fn::GetAtt" and _parts(said)[0] in tables:
            return _attribute(*_parts(said), restored)
        if function == "Fn::Sub":
            return {function: _substituted(said, restored, tables)}
    return {name: _replaced(each, restored, tables) for name, each in value.items()}


def _parts(said: Any) -> tuple[str, str]:  # noqa: ANN401 - either form of GetAtt
    name, _, attribute = said.partition(".") if isinstance(said, str) else (said[0], "", said[1])
    return name, attribute


def _attribute(name: str, attribute: str, restored: Mapping[str, str]) -> Any:  # noqa: ANN401
    if attribute == "StreamArn":
        return restored[name + STREAM]
    return {"Fn::Sub": _ARN + restored[name]}


def _substituted(said: Any, restored: Mapping[str, str], tables: set[str]) -> Any:  # noqa: ANN401
    if isinstance(said, list):
        text, values = said
        return [_substituted(text, restored, tables), _replaced(values, restored, tables)]
    for name in tables:
        said = said.replace(f"${{{name}.Arn}}", _ARN + restored[name])
        said = said.replace(f"${{{name}}}", restored[name])
    return said


def main(words: Sequence[str]) -> int:
    """Swap the tables of a stage in the built template, if any were restored."""
    from samtranslator.yaml_helper import yaml_parse

    (stage,) = words
    restored = parameters(stage)
    if not restored:
        return 0
    try:
        found = swapped(yaml_parse(BUILT.read_text()), restored)
    except SwapError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    BUILT.write_text(json.dumps(found, ensure_ascii=False, indent=1))
    print(f"restored tables: {', '.join(sorted(restored))}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
