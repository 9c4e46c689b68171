"""People and camera moved by hand: what cannot stand so is found, seats follow, the lens is focused."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.fountain.vocabulary import Expression, Pose
from onmodel.stage.by_hand import NEAREST, ByHand, Lens, Standing, as_put, moved, troubles
from onmodel.stage.spec import ActorLook, ActorSpec, CameraSpec, PropSpec, SceneSpec, SetSpec
from tests.stage.dummy import ROOM

A = ActorSpec("A", ActorLook(), (-1.5, -1.0, 0.0), 10.0)
B = ActorSpec("B", ActorLook(), (1.5, -1.0, 0.0), -10.0)
SCENE = SceneSpec(SetSpec("room"), CameraSpec((0, -3, 1.5), (0, 0, 1.3), 35.0, focus_distance=2.0), (A, B))


def put(name: str, *position: float, pose: Pose = Pose.STAND) -> ByHand:
    return ByHand((Standing(name, position, 0.0, pose, Expression.NEUTRAL),))  # type: ignore[arg-type]  # three given


def test_who_is_not_named_stays() -> None:
    one, other = moved(SCENE.actors, put("A", 0.0, -2.0, 0.0, pose=Pose.BOW))
    assert (one.position, one.pose, one.look) == ((0.0, -2.0, 0.0), Pose.BOW, A.look)
    assert other == B


def test_a_good_place_is_no_trouble_and_neither_is_where_the_rules_put_them() -> None:
    assert troubles(SCENE, put("A", 0.0, -2.0, 0.0), ROOM) == []
    crowded = replace(SCENE, actors=(A, replace(B, position=A.position)))
    assert troubles(crowded, ByHand(camera=Lens((0, -3, 1.5), (0, 0, 1), 35.0)), ROOM) == []


@given(st.floats(0, 2 * np.pi), st.floats(0, 2))
def test_two_may_not_be_nearer_than_arm_in_arm(angle: float, apart: float) -> None:
    x, y = B.position[0] + apart * np.cos(angle), B.position[1] + apart * np.sin(angle)
    found = [t.what for t in troubles(SCENE, put("A", x, y, 0.0), ROOM)]
    assert any("stands in B" in what for what in found) == (np.hypot(x - B.position[0], y - B.position[1]) < NEAREST)


def test_the_furniture_is_in_the_way_but_its_seats_are_not() -> None:
    assert [t.what for t in troubles(SCENE, put("A", 0.0, 0.8, 0.0), ROOM)] == ["stands in the furniture"]
    assert troubles(SCENE, put("A", -0.6, 0.8, 0.0, pose=Pose.SIT), ROOM) == []


def test_who_sits_has_a_seat_of_the_set_or_a_stool_that_follows() -> None:
    on_seat = as_put(SCENE, put("A", -0.6, 0.8, 0.0, pose=Pose.SIT), ROOM)
    assert (on_seat.actors[0].seat_height, on_seat.props) == (0.45, ())
    on_stool = as_put(SCENE, put("A", -2.0, -2.0, 0.0, pose=Pose.SIT), ROOM)
    assert on_stool.props == (PropSpec("stool", (-2.0, -2.0, 0.0), 0.0),)
    elsewhere = as_put(on_stool, put("A", 2.0, -2.0, 0.0, pose=Pose.SIT), ROOM)
    assert [p.position for p in elsewhere.props] == [(2.0, -2.0, 0.0)]
    assert as_put(on_stool, put("A", 2.0, -2.0, 0.0), ROOM).props == ()


def test_a_moved_camera_is_focused_on_the_first_person_and_keeps_its_framing() -> None:
    lens = Lens((0.0, -3.0, 1.5), (0.0, 0.0, 1.5), 85.0, 2.8, 3.0)
    made = as_put(SCENE, ByHand(camera=lens), ROOM, {"A": (-1.5, -1.0, 1.5)})
    assert (made.camera.lens_mm, made.camera.t_stop, made.camera.roll) == (85.0, 2.8, 3.0)
    assert made.camera.focus_distance == pytest.approx(2.0)
    assert made.camera.framing == SCENE.camera.framing
    behind = as_put(SCENE, ByHand(camera=lens), ROOM, {"A": (0.0, -5.0, 1.5)})
    assert behind.camera.focus_distance == 0.0, "the target then"
    assert as_put(SCENE, ByHand(), ROOM, {"A": (0, 0, 1)}).camera == SCENE.camera
