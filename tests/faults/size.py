"""How large the accidents are: as `make test` can bear them on two busy cores, or as the list of faults asks.

`FAULT_SIZE=full` takes the list's sizes and holds its times; otherwise times are wider, as the machine is
shared with other tests, and nothing but the promise's kind is held (nobody stuck, nothing lost).
"""

import os

FULL = os.environ.get("FAULT_SIZE") == "full"
WIDER = 1.0 if FULL else 5.0


def size(usual: int, full: int) -> int:
    """So many in every run, so many where the full size is asked for."""
    return full if FULL else usual


def within(seconds: float) -> float:
    """The promised time, wider on a machine that has other things to do."""
    return seconds * WIDER
