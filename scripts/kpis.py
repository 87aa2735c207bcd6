"""Write docs/kpis.md, every KPI with its definition, from their registry (`make openapi`)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from analytics.derived import DerivedKpi
from analytics.kpi import Kpi
from analytics.kpis import DERIVED, KPIS

TARGET: Final = Path(__file__).resolve().parent.parent / "docs" / "kpis.md"
HEAD: Final = """\
# KPIs

Written by `make openapi` from `functions/analytics/kpis/`; [how to add one](add-a-kpi.md).

- Days are local days of the company (`CompanyZone`). Each KPI has its own **date axis**: the moment
  by which something belongs to a day.
- **No data is null**, never 0; counts and sums of nothing are 0. `n` tells of how much a
  figure is; each KPI says what it counts. Of `available_seconds`, those that could be worked, pages
  show hours, and a verdict needs as many as ten days of eight hours have; of all else ten.
- Money is in the company's currency, in minor units; other currencies are left out, not
  converted. Durations are seconds. Shares are 0..1 and NPS is -1..1: pages show them times 100.
- Percentiles come from logarithmic bins and are at most 1 % off.
- Today is not complete. What is **pending** counts as missed once its day is over. A day is
  **final** when its figure can't change by itself any more.
- Answers that staff have hidden count unless `FeedbackHiddenCounts` is false.
- A **change worth a word** is the least that is spoken of, however certain it is.

| name | по-русски | in English | unit | date axis | better | final after |
|---|---|---|---|---|---|---|
"""
_BETTER: Final = {"higher": "↑", "lower": "↓", "neither": "–"}
_TIMES: Final = {"share": 100, "rating": 1, "points": 100}
_OWN_UNITS: Final = {"share": "percentage points", "rating": "points", "points": "points"}


def text() -> str:
    """Give the page as it is committed."""
    all_of_them: list[Kpi | DerivedKpi] = [*KPIS.values(), *DERIVED.values()]
    rows = "\n".join(_row(kpi) for kpi in all_of_them)
    parts = "\n".join(line for kpi in all_of_them for line in _part(kpi))
    return f"{HEAD}{rows}\n\n{parts}"


def write() -> None:
    """Write the page."""
    TARGET.write_text(text(), encoding="utf-8")


def _row(kpi: Kpi | DerivedKpi) -> str:
    days = kpi.matures.days if isinstance(kpi, Kpi) else 0
    cells = (
        f"[{kpi.name}](#{kpi.name})",
        kpi.title["ru"],
        kpi.title["en"],
        kpi.unit,
        f"`{kpi.axis}`",
        _BETTER[kpi.better],
        f"{days} d" if days else "its day",
    )
    return f"| {' | '.join(cells)} |"


def _part(kpi: Kpi | DerivedKpi) -> Iterator[str]:
    yield f"## {kpi.name}\n"
    yield f"**{kpi.title['ru']}.** {kpi.meaning['ru']}\n"
    yield f"**{kpi.title['en']}.** {kpi.meaning['en']}\n"
    yield f"{kpi.definition}\n"
    yield f"{'. '.join(_facts(kpi))}.\n"


def _facts(kpi: Kpi | DerivedKpi) -> Iterator[str]:
    if isinstance(kpi, Kpi):
        yield f"Of {kpi.kind}; {kpi.shape}"
    else:
        yield f"Reckoned at reading, of {', '.join(sorted(kpi.needs))}"
    yield f"`n` counts {kpi.counts}"
    yield f"A change worth a word: {_smallest(kpi)}"
    yield f"Slices: {', '.join(kpi.dimensions) or 'none'}"
    if isinstance(kpi, Kpi) and kpi.hours:
        yield "By hour of day too"


def _smallest(kpi: Kpi | DerivedKpi) -> str:
    if kpi.unit in _OWN_UNITS:
        number = f"{_TIMES[kpi.unit] * kpi.smallest:g}"
        own = _OWN_UNITS[kpi.unit]
        return f"{number} {own.removesuffix('s') if number == '1' else own}"
    return f"{100 * kpi.smallest:g} %"
