"""What led to what is done now: a request, or one run of a timer's job."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, Final, TypeVar
from uuid import uuid4

Given = TypeVar("Given")
Made = TypeVar("Made")
_REQUEST: Final[ContextVar[str | None]] = ContextVar("request_id", default=None)
_JOB: Final[ContextVar[str | None]] = ContextVar("caused_by", default=None)


@contextmanager
def caused_by(request_id: str | None, *, job: str | None = None) -> Iterator[None]:
    """Let each line that is written here name what led to it: a request, or a job's run."""
    tokens = _REQUEST.set(request_id), _JOB.set(job)
    try:
        yield
    finally:
        _REQUEST.reset(tokens[0])
        _JOB.reset(tokens[1])


def cause() -> str | None:
    """Give the request, or the run, that led to what is done now, if one did."""
    return _REQUEST.get()


def causing_job() -> str | None:
    """Name the job whose run this is, if it is one's."""
    return _JOB.get()


def in_threads(work: Callable[[Given], Made]) -> Callable[[Given], Made]:
    """Give the work for threads of a pool, which know nothing of what led to it by themselves."""
    request_id, job = cause(), causing_job()

    def known(given: Given) -> Made:
        with caused_by(request_id, job=job):
            return work(given)

    return known


def timed(room: str) -> Callable[[Callable[[Any, Any], Made]], Callable[[Any, Any], Made]]:
    """Let each line of a timer's run name the run, and the room's job as its cause.

    The run goes by the id that Lambda's own lines of it have.
    """

    def decorate(run: Callable[[Any, Any], Made]) -> Callable[[Any, Any], Made]:
        @wraps(run)
        def named(event: Any, context: Any) -> Made:  # noqa: ANN401 - AWS
            run_id = getattr(context, "aws_request_id", None) or str(uuid4())
            with caused_by(run_id, job=f"{room}.{event.get('job', 'unnamed')}"):
                return run(event, context)

        return named

    return decorate
