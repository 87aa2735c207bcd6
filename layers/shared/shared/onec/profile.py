"""What differs between the bases of 1C that orders are written for: one profile per connection."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal
from zoneinfo import ZoneInfo

Configuration = Literal["unf", "ut", "other"]
Schema = Literal["2.05", "2.08", "2.10"]

KNOWN_RATES: Final[Mapping[Configuration, frozenset[str]]] = {
    "unf": frozenset({"0", "10", "18", "20", "20/120", "10/110", "18/118"}),
    "ut": frozenset({"0", "10", "18"}),
    "other": frozenset({"0", "10", "18"}),
}
"""Texts of a VAT rate that builds of 2024 and before surely know; the rest they drop silently.

`other` is taken as the poorest of them, since nothing is known of it.
"""

STATUSES: Final[Mapping[str, str]] = {
    "new": "Новый",
    "scheduled": "Назначен",
    "en_route": "В пути",
    "in_progress": "В работе",
    "on_hold": "На паузе",
    "completed": "Выполнен",
    "closed": "Закрыт",
    "cancelled": "Отменён",
}
METHODS: Final[Mapping[str, str]] = {
    "cash": "Наличные",
    "card": "Банковская карта",
    "transfer": "Безналичный перевод",
    "online": "Оплата онлайн",
    "other": "Прочее",
}
CURRENCIES: Final[Mapping[str, str]] = {"RUB": "руб"}
"""1C looks a currency up by its name in the base; a name it lacks is its national currency."""


@dataclass(frozen=True)
class Profile:
    """How one base of 1C wants its orders."""

    zone: ZoneInfo
    """1C keeps local time without a zone: this one."""
    configuration: Configuration = "unf"
    schema: Schema = "2.08"
    vat_texts: Mapping[int, str] = field(default_factory=dict)
    """What to write for a rate where the bare number is not what the base knows."""
    known_rates: frozenset[str] = frozenset()
    """Texts that this base knows beyond those that its configuration always knew."""
    currencies: Mapping[str, str] = field(default_factory=lambda: CURRENCIES)
    statuses: Mapping[str, str] = field(default_factory=lambda: STATUSES)
    methods: Mapping[str, str] = field(default_factory=lambda: METHODS)

    def vat_text(self, rate: int) -> str:
        """Give the text of a rate of VAT: a bare number unless the connection says otherwise."""
        return self.vat_texts.get(rate) or str(rate)

    def knows_rate(self, text: str) -> bool:
        """Tell whether the base keeps a rate; one that it does not know becomes «Без НДС»."""
        return text in KNOWN_RATES[self.configuration] or text in self.known_rates

    @property
    def keeps_last_rate(self) -> bool:
        """Whether a line without VAT would take over the rate of the line before it."""
        return self.configuration != "unf"

    @property
    def refuses_words(self) -> bool:
        """Whether a rate that is no number would roll the whole batch back."""
        return self.configuration != "unf"
