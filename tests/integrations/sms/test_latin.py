"""Russian in Latin letters by the passport's table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.sms.latin import to_latin
from integrations.sms.segments import count


@pytest.mark.parametrize(
    ("given_", "written"),
    [
        (
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
            "abvgdeezhziiklmnoprstufkhtschshshchieyeiuia",
        ),
        ("Заказ №7 выполнен", "Zakaz No.7 vypolnen"),
        ("Щит и ЩИТ", "Shchit i SHCHIT"),
        ("ЮГ", "IUG"),
        ("Я", "Ia"),
        ("подъезд", "podieezd"),
        ("«Котёл» — 1\N{NO-BREAK SPACE}500 ₽…", '"Kotel" - 1 500 RUB...'),
        ("Hello, 😀", "Hello, 😀"),
        ("Їжак", "Izhak"),
        ("", ""),
    ],
)
def test_words_are_written_by_the_table(given_, written):
    assert to_latin(given_) == written


@given(st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВЁЖЩЪЫЬЭЮЯ «»—–…№₽.,!?\n", max_size=300))
def test_russian_in_latin_letters_is_in_the_alphabet_of_gsm(text):
    assert count(to_latin(text)).encoding == "gsm7"


def test_a_usual_text_takes_fewer_parts():
    text = "Здравствуйте! Заказ 1042 выполнен, мастер Пётр. К оплате 4 500 ₽. Оцените работу."

    assert (count(text).parts, count(to_latin(text)).parts) == (2, 1)
