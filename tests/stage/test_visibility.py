from dataclasses import replace

import numpy as np
import pytest

from onmodel.fountain.vocabulary import Framing
from onmodel.stage.anchors import face_points, head_of
from onmodel.stage.line import establish
from onmodel.stage.mesh import MeshPart
from onmodel.stage.sightlines import Solid
from onmodel.stage.spec import ActorLook, ActorSpec, CameraSpec
from onmodel.stage.visibility import Shown, covers, faults
from tests.stage.dummy import STEPPE, figure

A = figure(ActorSpec("A", ActorLook(), (0, 0, 0), 0.0, look_at=(0, -5, 1.63)))
CAMERA = CameraSpec((0.0, -2.5, 1.63), (0.0, 0.0, 1.45), 35.0, framing=Framing.MS)
OPEN_AIR = Solid(STEPPE)


def wall(y: float, name: str = "wall") -> MeshPart:
    corners = np.array([[-2, y, 0], [2, y, 0], [2, y, 3], [-2, y, 3]], dtype=np.float32)
    return MeshPart(name, corners, np.array([[0, 1, 2], [0, 2, 3]], dtype=np.int32), np.ones((4, 3), np.float32))


def kinds(shown: Shown) -> set[str]:
    return {f.kind for f in faults(shown)}


def test_a_face_to_the_lens_has_no_faults() -> None:
    assert faults(Shown(CAMERA, (A,), None, None, OPEN_AIR)) == ()


def test_a_back_is_turned_away() -> None:
    behind = replace(CAMERA, position=(0.0, 2.5, 1.63))
    assert kinds(Shown(behind, (A,), None, None, OPEN_AIR)) == {"turned away"}


def test_somebody_in_front_covers_and_somebody_beside_does_not() -> None:
    front = figure(ActorSpec("B", ActorLook(), (0, -0.9, 0), 0.0))
    beside = figure(ActorSpec("B", ActorLook(), (0.8, -0.9, 0), 0.0))
    lens = np.array(CAMERA.position)
    assert covers(front, lens, face_points(A)).all()
    assert not covers(beside, lens, face_points(A)).any()
    assert "covered by B" in kinds(Shown(CAMERA, (A, front), None, None, OPEN_AIR))


def test_nobody_covers_from_behind() -> None:
    back = figure(ActorSpec("B", ActorLook(), (0, 0.8, 0), 0.0))
    assert not covers(back, np.array(CAMERA.position), face_points(A)).any()


@pytest.mark.parametrize(("y", "cutaway", "hidden"), [(-1.0, (), True), (1.0, (), False), (-1.0, ("wall",), False)])
def test_a_wall_hides_unless_it_is_behind_or_rolled_away(y: float, cutaway: tuple, hidden: bool) -> None:
    place = replace(STEPPE, parts=(wall(y),), wall_cutaway=cutaway)
    assert ("covered by the set" in kinds(Shown(CAMERA, (A,), None, None, Solid(place)))) == hidden


def test_a_head_over_the_edge_is_cut_except_in_an_extreme_close_up() -> None:
    tight = replace(CAMERA, target=(0.0, 0.0, 1.05))
    assert kinds(Shown(tight, (A,), None, None, OPEN_AIR)) == {"cut"}
    assert faults(Shown(replace(tight, framing=Framing.ECU), (A,), None, None, OPEN_AIR)) == ()


def test_a_camera_across_the_line_and_one_in_a_face() -> None:
    line = establish((0, 0), (1, -1), (5, 5))
    assert "crossed the line" in kinds(Shown(CAMERA, (A,), None, line, OPEN_AIR))
    near = replace(CAMERA, position=tuple(np.add(head_of(A).eyes, (0, -0.2, 0))))
    assert "too near" in kinds(Shown(near, (A,), None, None, OPEN_AIR))


def test_a_thing_rests_on_the_table_top_not_on_the_ceiling() -> None:
    def slab(z: float) -> MeshPart:
        corners = np.array([[-1, -1, z], [1, -1, z], [1, 1, z], [-1, 1, z]], dtype=np.float32)
        return MeshPart("slab", corners, np.array([[0, 1, 2], [0, 2, 3]], dtype=np.int32), np.ones((4, 3), np.float32))

    solid = Solid(replace(STEPPE, parts=(slab(0.72), slab(0.3), slab(2.6))))
    assert solid.top_below(np.array([0.2, 0.1, 0]), 1.1) == pytest.approx(0.72, abs=1e-6)
    assert solid.top_below(np.array([3.0, 0.1, 0]), 1.1) == 0.0
