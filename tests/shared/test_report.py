"""The weekly report as rooms tell it, and its letter."""

import pytest

from shared import report_letter
from shared.report import Said, event_id_of, is_report, report_envelope
from tests.reports import LINK, a_line, a_report, report_record, sent_report


def test_a_repeated_record_is_the_same_event() -> None:
    record = report_record(sent_report())

    first, second = report_envelope(record), report_envelope(record)

    assert first == second
    assert first is not None
    assert first.id == event_id_of("rep_1")
    assert first.type == "report.weekly"
    assert first.data["recipients"] == ["usr_1"]


@pytest.mark.parametrize("name", ["MODIFY", "REMOVE"])
def test_only_a_new_report_is_told(name: str) -> None:
    assert report_envelope(report_record(sent_report(), name=name)) is None


def test_a_record_of_the_list_of_reports_is_no_report() -> None:
    record = {"dynamodb": {"Keys": {"pk": {"S": "REPORTS"}, "sk": {"S": "x"}}}}

    assert not is_report(record)
    assert is_report(report_record(sent_report()))


def test_the_text_tells_each_figure_with_what_it_was() -> None:
    year = Said(ru="90 заказов", en="90 orders")
    report = a_report(lines=(a_line(year=year),), year_period=Said(ru="тогда", en="then"))

    assert report_letter.text(report, "ru").splitlines() == [
        "Отчёт за неделю 9–15 ноября 2026 года",
        "По сравнению с 2–8 ноября 2026 года; год назад: тогда",
        "",
        "Создано: 120 заказов",
        "  было 100 заказов (+20 %); год назад 90 заказов",
        "  Заказов <больше>.",
        "",
        f"Открыть обзор: {LINK}",
    ]
    assert "Created: 120 orders\n  was 100 orders (+20%)" in report_letter.text(report, "en")


def test_the_html_says_the_same_and_escapes_it() -> None:
    html = report_letter.html(a_report(), "ru")

    assert "120 заказов" in html
    assert "+20 %" in html
    assert "Заказов &lt;больше&gt;." in html
    assert f'href="{LINK.replace("&", "&amp;")}"' in html


def test_without_known_pages_a_letter_has_no_link() -> None:
    report = a_report(link="")

    assert "href" not in report_letter.html(report, "en")
    assert "Open" not in report_letter.text(report, "en")


def test_a_column_for_last_year_is_there_only_with_figures_of_it() -> None:
    with_year = a_report(year_period=Said(ru="тогда", en="then"))

    assert "Год назад" in report_letter.html(with_year, "ru")
    assert "Год назад" not in report_letter.html(a_report(), "ru")


def test_a_report_without_figures_says_so() -> None:
    report = a_report(lines=())

    assert "Показателей для отчёта нет." in report_letter.text(report, "ru")
    assert "There are no figures" in report_letter.html(report, "en")
