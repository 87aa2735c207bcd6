from local.gathering import LIMIT_BYTES, Gathering

from .records import make_mapping, make_record, numbers


def gather(count: int, *, now: float = 0, **mapping: object) -> Gathering:
    gathering = Gathering(make_mapping(**mapping))
    for number in range(count):
        gathering.add(make_record(number), now)
    return gathering


def test_without_a_window_whatever_is_there_goes_at_once() -> None:
    batch = gather(3).take(0)

    assert batch
    assert numbers(batch.records) == [0, 1, 2]


def test_nothing_gathered_is_no_batch() -> None:
    assert gather(0).take(0) is None


def test_a_full_batch_does_not_wait_for_the_window() -> None:
    batch = gather(10, batch_size=10, window_s=300).take(0)

    assert batch
    assert len(batch.records) == 10


def test_a_batch_is_never_larger_than_allowed_and_the_rest_stays() -> None:
    gathering = gather(25, batch_size=10)

    sizes = [len(batch.records) for _ in range(3) if (batch := gathering.take(0))]

    assert sizes == [10, 10, 5]
    assert len(gathering) == 0


def test_a_small_batch_waits_until_the_window_is_over() -> None:
    gathering = gather(1, window_s=5, now=100)

    assert gathering.take(104.9) is None
    assert gathering.due_in(104) == 1
    assert gathering.take(105)


def test_the_window_opens_with_the_first_record_not_with_the_last() -> None:
    gathering = gather(1, window_s=5, now=100)
    gathering.add(make_record(9), 104)

    assert gathering.take(105)


def test_what_a_full_batch_left_behind_opens_its_own_window() -> None:
    gathering = gather(11, batch_size=10, window_s=5, now=100)
    gathering.take(103)

    assert gathering.take(107) is None
    assert gathering.take(108)


def test_a_stop_does_not_wait_for_the_window() -> None:
    assert gather(1, window_s=300).take(0, at_once=True)


def test_a_batch_stays_within_what_an_invocation_takes() -> None:
    gathering = Gathering(make_mapping(window_s=300))
    for number in range(3):
        gathering.add(make_record(number, padding="x" * (LIMIT_BYTES // 2 - 1000)), 0)

    batch = gathering.take(0)

    assert batch
    assert numbers(batch.records) == [0, 1]


def test_one_record_beyond_the_limit_still_goes_alone() -> None:
    gathering = Gathering(make_mapping())
    gathering.add(make_record(1, padding="x" * (LIMIT_BYTES + 1)), 0)

    assert gathering.take(0)
