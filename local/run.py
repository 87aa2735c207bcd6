"""`make run`: everything on this machine, until Ctrl-C."""

import argparse
import contextlib
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Protocol

from botocore.exceptions import BotoCoreError, ClientError

from local.faults import LocalError
from local.fresh import FreshInfo
from local.info import Info
from local.pages import build
from local.ports import Ports
from local.stack import ROOT, Demo, Stack

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# An emulator that ends by itself is noticed within this time.
LOOK_S = 1.0
# Longer than the window in which changes are gathered for the lake; then once more, for what a
# busy machine gathers late: the night, when customers are counted, may be far.
FIRST_FIGURES_S = (8.0, 60.0)


class Timers(Protocol):
    """What does a timer's work now."""

    def fire(self, function: str, *, job: str | None = None) -> None:
        """Do it, and wait."""


class EndedError(BaseException):
    """Ctrl-C, a closed terminal or a kill."""


class Ending:
    """Whether a signal has come: what it raises may be lost in a callback of some library."""

    def __init__(self) -> None:
        self._has_come = False

    def listen(self) -> None:
        """End at whatever is being done when a signal comes."""
        for each in STOPPING:
            signal.signal(each, self._end)

    def check(self) -> None:
        """End if a signal has come and nobody has ended."""
        if self._has_come:
            raise EndedError

    def _end(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self._has_come = True
        _hold_signals()
        raise EndedError


def main(words: Sequence[str] | None = None) -> int:
    """Start, say where everything is, wait, stop; 1 when something is wrong."""
    wanted = _options().parse_args(words)
    ending = Ending()
    ending.listen()
    try:
        run(wanted.folder, wanted.template, ending, is_bare=wanted.bare)
    except (LocalError, BotoCoreError, ClientError, OSError) as fault:
        print(f"make run: {' '.join(str(fault).split())}", file=sys.stderr)
        logging.getLogger(__name__).info("run.failed", exc_info=True)
        return 1
    except EndedError:
        print(f"\nStopped; the data stays in {wanted.folder.name}/ (make clean forgets it).")
    return 0


def run(folder: Path, template: Path, ending: Ending, *, is_bare: bool) -> None:
    """Keep a stack up until a signal comes."""
    begun = time.monotonic()

    def say(what: str) -> None:
        print(f"  {time.monotonic() - begun:5.1f} s  {what}", flush=True)

    print("Naryad is starting", flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    _log_to(folder / "local.log")
    ports = Ports.of(os.environ)
    ports.check_free()
    (folder / "run.json").unlink(missing_ok=True)  # of a run that was killed
    if not is_bare:
        build(ROOT / "web", say, folder / "pages.log")
    demo = Demo.NOTHING if is_bare else Demo.DATA
    with Stack(folder, ports, template=template, demo=demo, say=say) as stack:
        fresh = FreshInfo(stack, folder / "run.json")
        try:
            fresh.start()
            say("ready")
            print(_addresses(stack, folder), flush=True)
            if demo is Demo.DATA:
                _hurry_figures(stack)
            while stack.is_running:
                ending.check()
                time.sleep(LOOK_S)
            raise LocalError(f"the emulator ended by itself; see {folder / 'emulator.log'}")
        finally:
            _hold_signals()
            fresh.end()


def _hurry_figures(stack: Stack) -> None:
    """Roll up soon, and count customers: the emulator waits a whole period for its timers."""
    for delay in FIRST_FIGURES_S:
        timer = threading.Timer(delay, first_figures, (stack,))
        timer.daemon = True
        timer.start()


def first_figures(stack: Timers) -> None:
    """Do now what the timers of figures do, each even where another fails."""
    for job in ("roll-up", "customers"):
        # Whatever goes wrong here, the timer itself comes and says it.
        with contextlib.suppress(LocalError, BotoCoreError, ClientError):
            stack.fire("AnalyticsSchedule", job=job)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m local.run", description=__doc__)
    parser.add_argument("--folder", type=Path, default=ROOT / ".naryad", help="where data stays")
    parser.add_argument("--template", type=Path, default=ROOT / "template.yaml")
    parser.add_argument("--bare", action="store_true", help="no web pages and no demo data")
    return parser


def _log_to(file: Path) -> None:
    logging.basicConfig(
        filename=file,
        level=logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
    )
    for noisy in ("botocore", "boto3", "urllib3", "httpx", "httpcore", "samtranslator"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def _addresses(stack: Stack, folder: Path) -> str:
    info = stack.info
    return f"""
  Web page   {info.web}
  API        {info.api}/v1
  Sign in    {info.password}  is the password of
{_users(info)}
  API key    {info.api_key}
  Receiver   {info.receiver}  (a partner's webhook end; GET /_received shows what came)
  Mail       127.0.0.1:{info.mail}  (letters go nowhere else; the receiver shows them as /mail/…)
  All of it  {folder / "run.json"}

  Ctrl-C ends everything; the data stays for the next start."""


def _users(info: Info) -> str:
    return "\n".join(f"             {email}  ({role})" for role, email in info.users.items())


def _hold_signals() -> None:
    """Let nothing interrupt the stopping, during which the data is saved."""
    for each in STOPPING:
        signal.signal(each, signal.SIG_IGN)


if __name__ == "__main__":
    sys.exit(main())
