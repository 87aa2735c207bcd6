import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from local.pages import PagesError, build

BUILD = """
const fs = require("fs");
fs.mkdirSync("dist", {recursive: true});
fs.writeFileSync("dist/index.html", "<b>" + process.version);
"""


class Said(list[str]):
    def __call__(self, what: str) -> None:
        self.append(what)


def write(folder: Path) -> Path:
    folder.mkdir()
    package = {"name": "pages", "version": "1.0.0", "scripts": {"build": "node build.cjs"}}
    lock = {"name": "pages", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": package}}
    (folder / "package.json").write_text(json.dumps(package))
    (folder / "package-lock.json").write_text(json.dumps(lock))
    (folder / "build.cjs").write_text(BUILD)
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Said]]:
    """Build once, by two at a time: npm is slow."""
    folder = tmp_path_factory.mktemp("once")
    web, said = write(folder / "web"), [Said(), Said()]
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda each: build(web, each, folder / "log"), said))
    return web, said


@pytest.fixture
def web(built: tuple[Path, list[Said]], tmp_path: Path) -> Path:
    """Give pages that have been built, to change at will."""
    return shutil.copytree(built[0], tmp_path / "web")


def test_pages_are_built_with_the_node_of_the_wheel(web: Path) -> None:
    assert (web / "dist" / "index.html").read_text().startswith("<b>v24.")


def test_of_two_that_build_at_once_one_waits_for_the_other(built: tuple[Path, list[Said]]) -> None:
    assert sorted(map(len, built[1])) == [0, 2]


def test_current_pages_are_not_built_again(web: Path, tmp_path: Path) -> None:
    build(web, said := Said(), tmp_path / "log")

    assert said == []


def test_a_changed_source_is_built_without_installing_anew(web: Path, tmp_path: Path) -> None:
    (web / "build.cjs").write_text(BUILD.replace("<b>", "<i>"))

    pages = build(web, said := Said(), tmp_path / "log")

    assert said == ["building the web pages"]
    assert (pages / "index.html").read_text().startswith("<i>")


def test_a_build_that_fails_is_told_with_the_log_and_tried_again(web: Path, tmp_path: Path) -> None:
    (web / "build.cjs").write_text("console.log('why'); process.exit(1)")

    for _ in range(2):
        with pytest.raises(PagesError, match="npm run failed"):
            build(web, Said(), tmp_path / "log")

    assert (tmp_path / "log").read_text().count("why\n") == 2


def test_a_build_without_a_page_is_a_failure(web: Path, tmp_path: Path) -> None:
    (web / "build.cjs").write_text("")
    shutil.rmtree(web / "dist")

    with pytest.raises(PagesError, match=r"index\.html"):
        build(web, Said(), tmp_path / "log")
