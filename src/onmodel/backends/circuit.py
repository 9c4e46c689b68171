"""A circuit breaker (Nygard, "Release It!", 2007): a provider that failed several times in a row is left alone."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from onmodel.backends.errors import RateLimited, Unavailable
from onmodel.kit.clock import SYSTEM, Clock


class Circuit:
    """One for each provider and process. After `failures` in a row it is open for `rest` seconds: calls fail at once,

    so that jobs pause instead of waiting for time-outs. Then one call is let through; it closes the circuit or not.
    """

    def __init__(self, name: str, *, failures: int = 5, rest: float = 30.0, clock: Clock = SYSTEM) -> None:
        self.name, self.failures, self.rest, self.clock = name, failures, rest, clock
        self._lock = threading.Lock()
        self._failed = 0
        self._closed_at = 0.0  # monotonic seconds from which on calls are let through

    @contextmanager
    def call(self) -> Iterator[None]:
        """Call the provider inside; raises Unavailable with `retry_after` where it is left alone."""
        self._admit()
        try:
            yield
        except (Unavailable, RateLimited) as error:
            self._count(error)
            raise
        with self._lock:  # an answer, be it a refusal, shows that it lives
            self._failed, self._closed_at = 0, 0.0

    def _admit(self) -> None:
        now = self.clock.monotonic()
        with self._lock:
            if now < self._closed_at:
                raise Unavailable(
                    f"{self.name} is left alone for a while", why=f"It failed {self._failed} times in a row",
                    retry_after=round(self._closed_at - now, 1),
                )  # fmt: skip
            if self._failed >= self.failures:
                self._closed_at = now + self.rest  # this call is the trial; others wait for what comes of it

    def _count(self, error: Unavailable | RateLimited) -> None:
        with self._lock:
            self._failed += 1
            if self._failed >= self.failures:
                pause = error.members.get("retry_after") or self.rest
                self._closed_at = self.clock.monotonic() + max(pause, self.rest)
