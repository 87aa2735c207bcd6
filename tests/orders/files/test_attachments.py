import pytest

from orders.attachments import MAX_ATTACHMENTS, TYPES, Attachment, check_file, with_attachment
from shared.errors import ConflictError, InvalidError
from tests.orders.builders import ALICE, NOW
from tests.orders.files.fakes import facts_of


def attachment(number: int = 1) -> Attachment:
    return Attachment(id=f"att_{number}", at=NOW, by=ALICE, **facts_of().model_dump())


@pytest.mark.parametrize("mime", TYPES)
def test_every_listed_type_is_taken_under_each_of_its_endings(mime):
    for ending in TYPES[mime]:
        check_file(facts_of(name=f"файл.{ending.upper()}", mime=mime))


@pytest.mark.parametrize(
    "mime",
    [
        "application/zip",
        "application/x-7z-compressed",
        "application/octet-stream",
        "text/html",
        "image/svg+xml",
        "application/x-msdownload",
        "IMAGE/JPEG",
        "image/jpeg; charset=utf-8",
        "",
    ],
)
def test_a_type_that_is_not_on_the_list_is_refused(mime):
    with pytest.raises(InvalidError) as caught:
        check_file(facts_of(mime=mime))

    assert caught.value.errors[0].field == "mime"


@pytest.mark.parametrize("name", ["котёл.exe", "jpg", "котёл.jpg.exe", "котёл.jpg ", "котёл."])
def test_a_name_that_says_another_type_is_refused(name):
    with pytest.raises(InvalidError) as caught:
        check_file(facts_of(name=name))

    assert caught.value.errors[0].field == "name"


def test_an_order_holds_a_bounded_number_of_attachments():
    full = tuple(map(attachment, range(MAX_ATTACHMENTS)))

    with pytest.raises(ConflictError):
        with_attachment(full, attachment(MAX_ATTACHMENTS))
