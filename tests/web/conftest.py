"""The built pages, a fake API behind them, and a headless Chromium."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from local.pages import build
from local.ports import Ports
from local.serving import Serving
from local.stack import Stack
from tests.web.fake_api import FakeApi, FakeSite
from tests.web.watch import Watch

WEB = Path(__file__).parents[2] / "web"
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Generous: a busy machine is slow, and nothing waits longer than it must.
WAIT_MS = 15_000
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
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the pages as `make run` does; give their folder."""
    return build(WEB, lambda _: None, tmp_path_factory.mktemp("web") / "build.log")


@pytest.fixture(scope="session")
def site(pages: Path) -> Iterator[tuple[FakeSite, str]]:
    made = FakeSite(pages)
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
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        expect.set_options(timeout=WAIT_MS)
        made = playwright.chromium.launch(executable_path=find_browser())
        yield made
        made.close()


Open = Callable[..., Page]


@pytest.fixture
def show(browser: Browser, site: tuple[FakeSite, str], api: FakeApi) -> Iterator[Open]:
    """Open a page of the application; whatever it complains of fails the test."""
    contexts: list[BrowserContext] = []
    watches: list[Watch] = []

    def open_page(
        place: str = "/orders",
        *,
        lang: str = "ru",
        theme: str = "light",
        size: tuple[int, int] = DESKTOP,
        is_signed_in: bool = True,
        before: Callable[[Page], None] | None = None,
    ) -> Page:
        context = browser.new_context(
            base_url=site[1],
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce",
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        context.set_default_timeout(WAIT_MS)
        page = context.new_page()
        watches.append(Watch(page))
        page.goto("/favicon.svg")
        page.evaluate("lang => localStorage.setItem('naryad.lang', lang)", lang)
        if is_signed_in:
            page.evaluate("localStorage.setItem('naryad.refresh', 'kept')")
            page.evaluate("localStorage.setItem('naryad.user', 'irina@naryad.example')")
        if before:
            before(page)
        page.goto(place)
        return page

    yield open_page
    for watch in watches:
        watch.check()
    for context in contexts:
        context.close()


@pytest.fixture
def page(stack: Stack, browser: Browser, pages: Path) -> Iterator[Page]:
    """Open a browser on the whole local stack; whatever the page complains of fails the test."""
    context = browser.new_context(base_url=stack.info.web, reduced_motion="reduce")
    context.set_default_timeout(WAIT_MS)
    made = context.new_page()
    watch = Watch(made)
    yield made
    watch.check()
    context.close()
