import json

import pytest

from shared.errors import UnavailableError
from shared.item import unpack
from shared.shapes import NewerShapeError, Shape


def doubled(document):
    return {**document, "n": document["n"] * 2}


def named(document):
    return {"name": "", **document}


THIRD = Shape("thing", (doubled, named))


@pytest.mark.parametrize(
    ("found", "document"),
    [(1, {"n": 2, "name": ""}), (2, {"n": 1, "name": ""}), (3, {"n": 1})],
)
def test_a_document_takes_the_steps_that_it_lacks(found, document):
    assert THIRD.raised({"n": 1}, found) == document


def test_an_item_without_a_number_is_of_the_first_shape():
    packed = {**THIRD.packed(json.dumps({"n": 1}))}
    del packed["schema"]

    assert THIRD.read(packed) == {"n": 2, "name": ""}
    assert THIRD.opened({"pk": "A", "n": 1}) == {"pk": "A", "n": 2, "name": ""}


def test_what_is_written_is_of_todays_shape():
    packed = THIRD.packed('{"n": 1, "name": "a"}')

    assert packed["schema"] == 3
    assert THIRD.read(packed) == unpack(packed["doc"]) == {"n": 1, "name": "a"}


def test_what_a_newer_version_wrote_is_refused_by_name():
    newer = {**THIRD.packed('{"n": 1}'), "schema": 4}

    with pytest.raises(NewerShapeError, match=r"this thing was written in shape 4 .* up to 3"):
        THIRD.read(newer)
    with pytest.raises(NewerShapeError):
        THIRD.opened({"schema": 4})
    assert issubclass(NewerShapeError, UnavailableError)


def test_steps_leave_the_document_they_are_given_as_it_is():
    document = {"n": 1}

    THIRD.raised(document, 1)

    assert document == {"n": 1}
