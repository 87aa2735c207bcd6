"""Many calls for one reader: each when its turn comes, or some of them ahead of it.

Whoever makes many calls takes the way as a callable and is given one in its wiring: what counts
calls or cuts them off, as tests and the simulation do, gives them in turn.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from shared.cause import in_threads

Given = TypeVar("Given")
Made = TypeVar("Made")


def in_turn(work: Callable[[Given], Made], given: Iterable[Given]) -> Generator[Made, None, None]:
    """Make each call when its result is asked for."""
    for each in given:
        yield work(each)


def ahead(
    work: Callable[[Given], Made],
    given: Iterable[Given],
    *,
    most: int,
    weigh: Callable[[Given], int],
    room: int,
) -> Generator[Made, None, None]:
    """Make calls in threads before their results are asked for; give these in the order of `given`.

    Begun and not taken are `most` at a time, and no more than weigh `room` together; what is
    heavier goes alone. The first error in that order is raised. With it, and when the reader
    closes, nothing more is begun, and what was begun is waited for: its deadlines are its own.
    """
    begun: deque[Future[Made]] = deque()
    weights: deque[int] = deque()
    known = in_threads(work)
    with ThreadPoolExecutor(most, thread_name_prefix="ahead") as threads:
        for each in given:
            weight = weigh(each)
            while begun and (len(begun) == most or sum(weights) + weight > room):
                weights.popleft()
                # Under no name here: what was taken would stay for as long as the name does.
                yield begun.popleft().result()
            begun.append(threads.submit(known, each))
            weights.append(weight)
        while begun:
            yield begun.popleft().result()
