import pytest

from local.info import Info
from local.stack import Stack
from tests.bench import chain


def young(stack: Stack) -> Info:
    """Give where everything is, with a token that has not ended yet."""
    return stack.info.with_token(stack.token().access)


@pytest.mark.stack
def test_the_whole_chain_is_measured(stack: Stack):
    rows = chain.measure(young(stack), orders=4, threads=2, alone=2)

    assert [row.what for row in rows][:2] == ["orders accepted", "orders delivered"]
    assert [row.against.split()[0] for row in rows][-2:] == ["reached", "reached"]
