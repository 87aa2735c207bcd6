"""What stands where it should: names whole, no empty strips, nothing over its neighbour."""

from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Open
from tests.web.fake_api import FakeApi

pytestmark = pytest.mark.browser

Box = dict[str, float]
widths = pytest.mark.parametrize("width", [360, 390, 768, 1280])

BOXES = """
all => all.map((one) => {
  const range = document.createRange();
  range.selectNodeContents(one);
  const [box, text] = [one.getBoundingClientRect(), range.getBoundingClientRect()];
  return { left: box.left, right: box.right, top: box.top, bottom: box.bottom,
    textLeft: text.left, textRight: text.right, textTop: text.top, textBottom: text.bottom };
})
"""


def boxes(page: Page, selector: str) -> list[Box]:
    """Give where each of some elements lies, and where that which it holds does."""
    expect(page.locator(selector).first).to_be_visible()
    found: list[Box] = page.locator(selector).evaluate_all(BOXES)
    assert found
    return found


def sized(show: Open, place: str, width: int, **parts: Any) -> Page:
    page = show(place, size=(width, 900), **parts)
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    return page


@widths
def test_names_in_the_ranking_are_whole_and_rows_do_not_overlap(
    show: Open, api: FakeApi, width: int
) -> None:
    page = sized(show, "/feedback", width)

    for name in boxes(page, ".ranks li .ranks-name"):
        assert name["textRight"] <= name["right"] + 0.5
        assert name["textLeft"] >= name["left"] - 0.5
    expect(page.locator(".ranks-name").last).to_have_text("Константин Длиннофамильский-Набережный")
    rows = boxes(page, ".ranks li a")
    names = boxes(page, ".ranks li .ranks-name")
    tracks = boxes(page, ".ranks li .track")
    assert len(rows) == len(names) == len(tracks) > 3
    for row, name, track in zip(rows, names, tracks, strict=True):
        assert name["textTop"] >= row["top"] - 0.5
        assert name["textBottom"] <= row["bottom"] + 0.5
        assert name["right"] <= track["left"]
    for upper, lower in pairwise(rows):
        assert upper["bottom"] <= lower["top"] + 0.5


@widths
@pytest.mark.parametrize(
    "place",
    [
        "/analytics?kpi=created",
        "/analytics?kpi=created&from=2026-06-01&to=2026-11-15",
        "/analytics?kpi=created&from=2026-11-02&to=2026-11-08",
    ],
)
def test_below_the_first_chart_of_a_comparison_is_no_empty_strip(
    show: Open, api: FakeApi, place: str, width: int
) -> None:
    page = sized(show, place, width)
    # The legend has its signs before there are figures.
    expect(page.locator(".chart-panel .chart svg").first).to_be_visible()

    (course, *_) = boxes(page, ".chart-panel")
    (space, *_) = boxes(page, ".chart-panel .chart-space")
    (note, *_) = boxes(page, ".chart-panel .chart-note")
    told = page.locator(".chart-panel .chart-note").first.inner_text().strip()
    assert told
    assert note["textTop"] - space["bottom"] < 4
    assert course["bottom"] - note["textBottom"] < 18


@pytest.mark.parametrize("width", [360, 1280])
def test_dates_of_changed_levels_never_lie_over_each_other(
    show: Open, api: FakeApi, width: int
) -> None:
    page = sized(show, "/analytics?tab=trends&kpi=created&step=day", width)

    named = sorted(boxes(page, ".chart svg g[stroke] > text"), key=lambda one: one["left"])
    for one, other in pairwise(named):
        assert one["right"] <= other["left"]


@pytest.mark.parametrize("width", [360, 1280])
def test_a_cell_of_the_week_holds_its_number_and_its_sign(
    show: Open, api: FakeApi, width: int
) -> None:
    page = sized(show, "/analytics?tab=season&kpi=created&history=1095", width)

    for cell in boxes(page, "[role=gridcell] a"):
        assert cell["textRight"] <= cell["right"] + 0.5
        assert cell["textLeft"] >= cell["left"] - 0.5
