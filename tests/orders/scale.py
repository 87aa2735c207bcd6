"""The tables of units in docs/scale.md."""

import re
from pathlib import Path

SCALE = Path(__file__).resolve().parents[2] / "docs" / "scale.md"


def written(heading: str) -> dict[str, tuple[int, float, float]]:
    """The rows below a heading: requests, read units, write units."""
    section = SCALE.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    row = re.compile(r"^\| ([^|]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", re.MULTILINE)
    rows = row.findall(section)
    return {name.strip(): (int(n), float(read), float(write)) for name, n, read, write in rows}
