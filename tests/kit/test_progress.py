import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.kit.clock import FixedClock
from onmodel.kit.progress import Eta


def test_nothing_is_known_before_something_is_done() -> None:
    clock = FixedClock()
    eta = Eta(clock)
    assert eta.seconds_left(0.0) is None
    clock.advance(5)
    assert eta.seconds_left(0.0) is None


def test_steady_work_is_foretold_exactly() -> None:
    clock = FixedClock()
    eta = Eta(clock)
    eta.seconds_left(0.0)
    for done in (0.1, 0.2, 0.3):
        clock.advance(4)
        assert eta.seconds_left(done) == pytest.approx((1 - done) * 40)
    clock.advance(1)
    assert eta.seconds_left(0.3) == pytest.approx(27)  # time passes between two reports


def test_a_fast_beginning_is_forgotten() -> None:
    clock = FixedClock()
    eta = Eta(clock)
    eta.seconds_left(0.0)
    clock.advance(1)
    hopeful = eta.seconds_left(0.5)
    assert hopeful == pytest.approx(1)
    for step in range(1, 10):
        clock.advance(10)
        later = eta.seconds_left(0.5 + step * 0.01)
    assert later is not None
    assert 0.4 / 0.02 < later < 0.42 / 0.001


def test_work_that_begins_anew_is_measured_anew() -> None:
    clock = FixedClock()
    eta = Eta(clock)
    for fraction in (0.0, 0.9):
        clock.advance(1)
        eta.seconds_left(fraction)
    assert eta.seconds_left(0.1) is None


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 1)), max_size=30))
def test_never_negative_whatever_is_reported(reports: list[tuple[float, float]]) -> None:
    clock = FixedClock()
    eta = Eta(clock)
    for seconds, fraction in reports:
        clock.advance(seconds)
        left = eta.seconds_left(fraction)
        assert left is None or left >= 0
    assert eta.seconds_left(1.0) == 0
