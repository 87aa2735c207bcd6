"""Names a template refers to: the emulator takes a dangling one, AWS does not."""

import re
from collections.abc import Iterator
from typing import Any

from local.template import Resource, TemplateError

PLACE = re.compile(r"\$\{([^!}][^}]*)\}")


def check_references(translated: Resource) -> None:
    """Raise TemplateError for a name that is neither a resource nor a parameter."""
    known = {*translated["Resources"], *translated.get("Parameters", {})}
    for section in ("Resources", "Outputs"):
        for place, part in translated.get(section, {}).items():
            for name in _names(part):
                if name not in known and not name.startswith("AWS::"):
                    raise TemplateError(f"template: {place} refers to {name}, which is not there")


def _names(part: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    if isinstance(part, list):
        for each in part:
            yield from _names(each)
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from _referred(key, value)


def _referred(key: str, value: Any) -> Iterator[str]:  # noqa: ANN401
    if key == "Ref":
        yield str(value)
    elif key == "Fn::GetAtt":
        yield value.split(".")[0] if isinstance(value, str) else str(value[0])
    elif key == "Fn::Sub" and isinstance(value, list):
        text, given = value
        yield from _names(given)
        yield from (name for name in _places(text) if name not in given)
    elif key == "Fn::Sub":
        yield from _places(value)
    else:
        yield from _names(value)


def _places(text: str) -> list[str]:
    return [name.strip().split(".")[0] for name in PLACE.findall(text)]
