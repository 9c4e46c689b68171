"""Keypoints: where they fall, when they are hidden, and the skeleton that ControlNet knows."""

import numpy as np

from onmodel.stage.openpose import COLOURS, LIMBS, keypoints_in, skeleton
from onmodel.stage.optics import Optics
from tests.stage.doubles import camera, person

OPTICS = Optics(camera((0, -3, 1.2), (0, 0, 1.1), lens_mm=18), 320, 180)


def own(depth_at: float) -> tuple[np.ndarray, np.ndarray]:
    return np.full((180, 320), depth_at, np.float32), np.ones((180, 320), np.uint16)


def test_seen_when_at_the_surface_or_just_inside_the_body():
    depth, ids = own(2.96)
    assert keypoints_in(person(), 1, depth, ids, OPTICS)[:, 2].all()


def test_hidden_behind_someone_else_but_not_by_what_is_farther():
    depth, ids = own(2.5)
    ids[:] = 2
    assert not keypoints_in(person(), 1, depth, ids, OPTICS)[:, 2].any()
    assert keypoints_in(person(), 1, np.full_like(depth, 9), ids, OPTICS)[:, 2].all()
    assert keypoints_in(person(), 1, np.zeros_like(depth), ids, OPTICS)[:, 2].all()  # 0: nothing was hit


def test_a_face_turned_away_is_hidden_behind_its_own_head():
    depth, ids = own(2.86)  # the back of the head of one who faces away
    points = keypoints_in(person(turned=True), 1, depth, ids, OPTICS)
    assert not points[[0, 14, 15], 2].any()
    assert points[[2, 5, 8, 11], 2].all()


def test_outside_the_picture_is_hidden_and_behind_the_lens_has_no_place():
    close = Optics(camera((0, -0.6, 1.6), (0, 0, 1.6), lens_mm=85), 320, 180)
    points = keypoints_in(person(), 1, np.full((180, 320), 9, np.float32), np.zeros((180, 320), np.uint16), close)
    assert points[0, 2] == 1
    assert points[[10, 13], 2].tolist() == [0, 0]
    behind = keypoints_in(person(at=(0, -9, 0)), 1, *own(1.0), OPTICS)
    assert (behind == np.array([-1, -1, 0])).all()


def test_the_skeleton_has_the_published_colours_and_only_what_is_seen():
    assert COLOURS[:3] == ((255, 0, 0), (255, 85, 0), (255, 170, 0))
    assert len(LIMBS) == 17
    points = np.zeros((18, 3), np.float32)
    points[1], points[2] = (100, 50, 1), (160, 50, 1)
    picture = skeleton([points], (120, 200))
    assert picture[50, 130].tolist() == [153, 0, 0]
    assert picture[50, 100].tolist() == [255, 85, 0]
    assert not picture[90:].any()
    points[2, 2] = 0
    assert not skeleton([points], (120, 200))[50, 130].any()
    assert not skeleton([], (12, 20)).any()
