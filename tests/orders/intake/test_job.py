"""Working on an import: to its end, in slices, and after a crash at any step."""

import json
from contextlib import suppress

import pytest

from orders.intake import job as job_module
from orders.intake.ports import ImportMovedError
from shared.errors import UnavailableError
from tests.orders.builders import asked
from tests.orders.intake.fakes import HEAD, Room, csv_of, plenty


class CutOffError(Exception):
    """The process ended here."""


class Fuse:
    """Cuts the process off at the n-th call of any store, before the call or after it."""

    def __init__(self, at, *, after):
        self.at, self.after, self.calls = at, after, 0

    def __call__(self, part):
        return _Wire(self, part)

    def burn(self, call):
        self.calls += 1
        if self.calls != self.at:
            return call()
        if self.after:
            call()
        raise CutOffError


class _Wire:
    def __init__(self, fuse, part):
        self._fuse, self._part = fuse, part

    def __getattr__(self, name):
        real = getattr(self._part, name)
        if not callable(real):
            return real
        return lambda *args, **kwargs: self._fuse.burn(lambda: real(*args, **kwargs))


@pytest.fixture
def room():
    return Room()


@pytest.fixture
def small(monkeypatch):
    """Slices of two rows, one row at a time, so that a crash falls at the same place each time."""
    monkeypatch.setattr(job_module, "SLICE", 2)
    monkeypatch.setattr("orders.intake.rows.WORKERS", 1)


def test_an_import_ends_with_each_row_told(room):
    content = csv_of(3) + "\r\nA-4;;Анна;\r\nA-1;Опять;Анна;".encode()

    job = room.imported(content)

    assert (job.state, job.rows, job.tally.done) == ("done", 5, 5)
    assert (job.tally.created, job.tally.unchanged, job.tally.failed) == (3, 0, 2)
    told = room.result(job.id)
    assert [row[:3] for row in told] == [
        ["2", "A-1", "создана"],
        ["3", "A-2", "создана"],
        ["4", "A-3", "создана"],
        ["5", "A-4", "ошибка"],
        ["6", "A-1", "ошибка"],
    ]
    assert told[3][5] == "title (заявка)"
    assert told[4][5:] == [
        "external_id (внешний номер)", "A-1", "уже есть в строке 2", "twice",
    ]  # fmt: skip


def test_the_same_file_imported_again_creates_nothing(room):
    room.imported(csv_of(5))
    before = dict(room.orders.kept)

    again = room.imported(csv_of(5))

    assert (again.tally.created, again.tally.unchanged) == (0, 5)
    assert room.orders.kept == before


def test_json_is_imported_as_csv_is(room):
    shape = {"external_id": "A-1", "title": "t", "customer": {"name": "Анна"}}
    content = json.dumps({"orders": [shape, {"title": "без номера"}, "что это"]}).encode()

    job = room.imported(content, "json")

    assert (job.tally.created, job.tally.failed) == (1, 2)


def test_a_result_file_never_holds_a_formula(room):
    content = f'{HEAD}\n=1+1;"=HYPERLINK(""x"")";=Анна;=phone'.encode()

    job = room.imported(content)

    (told,) = room.result(job.id)
    assert told[1] == "'=1+1"
    assert not [each for each in told if each.startswith(("=", "+", "-", "@"))]


def test_a_file_that_is_no_import_fails_with_field_and_rule(room):
    job = room.imported(b"PK\x03\x04 an archive")

    assert job.state == "failed"
    assert job.error.field == "file"
    assert job.error.rule
    assert job.finished_at


@pytest.mark.usefixtures("small")
def test_the_first_failures_are_told_while_the_job_runs_and_no_more_than_a_page(room, monkeypatch):
    monkeypatch.setattr("orders.intake.model.MAX_FAILURES", 3)
    seen = []
    save = room.kept.save
    room.kept.save = lambda job: (save(job), seen.append([each.row for each in job.failures]))

    job = room.imported(csv_of(1) + b"\r\nA-9;;a;" * 4)

    assert [3] in seen
    assert [each.row for each in job.failures] == [3, 4, 5]
    assert job.failures[0].errors[0].field == "title"
    assert job.tally.failed == 4


def test_a_file_of_a_head_line_alone_is_done_at_once(room):
    job = room.imported(HEAD.encode())

    assert (job.state, job.rows, job.tally.done) == ("done", 0, 0)


@pytest.mark.usefixtures("small")
def test_progress_is_seen_while_the_job_runs(room):
    seen = []
    save = room.kept.save
    room.kept.save = lambda job: (save(job), seen.append((job.state, job.tally.done, job.rows)))

    room.imported(csv_of(5))

    assert ("running", 2, 5) in seen
    assert ("running", 4, 5) in seen
    assert seen[-1] == ("done", 5, 5)


