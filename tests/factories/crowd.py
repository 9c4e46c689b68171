"""Several at one moment: what a race comes to."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from onmodel.errors import OnmodelError

T = TypeVar("T")


def at_once(*calls: Callable[[], T]) -> list[T | OnmodelError]:
    """What each call gives, or the error of ours that it raises, in their order; all begin at one moment.

    Any other error is raised here, and one who does not come back within a minute.
    """
    gate = threading.Barrier(len(calls))

    def run(call: Callable[[], T]) -> T | OnmodelError:
        gate.wait()
        try:
            return call()
        except OnmodelError as error:
            return error

    with ThreadPoolExecutor(len(calls)) as crowd:
        return [done.result(60) for done in [crowd.submit(run, call) for call in calls]]


def kinds(outcomes: list[T | OnmodelError]) -> list[str]:
    """The names of the outcomes' types, in order: "StyleCycle" beside "Style" says that one was refused."""
    return sorted(type(outcome).__name__ for outcome in outcomes)
