"""EnterpriseData: completed orders as sales, for «Загрузка данных EnterpriseData» in Бухгалтерия.

Only what was completed is a sale. The version decides which rates of VAT there are; an order with
a rate that it lacks stays out and is named in the manifest, never written at another rate.
"""

from collections.abc import Iterable
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from analytics.export import ExportFormat, Setting, Sink
from analytics.order_file import Judge, kept, labelled, pour
from shared.events import OrderSnapshot
from shared.onec.enterprise.checks import faults, left_out, notices
from shared.onec.enterprise.profile import Organization, SaleProfile
from shared.onec.enterprise.rows import sold
from shared.onec.enterprise.versions import DEFAULT, Version
from shared.onec.enterprise.writer import write
from shared.onec.numbers import INN, KPP


class Options(BaseModel):
    """Whose sales they are, and which version of the format the base reads."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Annotated[
        Version,
        Field(
            json_schema_extra=labelled(
                "Версия формата",
                "Version of the format",
                (
                    "До 1.16 нет ставок 5, 7 и 22 %",
                    "Up to 1.16 there are no rates of 5, 7 and 22 %",
                ),
            )
        ),
    ] = DEFAULT
    organization_name: Annotated[
        str,
        Field(
            pattern=r"\S",
            max_length=1000,
            json_schema_extra=labelled("Организация", "Organisation", ("Как в 1С", "As 1C has it")),
        ),
    ]
    organization_inn: Annotated[
        str, Field(pattern=f"^({INN})$", json_schema_extra=labelled("ИНН", "ИНН"))
    ]
    organization_kpp: Annotated[
        str, Field(pattern=f"^$|^{KPP}$", json_schema_extra=labelled("КПП", "КПП"))
    ] = ""

    def profile(self, zone: ZoneInfo) -> SaleProfile:
        """Give what the writer wants to know."""
        own = Organization(
            self.organization_name, self.organization_inn, self.organization_kpp or None
        )
        return SaleProfile(zone, own, self.version)


def write_orders(orders: Iterable[OrderSnapshot], file: Sink, setting: Setting) -> None:
    """Write the sales that the version can hold."""
    profile = Options.model_validate(setting.options).profile(setting.zone)
    judge = Judge(
        left_out=left_out,
        faults=lambda order: faults(order, profile),
        notices=notices,
        lines=sold,
    )
    pour(write(kept(orders, judge, setting), profile, setting.made_at), file)


FORMAT: Final = ExportFormat(
    profile="enterprise-data",
    title={"ru": "1С: реализации (EnterpriseData)", "en": "1C: sales (EnterpriseData)"},
    extension="xml",
    media_type="application/xml; charset=utf-8",
    write_orders=write_orders,
    options=Options,
)
