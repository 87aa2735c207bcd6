import pytest

from orders.intake.ports import ImportMovedError
from orders.ports import RequestRepeatedError
from shared.errors import ConflictError, NotFoundError, UnavailableError
from tests.orders.builders import asked, user
from tests.orders.intake.fakes import Room, csv_of, facts_of, plenty


def shape(number, **changes):
    whole = {
        "external_id": f"A-{number}",
        "title": "Ремонт",
        "customer": {"name": "Анна", "phone": f"+7900{number:07}"},
    }
    return whole | changes


@pytest.fixture
def room():
    return Room()


def outcomes(results):
    return [each.result for each in results]


def test_orders_of_a_body_are_imported_row_by_row(room):
    shapes = [shape(1), shape(2, title=""), "что это", shape(3), shape(1)]

    results = room.imports.at_once(shapes, asked())

    assert outcomes(results) == ["created", "failed", "failed", "created", "failed"]
    assert [each.row for each in results] == [1, 2, 3, 4, 5]
    assert len(room.orders.kept) == 2


def test_orders_of_a_body_sent_again_without_a_key_are_unchanged(room):
    room.imports.at_once([shape(1), shape(2)], asked())

    again = room.imports.at_once([shape(1), shape(2), shape(3)], asked())

    assert outcomes(again) == ["unchanged", "unchanged", "created"]


def test_the_same_key_and_body_give_the_same_results(room):
    first = room.imports.at_once([shape(1)], asked("key-1"))

    assert room.imports.at_once([shape(1)], asked("key-1")) == first
    assert outcomes(first) == ["created"]


def test_the_same_key_with_another_body_is_a_conflict(room):
    room.imports.at_once([shape(1)], asked("key-1"))

    with pytest.raises(ConflictError, match="another body"):
        room.imports.at_once([shape(2)], asked("key-1", body="body-2"))


def test_a_request_cut_off_under_a_key_gives_in_the_end_what_it_would_have_given(room):
    room.imports.at_once([shape(1)], asked("key-1"))
    room.once.kept.clear()

    again = room.imports.at_once([shape(1), shape(2)], asked("key-1"))

    assert outcomes(again) == ["created", "created"]


def test_a_fault_of_ours_fails_its_row_and_is_reported(room):
    fault = RuntimeError("a bug")

    def broken():
        raise fault

    room.orders.next_number = broken

    (result,) = room.imports.at_once([shape(1)], asked())

    assert (result.result, room.faults) == ("failed", [fault])
    assert "bug" not in result.errors[0].rule


def test_a_busy_store_fails_its_row_at_once(room):
    room.orders.add = lambda *_, **__: (_ for _ in ()).throw(room_busy())

    (result,) = room.imports.at_once([shape(1)], asked())

    assert (result.result, room.faults) == ("failed", [])


def room_busy():
    return UnavailableError("busy")


def announced(room, content=b"x", key=None):
    job, upload = room.imports.announce("csv", facts_of(content), asked(key))
    return job, upload


def test_an_announced_import_waits_for_its_file(room):
    job, upload = announced(room)

    assert (job.state, upload.method) == ("waiting", "PUT")
    assert upload.url.endswith(f"uploads/imports/{job.id}")
    with pytest.raises(ConflictError, match="not uploaded"):
        room.imports.start(job.id, asked())
    assert room.queue.sent == []


def test_the_same_key_announces_one_import(room):
    assert announced(room, key="key-1")[0] == announced(room, key="key-1")[0]
    with pytest.raises(ConflictError, match="another body"):
        room.imports.announce("csv", facts_of(b"y"), asked("key-1", body="body-2"))


def test_another_file_than_announced_is_not_started(room):
    job, _ = announced(room, b"right")
    room.objects.put(job.inbox_key, b"wrong", "text/csv")

    with pytest.raises(ConflictError, match="sha256"):
        room.imports.start(job.id, asked())


def test_starting_queues_once_and_again_only_until_the_job_runs(room):
    import_id = room.started(csv_of(2))
    room.imports.start(import_id, asked())
    assert room.queue.sent == [import_id, import_id]

    done = room.job.run(import_id, plenty)
    room.queue.sent.clear()

    assert room.imports.start(import_id, asked()) == done
    assert room.queue.sent == []


def hastily(store):
    """Somebody else carries out the same request between the look and the write."""
    add = store.add

    def beaten(new, *, request):
        store.add = add
        add(new.model_copy(update={"id": "imp_theirs"}), request=request)
        raise RequestRepeatedError

    store.add = beaten


def test_of_two_same_announcements_at_once_there_is_one_import(room):
    hastily(room.kept)

    job, _ = announced(room, key="key-1")

    assert job.id == "imp_theirs"
    assert list(room.kept.kept) == ["imp_theirs"]


def test_an_announcement_whose_answer_cannot_be_read_yet_is_to_be_tried_again(room):
    hastily(room.kept)
    room.kept.answered = lambda _: None

    with pytest.raises(UnavailableError):
        announced(room, key="key-1")


def test_of_two_starts_at_once_one_queues(room):
    job, _ = announced(room, b"x")
    room.objects.put(job.inbox_key, b"x", "text/csv")
    save = room.kept.save

    def beaten(new):
        room.kept.save = save
        save(new)
        raise ImportMovedError

    room.kept.save = beaten

    assert room.imports.start(job.id, asked()).state == "queued"
    assert room.queue.sent == []


def test_an_import_that_is_not_there_is_not_found(room):
    for act in (
        lambda: room.imports.get("imp_none"),
        lambda: room.imports.start("imp_none", asked()),
        lambda: room.imports.result_link("imp_none", "ru"),
    ):
        with pytest.raises(NotFoundError):
            act()


def test_orders_are_made_by_who_started_the_import_first(room):
    job, _ = announced(room, csv_of(1))
    room.objects.put(job.inbox_key, csv_of(1), "text/csv")

    room.imports.start(job.id, asked(actor=user("dispatcher")))
    room.job.give_up(job.id)
    room.imports.start(job.id, asked())
    room.job.run(job.id, plenty)

    (order,) = room.orders.kept.values()
    assert order.history[0].actor.id == "bob"


def test_a_waiting_import_is_forgotten_after_a_day_and_a_finished_one_after_a_month(room):
    waiting, done = announced(room)[0], room.imported(csv_of(1))

    room.clock.pass_by(hours=24)
    assert [job.id for job in room.imports.newest(limit=10, after=None).items] == [done.id]
    with pytest.raises(NotFoundError):
        room.imports.get(waiting.id)

    room.clock.pass_by(days=30)
    with pytest.raises(NotFoundError):
        room.imports.get(done.id)


def test_the_result_is_linked_when_there_is_one(room):
    import_id = room.started(csv_of(1))
    with pytest.raises(NotFoundError, match="queued"):
        room.imports.result_link(import_id, "ru")

    room.job.run(import_id, plenty)

    link = room.imports.result_link(import_id, "ru")
    assert link == f"memory://imports/{import_id}/result.csv?name=заявки-result.csv"


def test_imports_that_nobody_works_on_are_queued_again(room):
    import_id = room.started(csv_of(1))
    finished = room.imported(csv_of(1, start=9))
    room.queue.sent.clear()

    assert room.imports.send_again() == 0
    room.clock.pass_by(minutes=46)
    assert room.imports.send_again() == 1

    assert room.queue.sent == [import_id]
    assert finished.id != import_id
