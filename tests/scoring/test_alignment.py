"""What was ordered is read from words, and held against what the camera did."""

import numpy as np
import pytest

from onmodel.fountain.vocabulary import Move, TimeOfDay
from onmodel.metrics.score import Score
from onmodel.scoring.alignment import alignment, light_as, moved_as, ordered
from onmodel.scoring.model import Asked, CastScore
from onmodel.scoring.motion import CameraMove, Step
from onmodel.scoring.watch import Watched

STILL = CameraMove(0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("prompt", "move", "moving", "time"),
    [
        ("Slow push-in on EMMA. Night.", Move.PUSH_IN, True, TimeOfDay.NIGHT),
        ("Static shot of a desk by day", Move.STATIC, False, TimeOfDay.DAY),
        ("Tripod. She walks to the window at dusk", Move.STATIC, True, TimeOfDay.DUSK),
        ("handheld, she runs", Move.HANDHELD, True, None),
        ("the camera pans across the steppe at dawn", Move.PAN, True, TimeOfDay.DAWN),
        ("a bowl of soup", None, None, None),
        ("", None, None, None),
    ],
)
def test_orders_are_read_from_words(prompt, move, moving, time):
    found = ordered(Asked(prompt))
    assert (found.move, found.moving, found.time_of_day) == (move, moving, time)


def test_fields_win_over_words():
    found = ordered(Asked("slow pan, night", move=Move.TILT, time_of_day=TimeOfDay.DAY))
    assert (found.move, found.time_of_day) == (Move.TILT, TimeOfDay.DAY)
    assert ordered(Asked("she sits", static=True)).move is Move.STATIC


@pytest.mark.parametrize(
    ("move", "did"),
    [
        (Move.PUSH_IN, CameraMove(0, 0, 0.1, 0)), (Move.PULL_OUT, CameraMove(0, 0, -0.1, 0)),
        (Move.PAN, CameraMove(-0.2, 0, 0, 0)), (Move.TILT, CameraMove(0, 0.2, 0, 0)),
        (Move.CRANE, CameraMove(0, 0.2, 0, 0)), (Move.DOLLY, CameraMove(0.2, 0, 0, 0)),
        (Move.HANDHELD, CameraMove(0, 0, 0, 0.002)), (Move.STATIC, STILL),
    ],
)  # fmt: skip
def test_each_move_is_seen_and_is_not_another(move, did):
    assert moved_as(move, did) == 1.0
    if move is not Move.STATIC:
        assert moved_as(move, STILL) == 0.0
        assert moved_as(Move.STATIC, CameraMove(0.3, 0, 0, 0)) == 0.0
    assert moved_as(Move.PUSH_IN, CameraMove(0, 0, -0.1, 0)) == 0.0


def test_light():
    assert light_as(TimeOfDay.NIGHT, [40.0]) == 1.0
    assert light_as(TimeOfDay.NIGHT, [170.0]) == 0.0
    assert light_as(TimeOfDay.DAY, [110.0]) == 1.0
    assert light_as(TimeOfDay.DAY, [15.0]) == 0.0


def test_only_what_was_ordered_and_can_be_checked_is_told():
    seen = Watched(24.0, luma=[100.0] * 3, differences=[0.0, 0.0], steps=[Step(0, 0, 0, 0)] * 2)
    assert alignment(ordered(Asked("a bowl of soup")), STILL, seen, ()) == {}
    cast = (CastScore("EMMA", {"face": Score(80.0)}, 3, 6), CastScore("BAI", {}, 0, 6))
    found = alignment(ordered(Asked("She walks. Slow pan. Day.")), STILL, seen, cast)
    assert found == {
        "camera": 0.0, "action": 0.0, "light": 1.0, "cast seen": 0.25, "cast on model": pytest.approx(0.8),
    }  # fmt: skip
    assert np.isfinite(list(found.values())).all()
