"""Write docs/licences.md from the locks: `make licences`. A test holds it to them."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from scripts.lock import flatten, groups_of, normal
from scripts.parts import ROOT, Part, parts

OUT: Final = ROOT / "docs" / "licences.md"
FREE: Final = frozenset(
    {"MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "ISC", "PSF-2.0", "0BSD"}
    | {"Apache-2.0 OR BSD-3-Clause", "BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0"}
)
"""Licences that ask for their notice and no more."""
NOTES: Final = {
    "python-stdnum": (
        "LGPL: used as it was published, as a package of its own in the layer, where another "
        "version can take its place (`layers/shared/requirements.txt`); its source is on PyPI. "
        "Whoever changes it gives the change on under the same licence; our own code stays free."
    ),
    "certifi": (
        "MPL: a list of authorities, used unchanged; a changed file of it would have to be "
        "published, our own files not."
    ),
    "@fontsource-variable/inter": (
        "OFL: the typeface may be served with the pages, not sold by itself."
    ),
}
"""What the others ask for, and how it is kept."""
_HEAD: Final = """# Licences

Written by `make licences` from the locks and what the packages say of themselves; not legal
advice. `make sbom` writes the same for machines, with hashes.

## What is deployed

Into Lambda's layers (Python), and into the bundle of the pages (npm).

| package | version | licence |
|---|---|---|
"""
_DRAWN: Final = """
Two packages leave something behind without being deployed: `lucide-static` (ISC) the outlines of
the icons, and `holidays` (MIT) the days off of the production calendar.
"""
_TOOLS: Final = """
## What only builds and tests

Not given to anybody. What we ask for by name, and all of npm's, is under: """


def text() -> str:
    """Write the page."""
    found = parts()
    return "".join([_HEAD, *_rows(found), "\n", *_notes(found), _DRAWN, _TOOLS, _of_tools(found)])


def unexplained(found: Sequence[Part]) -> list[str]:
    """Name what is deployed under a licence that is neither free nor explained."""
    return [
        f"{each.name} {each.licence or 'without a licence'}"
        for each in found
        if each.is_deployed and each.licence not in FREE and each.name not in NOTES
    ]


def _rows(found: Sequence[Part]) -> Iterator[str]:
    for each in found:
        if each.is_deployed:
            yield f"| {each.name} | {each.version} | {each.licence} |\n"


def _notes(found: Sequence[Part]) -> Iterator[str]:
    for each in found:
        if each.is_deployed and each.name in NOTES:
            yield f"- **{each.name}**: {NOTES[each.name]}\n"


def _of_tools(found: Sequence[Part]) -> str:
    """Name the licences of what every system installs."""
    asked = {_name(each) for each in flatten(groups_of(), "dev")}
    named = {p.licence for p in found if p.ecosystem == "npm" or p.name in asked}
    return ", ".join(sorted(named)) + ".\n"


def _name(requirement: str) -> str:
    return normal(requirement.partition("==")[0].partition("[")[0])


def main(out: Path = OUT) -> int:
    """Write the page; 1 when a licence needs a word first."""
    if missing := unexplained(parts()):
        print(f"error: say in NOTES how it is kept: {', '.join(missing)}", file=sys.stderr)
        return 1
    out.write_text(text())
    return 0


if __name__ == "__main__":
    sys.exit(main())
