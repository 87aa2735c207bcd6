"""Versions of the EnterpriseData format, and the rates of VAT that each of them has.

Up to 1.16 a rate is one of a list, which ends with 20 %. From 1.17 on it is a structure that takes
any percentage, which the rates of 2025 and 2026 need. In both «0 %» and «without VAT» are two
rates. What the list held before 1.8 is not known, so those versions are not written.
"""

from collections.abc import Mapping
from functools import cache
from typing import Final, Literal, get_args

Version = Literal[
    "1.8", "1.10", "1.11", "1.12", "1.14", "1.15", "1.16", "1.17", "1.19", "1.20"
]  # fmt: skip
VERSIONS: Final[tuple[Version, ...]] = get_args(Version)
DEFAULT: Final[Version] = "1.17"
"""The oldest that has every rate: whoever knows a newer one knows it too."""
NAMESPACE: Final = "http://v8.1c.ru/edi/edi_stnd/EnterpriseData/"

Rate = int | None
"""Per cent; None is without VAT, which is not 0 %."""
_LISTED: Final[Mapping[Rate, str]] = {
    None: "БезНДС",
    0: "НДС0",
    10: "НДС10",
    18: "НДС18",
    20: "НДС20",
}
_KINDS: Final[Mapping[Rate, str]] = {
    None: "БезНДС",
    0: "Нулевая",
    5: "Общая",
    7: "Общая",
    10: "Пониженная",
    18: "Общая",
    20: "Общая",
    22: "Общая",
}
_FIRST_STRUCTURED: Final = 17


@cache
def knows_rate(version: Version, rate: Rate) -> bool:
    """Tell whether a version has a rate."""
    return rate in (_KINDS if _is_structured(version) else _LISTED)


@cache
def vat_element(version: Version, rate: Rate) -> str:
    """Write a rate; KeyError for one that the version lacks."""
    if not _is_structured(version):
        return f"<СтавкаНДС>{_LISTED[rate]}</СтавкаНДС>"
    kind = _KINDS[rate]
    percent = "" if rate is None else f"<Ставка>{rate}</Ставка>"
    return (
        f"<СтавкаНДС>{percent}<РасчетнаяСтавка>false</РасчетнаяСтавка>"
        f"<НеОблагается>{'true' if rate is None else 'false'}</НеОблагается>"
        f"<ВидСтавки>{kind}</ВидСтавки></СтавкаНДС>"
    )


def _is_structured(version: Version) -> bool:
    return int(version.partition(".")[2]) >= _FIRST_STRUCTURED
