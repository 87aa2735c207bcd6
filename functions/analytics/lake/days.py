"""How a month of the lake lies: as one file, or, where it is large, as a file for each local day.

    lake/orders/month=2026-11/part.parquet                      up to WHOLE_ROWS rows
    lake/orders/month=2026-11/day=2026-11-05/part.parquet       more of them, by day of beginning
    lake/orders/month=2026-11/days.json                         the versions of these days

Rows stay in their day, since the moment they began never changes, so a change rewrites the days of
its rows only. Which way a month lies hangs on its rows alone: by whatever way they came, the same
rows lie in the same files.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

from analytics.model import Part
from analytics.rows import BEGAN, Kind
from analytics.zones import day_of, local_days

WHOLE_ROWS: Final = 50_000
"""Some 4 MB: as a file it is read and written in 0.2 s, as thirty files no faster."""
_BY_DAY: Final = "days:"
"""Stands before the version of a list of days, where a part names it as its object's."""


def folder_of(kind: Kind) -> str:
    """Give what all keys of a kind begin with."""
    return f"lake/{kind}/"


def prefix_of(kind: Kind, month: str) -> str:
    """Give what all keys of a month begin with."""
    return f"{folder_of(kind)}month={month}/"


def key_of(kind: Kind, month: str) -> str:
    """Give the key of a month that lies whole."""
    return f"{prefix_of(kind, month)}part.parquet"


def key_of_day(kind: Kind, month: str, day: str) -> str:
    """Give the key of a day."""
    return f"{prefix_of(kind, month)}day={day}/part.parquet"


def key_of_list(kind: Kind, month: str) -> str:
    """Give the key of the list of a month's days."""
    return f"{prefix_of(kind, month)}days.json"


def is_by_day(part: Part) -> bool:
    """Say whether a version of a month lies by days."""
    return part.object_version.startswith(_BY_DAY)


def named_list(version: str) -> str:
    """Name a month by the version of its list of days."""
    return _BY_DAY + version


def version_of_list(part: Part) -> str:
    """Give the version of the list of days that a month is named by."""
    return part.object_version.removeprefix(_BY_DAY)


def written_list(versions: Mapping[str, str]) -> bytes:
    """Write the versions of days."""
    return json.dumps(versions, sort_keys=True, separators=(",", ":")).encode()


def read_list(content: bytes) -> dict[str, str]:
    """Read them, in the order of days."""
    found: dict[str, str] = json.loads(content)
    return dict(sorted(found.items()))


def by_day(kind: Kind, table: Any, zone: ZoneInfo) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Give the rows of a table by the local day on which they began, in the order of days."""
    import numpy as np
    import pyarrow as pa

    days = local_days(table.column(BEGAN[kind]).cast(pa.int64()).to_numpy(), zone)
    for day in np.unique(days).tolist():
        yield day_of(day).isoformat(), table.filter(pa.array(days == day))
