from dataclasses import replace

import pytest

from orders.files.service import AttachmentService
from orders.ports import RequestRepeatedError
from shared.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
    StaleVersionError,
    UnavailableError,
)
from tests.orders.builders import (
    FixedClock,
    asked,
    make_technician,
    new_order,
    order_in,
    service_over,
    user,
)
from tests.orders.fakes import FakeDirectory, FakeOrders
from tests.orders.files.fakes import PHOTO, FakeAnnouncements, FakeObjects, facts_of


class Room:
    """The service over fakes, with order ord_1 of technician tec_1, who signs in as bob."""

    def __init__(self) -> None:
        self.clock = FixedClock()
        directory = FakeDirectory()
        directory.add_technician(make_technician())
        directory.add_technician(make_technician("tec_2", "Глеб Зимин"))
        self.orders = FakeOrders(directory, self.clock)
        self.orders.kept["ord_1"] = order_in("scheduled", id="ord_1")
        self.objects = FakeObjects(self.clock)
        announcements = FakeAnnouncements(self.clock)
        service = service_over(self.orders, directory, self.clock)
        self.files = AttachmentService(service, announcements, self.objects)

    def announced(self, **changes):
        pending, _ = self.files.announce("ord_1", facts_of(**changes), asked())
        return pending

    def attached(self):
        pending = self.announced()
        self.objects.put(pending.inbox_key, PHOTO)
        return self.files.finish("ord_1", pending.id, asked())


@pytest.fixture
def room():
    return Room()


def test_a_finished_upload_is_listed_on_the_order_and_stands_in_its_history(room):
    order = room.attached()

    (attachment,) = order.attachments
    assert (attachment.name, attachment.bytes, attachment.by.id) == (
        "котёл.jpg",
        len(PHOTO),
        "alice",
    )
    assert order.history[-1].action == "attach"
    assert order.history[-1].reason == "котёл.jpg"
    assert order.version == order.history[-1].version


def test_a_program_under_the_name_of_a_photo_is_refused_and_removed(room):
    content = b"MZ\x90\0 a program"
    pending, _ = room.files.announce("ord_1", facts_of(content), asked())
    room.objects.put(pending.inbox_key, content)

    with pytest.raises(InvalidError, match="mime") as refused:
        room.files.finish("ord_1", pending.id, asked())

    assert refused.value.errors[0].value == "image/jpeg"
    assert room.orders.kept["ord_1"].attachments == ()
    assert room.objects.kept == {}


def test_an_upload_that_changes_while_it_is_looked_at_is_a_conflict(room, monkeypatch):
    pending = room.announced()
    room.objects.put(pending.inbox_key, PHOTO)
    monkeypatch.setattr(room.objects, "head", lambda *_: None)

    with pytest.raises(ConflictError, match="uploaded again"):
        room.files.finish("ord_1", pending.id, asked())


def test_announcing_alone_does_not_change_the_order(room):
    before = room.orders.kept["ord_1"]

    room.announced()

    assert room.orders.kept["ord_1"] == before


def test_finishing_twice_attaches_once(room):
    order = room.attached()
    again = room.files.finish("ord_1", order.attachments[0].id, asked())

    assert again == order


def test_an_upload_that_never_came_cannot_be_finished(room):
    with pytest.raises(ConflictError, match="nothing was uploaded"):
        room.files.finish("ord_1", room.announced().id, asked())


@pytest.mark.parametrize(
    ("content", "mime", "named"),
    [
        (PHOTO + b"!", "image/jpeg", "bytes"),
        (PHOTO[::-1], "image/jpeg", "sha256"),
        (PHOTO, "text/html", "mime"),
    ],
)
def test_another_content_than_announced_is_not_attached(room, content, mime, named):
    pending = room.announced()
    room.objects.put(pending.inbox_key, content, mime)

    with pytest.raises(ConflictError, match=named):
        room.files.finish("ord_1", pending.id, asked())

    assert room.orders.kept["ord_1"].attachments == ()
    assert pending.kept_key not in room.objects.kept


def test_an_upload_that_changes_while_it_is_checked_is_not_attached(room):
    pending = room.announced()
    room.objects.put(pending.inbox_key, PHOTO)
    room.objects.keep = lambda *_: False

    with pytest.raises(ConflictError, match="uploaded again"):
        room.files.finish("ord_1", pending.id, asked())


def test_an_announcement_is_forgotten_after_a_day(room):
    pending = room.announced()
    room.objects.put(pending.inbox_key, PHOTO)
    room.clock.pass_by(hours=24)

    with pytest.raises(NotFoundError):
        room.files.finish("ord_1", pending.id, asked())


def test_an_announcement_of_one_order_does_not_finish_on_another(room):
    room.orders.kept["ord_2"] = new_order(id="ord_2", number="8")
    pending = room.announced()
    room.objects.put(pending.inbox_key, PHOTO)

    with pytest.raises(NotFoundError):
        room.files.finish("ord_2", pending.id, asked())


