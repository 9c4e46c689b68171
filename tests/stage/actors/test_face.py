"""Faces: expressions that differ and read, eyes that are open and look, skin that is no doll's."""

import base64
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from onmodel.fountain.vocabulary import Expression
from onmodel.stage.actors.anatomy import SKIN_END, anatomy
from onmodel.stage.actors.body import shape
from onmodel.stage.actors.brows import brow_part, lash_parts
from onmodel.stage.actors.build import build_body
from onmodel.stage.actors.expression import EXPRESSIONS, actions
from onmodel.stage.actors.eyes import IRIS, PUPIL, eye_parts
from onmodel.stage.actors.face import mouth_parts, skin_colours
from onmodel.stage.spec import ActorLook, ActorSpec

LOOK = ActorLook(gender=0, age=0.66)


@cache
def _vertices(expression: Expression) -> np.ndarray:
    return shape(LOOK, actions(expression)).vertices[:SKIN_END]


def _region(name: str) -> np.ndarray:
    return anatomy().regions[name][:SKIN_END] > 0.5


def _opening(vertices: np.ndarray) -> float:
    """Height between the lids in front of the left pupil, metres."""
    eye = shape(LOOK).heads[anatomy().bone("eye.L")]
    lids = vertices[_region("eyelids") & (np.abs(vertices[:, 0] - eye[0]) < 0.004)]
    upper, lower = lids[lids[:, 2] > eye[2] - 0.001], lids[lids[:, 2] < eye[2] - 0.001]
    return float(upper[:, 2].min() - lower[:, 2].max())


def test_every_expression_is_defined_with_actions_that_exist():
    assert set(EXPRESSIONS) == set(Expression)
    assert {name for weights in EXPRESSIONS.values() for name in weights} <= set(anatomy().targets)


def test_every_expression_moves_the_face_and_differs_from_the_others():
    moved = {e: _vertices(e) - _vertices(Expression.NEUTRAL) for e in Expression}
    for first in set(Expression) - {Expression.NEUTRAL}:
        assert np.linalg.norm(moved[first], axis=1).max() > 0.003, f"{first} does not read"
        for second in set(Expression) - {first}:
            assert np.linalg.norm(moved[first] - moved[second], axis=1).max() > 0.0025, f"{first} is {second}"


@pytest.mark.parametrize("expression", sorted(set(Expression) - {Expression.LAUGH}))
def test_eyes_stay_open(expression):
    assert _opening(_vertices(expression)) > 0.005


def test_smiles_lift_and_sadness_lowers_the_corners_of_the_mouth():
    lips = np.flatnonzero(_region("lips"))
    corner = lips[np.argmax(_vertices(Expression.NEUTRAL)[lips, 0])]
    height = {e: _vertices(e)[corner, 2] for e in (Expression.SAD, Expression.NEUTRAL, Expression.SMILE)}
    assert height[Expression.SAD] < height[Expression.NEUTRAL] - 0.002
    assert height[Expression.SMILE] > height[Expression.NEUTRAL] + 0.002


def test_lids_follow_the_eyes_down():
    down = shape(LOOK, actions(Expression.NEUTRAL, -24)).vertices[:SKIN_END]
    assert _opening(down) < _opening(_vertices(Expression.NEUTRAL)) - 0.001


def test_skin_has_colour_where_blood_is_near_and_no_vertex_is_blank():
    colours = skin_colours(LOOK)
    plain = np.median(colours[:SKIN_END], axis=0)

    def redness(c: np.ndarray) -> float:
        return float(c[0] / c[1])

    assert redness(colours[_region("lips").nonzero()[0]].mean(0)) > 1.25 * redness(plain)
    assert redness(colours[_region("ears").nonzero()[0]].mean(0)) > 1.05 * redness(plain)
    assert colours[_region("inside_mouth").nonzero()[0]].mean() < 0.5 * plain.mean()
    assert colours.min() > 0
    assert colours.max() < 0.95
    assert len(np.unique(colours[_region("arms").nonzero()[0]].round(4), axis=0)) > 50, "skin varies"


