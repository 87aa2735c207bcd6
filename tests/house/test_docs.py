import re

from shared.settings import Settings
from tests.house.stack import source
from tests.house.tree import ROOT, texts

GUIDES = ("README.md", "CONTRIBUTING.md")
# `make help` is what `make` alone does.
TARGETS = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)) - {
    "help"
}


def test_the_readme_names_the_three_commands_of_the_first_hour():
    readme = (ROOT / "README.md").read_text()

    assert all(f"make {target}" in readme for target in ("run", "test", "check"))


def test_every_target_of_the_makefile_is_explained():
    guides = texts(*GUIDES)

    assert TARGETS
    assert [target for target in TARGETS if f"make {target}" not in guides] == []


def test_every_setting_is_explained():
    words = texts(*GUIDES, "docs/*.md")
    names = {name.upper() for name in Settings.model_fields} | source()["Parameters"].keys()

    assert sorted(name for name in names if not re.search(rf"\b{name}\b", words)) == []


def test_every_page_that_is_linked_exists():
    pages = [ROOT / name for name in GUIDES if (ROOT / name).exists()]
    pages += (ROOT / "docs").rglob("*.md")
    broken = [
        f"{page.relative_to(ROOT)} -> {link}"
        for page in pages
        for link in re.findall(r"]\((?!\w+:|#)([^)#\s]+)", page.read_text())
        if not (page.parent / link).exists()
    ]

    assert broken == []
