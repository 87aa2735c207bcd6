"""Whoever asks of an import is answered in their language."""

import pytest

from orders import worker
from orders.handler import lambda_handler
from tests.http import call
from tests.orders.intake.fakes import csv_of
from tests.orders.intake.moto_in_turn import in_turn
from tests.orders.intake.test_routes import CONTEXT, event_of, post, queued, shape, uploaded

__all__ = ["in_turn"]

pytestmark = pytest.mark.usefixtures("in_turn")


@pytest.mark.parametrize(
    ("asked", "text", "name"),
    [
        ({}, "обязательно, но не заполнено", "result.csv"),
        ({"headers": {"Accept-Language": "en-GB,en;q=0.9"}}, "Field required", "result-en.csv"),
        ({"query": {"lang": "en"}}, "Field required", "result-en.csv"),
        (
            {"query": {"lang": "ru"}, "headers": {"accept-language": "en"}},
            "обязательно, но не заполнено",
            "result.csv",
        ),
    ],
)
def test_why_a_row_was_refused_is_told_in_the_language_of_who_asks(aws, asked, text, name):
    path = uploaded(f"{csv_of(1).decode()}\r\nA-2;;Анна;".encode())
    post(f"{path}/start")
    worker.lambda_handler(event_of(queued()[0]), CONTEXT)

    (failure,) = call(lambda_handler, "GET", path, **asked).json["failures"]
    assert failure["errors"] == [
        {
            "field": "title",
            "value": None,
            "rule": "Field required",
            "code": "required",
            "text": text,
        }
    ]
    led = call(lambda_handler, "GET", f"{path}/result", **asked)
    assert f"/{name}?" in led.headers["Location"]


def test_a_body_of_orders_is_told_in_the_language_of_who_sends_it(aws):
    body = {"orders": [shape(1, title="")]}

    def text(headers):
        answer = call(lambda_handler, "POST", "/v1/imports", body=body, headers=headers)
        return answer.json["results"][0]["errors"][0]["text"]

    assert text({}) == "обязательно, но не заполнено"
    assert text({"accept-language": "en"}) == "String should have at least 1 character"


def test_a_file_that_is_no_import_says_why_in_the_language_of_who_asks(aws):
    path = uploaded(b"PK\x03\x04 a workbook")
    post(f"{path}/start")
    worker.lambda_handler(event_of(queued()[0]), CONTEXT)

    russian, english = (
        call(lambda_handler, "GET", path, query={"lang": lang}).json["error"]
        for lang in ("ru", "en")
    )
    assert russian["text"] == "это книга Excel; сохраните её как CSV"
    assert english["text"] == english["rule"] == "is a workbook; save it as CSV"
    assert russian["code"] == "workbook"
