"""XLSX: one sheet, streamed, in flat memory.

Written by templates over columns: the file is what xlsxwriter would make of the same cells, without
its walk through every one of them. Texts are inline strings, so no spreadsheet reads a formula or a
number into them; money, numbers, shares and dates are numbers with a format. Moments are those of
the company's zone. More rows than a sheet takes go to the next one.

Source: ECMA-376, part 1, section 18.3 (worksheets)
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from analytics.export import Column, ExportFormat, Setting, Sink
from analytics.frame import ABSENT
from analytics.writing import pieces, texts
from analytics.writing.delimited import worded
from analytics.zones import local

MOST_ROWS: Final = 1_048_575
"""Beside the head."""
MOST_BYTES: Final = 1_500_000_000
"""A sheet above 2 GB would need another kind of zip, which Excel refuses."""
MOST_CHARACTERS: Final = 32_767
EPOCH: Final = 25_569
"""1970-01-01 as spreadsheets number days; right from March 1900 on."""
LEVEL: Final = 1
STYLES: Final = {"money": 2, "share": 3, "date": 4, "moment": 5}
WIDTHS: Final = {"text": 22, "moment": 18}
NARROW: Final = 12
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
KINDS: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
STYLE_SHEET: Final = (
    f'{XML}<styleSheet xmlns="{MAIN}"><numFmts count="4">'
    '<numFmt numFmtId="164" formatCode="#,##0.00"/><numFmt numFmtId="165" formatCode="0.0%"/>'
    '<numFmt numFmtId="166" formatCode="dd.mm.yyyy"/>'
    '<numFmt numFmtId="167" formatCode="dd.mm.yyyy hh:mm:ss"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="6"><xf/><xf fontId="1" applyFont="1"/>'
    + "".join(f'<xf numFmtId="{n}" applyNumberFormat="1"/>' for n in (164, 165, 166, 167))
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
    "</cellStyles></styleSheet>"
)


class _Out:
    """A sink as zipfile writes to it: it can't be wound back."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def write(self, data: Any) -> int:  # noqa: ANN401 - a buffer
        return self._sink.write(bytes(data))

    def flush(self) -> None:
        """Leave it to the sink."""


def write(batches: Iterable[Any], file: Sink, setting: Setting) -> None:
    """Write the workbook; its parts that name the sheets come behind them."""
    with ZipFile(_Out(file), "w", ZIP_DEFLATED, compresslevel=LEVEL) as book:  # type: ignore[call-overload]
        count = _sheets(book, batches, setting)
        for name, content in _frame(count, setting.kind):
            with book.open(name, "w") as part:
                part.write(content.encode())


def _sheets(book: ZipFile, batches: Iterable[Any], setting: Setting) -> int:
    left, count, more = iter(batches), 0, True
    rest: Any = None
    while more:
        count += 1
        with book.open(f"xl/worksheets/sheet{count}.xml", "w") as part:
            part.write(_head(setting.columns).encode())
            rest, more = _fill(part, rest, left, setting)
            part.write(b"</sheetData></worksheet>")
    return count


def _fill(part: Any, rest: Any, left: Iterator[Any], setting: Setting) -> tuple[Any, bool]:  # noqa: ANN401
    """Write rows while the sheet takes them; give those that it no longer took."""
    rows = size = 0
    while True:
        batch = rest if rest is not None else next(left, None)
        if batch is None:
            return None, False
        fits = MOST_ROWS - rows if size < MOST_BYTES else 0
        if not fits:
            return batch, True
        now, rest = batch.slice(0, fits), batch.slice(fits) if batch.num_rows > fits else None
        if now.num_rows:
            lines = pieces.joined(list(_row(now, setting)))
            part.write(lines)
            rows, size = rows + now.num_rows, size + len(lines)


def _row(batch: Any, setting: Setting) -> Iterator[Any]:  # noqa: ANN401 - pyarrow has no types
    yield "<row>"
    for column in setting.columns:
        yield from _cell(batch, column, setting)
    yield "</row>"


def _cell(batch: Any, column: Column, setting: Setting) -> Sequence[Any]:  # noqa: ANN401
    array = batch.column(column.name)
    if column.type == "text":
        begin = '<c t="inlineStr"><is><t xml:space="preserve">'
        return pieces.texts(
            array, _shown(column), before=begin, after="</t></is></c>", empty="<c/>"
        )
    style = STYLES.get(column.type)
    begin, end = f'<c s="{style}"><v>' if style else "<c><v>", "</v></c>"
    found: Sequence[Any]
    match column.type:
        case "integer":
            found = pieces.whole_numbers(array, "")
        case "money":
            found = pieces.money(array, batch.column("currency"), mark=".", after="")
        case "date":
            found = pieces.dates(array, _serial, "")
        case "moment":
            found = _moments(array, setting)
        case _:
            found = pieces.numbers(array, mark=".", after="")
    return _present(array, begin, found, end)


