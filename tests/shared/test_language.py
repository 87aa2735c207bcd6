import pytest

from shared.language import accepted


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "ru"),
        ("", "ru"),
        ("de,fr;q=0.9", "ru"),
        ("en", "en"),
        ("en-GB,en;q=0.9,ru;q=0.8", "en"),
        ("ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("de, EN ;q=0.5", "en"),
        (",;,en", "en"),
        ("*", "ru"),
    ],
)
def test_the_first_of_our_languages_that_is_accepted_is_spoken(header, language):
    headers = {} if header is None else {"Accept-Language": header}

    assert accepted(headers) == language
    assert accepted({name.lower(): value for name, value in headers.items()}) == language
