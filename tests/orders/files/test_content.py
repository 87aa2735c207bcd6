"""Every allowed type is told by its first bytes, and nothing passes for another."""

import io
import zipfile

import pytest

from orders.attachments import OFFICE, OPEN, TYPES
from orders.files.content import SIGNATURES, is_what_it_says


def zipped(*parts: tuple[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return file.getvalue()


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old office"
FILES = {
    "image/jpeg": b"\xff\xd8\xff\xe0..JFIF",
    "image/png": b"\x89PNG\r\n\x1a\n....IHDR",
    "image/webp": b"RIFF....WEBPVP8 ",
    "image/gif": b"GIF89a..",
    "image/heic": b"\0\0\0\x18ftypheic....",
    "application/pdf": b"\r\n%PDF-1.7",
    "application/msword": COMPOUND,
    "application/vnd.ms-excel": COMPOUND,
    f"{OFFICE}.wordprocessingml.document": zipped(("word/document.xml", "")),
    f"{OFFICE}.spreadsheetml.sheet": zipped(("xl/workbook.xml", "")),
    f"{OPEN}.text": zipped(("mimetype", f"{OPEN}.text")),
    f"{OPEN}.spreadsheet": zipped(("mimetype", f"{OPEN}.spreadsheet")),
    "text/plain": "Котёл течёт".encode(),
    "text/csv": "\ufeffНомер;Сумма".encode(),
}
ALIKE = ({"application/msword", "application/vnd.ms-excel"}, {"text/plain", "text/csv"})
NEITHER = {
    "a program": b"MZ\x90\0\x03",
    "a program of Linux": b"\x7fELF\x02\x01\x01\0",
    "an archive": zipped(("readme.txt", "")),
    "a program of Java": zipped(("META-INF/MANIFEST.MF", "")),
    "an archive that is cut short": b"PK\x03\x04",
    "a film": b"\0\0\0\x18ftypisom",
    "a sound": b"RIFF\x24\x08\0\0WAVEfmt ",
}


def test_every_allowed_type_has_a_beginning_and_an_example() -> None:
    assert set(SIGNATURES) == set(TYPES) == set(FILES)


@pytest.mark.parametrize("mime", TYPES)
def test_a_file_passes_for_its_type_and_no_other(mime: str) -> None:
    same = next((alike for alike in ALIKE if mime in alike), {mime})

    assert {each for each in TYPES if is_what_it_says(each, FILES[mime])} == same


@pytest.mark.parametrize("content", NEITHER.values(), ids=NEITHER)
def test_what_is_not_allowed_passes_for_nothing(content: bytes) -> None:
    assert [mime for mime in TYPES if is_what_it_says(mime, content)] == []


@pytest.mark.parametrize("first", ["[Content_Types].xml", "_rels/.rels", "docProps/app.xml"])
def test_a_document_may_begin_with_any_of_its_parts(first: str) -> None:
    assert is_what_it_says(f"{OFFICE}.wordprocessingml.document", zipped((first, "")))


def test_a_text_may_be_in_wide_letters_or_empty() -> None:
    assert is_what_it_says("text/csv", "Сумма".encode("utf-16"))
    assert is_what_it_says("text/plain", b"")
