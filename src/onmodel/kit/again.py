"""Trying again what may work later: a few times, with growing pauses that differ from caller to caller."""

import random
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

T = TypeVar("T")


def pauses(times: int, first: float, longest: float, rng: random.Random | None = None) -> Iterator[float]:
    """So many pauses in seconds, each drawn between nothing and a bound that doubles from `first` to `longest`.

    "Full jitter" (M. Brooker, "Exponential Backoff and Jitter", AWS 2015): those who failed together do not return
    together.

    >>> [p <= most for p, most in zip(pauses(4, 0.1, 0.3, random.Random(1)), (0.1, 0.2, 0.3, 0.3))]
    [True, True, True, True]
    """
    draw = (rng or random).uniform
    for number in range(times):
        yield draw(0, min(first * 2**number, longest))


def again(
    call: Callable[[], T],
    when: Callable[[Exception], bool],
    waits: Iterator[float],
    sleep: Callable[[float], None] = time.sleep,
) -> T:
    """What `call` returns; it is called again after each of `waits` as long as `when` says so of its error."""
    while True:
        try:
            return call()
        except Exception as error:
            if not when(error):
                raise
            wait = next(waits, None)
            if wait is None:
                raise
            sleep(wait)
