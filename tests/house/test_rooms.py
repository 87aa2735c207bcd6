import json
import os
import subprocess
import sys
import sysconfig

import pytest

from tests.house.tree import ROOMS, ROOT

# Loaded on first use: each adds a tenth of a second or more to a cold start.
HEAVY = {"h11", "httpx", "numpy", "pyarrow"}
IMPORT_ALL = """
import importlib, json, pkgutil, sys
room = sys.argv[1]
importlib.import_module(room + ".handler")
at_start = sorted(sys.modules)
package = importlib.import_module(room)
for module in pkgutil.walk_packages(package.__path__, room + "."):
    importlib.import_module(module.name)
print(json.dumps(at_start))
"""


@pytest.fixture(scope="module", params=ROOMS)
def loaded_by_handler(request, tmp_path_factory):
    """Import all of one room where the other rooms are nowhere to be found."""
    alone = tmp_path_factory.mktemp(request.param)
    (alone / request.param).symlink_to(ROOT / "functions" / request.param)
    (alone / "shared").symlink_to(ROOT / "layers" / "shared" / "shared")
    # -S: without the .pth file of our editable installation, which shows all rooms.
    command = [sys.executable, "-S", "-s", "-B", "-c", IMPORT_ALL, request.param]
    paths = os.pathsep.join([str(alone), sysconfig.get_path("purelib")])
    environ = {"PYTHONPATH": paths, "PATH": os.defpath}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


def test_a_room_needs_no_other_room_and_its_api_loads_nothing_heavy(loaded_by_handler):
    assert loaded_by_handler & HEAVY == set()
