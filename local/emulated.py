"""The emulator's process: MiniStack, ended when whoever started it is gone.

`python -m local.emulated` with a pipe as standard input. However the parent ends - even killed -
the pipe closes, and the emulator stops gracefully, which is when it saves its state.
"""

import os
import signal
import sys
import threading
from typing import Any

# What a laptop's streams may hold over a restart; DynamoDB's own bound is 24 hours.
KEPT_RECORDS = 10_000


def main() -> None:
    """Serve until the parent or a signal ends it."""
    from ministack.app import main as serve  # type: ignore[import-untyped] # has no types

    keep_stream_records()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    serve()


def keep_stream_records() -> None:
    """Let stream records outlive a restart, as the tables they tell of do.

    MiniStack saves tables and not their streams: a change made just before the end would never
    reach its consumers. Its module for streams saves nothing, so the state is added there.
    """
    from ministack.services import (  # type: ignore[import-untyped] # has no types
        dynamodb,
        dynamodb_streams,
    )

    records, trimmed = vars(dynamodb)["_stream_records"], vars(dynamodb)["_stream_trimmed"]

    def saved() -> dict[str, Any]:
        newest = type(records)()
        for (account, region, table), kept in records.all_items():
            newest.set_scoped(account, region, table, kept[-KEPT_RECORDS:])
        return {"records": newest, "trimmed": trimmed}

    def restore(state: dict[str, Any]) -> None:
        records.update(state["records"])
        trimmed.update(state["trimmed"])

    dynamodb_streams.get_state = saved
    dynamodb_streams.load_persisted_state = restore


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
