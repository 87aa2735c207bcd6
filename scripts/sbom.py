"""Write the bill of materials: `make sbom` makes sbom.cdx.json, CycloneDX 1.6, and checks it.

Every package of the Python locks and of the npm lock with its hashes and licence; `scope` tells
what is deployed (required) from what only builds and tests (excluded).
"""

import argparse
import json
import sys
import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from scripts.parts import ROOT, Part, parts

OUT: Final = ROOT / "sbom.cdx.json"
SPEC: Final = "1.6"


def bill(found: Sequence[Part], version: str, at: datetime) -> dict[str, Any]:
    """Write the bill. Source: https://cyclonedx.org/docs/1.6/json/ ."""
    own = {"type": "application", "bom-ref": "naryad", "name": "naryad", "version": version}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": SPEC,
        "version": 1,
        "metadata": {"timestamp": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", "component": own},
        "components": [_component(each) for each in found],
        "dependencies": [{"ref": "naryad", "dependsOn": sorted(each.purl for each in found)}],
    }


def _component(part: Part) -> dict[str, Any]:
    licences = {"licenses": [{"expression": part.licence}]} if part.licence else {}
    return {
        "type": "library",
        "bom-ref": part.purl,
        "name": part.name,
        "version": part.version,
        "purl": part.purl,
        "scope": "required" if part.is_deployed else "excluded",
        # One for each file that the lock admits: which of them is taken depends on the system.
        "hashes": [{"alg": alg, "content": each} for alg, each in part.hashes],
        **licences,
    }


def complaint(text: str) -> str:
    """Say what CycloneDX's own schema finds wrong; empty when it finds nothing."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    found = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    return str(found) if found else ""


def text_of(at: datetime) -> str:
    """Write the bill of the locks as they are."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        version = tomllib.load(file)["project"]["version"]
    return json.dumps(bill(parts(), version, at), indent=1) + "\n"


def main(words: Sequence[str]) -> int:
    """Write the file; 1 when the schema refuses it."""
    parser = argparse.ArgumentParser(prog="python -m scripts.sbom", description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    out = parser.parse_args(words).out
    text = text_of(datetime.now(UTC))
    if said := complaint(text):
        print(f"error: {said}", file=sys.stderr)
        return 1
    out.write_text(text)
    print(f"{out.name}: {len(json.loads(text)['components'])} components, valid CycloneDX {SPEC}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
