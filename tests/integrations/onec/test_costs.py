"""What an exchange with 1C asks of AWS, against docs/scale.md."""

import base64
from datetime import timedelta
from urllib.parse import parse_qsl

import boto3
import httpx
import pytest

from integrations import onec_handler
from integrations.storage import DynamoIntegrations
from orders.storage import order_item
from shared.clock import now
from shared.item import to_wire
from shared.table import Table
from tests.integrations.access.builders import KEY, issue
from tests.integrations.onec.desk import ID, connection, event
from tests.metering import Meters, hold, installed
from tests.onec.emulator.bases import Unf
from tests.onec.emulator.exchange import SiteExchange
from tests.orders.builders import order_in

ORDERS = 20


@pytest.fixture
def meters(stack, monkeypatch) -> Meters:
    return installed(monkeypatch)


def keep(n):
    at = now() - timedelta(hours=2, seconds=n)
    line = {"kind": "service", "name": "Работа", "qty": "1", "unit_price": 100_00}
    order = order_in("scheduled", id=f"ord_{n}", number=str(n), created_at=at, items=(line,))
    item = order_item(order.model_copy(update={"updated_at": at}), 1)
    boto3.client("dynamodb").put_item(TableName="OrdersTable", Item=to_wire(item))


def through_the_edge(request):
    query = dict(parse_qsl(request.url.query.decode(), keep_blank_values=True))
    answer = onec_handler.lambda_handler(event(query, dict(request.headers), request.content), None)
    body = answer["body"].encode()
    body = base64.b64decode(body) if answer.get("isBase64Encoded") else body
    return httpx.Response(answer["statusCode"], headers=answer["headers"], content=body)


def test_a_session_pays_for_the_orders_that_it_takes(meters, stack):
    issue(stack, KEY, scopes=("exchange:1c",))
    DynamoIntegrations(Table("IntegrationsTable", stack), clock=now).add(connection())
    for n in range(ORDERS):
        keep(n)
    client = httpx.Client(
        transport=httpx.MockTransport(through_the_edge), base_url="https://naryad.example"
    )
    taken = []

    def session():
        taken.append(SiteExchange(client, Unf(rates="20 22"), ID, KEY).take_all())

    hold("1C takes 20 orders", meters.spent(session))
    hold("1C finds nothing new", meters.spent(session))
    assert taken == [ORDERS, 0]
