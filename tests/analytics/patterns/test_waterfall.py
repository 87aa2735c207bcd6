"""What made a change adds up to the change."""

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from analytics.patterns.waterfall import Part, of_ratios, of_sums

names = st.text("абвгдежзик", min_size=1, max_size=2)
sums = st.dictionaries(names, st.integers(-(10**12), 10**12), max_size=30)
ratios = st.dictionaries(
    names, st.tuples(st.integers(-(10**9), 10**9), st.integers(0, 10**6)), max_size=30
)


@given(now=sums, base=sums)
def test_the_parts_of_a_sum_add_up_exactly(now, base):
    found = of_sums(now, base)

    assert sum(part.total for part in found.parts) == found.value - found.base
    assert found.value == sum(now.values())


@given(now=ratios, base=ratios)
def test_the_parts_of_a_ratio_add_up_exactly(now, base):
    found = of_ratios(now, base)

    assume(found is not None)
    assert sum(part.mix + part.rate for part in found.parts) == found.value - found.base
    assert found.value == Fraction(sum(t for t, _ in now.values()), sum(n for _, n in now.values()))


def test_a_change_of_shares_alone_is_mix():
    base = {"ремонт": (90, 100), "монтаж": (50, 100)}

    found = of_ratios({"ремонт": (45, 50), "монтаж": (75, 150)}, base)

    assert found is not None
    assert (float(found.base), float(found.value)) == (0.7, 0.6)
    assert [part.rate for part in found.parts] == [0, 0]
    assert [float(part.mix) for part in found.parts] == [-0.0625, -0.0375]


def test_a_change_of_figures_alone_is_rate():
    found = of_ratios({"а": (60, 100), "б": (50, 100)}, {"а": (40, 100), "б": (50, 100)})

    assert found is not None
    assert found.parts == (
        Part("а", Fraction(0), Fraction(1, 10)),
        Part("б", Fraction(0), Fraction(0)),
    )


def test_a_new_slice_adds_by_its_share_only():
    found = of_ratios({"а": (50, 100), "новый": (90, 100)}, {"а": (50, 100)})

    assert found is not None
    new = next(part for part in found.parts if part.name == "новый")
    assert (new.rate, float(new.mix)) == (0, 0.15)


def test_past_twelve_the_smallest_are_put_together():
    found = of_sums({f"{n:02}": n for n in range(1, 16)}, {})

    assert [part.name for part in found.parts] == [f"{n:02}" for n in range(15, 3, -1)] + [None]
    assert found.parts[-1] == Part(None, Fraction(0), Fraction(6), 3)


def test_one_small_slice_past_twelve_keeps_its_name():
    assert len(of_sums({f"{n:02}": n for n in range(1, 14)}, {}).parts) == 13


def test_without_anything_on_a_side_there_is_no_ratio_to_split():
    assert of_ratios({"а": (1, 2)}, {}) is None
    assert of_ratios({}, {"а": (1, 2)}) is None
