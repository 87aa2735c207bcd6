import json
from pathlib import Path

import pytest

from local.pages import PagesError, build

BUILD = """
const fs = require("fs");
fs.mkdirSync("dist", {recursive: true});
fs.writeFileSync("dist/index.html", "<b>" + process.version);
"""


@pytest.fixture
def web(tmp_path: Path) -> Path:
    folder = tmp_path / "web"
    folder.mkdir()
    package = {"name": "pages", "version": "1.0.0", "scripts": {"build": "node build.cjs"}}
    lock = {"name": "pages", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": package}}
    (folder / "package.json").write_text(json.dumps(package))
    (folder / "package-lock.json").write_text(json.dumps(lock))
    (folder / "build.cjs").write_text(BUILD)
    return folder


class Said(list[str]):
    def __call__(self, what: str) -> None:
        self.append(what)


def test_pages_are_built_with_the_node_of_the_wheel(web: Path, tmp_path: Path) -> None:
    pages = build(web, said := Said(), tmp_path / "log")

    assert (pages / "index.html").read_text().startswith("<b>v24.")
    assert len(said) == 2


def test_current_pages_are_not_built_again(web: Path, tmp_path: Path) -> None:
    build(web, Said(), tmp_path / "log")

    build(web, said := Said(), tmp_path / "log")

    assert said == []


def test_a_changed_source_is_built_without_installing_anew(web: Path, tmp_path: Path) -> None:
    build(web, Said(), tmp_path / "log")
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

    with pytest.raises(PagesError, match=r"index\.html"):
        build(web, Said(), tmp_path / "log")
