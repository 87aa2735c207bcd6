import re

import pytest

from scripts.lock import HEADER, LOCKS, digest, flatten, groups_of, normal, pins
from tests.house.tree import ROOT

TEXTS = {lock.path: (ROOT / lock.path).read_text() for lock in LOCKS}
TOGETHER = [lock.path for lock in LOCKS if lock.group not in {"sam", "audit", "judge"}]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.path)
def test_a_requirement_file_comes_from_the_groups_as_they_are_now(lock):
    first = TEXTS[lock.path].partition("\n")[0]

    assert first == HEADER + digest(flatten(groups_of(), lock.group)), "run make lock"


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.path)
def test_every_direct_requirement_is_pinned_as_asked(lock):
    found = pins(TEXTS[lock.path])

    for requirement in flatten(groups_of(), lock.group):
        name, version = re.fullmatch(r"([\w.-]+)(?:\[.*])?==([\w.]+)", requirement).groups()
        assert found[normal(name)] == version


@pytest.mark.parametrize("path", TEXTS)
def test_every_requirement_is_exact_and_hashed(path):
    body = TEXTS[path].partition("\n")[2]
    requirements = re.split(r"\n(?=\S)", body.strip())

    assert requirements
    for requirement in requirements:
        assert re.match(r"[a-z0-9][a-z0-9.-]*==\S+ ", requirement), requirement
        assert re.search(r"--hash=sha256:[0-9a-f]{64}$", requirement), requirement


@pytest.mark.parametrize("path", TEXTS)
def test_a_requirement_file_names_no_address_and_no_path(path):
    assert "://" not in TEXTS[path]
    assert re.search(r"^\s*(-[a-z]|--(?!hash=)|/|\.)", TEXTS[path], re.MULTILINE) is None


def test_what_is_deployed_is_what_was_tested():
    versions: dict[str, set[str]] = {}
    for path in TOGETHER:
        for name, version in pins(TEXTS[path]).items():
            versions.setdefault(name, set()).add(version)

    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_the_layers_do_not_repeat_each_other():
    shared, arrow = (pins(TEXTS[f"layers/{name}/requirements.txt"]) for name in ("shared", "arrow"))

    assert shared.keys() & arrow.keys() == set()
    assert {"pyarrow", "numpy"} <= arrow.keys()


def test_a_changed_group_changes_the_header():
    groups = {"a": ["x==1", {"include-group": "b"}], "b": ["y==2"]}
    changed = {**groups, "b": ["y==3"]}

    assert flatten(groups, "a") == ["x==1", "y==2"]
    assert digest(flatten(groups, "a")) != digest(flatten(changed, "a"))
