"""The letter of a weekly report: its subject, its text, and its HTML. Pure.

HTML for mail: tables and inline styles alone, which every reader of mail shows.
"""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Final

from shared.report import Language, ReportLine, WeeklyReport

_WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "ru": {
        "title": "Отчёт за неделю {period}",
        "against": "По сравнению с {period}",
        "year": "год назад",
        "was": "было",
        "kpi": "Показатель",
        "week": "За неделю",
        "before": "Неделей раньше",
        "year_head": "Год назад",
        "change": "Изменение",
        "open": "Открыть обзор",
        "empty": "Показателей для отчёта нет.",
    },
    "en": {
        "title": "The week of {period}",
        "against": "Compared with {period}",
        "year": "a year ago",
        "was": "was",
        "kpi": "Figure",
        "week": "This week",
        "before": "Week before",
        "year_head": "Year ago",
        "change": "Change",
        "open": "Open the overview",
        "empty": "There are no figures in this report.",
    },
}
_COLOURS: Final = {"good": "#137333", "bad": "#b3261e"}
_CELL: Final = "padding:6px 10px 6px 0;vertical-align:top"
_HEAD: Final = f"{_CELL};text-align:left;font-weight:600;border-bottom:1px solid #9aa0a6"


def title(report: WeeklyReport, language: Language) -> str:
    """Give the subject: which week it is of."""
    return _WORDS[language]["title"].format(period=report.period.to(language))


def text(report: WeeklyReport, language: Language) -> str:
    """Write it as plain text."""
    words = _WORDS[language]
    blocks = [f"{title(report, language)}\n{_against(report, language)}"]
    blocks += ["\n".join(_told(line, language)) for line in report.lines] or [words["empty"]]
    if report.link:
        blocks.append(f"{words['open']}: {report.link}")
    return "\n\n".join(blocks)


def html(report: WeeklyReport, language: Language) -> str:
    """Write it as the body of an HTML letter."""
    words, has_year = _WORDS[language], report.year_period is not None
    names = ["kpi", "week", "before", *(["year_head"] if has_year else []), "change"]
    head = "".join(f'<th style="{_HEAD}">{escape(words[name])}</th>' for name in names)
    rows = "".join(_row(line, language, has_year=has_year) for line in report.lines)
    table = f'<table style="border-collapse:collapse"><tr>{head}</tr>{rows}</table>'
    body = table if report.lines else f"<p>{escape(words['empty'])}</p>"
    link = ""
    if report.link:
        link = f'<p><a href="{escape(report.link)}">{escape(words["open"])}</a></p>'
    heading = f'<h2 style="margin:0 0 4px">{escape(title(report, language))}</h2>'
    return f"{heading}<p>{escape(_against(report, language))}</p>{body}{link}"


def _against(report: WeeklyReport, language: Language) -> str:
    words = _WORDS[language]
    found = words["against"].format(period=report.base_period.to(language))
    if report.year_period is None:
        return found
    return f"{found}; {words['year']}: {report.year_period.to(language)}"


def _told(line: ReportLine, language: Language) -> Iterator[str]:
    words = _WORDS[language]
    yield f"{line.title.to(language)}: {line.value.to(language)}"
    change = f" ({line.change.to(language)})" if line.change else ""
    year = f"; {words['year']} {line.year.to(language)}" if line.year else ""
    yield f"  {words['was']} {line.base.to(language)}{change}{year}"
    if line.verdict:
        yield f"  {line.verdict.to(language)}"


def _row(line: ReportLine, language: Language, *, has_year: bool) -> str:
    colour = _COLOURS.get(line.tone)
    look = f"{_CELL};color:{colour}" if colour else _CELL
    cells = [
        (_CELL, line.title.to(language)),
        (f"{_CELL};font-weight:600", line.value.to(language)),
        (_CELL, line.base.to(language)),
        *([(_CELL, line.year.to(language) if line.year else "")] if has_year else []),
        (look, line.change.to(language) if line.change else ""),
    ]
    row = "".join(f'<td style="{style}">{escape(words)}</td>' for style, words in cells)
    said = ""
    if line.verdict:
        style = f"{_CELL};color:#5f6368;border-bottom:1px solid #dadce0"
        verdict = escape(line.verdict.to(language))
        said = f'<tr><td colspan="{len(cells)}" style="{style}">{verdict}</td></tr>'
    return f"<tr>{row}</tr>{said}"
