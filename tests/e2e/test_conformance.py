"""The deployed API answers as docs/openapi.json says: every read, as each kind of caller.

What is written, and all that is wrong on purpose, is asked in process: tests/conformance.
"""

from collections.abc import Sequence

from local.stack import Stack
from tests.conformance.engine import Asking, Found, run

READS = 60
SOME = ("list_orders", "get_sla", "list_kpis", "list_integrations", "list_users", "who_am_i")


def ask(stack: Stack, token: str, names: Sequence[str] = ()) -> Found:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    asking = Asking(
        headers, examples=1, phases=["fuzzing"], mode="positive", methods=["GET"], names=names
    )
    found = run(asking, url=stack.info.api)
    assert found.errors == []
    return found


def test_every_read_of_the_deployed_api_is_answered_as_described(stack: Stack) -> None:
    found = ask(stack, stack.token().access)

    assert found.faults == []
    assert len(found.operations) >= READS
    assert sum(status < 400 for _, status in found.statuses) >= READS / 3


def test_a_key_and_a_stranger_are_answered_as_described(stack: Stack) -> None:
    by_key, by_nobody = ask(stack, stack.info.api_key, SOME), ask(stack, "", SOME)

    assert by_key.faults == by_nobody.faults == []
    assert ("GET /v1/orders", 200) in by_key.statuses
    assert ("GET /v1/users", 403) in by_key.statuses
    assert {status for _, status in by_nobody.statuses} == {401}
