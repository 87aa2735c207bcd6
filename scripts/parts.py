"""What Naryad is made of: every package of the locks, with its hashes and its licence.

Read from the requirement files, web/package-lock.json and what is installed: no network is asked.
"""

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from scripts.lock import normal

ROOT: Final = Path(__file__).resolve().parents[1]
LAYERS: Final = ("layers/shared/requirements.txt", "layers/arrow/requirements.txt")
TOOLS: Final = "requirements/dev.txt"
NPM_LOCK: Final = "web/package-lock.json"

SPDX: Final = {
    "Apache": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "BSD-2-Clause": "BSD-2-Clause",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "LGPL": "LGPL-2.1-or-later",
    "MIT License": "MIT",
    "MIT license": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Dual License": "Apache-2.0 OR BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "Python Software Foundation License": "PSF-2.0",
}
"""What packages say in words of their own, as SPDX writes it."""


@dataclass(frozen=True)
class Part:
    """One package; `is_deployed` is what reaches Lambda or a browser."""

    ecosystem: str
    name: str
    version: str
    hashes: tuple[tuple[str, str], ...]
    licence: str
    is_deployed: bool

    @property
    def purl(self) -> str:
        """Name it as the world does. Source: https://github.com/package-url/purl-spec ."""
        return f"pkg:{self.ecosystem}/{self.name.replace('@', '%40')}@{self.version}"


def parts(root: Path = ROOT) -> list[Part]:
    """List all packages, those that are deployed first."""
    found = {each.purl: each for each in _python(root)}
    found |= {each.purl: each for each in _npm(root)}
    return sorted(found.values(), key=lambda each: (not each.is_deployed, each.purl))


def _python(root: Path) -> Iterator[Part]:
    # Deployed ones come last and win: the same package stands among the tools too.
    for path in (TOOLS, *LAYERS):
        text = (root / path).read_text()
        for entry in re.split(r"\n(?=\S)", text.partition("\n")[2].strip()):
            said = re.match(r"([a-z0-9._-]+)(?:\[.*?])?==([^\s;\\]+)", entry)
            if said:
                hashes = tuple(("SHA-256", each) for each in re.findall(r"sha256:(\w+)", entry))
                name, version = normal(said[1]), said[2]
                licence = _licence(name)
                yield Part("pypi", name, version, hashes, licence, is_deployed=path in LAYERS)


def _npm(root: Path) -> Iterator[Part]:
    packages: dict[str, Any] = json.loads((root / NPM_LOCK).read_text())["packages"]
    for path, told in packages.items():
        if path:
            name = path.rpartition("node_modules/")[2]
            kind, _, digest = told["integrity"].partition("-")
            hashes = ((f"SHA-{kind[3:]}", base64.b64decode(digest).hex()),)
            licence = told.get("license", "")
            is_deployed = not told.get("dev", False)
            yield Part("npm", name, told["version"], hashes, licence, is_deployed)


def _licence(name: str) -> str:
    """Give a package's licence by SPDX; empty for one that is not installed on this system."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    if "License-Expression" in told:
        return told["License-Expression"]
    classes = [
        each.rpartition(" :: ")[2]
        for each in told.get_all("Classifier") or ()
        if each.startswith("License :: ")
    ]
    words = [each for each in classes if each != "OSI Approved"]
    if "License" in told:
        words.append(told["License"].partition("\n")[0].strip())
    return next((SPDX.get(each, each) for each in words if each), "")
