"""`make run`: everything on this machine, until Ctrl-C."""

import logging
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from local.faults import Fault
from local.pages import build
from local.ports import Ports
from local.stack import ROOT, FreshToken, Stack, elapsed

FOLDER = ROOT / ".naryad"
# An emulator that ends by itself is noticed within this time.
LOOK_S = 1.0


class EndedError(BaseException):
    """Ctrl-C, a closed terminal or a kill."""


def main() -> int:
    """Start, say where everything is, wait, stop; 1 when something is wrong."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, _end)
    try:
        run(FOLDER, Ports.of(os.environ))
    except Fault as fault:
        print(f"make run: {fault}", file=sys.stderr)
        return 1
    except EndedError:
        print("\nStopped; the data stays in .naryad/ (make clean forgets it).")
    return 0


def run(folder: Path, ports: Ports) -> None:
    """Keep a stack up until a signal comes."""
    begun = time.monotonic()

    def say(what: str) -> None:
        print(f"  {elapsed(begun):>7}  {what}", flush=True)

    folder.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(
        filename=folder / "local.log",
        level=logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
    )
    for noisy in ("botocore", "boto3", "urllib3", "httpx", "httpcore", "samtranslator"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    print("Naryad is starting")
    ports.check_free()
    pages = build(ROOT / "web", say, folder / "pages.log")
    with Stack(folder, ports, pages=pages, has_demo=True, say=say) as stack:
        fresh = FreshToken(stack, folder / "run.json")
        fresh.start()
        try:
            say("ready")
            print(_addresses(stack), flush=True)
            while stack.is_running:
                time.sleep(LOOK_S)
            raise Fault(f"the emulator ended by itself; see {folder / 'emulator.log'}")
        finally:
            _hold_signals()
            fresh.end()


def _addresses(stack: Stack) -> str:
    info = stack.info
    return f"""
  Web page   {info.web}
  API        {info.api}/v1
  Sign in    {info.user}  {info.password}
  API key    {info.api_key}
  Receiver   {info.receiver}  (a partner's webhook end; GET /_received shows what came)
  All of it  .naryad/run.json

  Ctrl-C ends everything; the data stays for the next start."""


def _end(number: int, frame: FrameType | None) -> None:
    del number, frame
    _hold_signals()
    raise EndedError


def _hold_signals() -> None:
    """Let nothing interrupt the stopping, during which the data is saved."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)


if __name__ == "__main__":
    sys.exit(main())
