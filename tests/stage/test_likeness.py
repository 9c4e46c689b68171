"""A face whose shape is known, seen only through its landmarks, is found again."""

from dataclasses import replace

import numpy as np
import pytest

from onmodel.stage.actors.anatomy import anatomy
from onmodel.stage.actors.body import shape
from onmodel.stage.likeness import AXES, View, fit_shape, landmark_offsets, landmark_vertices
from onmodel.stage.spec import ActorLook

PLAIN = ActorLook(gender=0.0, age=0.65)
KNOWN = replace(
    PLAIN,
    face_shape=(("nose-scale-vert-incr", 0.9), ("chin-height-incr", 0.9), ("mouth-scale-horiz-incr", -0.8)),
)


def _seen(look: ActorLook, turn: float = 0.0) -> View:
    """The landmarks of a look as a camera of 3000 pixels a metre sees them, the head turned by radians."""
    points = (shape(look).vertices[landmark_vertices()] + landmark_offsets()) @ AXES.T
    spin = np.array([[np.cos(turn), 0, np.sin(turn)], [0, 1, 0], [-np.sin(turn), 0, np.cos(turn)]])
    marks = 3000 * (points - points.mean(0)) @ spin.T + (320, -320, 0)
    return View(np.zeros((640, 640, 3), np.uint8), (marks * (1, -1, -1)).astype(np.float32))


def _apart(one: ActorLook, other: ActorLook) -> float:
    """Mean distance of the face's points, millimetres."""
    face = anatomy().face_vertices
    gaps = shape(one).vertices[face] - shape(other).vertices[face]
    return float(np.linalg.norm(gaps, axis=1).mean() * 1000)


def test_a_known_face_is_found_again_from_two_sides() -> None:
    fit = fit_shape(PLAIN, [_seen(KNOWN), _seen(KNOWN, 0.4)])
    assert fit.residual < 0.02
    assert _apart(replace(PLAIN, face_shape=fit.weights), KNOWN) < 0.75 * _apart(PLAIN, KNOWN)


def test_the_face_drawn_by_the_name_is_not_built_upon() -> None:
    drawn = replace(PLAIN, face_shape=(("nose-hump-incr", 0.5), ("chin-height-incr", -0.5)))
    assert fit_shape(drawn, [_seen(KNOWN)]).weights == fit_shape(PLAIN, [_seen(KNOWN)]).weights


def test_no_view_no_likeness() -> None:
    with pytest.raises(ValueError, match="at least one view"):
        fit_shape(PLAIN, [])
