"""CommerceML 2, `orders.xml`: what 1C's exchange with a site loads from a file.

The same bytes as the exchange over HTTP gives; what differs between bases is in the options. What
1C would refuse stays out and is named in the manifest; what it will change silently is counted.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from analytics.export import ExportFormat, Setting, Sink
from analytics.order_file import Judge, kept, labelled, pour
from shared.events import OrderSnapshot
from shared.onec.checks import NO_LINES, Remark, faults, notices
from shared.onec.profile import CURRENCIES, Configuration, Profile
from shared.onec.writer import write

_PAIR: Final = r"\s*[^=,\s][^=,]*=[^=,]+"
_PAIRS: Final = rf"^$|^{_PAIR}(,{_PAIR})*$"
_RATES: Final = r"^$|^\s*[0-9]{1,2}\s*=[^=,]+(,\s*[0-9]{1,2}\s*=[^=,]+)*$"


class Options(BaseModel):
    """How the base that loads the file wants its orders."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    configuration: Annotated[
        Configuration, Field(json_schema_extra=labelled("Конфигурация", "Configuration"))
    ] = "unf"
    schema_version: Annotated[
        Literal["2.08", "2.10"], Field(json_schema_extra=labelled("Версия схемы", "Schema version"))
    ] = "2.08"
    known_rates: Annotated[
        str,
        Field(
            max_length=100,
            pattern=r"^[0-9/%., ]*$",
            json_schema_extra=labelled(
                "Ставки НДС, которые база знает",
                "Rates of VAT that the base knows",
                ("Сверх 0, 10, 18: например 20, 22, 5, 7", "Beyond 0, 10, 18: as 20, 22, 5, 7"),
            ),
        ),
    ] = ""
    vat_texts: Annotated[
        str,
        Field(
            max_length=200,
            pattern=_RATES,
            json_schema_extra=labelled(
                "Как писать ставки НДС", "How to write rates of VAT", ("22=20, 5=5",) * 2
            ),
        ),
    ] = ""
    currencies: Annotated[
        str,
        Field(
            max_length=200,
            pattern=_PAIRS,
            json_schema_extra=labelled(
                "Как валюты называются в базе",
                "What currencies are called in the base",
                ("RUB=руб, USD=USD",) * 2,
            ),
        ),
    ] = ""

    def profile(self, zone: ZoneInfo) -> Profile:
        """Give what the writer wants to know."""
        return Profile(
            zone,
            self.configuration,
            self.schema_version,
            vat_texts={int(rate): text for rate, text in _pairs(self.vat_texts).items()},
            known_rates=frozenset(each for each in re.split(r"[,\s]+", self.known_rates) if each),
            currencies={**CURRENCIES, **_pairs(self.currencies)},
        )


def _pairs(text: str) -> Mapping[str, str]:
    given = (pair.partition("=") for pair in text.split(",") if pair.strip())
    return {name.strip(): value.strip() for name, _, value in given}


def write_orders(orders: Iterable[OrderSnapshot], file: Sink, setting: Setting) -> None:
    """Write the orders that 1C can take."""
    profile = Options.model_validate(setting.options).profile(setting.zone)
    judge = Judge(
        left_out=_left_out,
        faults=lambda order: faults(order, profile),
        notices=lambda order: _codes(notices(order, profile)),
        lines=lambda order: order.items,
    )
    pour(write(kept(orders, judge, setting), profile, setting.made_at), file)


def _left_out(order: OrderSnapshot) -> str | None:
    return None if order.items else NO_LINES


def _codes(remarks: Iterable[Remark]) -> list[str]:
    return sorted({each.code for each in remarks})


FORMAT: Final = ExportFormat(
    profile="commerceml",
    title={"ru": "1С: заказы (CommerceML)", "en": "1C: orders (CommerceML)"},
    extension="xml",
    media_type="application/xml; charset=utf-8",
    write_orders=write_orders,
    options=Options,
)
