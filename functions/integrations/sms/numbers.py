"""Which telephone numbers a text can be sent to."""

from functools import cache
from typing import Final

HOME_REGION: Final = "RU"


class NumberError(ValueError):
    """No text can be sent to this number; says why."""


def mobile(given: str) -> str:
    """Give a number in E.164, or NumberError: fixed lines and services take no texts."""
    # A megabyte of metadata, loaded only where a number is read.
    import phonenumbers

    try:
        number = phonenumbers.parse(given, HOME_REGION)
    except phonenumbers.NumberParseException as error:
        raise NumberError("is not a telephone number") from error
    if not phonenumbers.is_possible_number(number):
        raise NumberError("is not a possible telephone number")
    if phonenumbers.number_type(number) in _without_texts():
        raise NumberError("is not a mobile number, it takes no text messages")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@cache
def _without_texts() -> frozenset[int]:
    from phonenumbers import PhoneNumberType as Of

    # What the plan does not know is tried: new ranges of mobile numbers come every year.
    return frozenset(
        {
            Of.FIXED_LINE, Of.TOLL_FREE, Of.PREMIUM_RATE, Of.SHARED_COST, Of.VOIP, Of.PAGER,
            Of.UAN, Of.VOICEMAIL,
        }
    )  # fmt: skip
