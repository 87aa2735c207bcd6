"""How a text of VAT becomes a rate (docs/onec.md, the table of VAT)."""

from decimal import Decimal, InvalidOperation

from tests.onec.emulator.findings import BatchStoppedError

WITHOUT = "Без НДС"
UNF_RATES = frozenset({"0", "10", "18", "20", "20/120", "10/110", "18/118"})
UT_RATES = frozenset({"0", "10", "18"})


def unf_rate(text: str, known: frozenset[str] = UNF_RATES) -> str:
    """УНФ looks the text up and takes what it does not find for «Без НДС»."""
    plain = text.removesuffix(".00")
    return plain if plain in known else WITHOUT


def ut_rate(text: str, known: frozenset[str] = UT_RATES) -> str:
    """УТ makes a number of the text first, and breaks on what is none."""
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        msg = f"1C can't make a number of the VAT rate {text!r}"
        raise BatchStoppedError(msg) from error
    plain = f"{number.normalize():f}"
    return plain if plain in known else WITHOUT