def test_the_old_are_greyer():
    def saturation(look: ActorLook) -> float:
        c = np.median(skin_colours(look)[:SKIN_END], axis=0)
        return float((c.max() - c.min()) / c.max())

    assert saturation(replace(LOOK, age=1.0)) < saturation(LOOK) - 0.03


def test_a_fitted_face_is_blended_in_and_fades_at_its_border():
    face = anatomy().face_vertices
    green = np.tile(np.array([20, 160, 30], np.uint8), (len(face), 1))
    colours = skin_colours(replace(LOOK, face_albedo=base64.b64encode(green.tobytes()).decode()))
    plain = skin_colours(LOOK)
    greener = (colours[face, 1] > colours[face, 0]).mean()
    assert 0.5 < greener < 1.0
    outside = np.setdiff1d(np.flatnonzero(~_region("inside_mouth") & ~_region("eye_sockets")), face)
    far = outside[np.abs(colours[outside] - plain[outside]).max(axis=1) > 0.05]
    assert len(far) == 0, "only the face is painted"
    nose = face[np.argmin(shape(LOOK).vertices[face, 1])]
    assert colours[nose, 1] > 2 * colours[nose, 0]


def test_a_fitted_face_of_another_bake_is_refused():
    short = base64.b64encode(bytes(300)).decode()
    with pytest.raises(ValueError, match="fit it again"):
        skin_colours(replace(LOOK, face_albedo=short))


def test_eyes_have_pupil_iris_and_a_sclera_that_is_not_white_and_turn_with_the_gaze():
    body, _ = build_body(ActorSpec("a", LOOK))
    left, right = eye_parts(body, (0.0, 0.0), "#2060c0")
    assert left.vertices[:, 0].mean() > right.vertices[:, 0].mean()
    assert left.colours.min() < 0.01, "a black pupil"
    assert left.colours.max() < 0.6, "no white blank"
    blue = left.colours[(left.colours[:, 2] > 1.5 * left.colours[:, 0]) & (left.colours[:, 2] > 0.05)]
    assert len(blue) > 50
    assert left.roughness < 0.15, "a wet highlight"
    ahead = left.vertices[0] - left.vertices.mean(axis=0)
    aside = eye_parts(body, (25.0, 0.0), "#2060c0")[0]
    turned = aside.vertices[0] - aside.vertices.mean(axis=0)
    assert turned[0] > ahead[0] + 0.003, "positive yaw is to the actor's left"
    assert PUPIL < IRIS


def test_eyeballs_sit_behind_the_lids():
    body, gaze = build_body(ActorSpec("a", LOOK))
    ball = eye_parts(body, gaze, LOOK.eyes)[0]
    centre, radius = body.joints["eye.L"], np.linalg.norm(ball.vertices[-1] - body.joints["eye.L"])
    lids = body.vertices[:SKIN_END][_region("eyelids") & (body.vertices[:SKIN_END, 0] > 0)]
    assert np.quantile(np.linalg.norm(lids - centre, axis=1), 0.1) > 0.93 * radius


def test_brows_grow_above_the_eyes_and_women_wear_finer_ones():
    def brows(gender: float):
        body, _ = build_body(ActorSpec("a", replace(LOOK, gender=gender)))
        return brow_part(body), body

    (man, body), (woman, _) = brows(1.0), brows(0.0)
    heights = man.vertices[:, 2] - body.joints["eye.L"][2]
    assert heights.min() > 0.008
    assert heights.max() < 0.035
    assert len(woman.faces) < len(man.faces)
    surprised, _ = build_body(ActorSpec("a", LOOK, expression=Expression.SURPRISED))
    assert brow_part(surprised).vertices[:, 2].mean() > woman.vertices[:, 2].mean() + 0.003, "brows move with the skin"


def test_lashes_and_teeth_are_inside_the_head():
    body, _ = build_body(ActorSpec("a", LOOK))
    head = body.vertices[:SKIN_END][_region("head")]
    for part in (*lash_parts(body), *mouth_parts(body)):
        assert (part.vertices > head.min(axis=0) - 0.012).all()
        assert (part.vertices < head.max(axis=0)).all()
        assert part.faces.max() < len(part.vertices)
