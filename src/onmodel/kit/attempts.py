"""Limits on attempts: so many in so much time for one key, counted in this process or in a shared Redis."""

import time

from limits import RateLimitItem, parse
from limits.storage import Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

from onmodel.errors import OnmodelError


class TooManyAttempts(OnmodelError):
    """Too many attempts in a short time; `retry_after` says in how many seconds the next one is heard."""

    status = 429


class Attempts:
    """Counts attempts by key in a moving window; `url` is where they are counted (empty: in this process)."""

    def __init__(self, url: str = "") -> None:
        storage = storage_from_string(url or "memory://")
        assert isinstance(storage, Storage)  # the others are for "async+…" addresses
        self._limiter = MovingWindowRateLimiter(storage)

    def take(self, *limited: tuple[str, str, str]) -> None:
        """Count one attempt under each (limit, what, whose), as ("5/minute", "login", "anna@x"); all, or none.

        Raises TooManyAttempts where one of them is used up; an attempt that was refused is not counted.
        """
        items = [(parse(limit), what, whose) for limit, what, whose in limited]
        waits = [self._wait(item, what, whose) for item, what, whose in items if self._full(item, what, whose)]
        if waits:
            seconds = max(waits)
            raise TooManyAttempts(
                "Too many attempts", todo=f"Try again in {seconds} s", retry_after=seconds
            )  # fmt: skip
        for item, what, whose in items:
            self._limiter.hit(item, what, whose)

    def forget(self, *limited: tuple[str, str, str]) -> None:
        """Begin to count anew, after an attempt that was right."""
        for limit, what, whose in limited:
            self._limiter.clear(parse(limit), what, whose)

    def _full(self, item: RateLimitItem, what: str, whose: str) -> bool:
        return not self._limiter.test(item, what, whose)

    def _wait(self, item: RateLimitItem, what: str, whose: str) -> int:
        reset = self._limiter.get_window_stats(item, what, whose).reset_time
        return max(1, int(reset - time.time()) + 1)
