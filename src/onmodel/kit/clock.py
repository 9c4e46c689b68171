"""Time: UTC for what people read, monotonic for what is measured. Waiting is never decided by the wall clock."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What a part that deals with time is given, so that tests need not sleep."""

    def now(self) -> datetime:
        """The wall clock, UTC. It may step; use it for stamps only."""

    def monotonic(self) -> float:
        """Seconds that only grow, comparable within one machine's uptime."""


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> datetime:
        """The wall clock, UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some start; never steps."""
        return time.monotonic()


@dataclass
class FixedClock:
    """A clock for tests that moves only when told."""

    wall: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    seconds: float = 0.0

    def now(self) -> datetime:
        """The wall time set."""
        return self.wall

    def monotonic(self) -> float:
        """The seconds set."""
        return self.seconds

    def advance(self, seconds: float) -> None:
        """Let time pass on both clocks."""
        self.seconds += seconds
        self.wall += timedelta(seconds=seconds)


SYSTEM: Clock = SystemClock()


def utc_now() -> datetime:
    """The wall clock, UTC, with its zone."""
    return SYSTEM.now()
