"""Files hold exactly the filtered rows, and nothing that a spreadsheet would run."""

import csv
import zipfile
from datetime import datetime, timedelta
from io import BytesIO
from xml.etree import ElementTree as ET

import boto3
import pytest

from feedback import handler
from feedback.overview.files import MOST_ROWS
from feedback.overview.period import Period
from feedback.overview.query import Query, Scope
from feedback.overview.storage import S3Reports
from shared.errors import InvalidError
from shared.settings import settings
from tests.feedback.builders import NOW, make_feedback, make_files, make_overviews
from tests.feedback.fakes import ZONE, FakeStore
from tests.http import ADMIN, TECHNICIAN, Answer, call, partner

QUERY = Query(Scope(Period.of(None, None, NOW, ZONE)))
EVIL = ("=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\t=1", " =HYPERLINK(1)", "＝1")
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def ask(**query) -> Answer:
    actor = query.pop("actor", ADMIN)
    headers = {"accept": "application/json"}
    path = "/v1/feedback/export"
    return call(handler.lambda_handler, "GET", path, actor=actor, query=query, headers=headers)


def rated(room, *ratings: int, **order) -> None:
    for n, rating in enumerate(ratings):
        kept = make_feedback(rating, order_id=f"ord_{n}", at=NOW - timedelta(hours=n), **order)
        room.ratings.kept[kept.order_id] = kept


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(content.decode("utf-8-sig").splitlines(), delimiter=";"))


def sheet(content: bytes) -> list[list[str]]:
    """Read a sheet as a program that knows no formulas would."""
    with zipfile.ZipFile(BytesIO(content)) as book:
        texts = [
            "".join(t.text or "" for t in si.iter(f"{SHEET}t"))
            for si in ET.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314 - our own file
        ]
        root = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own file
    assert not list(root.iter(f"{SHEET}f"))
    rows = []
    for row in root.iter(f"{SHEET}row"):
        cells = [(c.get("t"), c.findtext(f"{SHEET}v") or "") for c in row]
        rows.append([texts[int(v)] if kind == "s" else v for kind, v in cells])
    return rows


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_a_file_holds_the_filtered_rows_of_all_pages_in_their_order(room, format_):
    rated(room, 5, 1, 4, 2, 1)

    answer = ask(format=format_, rating=[1, 2], sort="rating", order="asc")

    assert answer.status == 200
    assert answer.json["url"].endswith(f"feedback-2026-11-22.{format_}")
    (content,) = room.store.kept.values()
    read = lines(content) if format_ == "csv" else sheet(content)
    assert read[0][:6] == ["Дата", "Заказ", "Тип заказа", "Клиент", "Мастер", "Оценка"]
    assert [row[5] for row in read[1:]] == ["1", "1", "2"]
    assert [row[-1] for row in read[1:]] == ["ord_1", "ord_4", "ord_3"]


def test_a_file_speaks_the_language_that_is_asked_for(room):
    rated(room, 1)

    ask(language="en")

    (content,) = room.store.kept.values()
    head, row = lines(content)
    told = dict(zip(head, row, strict=True))
    assert (told["State"], told["Follow-up"]) == ("New", "Open")
    assert told["Date"] == "22.11.2026 11:00:00"


def test_no_cell_of_a_csv_begins_a_formula(room):
    for n, text in enumerate(EVIL):
        kept = make_feedback(
            5, order_id=f"ord_{n}", comment=text, customer={"id": "c", "name": text}
        )
        room.ratings.kept[kept.order_id] = kept

    ask()

    (content,) = room.store.kept.values()
    cells = [cell for row in lines(content)[1:] for cell in (row[3], row[6])]
    assert len(cells) == 2 * len(EVIL)
    assert all(cell.startswith("'") for cell in cells)


def test_a_text_of_an_xlsx_stays_a_text(room):
    for n, text in enumerate((*EVIL, "https://naryad.example/")):
        room.ratings.kept[f"ord_{n}"] = make_feedback(5, order_id=f"ord_{n}", comment=text)

    ask(format="xlsx")

    (content,) = room.store.kept.values()
    assert len(sheet(content)) == len(EVIL) + 2
    with zipfile.ZipFile(BytesIO(content)) as book:
        assert b"hyperlink" not in book.read("xl/worksheets/sheet1.xml")


def test_moments_of_an_xlsx_are_dates_of_the_companys_zone(room):
    rated(room, 5)

    ask(format="xlsx")

    (content,) = room.store.kept.values()
    day = float(sheet(content)[1][0])
    shown = datetime(1899, 12, 30) + timedelta(days=day)  # noqa: DTZ001 - a sheet knows no zones
    wanted = datetime(2026, 11, 22, 11, 0)  # noqa: DTZ001 - a sheet knows no zones
    assert abs(shown - wanted) < timedelta(seconds=1)


def test_a_technicians_file_holds_their_own_answers_only(room):
    rated(room, 5)
    room.ratings.kept["ord_9"] = make_feedback(
        1, order_id="ord_9", technician={"id": "tec_2", "name": "Анна Волкова"}
    )

    ask(actor=TECHNICIAN)

    (content,) = room.store.kept.values()
    assert [row[-1] for row in lines(content)[1:]] == ["ord_0"]


def test_a_file_is_only_for_who_may_read_the_list(room):
    assert ask(actor=partner("orders:read")).status == 403
    assert ask(actor=partner("feedback:read")).status == 200
    assert ask(format="exe").status == 422
    assert ask(language="de").status == 422


def test_more_rows_than_a_request_has_time_for_are_refused():
    kept = [make_feedback(5, order_id=f"ord_{n}") for n in range(3)]
    overviews = make_overviews(*kept)
    files = make_files(overviews, FakeStore())
    assert MOST_ROWS == 10_000

    with pytest.raises(InvalidError, match="at most 2"):
        files.overviews.all(QUERY, limit=2)


def test_a_file_lies_where_it_is_removed_and_comes_under_its_name(aws):
    store = S3Reports(boto3.client("s3"), settings().data_bucket)

    link = store.keep(
        "reports/feedback/1/a.csv", BytesIO(b"1;2"), media_type="text/csv", name="a.csv"
    )

    body = boto3.client("s3").get_object(
        Bucket=settings().data_bucket, Key="reports/feedback/1/a.csv"
    )
    assert (body["Body"].read(), body["ContentType"]) == (b"1;2", "text/csv")
    assert "response-content-disposition=attachment" in link
    assert "X-Amz-Expires=600" in link or "Expires" in link
