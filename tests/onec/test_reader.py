"""What 1C answers, read; what nobody should send, refused."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.onec import tree
from shared.onec.reader import read
from shared.onec.tree import UnreadableError
from shared.onec.writer import batch
from tests.onec.builders import NOW, UNF, make_line, make_order
from tests.onec.emulator.answers import NAMESPACES, answer
from tests.onec.emulator.bases import Unf
from tests.onec.emulator.vat import UNF_RATES
from tests.onec.strategies import NASTY

ROOT = "КоммерческаяИнформация"
DECLARED = '<?xml version="1.0" encoding="{}"?>'


def held(*orders):
    """The orders as a base of УНФ holds them."""
    base = Unf(rates=UNF_RATES | {"22"})
    base.load(batch(orders, UNF, NOW))
    return list(base.orders.values())


def message(inside, encoding="UTF-8"):
    return f"{DECLARED.format(encoding)}<{ROOT}>{inside}</{ROOT}>".encode(encoding)


def document(inside="<Номер>7</Номер>"):
    return f"<Документ>{inside}</Документ>"


@pytest.mark.parametrize("form", NAMESPACES)
@pytest.mark.parametrize("encoding", ["UTF-8", "windows-1251"])
def test_every_form_and_encoding_of_1c_is_read(form, encoding):
    orders = held(make_order(number="1"), make_order(number="2", status="cancelled"))

    one, two = read(answer(orders, form, encoding=encoding))

    assert [one.number, two.number] == ["1", "2"]
    assert [one.status, two.status] == ["Новый", "Отменён"]
    assert [one.is_cancelled, two.is_cancelled] == [False, True]
    assert one.number_in_1c == "00СА-000001"
    assert one.operation == "Заказ товара"
    assert one.is_posted
    assert not one.is_deleted


def test_documents_under_a_document_are_its_own():
    (order,) = held(make_order())
    order.is_shipped = True

    (found,) = read(answer([order], "unf"))

    assert [each.operation for each in found.subordinate] == ["Отпуск товара"]
    assert found.subordinate[0].subordinate == ()


def test_what_1c_tells_of_an_order_is_found_by_name():
    extra = {
        "Дата оплаты по 1С": " 2026-11-22 ",
        "Дата отгрузки по 1С": "2026-11-23",
        "Статуса заказа ИД": "done",
        "ПометкаУдаления": "true",
    }

    (found,) = read(answer(held(make_order()), extra=extra))

    assert (found.paid_on, found.shipped_on, found.status_id) == (
        "2026-11-22",
        "2026-11-23",
        "done",
    )
    assert found.is_deleted


def test_a_number_that_is_padded_with_blanks_is_trimmed():
    padded = document("<Номер> 7\n</Номер><Номер1С>00СА-000007         </Номер1С>")

    (found,) = read(message(padded))

    assert (found.number, found.number_in_1c) == ("7", "00СА-000007")


def test_the_first_of_a_name_counts():
    (found,) = read(message(document("<Номер>1</Номер><Номер>2</Номер>")))

    assert found.number == "1"


def test_a_document_without_a_number_is_read_and_says_so():
    (found,) = read(message(document("")))

    assert (found.number, found.status, found.number_in_1c, found.subordinate) == ("", "", "", ())


def test_our_own_messages_can_be_read():
    (found,) = read(batch([make_order(make_line(name='Клапан <1/2">'))], UNF, NOW))

    assert found.number == "1042"
    assert found.requisites["Статус заказа"] == "Новый"


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251"])
@pytest.mark.parametrize("charset", ["given", ""])
def test_a_message_that_declares_no_encoding_is_read_as_1c_does(encoding, charset):
    body = f"<{ROOT}>{document('<Номер>№7</Номер>')}</{ROOT}>".encode(encoding)

    (found,) = read(body, charset=encoding if charset else "")

    assert found.number == "№7"


@pytest.mark.parametrize("lead", [b"\xef\xbb\xbf", b"\r\n ", b"\xef\xbb\xbf\n"])
def test_a_bom_or_blanks_in_front_do_no_harm(lead):
    assert len(list(read(lead + message(document())))) == 1


BOMB = '<!DOCTYPE a [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE a SYSTEM "file:///etc/hostname">'


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"\x00\x01\x02",
        b"PK\x03\x04",
        b"success",
        f"<{ROOT}><Документ>".encode(),
        f"<{ROOT}><Документ></{ROOT}>".encode(),
        "<Другое><Документ/></Другое>".encode(),
        (BOMB + f"<{ROOT}>&b;</{ROOT}>").encode(),
        (OUTSIDE + f"<{ROOT}/>").encode(),
        f"<{ROOT}>&nbsp;</{ROOT}>".encode(),
        message("<a>" * 40 + "</a>" * 40),
        DECLARED.format("koi8-r").encode() + b"<a/>",
        DECLARED.format("no-such").encode() + b"<a/>",
        DECLARED.format("utf-8").encode() + "<Документ>".encode("cp1251"),
        DECLARED.format("windows-1251").encode() + b"<\x98/>",
    ],
)
def test_what_is_broken_forbidden_or_strange_is_refused(body):
    with pytest.raises(UnreadableError):
        list(read(body))


def test_a_message_that_is_too_large_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(tree, "MOST_BYTES", 100)

    with pytest.raises(UnreadableError, match="larger than 100"):
        list(read(message("x" * 100)))


def test_a_message_of_too_many_elements_is_refused(monkeypatch):
    monkeypatch.setattr(tree, "MOST_ELEMENTS", 10)

    with pytest.raises(UnreadableError, match="more than 10"):
        list(read(message("<a/>" * 20)))


@given(st.binary(max_size=200) | NASTY.map(message))
def test_no_bytes_break_it_otherwise(body):
    try:
        list(read(body))
    except UnreadableError as error:
        assert str(error)  # noqa: PT017 - either end is right


def test_a_deep_or_wide_message_takes_no_time():
    begun = time.process_time()

    with pytest.raises(UnreadableError):
        list(read(message("<a>" * 1_000_000)))

    assert time.process_time() - begun < 5
