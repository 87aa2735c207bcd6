"""Parameters that a route does not have: refused where people and partners ask, left elsewhere."""

import pytest

from tests.shared.test_http import ask, toy


@pytest.fixture(scope="module")
def api():
    return toy()


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("/v1/things", "is no parameter here; there are: limit"),
        ("/v1/things/t1", "has no place here"),
    ],
)
def test_a_parameter_that_there_is_not_is_422_and_named_with_those_there_are(api, path, rule):
    refused = ask(api, "GET", path, query={"limitt": "5"})

    assert refused.status == 422
    assert refused.json["errors"] == [{"field": "limitt", "value": "5", "rule": rule}]


def test_what_the_world_calls_may_have_more_parameters_than_it_reads(api):
    assert ask(api, "GET", "/v1/self", query={"utm_source": "mail"}).status == 200
