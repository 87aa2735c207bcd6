"""Telephone numbers in E.164, whatever usual form they come in."""

from shared.errors import InvalidError

HOME_REGION = "RU"


def e164(given: str, *, field: str) -> str:
    """Read a number as people write it: 8 (900) 123-45-67 becomes +79001234567."""
    # A megabyte of metadata, loaded only where a number is read.
    import phonenumbers

    try:
        number = phonenumbers.parse(given, HOME_REGION)
    except phonenumbers.NumberParseException as error:
        raise InvalidError.of(field, given, "is not a telephone number") from error
    if not phonenumbers.is_possible_number(number):
        raise InvalidError.of(field, given, "is not a possible telephone number")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
