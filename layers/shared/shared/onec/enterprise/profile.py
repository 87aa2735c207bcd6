"""What a message is written for: whose sales they are, and which version the base reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from zoneinfo import ZoneInfo

from shared.onec.enterprise.versions import DEFAULT, Version

CURRENCIES: Final[Mapping[str, tuple[str, str]]] = {
    "RUB": ("643", "руб."),
    "BYN": ("933", "BYN"),
    "KZT": ("398", "KZT"),
    "KGS": ("417", "KGS"),
    "AMD": ("051", "AMD"),
    "UZS": ("860", "UZS"),
    "USD": ("840", "USD"),
    "EUR": ("978", "EUR"),
    "CNY": ("156", "CNY"),
}
"""Code and name by which 1C finds a currency: its classifier is that of numbers, not letters.

Source: https://www.six-group.com/en/products-services/financial-information/data-standards.html
"""


@dataclass(frozen=True)
class Organization:
    """The company that sells; 1C finds its own card by these."""

    name: str
    inn: str
    kpp: str | None = None


@dataclass(frozen=True)
class SaleProfile:
    """How a base of 1C wants sales."""

    zone: ZoneInfo
    """1C keeps local time without a zone: this one."""
    organization: Organization
    version: Version = DEFAULT
    currencies: Mapping[str, tuple[str, str]] = field(default_factory=lambda: CURRENCIES)
