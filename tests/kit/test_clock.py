from datetime import UTC, timedelta

from onmodel.kit.clock import SYSTEM, FixedClock, utc_now


def test_the_wall_clock_knows_its_zone() -> None:
    assert utc_now().tzinfo is UTC


def test_the_monotonic_clock_only_grows() -> None:
    assert SYSTEM.monotonic() <= SYSTEM.monotonic()


def test_a_fixed_clock_moves_when_told() -> None:
    clock = FixedClock()
    wall = clock.now()
    clock.advance(90)
    assert (clock.monotonic(), clock.now() - wall) == (90, timedelta(seconds=90))