def _present(array: Any, begin: str, found: Sequence[Any], end: str) -> Sequence[Any]:  # noqa: ANN401
    """Put a cell around what is there, and none around what is not."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not array.null_count:
        return [begin, *found, end]
    if array.null_count == len(array):
        return ["<c/>"]
    is_there = array.is_valid()
    around = [pc.if_else(is_there, pa.scalar(each), pa.scalar(other)) for each, other in
              ((begin, "<c/>"), (end, ""))]  # fmt: skip
    return [around[0], *found, around[1]]


def _moments(array: Any, setting: Setting) -> Sequence[Any]:  # noqa: ANN401 - pyarrow has no types
    import numpy as np
    import pyarrow as pa

    at = array.cast(pa.int64()).fill_null(ABSENT).to_numpy()
    is_absent = at == ABSENT
    shown = np.full(len(at), ABSENT)
    shown[~is_absent] = local(at[~is_absent], setting.zone)
    return pieces.stamps(shown, _serial, _fractions(), empty="")


def _serial(number: int) -> str:
    return str(number + EPOCH)


@cache
def _fractions() -> tuple[str, ...]:
    """Write each second of a day as the fraction of it, so that it is read back to the second."""
    day = pieces.DAY_SECONDS
    return tuple(f"{second / day:.10f}"[1:] for second in range(day))


def _shown(column: Column) -> Callable[[Any], Any]:
    def shown(array: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
        import pyarrow.compute as pc

        safe = texts.cleaned(worded(array, column, has_words=True))
        if len(safe) and (pc.max(pc.binary_length(safe)).as_py() or 0) > MOST_CHARACTERS:
            safe = pc.utf8_slice_codeunits(safe, 0, MOST_CHARACTERS)
        # Spreadsheets read _x0041_ as A.
        safe = pc.replace_substring_regex(safe, "_(x[0-9A-Fa-f]{4}_)", r"_x005F_\1")
        # U+FFFE and U+FFFF are no characters of XML.
        for sign, word in (("&", "&amp;"), ("<", "&lt;"), ("\ufffe", " "), ("\uffff", " ")):
            safe = pc.replace_substring(safe, sign, word)
        return safe

    return shown


def _head(columns: Sequence[Column]) -> str:
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{WIDTHS.get(each.type, NARROW)}" customWidth="1"/>'
        for n, each in enumerate(columns, 1)
    )
    heads = "".join(
        f'<c s="1" t="inlineStr"><is><t>{escape(each.title)}</t></is></c>' for each in columns
    )
    pane = '<pane ySplit="1" topLeftCell="A2" state="frozen"/>'
    view = f'<sheetView workbookViewId="0">{pane}</sheetView>'
    return (
        f'{XML}<worksheet xmlns="{MAIN}"><sheetViews>{view}</sheetViews>'
        f"<cols>{widths}</cols><sheetData><row>{heads}</row>"
    )


def _frame(count: int, title: str) -> Iterator[tuple[str, str]]:
    numbers = range(1, count + 1)
    sheets = "".join(
        f'<sheet name="{title} {n}" sheetId="{n}" r:id="r{n}"/>'
        if count > 1
        else f'<sheet name="{title}" sheetId="1" r:id="r1"/>'
        for n in numbers
    )
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>'
    yield "xl/workbook.xml", f"{XML}{book}"
    links = [(f"r{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", _links([*links, ("styles", "styles", "styles.xml")])
    yield "xl/styles.xml", STYLE_SHEET
    yield "_rels/.rels", _links([("book", "officeDocument", "xl/workbook.xml")])
    yield "[Content_Types].xml", _types(numbers)


def _links(links: Iterable[tuple[str, str, str]]) -> str:
    told = "".join(
        f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for id_, kind, target in links
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{told}</Relationships>'


def _types(numbers: Iterable[int]) -> str:
    parts = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    parts += [(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers]
    told = "".join(
        f'<Override PartName="{name}" ContentType="{KINDS}.{kind}+xml"/>' for name, kind in parts
    )
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{told}</Types>'
    )


FORMAT: Final = ExportFormat(
    profile="xlsx",
    title={"ru": "Excel (XLSX)", "en": "Excel (XLSX)"},
    extension="xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    write_columns=write,
)
