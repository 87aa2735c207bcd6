"""`make mutate`: mutate the parts, or `room=` one of them, and say what no test has noticed.

`module=` narrows a part to some of its modules, named as they are imported.
MINUTES= bounds each part, thirty by default. It ends with 0 whatever the
score is: survivors are judged by people, see docs/mutation.md.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.mutation import project
from tests.mutation.parts import PARTS, Part
from tests.mutation.project import Result


def main() -> None:
    """Run what is asked for."""
    asked = argparse.ArgumentParser(prog="tests.mutation")
    asked.add_argument("--part", choices=PARTS, help="this one only")
    asked.add_argument("--module", nargs="+", default=[], help="of that part these only")
    asked.add_argument("--minutes", type=float, default=30, help="for each part at most")
    asked.add_argument("--keep", type=Path, help="an empty folder to look at afterwards")
    given = asked.parse_args()
    if given.module and not given.part:
        asked.error("--module is of a --part")
    os.nice(10)
    for name in [given.part] if given.part else PARTS:
        with tempfile.TemporaryDirectory() as folder:
            part = PARTS[name].only(given.module)
            home = given.keep / name if given.keep else Path(folder) / name
            _one(name, part, home, given.minutes)


def _one(name: str, part: Part, folder: Path, minutes: float) -> None:
    folder.mkdir(parents=True)
    project.lay_out(folder, part)
    workers = len(os.sched_getaffinity(0))
    is_whole = project.run(folder, workers=workers, seconds=60 * minutes)
    found = project.results(folder)
    _say(f"{name}{'' if is_whole else ', cut off: time ran out'}")
    for module in found.modules:
        _say(f"  {row(found, module)}")
    _say(f"  {row(found, None)}\n")
    for mutant, change in project.differences(folder, found.survivors).items():
        _say(f"{mutant}: {found.states[mutant]}\n{change}\n")


def row(found: Result, module: str | None) -> str:
    """Tell the score of a module: what was noticed, of all that was judged."""
    count = found.count(module)
    left = count["not checked"]
    judged = sum(count.values()) - left
    missed = count["survived"] + count["no tests"]
    share = (judged - missed) / judged if judged else 0.0
    rest = f", {left} not judged" if left else ""
    return f"{module or 'together'}: {judged - missed} of {judged} ({share:.1%}){rest}"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
