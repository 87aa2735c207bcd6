"""Values that storage and the wire may hold."""

from decimal import Decimal

from hypothesis import strategies as st

TEXT = st.text(max_size=40)
WHOLE = st.integers(min_value=-(10**37), max_value=10**37)
FRACTIONS = st.decimals(
    min_value=-(10**9), max_value=10**9, allow_nan=False, allow_infinity=False, places=6
)
SCALARS = st.one_of(TEXT, WHOLE, FRACTIONS, st.booleans(), st.none(), st.binary(max_size=40))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
ITEMS = st.dictionaries(st.text(min_size=1, max_size=12), VALUES, max_size=6)
JSON = st.recursive(
    st.one_of(st.text(max_size=30), st.integers(-(10**30), 10**30), st.booleans(), st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
PRECISE = Decimal("0.12345678901234567890123456789012345678")
