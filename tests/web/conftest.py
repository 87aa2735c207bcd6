"""The built pages, a fake API behind them, and a headless Chromium."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from local.ports import Ports
from local.serving import Serving
from local.stack import Stack
from tests.web.fake_api import FakeApi, FakeSite
from tests.web.watch import Watch
from tests.web.window import WAIT_MS, Window, Windows, settled_in

WEB = Path(__file__).parents[2] / "web"
# No test looks so long at a page that optimising its code pays; axe takes a third less.
QUICK = ["--js-flags=--no-maglev --no-opt"]
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
DESKTOP = (1366, 768)
PHONE = (390, 844)

LEFT_OUT = pytest.StashKey[int]()


def find_browser() -> str | None:
    """Find a Chromium of the system."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the browser tests out where there is no browser; the end of the run says so."""
    if find_browser():
        return
    gone = [item for item in items if item.get_closest_marker("browser")]
    if gone:
        config.stash[LEFT_OUT] = len(gone)
        config.hook.pytest_deselected(items=gone)
        items[:] = [item for item in items if item not in gone]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what was left out."""
    count = terminalreporter.config.stash.get(LEFT_OUT, 0)
    if count:
        terminalreporter.write_line(
            f"{count} browser tests were left out: no Chromium here "
            "(Debian: apt-get install chromium-headless-shell)",
            yellow=True,
        )


@pytest.fixture(scope="session")
def kept_pages(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the pages, which nobody builds anew while tests look at it."""
    return shutil.copytree(pages, tmp_path_factory.mktemp("pages") / "dist")


@pytest.fixture(scope="session")
def site(kept_pages: Path) -> Iterator[tuple[FakeSite, str]]:
    made = FakeSite(kept_pages)
    ports = Ports.free()
    server = Serving(made.app, ports.web)
    server.start()
    yield made, ports.url(ports.web)
    server.stop()


@pytest.fixture
def api(site: tuple[FakeSite, str]) -> FakeApi:
    """Give each test a company of its own."""
    site[0].api = FakeApi()
    return site[0].api


@pytest.fixture(scope="session")
def browser(pages: Path) -> Iterator[Browser]:
    """Give a headless Chromium, once the pages are built and axe, a package of theirs, is there."""
    assert pages.is_dir()
    with sync_playwright() as playwright:
        expect.set_options(timeout=WAIT_MS)
        made = playwright.chromium.launch(executable_path=find_browser(), args=QUICK)
        yield made
        made.close()


Open = Callable[..., Page]


@pytest.fixture(scope="session")
def windows(browser: Browser, site: tuple[FakeSite, str]) -> Iterator[Windows]:
    made = Windows(lambda: Window(browser, site[1]))
    yield made
    made.close()


@pytest.fixture
def own_clock(windows: Windows) -> Callable[[Page], None]:
    """Stop the clock of a page until the test moves it on; no later test gets that window."""

    def install(page: Page) -> None:
        windows.spoil()
        page.clock.install()

    return install


@pytest.fixture
def show(windows: Windows, api: FakeApi) -> Iterator[Open]:
    """Open a page of the application; whatever it complains of fails the test."""
    window = windows.take()

    def open_page(
        place: str = "/orders",
        *,
        lang: str = "ru",
        theme: Literal["light", "dark"] = "light",
        size: tuple[int, int] = DESKTOP,
        is_signed_in: bool = True,
        before: Callable[[Page], None] | None = None,
        **kept: str,
    ) -> Page:
        who = {"refresh": "kept", "user": "irina@naryad.example"} if is_signed_in else {}
        page = window.look(size, theme, lang=lang, **({"tour": "past"} | who | kept))
        if before:
            before(page)
        page.goto(place)
        return page

    yield open_page
    try:
        window.check()
    finally:
        windows.give_back(window)


@pytest.fixture
def page(stack: Stack, browser: Browser) -> Iterator[Page]:
    """Open a browser on the whole local stack; whatever the page complains of fails the test."""
    context = browser.new_context(
        base_url=stack.info.web,
        reduced_motion="reduce",
        storage_state=settled_in(stack.info.web),
    )
    context.set_default_timeout(WAIT_MS)
    made = context.new_page()
    watch = Watch(made)
    yield made
    watch.check()
    context.close()
