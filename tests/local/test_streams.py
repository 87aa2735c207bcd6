import threading
import time
from pathlib import Path

from local.mapping import Answer

from .conftest import PATIENCE_S
from .records import World, make_mapping, make_record, make_records, report

FAILED = Answer(error="Unhandled")


def test_records_arrive_in_order_and_once(tmp_path: Path) -> None:
    world = World(tmp_path, make_mapping(batch_size=2), *make_records(1, 2, 3)).run()

    assert world.calls == [[1, 2], [3]]


def test_records_that_are_not_wanted_never_reach_the_function(tmp_path: Path) -> None:
    mapping = make_mapping(patterns=('{"dynamodb":{"Keys":{"pk":{"S":[{"prefix":"ORDER#"}]}}}}',))
    wanted, other = make_record(1, key="ORDER#1"), make_record(2, key="COUNTER")

    world = World(tmp_path, mapping, wanted, other).run()

    assert world.calls == [[1]]


def test_unwanted_records_still_move_the_position(tmp_path: Path) -> None:
    mapping = make_mapping(patterns=('{"eventName":["REMOVE"]}',))

    world = World(tmp_path, mapping, *make_records(1, 2)).run()

    assert world.calls == []
    assert world.position.after == f"{2:030d}"


def test_the_records_before_a_reported_one_are_not_repeated(tmp_path: Path) -> None:
    mapping = make_mapping(reports_items=True, bisects=True)
    answers = iter([report(2), report()])

    world = World(tmp_path, mapping, *make_records(1, 2, 3), function=lambda _: next(answers)).run()

    assert world.calls == [[1, 2, 3], [2, 3]]


def test_a_poisoned_record_is_isolated_and_its_neighbours_get_through(tmp_path: Path) -> None:
    mapping = make_mapping(bisects=True, retries=1)

    world = World(
        tmp_path,
        mapping,
        *make_records(1, 2, 3, 4),
        function=lambda records: FAILED if 3 in records else None,
    ).run()

    assert world.calls == [[1, 2, 3, 4], [1, 2], [3, 4], [3], [3], [4]]
    assert [(records, why) for records, why, _ in world.discarded] == [
        ([3], "RetryAttemptsExhausted")
    ]


def test_without_bisection_the_whole_batch_is_given_up(tmp_path: Path) -> None:
    mapping = make_mapping(retries=1)

    world = World(tmp_path, mapping, *make_records(1, 2), function=lambda _: FAILED).run()

    assert world.calls == [[1, 2], [1, 2]]
    assert world.discarded == [([1, 2], "RetryAttemptsExhausted", 2)]


def test_the_stream_goes_on_behind_what_was_given_up(tmp_path: Path) -> None:
    mapping = make_mapping(retries=0, batch_size=1)

    world = World(
        tmp_path,
        mapping,
        *make_records(1, 2),
        function=lambda records: FAILED if records == [1] else None,
    ).run()

    assert world.calls == [[1], [2]]
    assert world.position.after == f"{2:030d}"


def test_a_record_too_old_is_given_up_without_a_call(tmp_path: Path) -> None:
    mapping = make_mapping(age_s=60)
    young = make_record(2, at=time.time())

    world = World(tmp_path, mapping, make_record(1, at=0), young).run()

    assert world.calls == [[2]]
    assert world.discarded == [([1], "RecordAgeExceeded", 0)]


def test_a_throttled_function_gets_its_records_later(tmp_path: Path) -> None:
    answers = iter([Answer(reached=False), None])

    world = World(
        tmp_path, make_mapping(retries=0), *make_records(1), function=lambda _: next(answers)
    ).run()

    assert world.calls == [[1], [1]]
    assert world.discarded == []


def test_a_new_start_goes_on_where_the_last_one_ended(tmp_path: Path) -> None:
    World(tmp_path, make_mapping(), *make_records(1, 2)).run()

    second = World(tmp_path, make_mapping())

    assert second.position.after == f"{2:030d}"


def test_a_position_in_another_stream_means_nothing(tmp_path: Path) -> None:
    World(tmp_path, make_mapping(), *make_records(1)).run()

    anew = World(tmp_path, make_mapping(stream="arn:aws:dynamodb:x:0:table/t/stream/2"))

    assert anew.position.after is None


def test_an_end_in_the_middle_keeps_the_position_before_what_was_not_done(tmp_path: Path) -> None:
    def end_at_three(records: list[int]) -> Answer | None:
        if 3 not in records:
            return None
        world.pump.end()
        return FAILED

    mapping = make_mapping(batch_size=1)
    world = World(tmp_path, mapping, *make_records(1, 2, 3, 4), function=end_at_three)
    world.run()

    assert world.position.after == f"{2:030d}"


def test_a_slow_function_holds_up_no_other_mapping(tmp_path: Path) -> None:
    release = threading.Event()
    slow = World(
        tmp_path,
        make_mapping(name="Slow"),
        *make_records(1),
        function=lambda _: release.wait(PATIENCE_S) and None,
    )
    slow.pump.drain()
    slow.pump.start()

    fast = World(tmp_path, make_mapping(name="Fast"), *make_records(1)).run()

    assert fast.calls == [[1]]
    assert slow.pump.is_alive()
    release.set()
    slow.pump.join(PATIENCE_S)
    assert not slow.pump.is_alive()


def test_a_fault_of_the_source_is_outlived(tmp_path: Path) -> None:
    world = World(tmp_path, make_mapping())
    broken = iter([True, False])
    reached = threading.Event()

    def read() -> list[dict[str, object]]:
        if next(broken, False):
            raise ConnectionRefusedError
        reached.set()
        return []

    world.source.read = read  # type: ignore[method-assign]
    world.pump.start()

    assert reached.wait(PATIENCE_S)
    world.pump.end()
    world.pump.join(PATIENCE_S)
