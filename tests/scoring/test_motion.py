"""Camera moves are told from footage: which way, how far, and what is no move but shaking."""

from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.footage.read import Shown
from onmodel.scoring import motion
from onmodel.scoring.watch import MOST_KEPT, Watch, Watched
from tests.scoring.clips import filmed, pan, push, shake, still


def watched(frames) -> Watched:
    watch = Watch(24.0, len(frames))
    for number, frame in enumerate(frames):
        watch.see(Shown(number, frame, number > 0))
    return watch.seen


def camera(draw, count=30) -> motion.CameraMove:
    return motion.camera_move(watched(filmed(draw, count)).steps, 24.0)


def test_a_standing_camera_stands():
    assert camera(still).still
    assert camera(still).shake < 1e-4


def test_a_pan_goes_where_it_goes():
    found = camera(pan)
    assert found.x == pytest.approx(-29 * 1.5 / 320, rel=0.1)  # the picture moves against the camera
    assert abs(found.zoom) < 0.01
    assert found.shake < 5e-4
    assert not found.still


def test_a_push_in_comes_nearer():
    found = camera(push)
    assert found.zoom == pytest.approx(np.log(1 + 0.005 * 29), rel=0.1)
    assert max(abs(found.x), abs(found.y)) < motion.STILL_WIDTH


def test_shaking_is_no_move():
    found = camera(shake)
    assert found.shake > 0.01
    assert camera(pan).shake < found.shake / 20


def test_what_is_kept_is_bounded_and_spread():
    seen = watched(filmed(pan, 60))
    numbers = [number for number, _ in seen.kept]
    assert len(numbers) == MOST_KEPT
    assert (numbers[0], numbers[-1]) == (0, 59)
    assert len(seen.steps) == len(seen.differences) == 59
    assert len(seen.errors) == 29
    assert len(seen.speeds) == 19  # every third frame at 24 a second


def test_runs_that_do_not_follow_make_no_pairs():
    watch = Watch(24.0, 4)
    for number in (0, 1, 40, 41):
        watch.see(Shown(number, np.full((40, 60, 3), number, np.uint8), number in {1, 41}))
    assert watch.seen.differences == [1.0, 1.0]


@given(st.integers(1, 40), st.integers(1, 40))
def test_tiny_pictures_have_no_flow_and_break_nothing(width, height):
    picture = np.zeros((height, width, 3), np.uint8)
    made = motion.small(picture)
    assert motion.step(motion.flow(motion.grey(made), motion.grey(made))).x == pytest.approx(0.0, abs=1e-6)


def test_between_two_pictures_lies_their_middle():
    one, two, three = filmed(pan, 3)
    made = motion.between(one, three).astype(int)
    nothing = (one.astype(int) + three) // 2
    assert np.abs(made - two).mean() < 0.7 * np.abs(nothing - two).mean()


def test_clips_of_several_sizes_are_measured_at_one_moment():
    rng = np.random.default_rng(5)
    rough = [rng.integers(0, 255, (90 + 40 * i, 160 + 60 * i), np.uint8) for i in range(4)]
    pictures = [cv2.GaussianBlur(each, (0, 0), 4) for each in rough]

    def moved(number: int) -> float:
        each = pictures[number % 4]
        return float(np.median(motion.flow(each, np.roll(each, 2, axis=1))[..., 0]))

    with ThreadPoolExecutor(4) as pool:  # one flow for all of them wrote beyond its memory
        assert list(pool.map(moved, range(64))) == pytest.approx([2.0] * 64, abs=0.3)


def test_flow_depends_on_its_two_pictures_alone():
    """Neither on what its thread measured before (a small picture counts), nor on how many threads OpenCV has."""
    rng = np.random.default_rng(1)
    one, other = (motion.grey(cv2.resize(frame, (320, 180))) for frame in filmed(push, 4)[::3])

    def after(size: tuple[int, int]) -> bytes:
        rough = cv2.GaussianBlur(rng.integers(0, 255, size, np.uint8), (0, 0), 3)
        motion.flow(rough, np.roll(rough, 4, axis=1))
        return motion.flow(one, other).tobytes()

    threads, found = cv2.getNumThreads(), {motion.flow(one, other).tobytes()}
    try:
        for number, size in ((1, (76, 56)), (2, (40, 40)), (3, (361, 641)), (4, (48, 640))):
            cv2.setNumThreads(number)
            with ThreadPoolExecutor(1) as pool:
                found.add(pool.submit(after, size).result())
    finally:
        cv2.setNumThreads(threads)
    assert len(found) == 1


@pytest.mark.parametrize("size", [(16, 320), (20, 300), (24, 300), (320, 17), (28, 320), (47, 48)])
def test_a_narrow_strip_is_measured_and_crashes_nothing(size: tuple[int, int]) -> None:
    rough = cv2.GaussianBlur(np.random.default_rng(2).integers(0, 255, size, np.uint8), (0, 0), 4)
    found = motion.flow(rough, np.roll(rough, 2, axis=int(np.argmax(size))))
    assert found.shape == (*size, 2)
    assert np.isfinite(found).all()
    assert float(np.median(found[..., 1 - int(np.argmax(size))])) == pytest.approx(2.0, abs=0.5)
