import pytest

from local.stack import Stack
from tests.bench import chain


@pytest.mark.stack
def test_the_whole_chain_is_measured(stack: Stack):
    rows = chain.measure(stack.info, orders=4, threads=2, alone=2)

    assert [row.what for row in rows][:2] == ["orders accepted", "orders delivered"]
    assert [row.against.split()[0] for row in rows][-2:] == ["reached", "reached"]
