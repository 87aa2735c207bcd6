"""What is stored can be read for ever, and no shape changes without a new number."""

import hashlib
import json
import re
from typing import Any

import pytest
from pydantic import BaseModel

from analytics.model import Export, Link, State
from analytics.report.model import ReportSettings, Sending
from analytics.shipping.plans import Schedule
from analytics.targets.model import KpiTargets
from feedback.asking.model import Request
from feedback.model import Feedback
from integrations.access.company.model import Company
from integrations.access.model import ApiKey
from integrations.access.users.model import Standing
from integrations.engine.health import Health
from integrations.log.reconciliation import Reconciliation
from integrations.log.replay.model import Replay
from integrations.messages.model import OwnTemplate, Suppression
from integrations.model import Delivery, Integration, Notice
from integrations.onec.model import Aside, Session
from orders.intake.model import Import
from orders.model import Order
from orders.people.model import Customer, Technician
from orders.sla.rules import SlaRules
from shared import stored
from shared.events import snapshot
from shared.item import pack
from shared.report import SentReport
from shared.shapes import Shape
from tests.house.tree import ROOT

FOLDER = ROOT / "tests" / "house" / "stored"
TODAY = json.loads((FOLDER / "today.json").read_text())
SHAPES = {name: each for name, each in vars(stored).items() if isinstance(each, Shape)}
MODELS: dict[str, type[BaseModel]] = {
    "ORDER": Order,
    "CUSTOMER": Customer,
    "TECHNICIAN": Technician,
    "SLA_RULES": SlaRules,
    "IMPORT": Import,
    "ANSWER": Feedback,
    "ASKED": Request,
    "INTEGRATION": Integration,
    "HEALTH": Health,
    "NOTICE": Notice,
    "DELIVERY": Delivery,
    "REPLAY": Replay,
    "RECONCILIATION": Reconciliation,
    "TEMPLATE": OwnTemplate,
    "SUPPRESSION": Suppression,
    "ONEC_SESSION": Session,
    "ONEC_ASIDE": Aside,
    "API_KEY": ApiKey,
    "COMPANY": Company,
    "STANDING": Standing,
    "LAKE_STATE": State,
    "EXPORT": Export,
    "SCHEDULE": Schedule,
    "LINK": Link,
    "REPORT_SETTINGS": ReportSettings,
    "KPI_TARGETS": KpiTargets,
    "REPORT": SentReport,
    "SENDING": Sending,
}
FREE = {"REPLIED"}
"""Answers to repeated requests, of any shape; those that are an entity have the entity's."""
OLDER = [(name, n) for name, shape in SHAPES.items() for n in range(1, shape.current)]


def mark(model: type[BaseModel]) -> str:
    """Tell one shape from another, whatever its words and the order of its fields."""
    shape = bare(model.model_json_schema(mode="serialization"))
    return hashlib.sha256(json.dumps(shape, sort_keys=True).encode()).hexdigest()[:16]


def bare(shape: Any) -> Any:
    if isinstance(shape, dict):
        return {name: bare(each) for name, each in shape.items() if not is_word(name, each)}
    return [bare(each) for each in shape] if isinstance(shape, list) else shape


def is_word(name: str, value: Any) -> bool:
    # A field may be called so; then it is no text.
    return name in {"title", "description"} and isinstance(value, str)


def item(name: str, number: int) -> dict[str, Any]:
    found = json.loads((FOLDER / f"{name.lower()}.{number}.json").read_text())
    return {**found, "doc": pack(json.dumps(found["doc"]))}


def test_every_stored_entity_is_known_here():
    assert SHAPES.keys() - FREE == MODELS.keys() == TODAY.keys()


@pytest.mark.parametrize("name", MODELS)
def test_what_is_stored_changes_with_its_number_only(name):
    now = f"{SHAPES[name].current} {mark(MODELS[name])}"

    assert TODAY[name] == now, (
        f"what is stored of {name} has changed: add a step in shared/stored.py, keep an item of "
        f"the older shape in {FOLDER.name}/, and write {now!r} into today.json (docs/migrations.md)"
    )


@pytest.mark.parametrize(("name", "number"), OLDER)
def test_an_item_of_an_older_shape_is_read_as_todays(name, number):
    old = item(name, number)

    read = MODELS[name].model_validate(SHAPES[name].read(old))

    assert old["schema"] == number
    # What is written next is of today's shape, and reads as the same.
    again = SHAPES[name].packed(read.model_dump_json())
    assert again["schema"] == SHAPES[name].current
    assert MODELS[name].model_validate(SHAPES[name].read(again)) == read


@pytest.mark.parametrize("number", [1, 2, 3])
def test_older_orders_keep_their_sums_and_their_first_reopening(number):
    old = item("ORDER", number)

    order, told = Order.model_validate(stored.ORDER.read(old)), snapshot(old)

    assert order.total == told.total == told.due == 300_000
    assert sum(line.net for line in order.items) == {1: 300_000}.get(number, 245_902)
    assert order.first_reopened_at == told.first_reopened_at == order.reopened_at
    assert tuple(line.net for line in told.items) == tuple(line.net for line in order.items)


def test_nothing_is_unpacked_past_its_shape():
    """A stored document that is read without its shape would not be brought up to today's."""
    own = {"item.py", "shapes.py"}
    sending = "SENDING.raised(unpack("
    for path in [*ROOT.glob("functions/**/*.py"), *ROOT.glob("layers/shared/shared/**/*.py")]:
        text = path.read_text().replace(sending, "")
        if path.name not in own:
            assert not re.search(r"(?<![\w.])(un)?pack\(", text), path
