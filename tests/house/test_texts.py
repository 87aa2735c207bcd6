"""A text that has to be there has to be seen: no field of a body takes invisible characters."""

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from tests.house.test_exact import models

# A draft that is wrong in several ways is told all of them at once.
CHECKED_BY_THE_SERVICE = [
    "integrations.messages.schemas.PreviewIn.text",
    "integrations.messages.schemas.TemplateIn.text",
]
UNSEEN = "\u200b\u2060\ufeff\u00ad\u00a0\u200e\u3164"


def wanted(schema: dict[str, Any]) -> bool:
    """Tell whether a field asks for a text of some length, and of no form that says more."""
    inner = [*schema.get("anyOf", ()), schema.get("items"), schema.get("additionalProperties")]
    asks = schema.get("minLength", 0) > 0 and not refuses(schema.get("pattern"))
    return asks or any(wanted(each) for each in inner if isinstance(each, dict))


def refuses(pattern: str | None) -> bool:
    return pattern is not None and re.search(pattern, UNSEEN) is None


def fields() -> Iterator[tuple[type[BaseModel], str]]:
    for model in models():
        for name, schema in model.model_json_schema().get("properties", {}).items():
            if wanted(schema):
                yield model, name


def takes(model: type[BaseModel], name: str) -> bool:
    """Tell whether any shape of a field takes it: the text, a list or a map of it."""
    return any(not faults(model, name, each) for each in (UNSEEN, [UNSEEN], {"en": UNSEEN}))


def faults(model: type[BaseModel], name: str, value: object) -> list[Any]:
    try:
        model.model_validate({name: value})
    except ValidationError as error:
        return [each for each in error.errors() if each["loc"][0] == name]
    return []


def test_no_required_text_of_a_body_takes_what_nobody_can_see():
    looked = {(model, name) for model, name in fields()}
    named = {f"{model.__name__}.{name}" for model, name in looked}

    assert named >= {"OrderCreate.title", "TransitionIn.reason", "KeyCreate.name", "ReplyIn.text"}
    lax = sorted(
        f"{model.__module__}.{model.__name__}.{name}"
        for model, name in looked
        if takes(model, name)
    )
    assert lax == CHECKED_BY_THE_SERVICE
