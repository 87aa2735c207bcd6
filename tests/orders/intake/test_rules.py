"""Every rule that an import refuses by has a code and says in Russian what is wrong."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.intake.job import OURS
from orders.intake.model import Broken
from orders.intake.results import HEADS, WORDS
from orders.intake.rules import FORMS, OTHER, code_of, told
from orders.intake.schemas import new_order
from orders.schemas import CustomerIn, LineIn, OrderCreate
from shared.errors import InvalidError
from tests.orders.intake.fakes import HEAD, Room
from tests.orders.intake.raised import modules, rules

ELSEWHERE = {
    # requests about imports and many orders at once: refused whole, before any row
    "orders.intake.bulk:_one",
    "orders.intake.schemas:_each_once",
    "orders.intake.schemas:_one",
    "orders.intake.schemas:_one_way",
    "orders.intake.service:_check",
    "orders.intake.service:get",
    "orders.intake.service:result_link",
    # told within the rule that the file is not valid JSON
    "orders.intake.parsing:_no_constant",
    # what is done to orders that are there: edits, moves, payments, files
    "orders.attachments:check_file",
    "orders.attachments:check_room",
    "orders.lifecycle:_need",
    "orders.lifecycle:_reopen",
    "orders.lifecycle:check_not_ahead",
    "orders.lifecycle:move",
    "orders.payments:check_gross",
    "orders.payments:check_not_long_before",
    "orders.payments:with_payment",
    "orders.schemas:_no_empty_title",
    "orders.service:_carried_out",
    "orders.service:edited",
    "orders.service:get",
    "orders.service:settled",
    # what is set up once: promised times, hours, the clock
    "orders.sla.rules:_check_policy",
    "orders.sla.rules:_check_rivals",
    "orders.sla.rules:check_rules",
    "shared.exact:_no_seconds",
    "shared.exact:_number",
    "shared.hours:_ends_later",
    "shared.hours:_nothing_twice",
    "shared.worktime.week:_in_order",
}
"""Rules of modules that take part in an import, raised where none comes by."""
RULES = sorted(rule for rule, where in rules().items() if where not in ELSEWHERE)
ALLOWED = {"JSON", "CSV", "Excel", "orders", "RUB", "title", "external_id"}
STRANGE = [
    None, "", "\u200b", "x", "Ж" * 20_000, "9" * 30, "1e999", "-1", "1.23456", "2026-13-45",
    "1999-01-01T00:00:00Z", "2300-01-01T00:00:00Z", "2026-01-01T00:00:00", "0001-01-01T00:00+14:00",
    -1, 0, 1, 1.5, 10**20, 10**400, True, [], [1], ["x"] * 300, [None], {}, {"x": 1}, {"name": 1},
    "NaN", "-Infinity", "1_000", "2026-01-01T25:00:00Z", "2026-01-01T00:00:00+99:00", "\ud800",
    "9999-12-31T23:59:59-14:00", "2026-02-30", "20260101T000000Z", "1e5000", "1.23456789012",
    "a@b", "a b@c.d",
]  # fmt: skip
WHOLE = {"title": "Плита", "customer": {"name": "Анна"}, "items": [{"name": "x", "unit_price": 1}]}


def refused(shape):
    try:
        new_order(shape)
    except InvalidError as error:
        return {each.rule for each in error.errors}
    return set()


def shapes():
    """Give orders of which each has one value that can hardly be right."""
    customer, line = WHOLE["customer"], WHOLE["items"][0]
    for value in STRANGE:
        yield from (WHOLE | {name: value} for name in (*OrderCreate.model_fields, "more"))
        for name in (*CustomerIn.model_fields, "more"):
            yield WHOLE | {"customer": customer | {name: value}}
        for name in (*LineIn.model_fields, "more"):
            yield WHOLE | {"items": [line | {name: value}]}
    yield {"title": "Плита"}
    yield WHOLE | {"customer_id": "cus_1"}
    yield WHOLE | {"items": [{}]}
    yield WHOLE | {"items": WHOLE["items"] * 201}


def assert_is_russian(text):
    assert re.search("[а-яё]{3}", text), text
    foreign = set(re.findall(r"[A-Za-z_]{2,}", text)) - ALLOWED
    assert not foreign, text


def test_the_walk_finds_the_rules_wherever_they_are_raised():
    known = rules()

    assert len(modules()) > 50
    assert known["is already in row 7"] == "orders.intake.job:marked"
    assert known["is not a telephone number"] == "orders.phone:e164"
    assert known["must not come to more than 7 in all"] == "orders.items:price"
    assert known["must be a number like 1234,50"] == "orders.intake.cells:_number"
    assert set(known.values()) >= ELSEWHERE


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_that_an_import_raises_has_a_code_and_a_russian_text(rule):
    assert code_of(rule) != OTHER
    assert_is_russian(told(rule, "ru"))
    assert told(rule, "en") == rule


def test_every_rule_of_an_orders_shape_has_a_code_and_a_russian_text():
    found = set().union(*map(refused, shapes()))

    assert len(found) > 40
    assert [rule for rule in found if code_of(rule) == OTHER] == []
    for rule in found:
        choices = rule.startswith("Input should be '")
        assert_is_russian(
            re.sub(r"\w+_?\w*", "ж" * 3, told(rule, "ru")) if choices else told(rule, "ru")
        )


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=9),
                    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(
                        st.sampled_from([*OrderCreate.model_fields, "name"]), inner, max_size=4),
                    max_leaves=6))  # fmt: skip
def test_whatever_is_sent_as_an_order_is_refused_by_rules_that_are_known(value):
    shape = {"title": "t", "customer": {"name": "n"}} | (value if isinstance(value, dict) else {})

    assert [rule for rule in refused(shape) if code_of(rule) == OTHER] == []


def test_every_form_is_that_of_a_rule_which_can_be_raised():
    everything = {*RULES, *set().union(*map(refused, shapes())), OURS.rule,
                  "is not valid JSON: Expecting value: line 1 column 2 (char 1)"}  # fmt: skip

    dead = [form.english.pattern for form in FORMS
            if not any(form.english.search(rule) for rule in everything)]  # fmt: skip
    assert dead == []


def test_a_fault_of_ours_says_so():
    assert told(OURS.rule, "ru") == "прервано по нашей вине; запустите импорт ещё раз"


def test_what_may_be_chosen_is_called_as_it_is_in_a_file():
    rule = "Input should be 'low', 'normal', 'high' or 'best'"

    assert told(rule, "ru") == "возможны: низкий, обычный, высокий, best"


def test_a_rule_of_another_form_is_quoted_and_not_lost():
    assert (code_of("as it pleases"), told("as it pleases", "ru")) == (OTHER, "as it pleases")


@pytest.mark.parametrize("content", [b"", b"{}", b"[NaN]", b"[1e", b'[\n{"a" 1}]'])
def test_a_file_that_cannot_be_read_says_so_in_russian(content):
    job = Room().imported(content, "json")

    assert_is_russian(told(job.error.rule, "ru"))


def test_a_result_file_speaks_the_language_of_its_reader():
    room = Room()
    job = room.imported(f"{HEAD};приоритет\nA-1;Плита;;;срчно\nA-2;Плита;Анна;;срочно".encode())

    russian, english = (room.result(job.id, language) for language in ("ru", "en"))

    rule = "nearest: срочный, обычный, низкий, высокий"
    assert russian[0][2:3] + russian[0][5:] == [
        "ошибка",
        "priority (приоритет)",
        "срчно",
        f"нет такого значения; {rule.replace('nearest', 'ближайшие')}",
        "unknown",
    ]
    assert english[0][2:3] + english[0][5:] == [
        "failed",
        "priority",
        "срчно",
        f"is not known; {rule}",
        "unknown",
    ]
    assert [russian[1][2], english[1][2]] == ["создана", "created"]
    for language in ("ru", "en"):
        head = room.head(job.id, language)
        assert head == list(HEADS[language])
        assert len(set(head)) == len(head)
    assert WORDS["ru"].keys() == WORDS["en"].keys()


def test_an_import_of_before_has_its_result_in_russian_only():
    room = Room()
    job = room.imported(f"{HEAD}\nA-1;Плита;;".encode())
    old = job.model_validate({**job.model_dump(exclude={"languages"})})

    assert old.result_key("en") == old.result_key("ru") == job.result_key("ru")
    assert job.result_key("en") != job.result_key("ru")


def test_a_rule_on_the_wire_stays_what_it_was_beside_its_text():
    broken = Broken(field="title", rule="Field required")

    assert json.loads(broken.model_dump_json()) == {
        "field": "title", "value": None, "rule": "Field required",
    }  # fmt: skip
