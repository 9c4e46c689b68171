"""A picture that is held is told from one in which somebody breathes."""

import numpy as np
import pytest

from onmodel.footage.read import Shown
from onmodel.scoring.faults import find_faults
from onmodel.scoring.looking import Looks
from onmodel.scoring.motion import CameraMove
from onmodel.scoring.watch import Watch, Watched

HELD = CameraMove(0, 0, 0, 0)


def _watched(breath: float, *, seconds: float = 2.0, noise: float = 0.3) -> Watched:
    """A plain wall with a small head that rises and falls by so many pixels, under a codec's noise."""
    rng, watch = np.random.default_rng(3), Watch(24.0, round(seconds * 24))
    for number in range(round(seconds * 24)):
        picture = np.full((360, 640, 3), 90.0, np.float32)
        top = 150 + round(breath * np.sin(number / 24 * 2 * np.pi / 3))
        picture[top : top + 60, 290:350] = 170.0
        picture += rng.normal(0.0, noise, picture.shape)
        watch.see(Shown(number, np.clip(picture, 0, 255).astype(np.uint8), number > 0))
    return watch.seen


def test_who_breathes_is_not_frozen_and_who_is_held_is() -> None:
    assert find_faults(_watched(0.0), Looks(), HELD).frozen
    assert not find_faults(_watched(6.0), Looks(), HELD).frozen


@pytest.mark.parametrize("frames", [1, 2, 5])
def test_a_clip_shorter_than_half_a_second_is_told_too(frames: int) -> None:
    found = find_faults(_watched(0.0, seconds=frames / 24), Looks(), HELD)
    assert found.frozen == (frames > 1)
