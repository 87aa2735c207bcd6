"""One window of the browser, used by test after test; each finds it as new."""

from collections.abc import Callable
from typing import Literal

from playwright.sync_api import Browser, Page, StorageState

from tests.web.demo import NOW
from tests.web.watch import Watch

# Generous: a busy machine is slow, and nothing waits longer than it must.
WAIT_MS = 30_000
# A place of the application's origin where none of its code runs.
STILL = "/favicon.svg"
# The company of the fake API lives at a moment of its own, and every page opens at it.
ITS_CLOCK = f"""
(() => {{
  const ahead = {int(NOW.timestamp() * 1000)} - Date.now();
  const Real = Date;
  window.Date = class extends Real {{
    constructor(...of) {{ of.length ? super(...of) : super(Real.now() + ahead); }}
    static now() {{ return Real.now() + ahead; }}
  }};
}})();
"""
KEEP = "kept => Object.entries(kept).forEach((one) => localStorage.setItem(...one))"


def settled_in(origin: str) -> StorageState:
    """Give the storage of someone who is past the first steps, which would lie over the page."""
    kept: StorageState = {
        "origins": [
            {"origin": origin, "localStorage": [{"name": "naryad.tour", "value": "past"}]},
        ]
    }
    return kept


class Window:
    """A page with a context of its own: to make them costs more than most tests do."""

    def __init__(self, browser: Browser, base_url: str) -> None:
        self._context = browser.new_context(
            base_url=base_url,
            color_scheme="light",
            reduced_motion="reduce",
            permissions=["clipboard-read", "clipboard-write"],
        )
        self._context.set_default_timeout(WAIT_MS)
        self._context.add_init_script(ITS_CLOCK)
        self.page = self._context.new_page()
        self._watch = Watch(self.page)
        self._theme = "light"
        self.page.goto(STILL)

    def look(self, size: tuple[int, int], theme: Literal["light", "dark"], **kept: str) -> Page:
        """Give the page its size and theme, and the storage what was kept of an earlier visit."""
        if self.page.viewport_size != {"width": size[0], "height": size[1]}:
            self.page.set_viewport_size({"width": size[0], "height": size[1]})
        if theme != self._theme:
            self.page.emulate_media(color_scheme=theme)
            self._theme = theme
        self.page.evaluate(KEEP, {f"naryad.{name}": value for name, value in kept.items()})
        return self.page

    def check(self) -> None:
        """Fail on what the page complained of."""
        self._watch.check()

    def clear(self) -> None:
        """Leave nothing of a test behind: no other tab, no route, no code that runs, no storage."""
        for page in self._context.pages:
            if page is not self.page:
                page.close()
        self._context.unroute_all(behavior="ignoreErrors")
        self.page.unroute_all(behavior="ignoreErrors")
        self.page.goto(STILL)
        self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        self._watch.forget()

    def close(self) -> None:
        self._context.close()


class Windows:
    """Hands out the one window that tests share."""

    def __init__(self, make: Callable[[], Window]) -> None:
        self._make = make
        self._kept: Window | None = None
        self._is_spoilt = False

    def take(self) -> Window:
        """Give the kept window, or a new one."""
        window, self._kept = self._kept or self._make(), None
        self._is_spoilt = False
        return window

    def spoil(self) -> None:
        """Let the window that is out be the last test's."""
        self._is_spoilt = True

    def give_back(self, window: Window) -> None:
        """Keep a window for the next test."""
        if self._is_spoilt:
            window.close()
        else:
            window.clear()
            self._kept = window

    def close(self) -> None:
        """Close what is kept."""
        if self._kept:
            self._kept.close()
