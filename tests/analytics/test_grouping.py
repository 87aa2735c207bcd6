"""Sums by group are exact whatever the size of what is summed, and bins are those of Tally."""

import json
import zlib
from collections import defaultdict
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import grouping
from analytics.coding import coded, packed, packed_slices, read_tally, unpacked
from analytics.grouping import LARGEST, NONE, Addends, added, bins_by, bins_of, distinct
from analytics.tally import LOG_GAMMA, Tally, bin_of

SIZE = 5


@pytest.mark.parametrize("largest", [1000, 10**9, 10**13, 10**15])
@given(data=st.data())
def test_sums_and_squares_are_exact(largest: int, data: st.DataObject) -> None:
    one = st.tuples(st.integers(0, SIZE - 1), st.integers(-largest, largest))
    pairs = data.draw(st.lists(one, min_size=1, max_size=30))
    keys, values = (np.array(each, np.int64) for each in zip(*pairs, strict=True))

    sums = [sum(v for k, v in pairs if k == key) for key in range(SIZE)]
    squares = [sum(v * v for k, v in pairs if k == key) for key in range(SIZE)]
    assert added(keys, values, SIZE) == sums
    counts = np.bincount(keys, minlength=SIZE)
    assert Addends.of_squares(values).by(keys, counts).tolist() == squares
    signs = np.where(values % 3 == 0, -1, 1)
    changes = [sum(v * v * (1 if v % 3 else -1) for k, v in pairs if k == n) for n in range(SIZE)]
    assert Addends.of_squares(values, signs).by(keys, counts).tolist() == changes


def test_what_counts_once_each_is_counted_and_nothing_adds_nothing() -> None:
    keys = np.array([1, 1, 3], np.int64)
    counts = np.bincount(keys, minlength=SIZE)

    ones = Addends.of(np.ones(3, np.int64))

    assert ones.by(keys, counts).tolist() == [0, 2, 0, 1, 0]
    assert NONE.by(keys, counts).tolist() == [0] * SIZE
    assert Addends.of(np.zeros(3, np.int64)).by(keys, counts).tolist() == [0] * SIZE


@given(st.lists(st.integers(-10, 10**15), min_size=1, max_size=50))
def test_bins_are_those_of_a_tally(values: list[int]) -> None:
    assert bins_of(np.array(values, np.int64)).tolist() == [bin_of(value) for value in values]


def test_bins_are_right_at_every_edge_of_small_bins() -> None:
    values = list(range(20_000))

    assert bins_of(np.array(values, np.int64)).tolist() == [bin_of(value) for value in values]


def last_of_bins() -> list[int]:
    """The last whole number of each bin that has any, up to the largest amount of money."""
    found, low = [1], 1
    while low < LARGEST:
        number, high = bin_of(low + 1), 2 * low + 2
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if bin_of(middle) <= number else (low, middle)
        found.append(low)
    return found


@pytest.mark.parametrize("error", [0, 1e-11, -1e-11])
def test_bins_are_right_on_both_sides_of_every_border_however_logarithms_are_rounded(
    error: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouping, "LOG_GAMMA", LOG_GAMMA * (1 + error))
    # Of the largest amounts a bin's number is a matter of rounding, which is that of `bin_of`.
    values = [value + step for value in last_of_bins() for step in (-1, 0, 1, 2)]
    values = [value for value in values if value <= LARGEST]

    assert bins_of(np.array(values, np.int64)).tolist() == [bin_of(value) for value in values]


@pytest.mark.parametrize("error", [0, 1e-11, -1e-11])
def test_what_is_larger_than_any_money_lies_in_the_last_bin(
    error: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouping, "LOG_GAMMA", LOG_GAMMA * (1 + error))
    last = bin_of(LARGEST)
    most = next(each for each in reversed(last_of_bins()) if bin_of(each) == last)
    largest = [LARGEST, most, most + 1, 10**17, 2**63 - 1]

    assert bins_of(np.array(largest, np.int64)).tolist() == [last, last, *[last + 1] * 3]


@given(st.lists(st.integers(-(10**6), 10**6)) | st.lists(st.integers(-5, 5)))
def test_distinct_values_are_in_order(values: list[int]) -> None:
    assert distinct(np.array(values, np.int64)).tolist() == sorted(set(values))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-5, 10**6)), max_size=30))
def test_bins_are_counted_by_group(pairs: list[tuple[int, int]]) -> None:
    keys, values = (np.array([p[n] for p in pairs], np.int64) for n in (0, 1))
    expected: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for key, value in pairs:
        expected[key][bin_of(value)] += 1

    found = bins_by(keys, bins_of(values))

    flat = {key: json.loads(f"[{text}]") for key, text in found.items()}
    assert {k: dict(zip(b[::2], b[1::2], strict=True)) for k, b in flat.items()} == expected


@given(
    st.lists(st.integers(0, 10**20) | st.just(0), min_size=4, max_size=4),
    st.dictionaries(st.integers(-1, 99), st.integers(1, 9)),
)
def test_a_tally_is_read_as_it_was_written(sums: list[int], bins: dict[int, int]) -> None:
    flat = ",".join(f"{number},{count}" for number, count in sorted(bins.items()))
    tally = coded(sums, flat)

    part = unpacked(packed_slices({"": [f'"kpi":{tally}']})) if tally else {"": {"kpi": []}}

    n, total, pending, squares = sums
    assert read_tally(part[""]["kpi"]) == Tally(n, total, squares, pending, bins)


@pytest.mark.parametrize("bins", [[3], [3, 1, 4]])
def test_a_tally_with_a_bin_that_tells_no_count_is_not_read(bins: list[int]) -> None:
    with pytest.raises(ValueError, match="shorter"):
        read_tally([1, 1, 0, 1, bins])


def test_nothing_takes_no_bytes() -> None:
    assert packed({}) == packed_slices({}) == b""
    assert coded((0, 0, 0, 0), "") == ""


KEYS = st.text(max_size=3)


@given(st.dictionaries(KEYS, st.dictionaries(KEYS, st.integers(1, 9)) | st.integers(), min_size=1))
def test_the_same_content_is_the_same_bytes_in_whatever_order_it_came(content: Any) -> None:
    turned = {
        key: dict(reversed(each.items())) if isinstance(each, dict) else each
        for key, each in reversed(content.items())
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

    assert packed(turned) == packed(content) == zlib.compress(text.encode(), 4)
    assert unpacked(packed(turned)) == content


@given(st.dictionaries(st.text(max_size=4), st.integers(1, 9), min_size=1))
def test_slices_are_written_as_any_content_is(slices: dict[str, int]) -> None:
    texts = {value: ['"a":[1]', f'"b":[{n},2]'] for value, n in slices.items()}
    plain = {value: {"a": [1], "b": [n, 2]} for value, n in slices.items()}

    assert packed_slices(texts) == packed(plain)
