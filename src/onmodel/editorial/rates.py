"""Rates that cuts run at, and the timecode that goes with each: frames are counted whole, seconds are never kept."""

from dataclasses import dataclass
from fractions import Fraction

from opentimelineio.opentime import RationalTime, from_timecode

from onmodel.errors import Invalid


class UnknownRate(Invalid):
    """No cut runs at this rate."""


@dataclass(frozen=True)
class Rate:
    """Frames per second, exact; `drop`: its timecode leaves out numbers to keep to the clock (SMPTE 12M-1)."""

    name: str
    exact: Fraction
    drop: bool = False

    @property
    def whole(self) -> int:
        """The frames that its timecode counts to a second: 30 for 29.97."""
        return round(self.exact)

    @property
    def ntsc(self) -> bool:
        """Whether it is a thousandth slower than a whole rate."""
        return self.exact.denominator != 1

    def time(self, frames: int) -> RationalTime:
        """So many frames at this rate."""
        return RationalTime(frames, float(self.exact))

    def timecode(self, frame: int) -> str:
        """The timecode of a frame; drop-frame codes have a semicolon.

        >>> RATES["29.97"].timecode(1800), RATES["24"].timecode(86400)
        ('00:01:00;02', '01:00:00:00')
        """
        return str(self.time(frame).to_timecode(float(self.exact), self.drop))

    def frame(self, timecode: str) -> int:
        """The frame that a timecode names; raises ValueError for one that this rate does not have."""
        return int(from_timecode(timecode, float(self.exact)).value)

    @property
    def first_hour(self) -> int:
        """The frame 01:00:00:00, where a cut begins by custom."""
        return self.frame("01:00:00;00" if self.drop else "01:00:00:00")

    def from_board(self, frames: int) -> int:
        """A length of the board, which counts 24 a second, at this rate; one frame at least."""
        return max(round(frames * self.exact / BOARD_RATE), 1)

    def to_board(self, frames: int) -> int:
        """A length at this rate as the board counts it; one frame at least."""
        return max(round(frames * BOARD_RATE / self.exact), 1)


BOARD_RATE = 24
RATES = {
    rate.name: rate
    for rate in (
        Rate("23.976", Fraction(24000, 1001)), Rate("24", Fraction(24)), Rate("25", Fraction(25)),
        Rate("29.97", Fraction(30000, 1001), drop=True), Rate("30", Fraction(30)), Rate("50", Fraction(50)),
        Rate("59.94", Fraction(60000, 1001), drop=True),
    )
}  # fmt: skip


def rate_named(name: str) -> Rate:
    """The rate of this name; raises UnknownRate."""
    if name not in RATES:
        raise UnknownRate(f"There is no rate {name!r}", todo=f"Choose one of {', '.join(RATES)}")
    return RATES[name]


def rate_near(value: float) -> Rate:
    """The rate that a file's number means, to a hundredth of a frame; raises UnknownRate."""
    for rate in RATES.values():
        if abs(float(rate.exact) - value) < 0.01:
            return rate
    raise UnknownRate(f"The rate {value:.3f} is none that cuts run at", todo=f"Set it to one of {', '.join(RATES)}")
