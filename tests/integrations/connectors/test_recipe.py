"""What docs/add-a-connector.md says is enough: a toy kind made by it keeps the suite's promises."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final

import pytest
from pydantic import BaseModel, ConfigDict, Field

from integrations import connectors
from integrations.connector import Kind, Outcome, Parcel, labelled
from integrations.kind_schemas import ConnectorOut
from shared.calls import OutboundError
from tests.integrations.connectors import stages, test_contract

KIND: Final = "toy"
RECIPE = Path(__file__).resolve().parents[3] / "docs" / "add-a-connector.md"


class ToySettings(BaseModel):
    """Which chat server."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: Annotated[
        str,
        Field(
            max_length=2048,
            json_schema_extra={"format": "uri", **labelled("Адрес", "Address")},
        ),
    ]


class ToyCredentials(BaseModel):
    """The key in the webhook's address."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: Annotated[
        str | None,
        Field(max_length=100, json_schema_extra=labelled("Ключ", "Key", secret=True)),
    ] = None


class ToyConnector:
    """Posts a message to a channel of a chat server."""

    def __init__(self, caller):
        """Keep the guarded client."""
        self._caller = caller

    def send(self, parcel: Parcel) -> Outcome:
        """Post the text; its address is told without the key."""
        message = parcel.message
        if message is None or not message.text.strip():
            return Outcome.hopeless("empty")
        url, key = f"{parcel.settings['url']}/hooks/", parcel.credentials["key"]
        body = json.dumps({"channel": message.to, "text": message.text}).encode()
        try:
            reply = self._caller.post(f"{url}{key}", body, {}, deadline_s=parcel.timeout_s)
        except OutboundError as error:
            return replace(Outcome.unanswered(error), error=str(error).replace(key, "***"))
        is_taken = reply.status == 200
        said = None if is_taken else f"the server answered {reply.status}"
        return replace(
            Outcome.answered(reply, delivered=is_taken, error=said),
            permanent=400 <= reply.status < 500 and reply.status != 429,
            request_url=f"{url}***",
        )


TOY: Final = Kind(
    make=lambda reach: ToyConnector(reach.calls),
    settings=ToySettings,
    credentials=ToyCredentials,
    titles={
        "ru": ("Чат", "Сообщения в каналы рабочего чата."),
        "en": ("Chat", "Messages to the channels of a work chat."),
    },
    reaches="chat",
)
STAGE: Final = stages.Stage(
    lambda port: {"url": f"http://127.0.0.1:{port}"},
    to="@service",
    credentials={"key": stages.SECRET},
)


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    """Do steps 2 and 3 of the recipe: a line in the registry, and a stage."""
    for registry, entry in ((connectors.KINDS, TOY), (stages.STAGES, STAGE)):
        monkeypatch.setitem(registry, KIND, entry)


@pytest.mark.parametrize("status", [429, 503])
def test_a_kind_made_by_the_recipe_is_tried_again_while_its_partner_is_busy(status):
    test_contract.test_a_partner_who_is_busy_is_tried_again(KIND, status)


def test_a_kind_made_by_the_recipe_sends_nothing_empty():
    test_contract.test_an_empty_message_is_never_sent(KIND, " \n ")
    test_contract.test_a_parcel_without_a_message_is_refused(KIND)


def test_a_kind_made_by_the_recipe_keeps_the_deadline():
    test_contract.test_the_deadline_is_kept(KIND)
    test_contract.test_nobody_there_is_no_fault_of_the_message(KIND)


@pytest.mark.parametrize("status", [200, 400, 503])
def test_a_kind_made_by_the_recipe_tells_no_secret(status, log_lines, caplog):
    test_contract.test_no_secret_is_shown_or_logged(KIND, status, log_lines, caplog)
    test_contract.test_a_parcel_shows_no_credentials(KIND)


def test_what_was_recorded_of_a_toy_is_understood():
    refused = {"delivered": False, "permanent": True}
    for status, outcome in ((200, {"delivered": True, "permanent": False}), (404, refused)):
        case = {"status": status, "answer": {}, "outcome": outcome}
        test_contract.test_what_was_recorded_is_understood_as_it_was(KIND, case)


def test_the_page_can_draw_the_form_of_a_kind_made_by_the_recipe():
    test_contract.test_every_kind_is_told_of_in_both_languages(KIND)
    shown = ConnectorOut.of(KIND, TOY).model_dump()

    assert shown["settings_schema"]["properties"]["url"]["x-label"]["ru"] == "Адрес"
    assert shown["credentials_schema"]["properties"]["key"]["writeOnly"] is True


def test_the_recipe_names_files_that_there_are():
    root = RECIPE.parents[1]
    named = re.findall(
        r"`((?:tests|docs|functions|layers|events)/[\w/.-]+\.\w+)`", RECIPE.read_text()
    )

    assert named
    assert [each for each in named if not (root / each).exists()] == []
