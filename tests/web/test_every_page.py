"""Every page in both languages and themes: no complaint, no axe finding, nothing sticks out."""

import gzip
from functools import lru_cache
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import DESKTOP, PHONE, Open
from tests.web.fake_api import FakeApi
from tests.web.watch import faults, moved, resize, scripts

pytestmark = pytest.mark.browser

# The address and something that is there only when the page is complete.
PLACES = {
    "orders": ("/orders", ".table-orders tbody tr:nth-child(14) .chip"),
    "order": ("/orders?order=o1", ".timeline li"),
    "board": ("/orders?view=board", ".board-card .button"),
    "found": ("/orders?q=10&overdue=1&dates=1", ".table-orders .overdue"),
    "technicians": ("/technicians", ".table-technicians .chip"),
    "technician": ("/technicians?technician=t1", ".load meter"),
    "customers": ("/customers", ".table-customers .row-link"),
    "customer": ("/customers?customer=c1", "dialog .rows .chip"),
    "new order": ("/orders?new=1", "dialog [type=tel]"),
    "imports": ("/import", ".table-imports .chip"),
    "import": ("/import?import=i2", "dialog .results li"),
    "company": ("/settings/company", ".timeline li"),
    "promises": ("/settings/sla", ".table-policies strong"),
    "report": ("/settings/report", ".timeline li"),
    "erasures": ("/settings/erasures", ".table-erasures .chip"),
    "keys": ("/integrations", ".table-keys .chip"),
    "key": ("/integrations?key=k0", "dialog .timeline li"),
    "new key": ("/integrations?new=1", "dialog .check input"),
    "users": ("/settings/users", ".table-users .chip"),
    "user": ("/settings/users?user=u3", "dialog .facts"),
    "invitation": ("/settings/users?new=1", "dialog .check input"),
    "roles": ("/settings/users?tab=roles", ".matrix td"),
    "access history": ("/settings/users?tab=history", ".timeline li"),
    "integrations": ("/integrations?tab=integrations", ".table-integrations .chip"),
    "new integration": ("/integrations?tab=integrations&new=1", "dialog .check input"),
    "integration": ("/integrations?tab=integrations&integration=i3", "dialog .counts dd"),
    "suppressions": ("/integrations?tab=suppressions", ".table-suppressions .mono"),
    "missed": ("/integrations?tab=log&view=missed", ".table-missed .chip"),
    "replays": ("/integrations?tab=log&view=replays", ".table-replays .chip"),
    "comparisons": ("/integrations?tab=log&view=checks", ".table-replays .chip"),
    "replay": ("/integrations?tab=log&view=replays&run=r1", "dialog .counts dd"),
    "new replay": ("/integrations?tab=log&resend=1", "dialog .check input"),
    "log": ("/integrations?tab=log", ".table-log .chip"),
    "delivery": ("/integrations?tab=log&delivery=d2", "dialog .attempt pre"),
    "feedback": ("/feedback", ".table-feedback .chip"),
    "answer": ("/feedback?answer=o4", "dialog .timeline li"),
    "overview": ("/overview", ".table-figures .chip"),
    "comparison": ("/analytics?kpi=average_ticket", ".fall strong"),
    "dynamics": ("/analytics?tab=dynamics&kpi=created", ".chart rect"),
    "seasons": ("/analytics?tab=season&kpi=created&history=1095", ".ranks li:nth-child(12)"),
    "trends": ("/analytics?tab=trends&kpi=created&step=day", ".chart svg"),
    "few data": ("/analytics?tab=trends&kpi=csat&step=month&history=182", ".chart svg"),
    "customers by month": ("/analytics?tab=customers", ".twin td small"),
    "rows": ("/analytics?kpi=completed&rows=2026-11-02..2026-11-08", "dialog .behind td"),
    "exports": ("/exports", ".table-exports .chip"),
    "export": ("/exports?export=e0", "dialog .facts"),
    "new export": ("/exports?new=1", "dialog [type=date]"),
    "export schedules": ("/exports?tab=schedules", ".table-exports .chip"),
    "new schedule": ("/exports?tab=schedules&new=1", "dialog .check input"),
    "sign-in": ("/orders", ".sign-in-card"),
    "nowhere": ("/nowhere", ".note"),
}
# Each language, theme and kind of screen once; the longer words at every width.
LOOKS = {
    "en-light": ("en", "light", DESKTOP, (1366, 390)),
    "ru-dark": ("ru", "dark", PHONE, (390, 360, 768, 1024, 1366, 1920)),
}
# What a person looks at after the run: each page as it was at these widths.
SCREENS = Path(__file__).parents[2] / ".artefacts" / "screens"
KEPT_WIDTHS = (390, 1366)


# All the JavaScript of a page in bytes as they go over the line, with its words; then what a card
# or a form that is opened over it may add.
JS_BUDGET = 60_000
OPENED_JS_BUDGET = 8_000


@lru_cache
def packed(script: Path) -> int:
    """Give the size of a script as it goes over the line."""
    return len(gzip.compress(script.read_bytes(), 9))


def keep(page: Page, name: str) -> None:
    """Keep a picture of the page among the artefacts of the run."""
    file = SCREENS / f"{name.replace(' ', '-')}.jpg"
    page.screenshot(path=file, type="jpeg", quality=60, full_page=True)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", PLACES)
def test_a_page_is_whole_and_open_to_everyone(
    show: Open, api: FakeApi, kept_pages: Path, name: str, look: str
) -> None:
    place, sign = PLACES[name]
    lang, theme, size, widths = LOOKS[look]
    api.orders = api.orders[:14]

    page = show(place, lang=lang, theme=theme, size=size, is_signed_in=name != "sign-in")
    expect(page.locator(sign).first).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)

    expect(page.locator("html")).to_have_attribute("lang", lang)
    assert faults(page) == []
    assert moved(page) < 0.02
    more = OPENED_JS_BUDGET if page.locator("dialog").count() else 0
    assert sum(packed(kept_pages / path[1:]) for path in scripts(page)) < JS_BUDGET + more
    for width in widths:
        assert resize(page, width, size[1]) == [], f"at {width} px"
        if width in KEPT_WIDTHS:
            keep(page, f"{name}-{look}-{width}")