@pytest.mark.usefixtures("small")
def test_a_job_that_runs_out_of_time_queues_itself_and_goes_on(room):
    import_id = room.started(csv_of(5))
    room.queue.sent.clear()
    times = iter([300_000, 300_000, 5_000])

    half = room.job.run(import_id, lambda: next(times))

    assert (half.state, half.tally.done) == ("running", 4)
    assert room.queue.sent == [import_id]
    done = room.job.run(import_id, plenty)
    assert (done.state, done.tally.created) == ("done", 5)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("after", [False, True])
def test_a_job_cut_off_at_any_step_is_healed_by_the_next_run(after):
    at, cuts = 0, 0
    while True:
        at += 1
        room = Room()
        import_id = room.started(csv_of(5) + b"\r\nbad;;;")
        room.watch = fuse = Fuse(at, after=after)
        with suppress(CutOffError):
            room.job.run(import_id, plenty)
        if fuse.calls < at:
            break
        cuts += 1
        room.watch = lambda part: part
        job = room.job.run(import_id, plenty)
        assert job.state == "done", at
        assert (job.tally.created, job.tally.unchanged, job.tally.failed) == (5, 0, 1), at
        assert [each.row for each in job.failures] == [7], at
        assert len(room.orders.kept) == 5, at
        assert [row[2] for row in room.result(import_id)] == ["создана"] * 5 + ["ошибка"], at

    assert cuts > 20


@pytest.mark.usefixtures("small")
def test_a_job_that_is_cut_off_again_and_again_still_ends():
    room = Room()
    import_id = room.started(csv_of(5))
    runs = 0

    while (job := room.kept.kept[import_id]).state != "done":
        runs += 1
        room.watch = Fuse(14, after=runs % 2 == 0)
        with suppress(CutOffError):
            room.job.run(import_id, plenty)
        assert runs < 50

    assert (job.tally.created, len(room.orders.kept)) == (5, 5)


@pytest.mark.usefixtures("small")
def test_of_two_workers_at_one_import_one_steps_aside_and_all_figures_are_right(room):
    import_id = room.started(csv_of(6))
    save, other = room.kept.save, []

    def overtaken(job):
        if job.tally.done == 4 and not other:
            other.append("at work")
            other.append(room.job.run(import_id, plenty))
        save(job)

    room.kept.save = overtaken
    seen = room.job.run(import_id, plenty)

    assert other[1].state == "done"
    assert (seen.state, seen.tally.created, seen.tally.unchanged) == ("done", 6, 0)
    assert len(room.orders.kept) == 6


@pytest.mark.parametrize("state", ["waiting", "done", "failed"])
def test_a_message_of_an_import_that_is_not_queued_does_nothing(room, state):
    import_id = room.started(csv_of(1))
    room.kept.kept[import_id] = room.kept.kept[import_id].model_copy(update={"state": state})

    assert room.job.run(import_id, plenty).state == state
    assert room.orders.kept == {}


def test_a_message_of_an_import_that_is_gone_does_nothing(room):
    assert room.job.run("imp_none", plenty) is None


def test_a_busy_store_stops_the_job_and_fails_no_row(room):
    import_id = room.started(csv_of(2))

    def busy():
        message = "busy"
        raise UnavailableError(message)

    room.orders.next_number = busy
    with pytest.raises(UnavailableError):
        room.job.run(import_id, plenty)
    del room.orders.next_number

    assert room.job.run(import_id, plenty).tally.created == 2


def test_an_import_given_up_says_so_and_goes_on_when_it_is_started_again(room):
    import_id = room.started(csv_of(2))

    room.job.give_up(import_id)

    assert room.kept.kept[import_id].state == "failed"
    assert room.kept.kept[import_id].error.rule
    assert room.imports.start(import_id, asked()).state == "queued"
    assert room.job.run(import_id, plenty).tally.created == 2


def test_giving_up_a_finished_import_leaves_it_finished(room):
    job = room.imported(csv_of(1))

    room.job.give_up(job.id)

    assert room.kept.kept[job.id] == job


def test_five_thousand_rows_are_imported_over_fakes(room):
    job = room.imported(csv_of(5_000))

    assert (job.state, job.tally.created) == ("done", 5_000)
    assert len(room.orders.kept) == 5_000
    assert len(room.result(job.id)) == 5_000


def test_the_fake_refuses_a_write_of_an_older_version(room):
    job = room.imported(csv_of(1))

    with pytest.raises(ImportMovedError):
        room.kept.save(job)
