"""The data sets: one file and one line each."""

from collections.abc import Mapping
from typing import Final

from analytics.dataset import DataSet
from analytics.datasets import feedback, kpis, lines, orders, payments, technicians

DATA_SETS: Final[Mapping[str, DataSet]] = {
    "orders": orders.DATA_SET,
    "lines": lines.DATA_SET,
    "payments": payments.DATA_SET,
    "kpis": kpis.DATA_SET,
    "feedback": feedback.DATA_SET,
    "technicians": technicians.DATA_SET,
}