def test_the_same_key_and_body_announce_one_attachment(room):
    first, _ = room.files.announce("ord_1", facts_of(), asked("key-1"))
    again, upload = room.files.announce("ord_1", facts_of(), asked("key-1"))

    assert again == first
    assert upload.url.endswith(first.inbox_key)


def test_the_same_key_with_another_body_is_a_conflict(room):
    room.files.announce("ord_1", facts_of(), asked("key-1"))

    with pytest.raises(ConflictError, match="another body"):
        room.files.announce("ord_1", facts_of(), asked("key-1", body="body-2"))


def test_one_key_for_finishing_two_attachments_is_a_conflict_and_never_a_loss(room):
    first, second = room.announced(), room.announced(name="второй.jpg")
    for each in (first, second):
        room.objects.put(each.inbox_key, PHOTO)
    room.files.finish("ord_1", first.id, asked("key-1", body=""))

    with pytest.raises(ConflictError, match="another body"):
        room.files.finish("ord_1", second.id, asked("key-1", body=""))


def hastily(announcements):
    """Somebody else carries out the same request between the look and the write."""
    add = announcements.add

    def beaten(pending, *, request):
        announcements.add = add
        add(replace(pending, id="att_theirs"), request=request)
        raise RequestRepeatedError

    announcements.add = beaten


def test_of_two_same_announcements_at_once_there_is_one_attachment(room):
    hastily(room.files._announcements)

    pending, _ = room.files.announce("ord_1", facts_of(), asked("key-1"))

    assert pending.id == "att_theirs"


def test_an_announcement_whose_answer_cannot_be_read_yet_is_to_be_tried_again(room):
    hastily(room.files._announcements)
    room.files._announcements.answered = lambda _: None

    with pytest.raises(UnavailableError):
        room.files.announce("ord_1", facts_of(), asked("key-1"))


def test_of_two_finishes_at_once_one_attaches(room):
    pending = room.announced()
    room.objects.put(pending.inbox_key, PHOTO)
    keep = room.objects.keep

    def beaten(*given):
        room.objects.keep = keep
        room.files.finish("ord_1", pending.id, asked())
        return keep(*given)

    room.objects.keep = beaten
    order = room.files.finish("ord_1", pending.id, asked())

    assert [each.id for each in order.attachments] == [pending.id]
    assert [entry.action for entry in order.history].count("attach") == 1


def test_a_bad_type_is_refused_before_anything_is_uploaded(room):
    with pytest.raises(InvalidError):
        room.announced(mime="application/zip", name="всё.zip")


def test_a_technician_attaches_to_their_own_orders_only(room):
    bob, eve = user("technician"), user("technician", user_id="eve")
    pending, _ = room.files.announce("ord_1", facts_of(), asked(actor=bob))
    room.objects.put(pending.inbox_key, PHOTO)

    assert room.files.finish("ord_1", pending.id, asked(actor=bob)).attachments
    for act in (
        lambda: room.files.announce("ord_1", facts_of(), asked(actor=eve)),
        lambda: room.files.finish("ord_1", pending.id, asked(actor=eve)),
        lambda: room.files.link("ord_1", pending.id, asked(actor=eve)),
        lambda: room.files.detach("ord_1", pending.id, asked(actor=eve)),
    ):
        with pytest.raises((NotFoundError, ForbiddenError)):
            act()


def test_a_link_leads_to_the_checked_copy(room):
    order = room.attached()
    attachment = order.attachments[0]

    link = room.files.link("ord_1", attachment.id, asked())

    assert link == f"memory://attachments/ord_1/{attachment.id}?name=котёл.jpg"


def test_an_upload_after_the_check_changes_nothing_that_is_attached(room):
    order = room.attached()
    attachment = order.attachments[0]

    room.objects.put(f"uploads/attachments/ord_1/{attachment.id}", b"another")

    assert room.objects.read(f"attachments/ord_1/{attachment.id}") == PHOTO


def test_a_detached_file_is_gone_from_order_and_store_and_stays_in_the_history(room):
    attachment = room.attached().attachments[0]

    order = room.files.detach("ord_1", attachment.id, asked())

    assert order.attachments == ()
    assert [entry.action for entry in order.history[-2:]] == ["attach", "detach"]
    assert f"attachments/ord_1/{attachment.id}" not in room.objects.kept
    with pytest.raises(NotFoundError):
        room.files.link("ord_1", attachment.id, asked())


def test_detaching_at_an_old_version_is_refused_and_keeps_the_object(room):
    order = room.attached()
    attachment = order.attachments[0]

    with pytest.raises(StaleVersionError):
        room.files.detach("ord_1", attachment.id, asked(version=order.version - 1))

    assert room.objects.look(f"attachments/ord_1/{attachment.id}")
