"""In which language a customer finds the page: by its switch, their card, their browser."""

import boto3
import pytest

from feedback import handler, wiring
from feedback.storage import DynamoCustomers
from shared.table import Table
from tests.feedback.builders import make_service, token_of
from tests.http import call

LINK = f"/f/{token_of()}"
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def english(room):
    """The customer's card says English."""
    service = make_service(ratings=room.ratings, clock=room.clock, languages={"cus_1": "en"})
    handler.api.dependency_overrides[wiring.service] = lambda: service
    return room


def page(**query):
    headers = {"accept-language": "ru-RU,ru;q=0.9"}
    asked = call(handler.lambda_handler, "GET", LINK, actor=None, query=query, headers=headers)
    return asked.text


def test_the_language_of_the_customer_s_card_comes_before_the_browser_s(english):
    assert '<html lang="en">' in page()


def test_the_switch_of_the_page_comes_before_the_card(english):
    assert '<a href="?lang=ru" lang="ru">Русский</a>' in page()
    assert '<html lang="ru">' in page(lang="ru")


def test_thanks_and_refusals_come_in_the_same_language(english):
    def send(body, **query):
        kept = {"actor": None, "headers": FORM, "query": query}
        return call(handler.lambda_handler, "POST", LINK, body=body, **kept).text

    assert "Choose a rating" in send("comment=x")
    assert "Thank you" in send("rating=5")
    assert "Спасибо" in send("rating=5", lang="ru")


def test_without_a_card_the_browser_is_asked(room):
    assert '<html lang="ru">' in page()


def test_the_card_is_read_where_the_orders_room_keeps_it(aws):
    dynamo = boto3.client("dynamodb")
    customers = DynamoCustomers("DirectoryTable", dynamo)
    card = {"pk": "CUSTOMER#cus_1", "sk": "CUSTOMER", "language": "en"}
    Table("DirectoryTable", dynamo).put(card)

    assert customers.language("cus_1") == "en"
    assert customers.language("cus_2") is None
