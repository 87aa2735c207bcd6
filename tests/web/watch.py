"""What a page must never do: complain on the console, break its policy, move under the reader."""

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Route, expect
from playwright.sync_api import TimeoutError as TooLateError

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only what is wrong, and without fetching the style sheets again: half the time.
OPTIONS = {
    "runOnly": {"type": "tag", "values": RULES},
    "resultTypes": ["violations"],
    "preload": False,
}
# The browser itself notes every refused call; the tests of errors refuse on purpose.
REFUSED = "Failed to load resource"

SHIFTS = """
window.moved = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
BREACHES = """
window.breaches = [];
addEventListener("securitypolicyviolation", (event) => {
  window.breaches.push(`${event.violatedDirective} ${event.blockedURI}`);
});
"""


class Watch:
    """Listens to one page from its first moment."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._heard: list[str] = []
        page.add_init_script(SHIFTS + BREACHES)
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self._heard.append(str(error)))

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(REFUSED):
            self._heard.append(message.text)

    def check(self) -> None:
        """Fail on anything heard."""
        # A page that never went anywhere has no script of ours.
        breaches = self._page.evaluate("window.breaches ?? []")
        assert [*self._heard, *breaches] == []

    def forget(self) -> None:
        """Begin anew for the next test."""
        self._heard.clear()


def moved(page: Page) -> float:
    """Give how much the layout has shifted without the user's doing."""
    return float(page.evaluate("window.moved"))


def settle(page: Page) -> None:
    """Wait until everything that the page asked for has come."""
    expect(page.locator(":is(.table, .kpi) :is(.chip, strong)").first).to_be_visible()
    expect(page.locator(".progress, [aria-busy=true]")).to_have_count(0)


# What is wider than its place: the page, a table, a dialog, the head of a column.
TOO_WIDE = """
() => {
  const inner = document.querySelectorAll('.table-scroll, .dialog-body');
  const places = [document.documentElement, ...inner];
  const heads = [...document.querySelectorAll('.table th')]
    .filter((one) => one.offsetParent && one.offsetHeight > 1);
  return [...places, ...heads]
    .filter((one) => one.scrollWidth > one.clientWidth)
    .map((one) => `${one.className || one.tagName}: ${one.scrollWidth} in ${one.clientWidth} px`);
}
"""
SETTLE_MS = 15_000
LOOK_MS = 50

SCRIPTS = """
() => performance.getEntriesByType("resource")
  .map((one) => new URL(one.name).pathname)
  .filter((path) => path.endsWith(".js"))
"""


def scripts(page: Page) -> set[str]:
    """Name the scripts that the page has fetched so far."""
    return set(page.evaluate(SCRIPTS))


def heard(page: Page, told: Callable[[], bool]) -> None:
    """Wait until the fake API was asked so: a question follows the click by some moments."""
    for _ in range(SETTLE_MS // LOOK_MS):
        if told():
            return
        page.wait_for_timeout(LOOK_MS)
    assert told()


def hold(page: Page, pattern: str, times: int | None = None) -> list[Route]:
    """Hold requests back, all or so many; the test lets each go on in its own time."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    page.route(pattern, keep, times=times)
    return held


def resize(page: Page, width: int, height: int) -> list[str]:
    """Give the window another size; name what is too wide in it once the page has settled."""
    page.set_viewport_size({"width": width, "height": height})
    found: list[str] = page.evaluate(TOO_WIDE)
    if not found:
        return found
    with contextlib.suppress(TooLateError):
        page.wait_for_function(f"() => ({TOO_WIDE})().length === 0", timeout=SETTLE_MS)
    return list(page.evaluate(TOO_WIDE))


def faults(page: Page) -> list[str]:
    """Let axe look at the page; give what it found, with the first place of each.

    It comes in by the debugger: a script tag would be stopped by the policy, as it should be.
    """
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
    session.detach()
    found: dict[str, Any] = page.evaluate("options => axe.run(options)", OPTIONS)
    return [
        f"{one['id']} x{len(one['nodes'])}: {one['nodes'][0]['target']} "
        f"{one['nodes'][0]['failureSummary']}"
        for one in found["violations"]
    ]
