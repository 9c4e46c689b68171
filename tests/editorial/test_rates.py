"""Frames and timecodes: every frame has one code, dropped numbers are never given, lengths survive the board."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.editorial.rates import RATES, UnknownRate, rate_named, rate_near

NAMES = st.sampled_from(sorted(RATES))


@given(NAMES, st.integers(0, 2_000_000))
def test_a_frame_comes_back_from_its_timecode(name: str, frame: int) -> None:
    rate = RATES[name]
    assert rate.frame(rate.timecode(frame)) == frame


@pytest.mark.parametrize(("name", "dropped"), [("29.97", ";00 ;01"), ("59.94", ";00 ;01 ;02 ;03")])
def test_numbers_are_dropped_each_minute_but_the_tenth(name: str, dropped: str) -> None:
    rate = RATES[name]
    minute = rate.frame(f"00:00:59;{rate.whole - 1}") + 1
    assert rate.timecode(minute) == f"00:01:00;{len(dropped.split()):02d}"
    assert rate.timecode(rate.frame("00:10:00;00")) == "00:10:00;00"


def test_an_hour_of_drop_frame_is_an_hour() -> None:
    assert RATES["29.97"].first_hour == 107_892
    assert RATES["59.94"].first_hour == 215_784
    assert RATES["23.976"].first_hour == 86_400


@given(NAMES, st.integers(1, 10_000))
def test_a_length_of_the_board_survives_a_faster_rate(name: str, frames: int) -> None:
    rate = RATES[name]
    back = rate.to_board(rate.from_board(frames))
    assert abs(back - frames) <= (0 if rate.exact >= 24 else 1)


def test_a_rate_is_known_by_name_or_number_and_no_other_is() -> None:
    assert rate_near(23.976) is rate_near(24000 / 1001) is rate_named("23.976")
    for call in (lambda: rate_near(48.0), lambda: rate_named("48")):
        with pytest.raises(UnknownRate, match="48"):
            call()
