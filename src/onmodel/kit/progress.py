"""How long it still takes, from how far it is."""

from dataclasses import dataclass, field

from onmodel.kit.clock import SYSTEM, Clock


@dataclass
class Eta:
    """Seconds left, from a smoothed rate. Exponential smoothing (Brown 1956): a new rate counts a third.

    >>> from onmodel.kit.clock import FixedClock
    >>> clock = FixedClock()
    >>> eta = Eta(clock)
    >>> eta.seconds_left(0.0) is None
    True
    >>> clock.advance(10)
    >>> eta.seconds_left(0.25)
    30.0
    """

    clock: Clock = SYSTEM
    weight: float = 1 / 3
    _rate: float | None = field(default=None, init=False)  # fraction per second
    _last: tuple[float, float] | None = field(default=None, init=False)  # seconds, fraction

    def seconds_left(self, fraction: float) -> float | None:
        """Seconds until 1.0, None as long as nothing is known; `fraction` (0–1) is where the work stands now."""
        at = self.clock.monotonic()
        if self._last is None or fraction < self._last[1]:  # the first report, or the work began anew
            self._last, self._rate = (at, fraction), None
        elapsed, done = at - self._last[0], fraction - self._last[1]
        if elapsed > 0 and done > 0:
            rate = done / elapsed
            self._rate = rate if self._rate is None else self._rate + self.weight * (rate - self._rate)
            self._last = (at, fraction)
            elapsed = 0.0
        if fraction >= 1:
            return 0.0
        return None if self._rate is None else max((1 - fraction) / self._rate - elapsed, 0.0)
