"""Events are kept whether anybody wanted them or not; so they are forgotten too."""

import json

from integrations.engine.storage import DynamoDeliveries
from integrations.forgetting_storage import ForgettingDeliveries
from shared.table import Table
from tests.integrations.builders import make_event


def test_an_event_that_went_to_nobody_loses_the_person_when_the_customer_is_erased(dynamo, clock):
    table = Table("DeliveriesTable", dynamo)
    deliveries = DynamoDeliveries(table, due_shards=2, clock=clock)
    event = make_event()
    deliveries.add_event(event.id, event.model_dump_json().encode())
    forget = ForgettingDeliveries(table)

    assert (forget("ord_1"), forget("ord_1")) == (1, 0)

    kept = json.loads(deliveries.event_body(event.id) or b"{}")
    assert kept["data"]["order"]["customer"]["phone"] is None
