"""The small language of templates: what it puts in, and what it refuses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.messages.substitution import check, fill, fill_text

VALUES = {"order.number": "1042", "customer.name": "", "feedback.link": "https://a.example"}


def test_a_name_in_braces_stands_for_its_value():
    assert fill("Заказ {order.number}!", VALUES) == "Заказ 1042!"


def test_doubled_braces_are_braces():
    assert fill("{{order.number}} {order.number}", VALUES) == "{order.number} 1042"


def test_a_line_of_which_all_values_are_empty_is_left_out_of_text():
    words = "Заказ {order.number}\nКлиент: {customer.name}\nНомер {order.number} {customer.name}"

    assert fill_text(words, VALUES) == "Заказ 1042\nНомер 1042 "


def test_html_keeps_its_lines():
    assert fill("<p>\n{customer.name}</p>", VALUES) == "<p>\n</p>"


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("{order.nubmer}", ["{order.nubmer}"]),
        ("{order.number.real}", ["{order.number.real}"]),
        ("{order.number!r}", ["{order.number!r}"]),
        ("{order.number:>10}", ["{order.number:>10}"]),
        ("{0}", ["{0}"]),
        ("{}", ["{}"]),
        ("{__class__}", ["{__class__}"]),
        ("a { b", ["{"]),
        ("a } b", ["}"]),
        ("{a}{b}{a}", ["{a}", "{b}"]),
        ("{{fine}} {order.number}", []),
    ],
)
def test_what_is_unknown_is_named(words, wrong):
    found = check("text", words, VALUES)

    assert [each.value for each in found] == wrong
    assert all(each.field == "text" for each in found)


def test_the_rule_tells_what_is_known():
    (wrong,) = check("subject", "{order.nubmer}", VALUES)

    assert "order.number" in wrong.rule


def test_a_value_is_never_read_as_a_template():
    assert fill("{order.number}", {"order.number": "{customer.name}"}) == "{customer.name}"


@given(st.text(alphabet="{}ab.\n", max_size=30))
def test_what_passes_the_check_is_filled_without_a_brace_too_many(words):
    if check("text", words, {"a", "b"}):
        return
    filled = fill(words, {"a": "1", "b": "2"})
    assert filled.count("{") == words.count("{{")
