"""Walking: ways end before walls, people and the frame's edge, and go on evenly until then."""

from collections.abc import Sequence
from dataclasses import replace
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onmodel.fountain.vocabulary import Move, Pose
from onmodel.stage.camera import box_in_frame
from onmodel.stage.moves import Ground, Order
from onmodel.stage.rehearsal import rehearse
from onmodel.stage.sightlines import Solid
from onmodel.stage.spec import ActorLook, ActorSpec, PropSpec, SceneSpec, SetSpec
from onmodel.stage.walking import APART, ROOM, Walk, walks
from tests.stage.doubles import camera, field, person, room

ANNA = ActorSpec("ANNA", ActorLook(), (0.0, 1.5, 0.0), 0.0, Pose.WALK)
SPEC = SceneSpec(SetSpec("room"), camera(), (ANNA,))
PLACE = room()


def anywhere(_: Sequence[np.ndarray]) -> bool:
    return True


def only(spec: SceneSpec, seconds: float = 3.0) -> Walk:
    (walk, *_) = walks(spec, PLACE, seconds, anywhere)
    assert walk is not None
    return walk


def test_who_has_room_walks_on_and_who_stands_stays() -> None:
    assert only(SPEC, 2.0).stop == inf
    assert walks(replace(SPEC, actors=(replace(ANNA, pose=Pose.STAND),)), PLACE, 2.0, anywhere) == (None,)


@pytest.mark.parametrize("pose", [Pose.WALK, Pose.RUN])
def test_who_comes_to_a_wall_stands_before_it(pose: Pose) -> None:
    walk = only(replace(SPEC, actors=(replace(ANNA, pose=pose),)), 8.0)
    assert walk.stop < inf
    ends = [1.5 + walk.gone(t)[1] for t in (8.0, 60.0)]
    assert ends[0] == pytest.approx(ends[1], abs=1e-6)
    assert ends[1] >= PLACE.camera_room[1] + ROOM - 1e-6


def test_who_comes_to_a_thing_or_somebody_stops_short_of_them() -> None:
    stool = replace(SPEC, props=(PropSpec("stool", (0.0, -0.6, 0.0)),))
    assert 1.5 + only(stool).gone(9.0)[1] >= -0.6 + ROOM + 0.1
    lamp = replace(SPEC, props=(PropSpec("hanging lantern", (0.0, 0.4, 2.0)),))
    assert only(lamp, 2.0).stop == inf, "what hangs overhead is in nobody's way"
    ben = ActorSpec("BEN", ActorLook(), (0.1, -0.5, 0.0))
    walk, stays = walks(replace(SPEC, actors=(ANNA, ben)), PLACE, 3.0, anywhere)
    assert stays is None
    assert walk is not None
    assert np.hypot(0.1, 1.5 + walk.gone(9.0)[1] + 0.5) >= APART - 1e-6


def test_who_has_no_room_for_a_step_stays_as_blocked() -> None:
    assert walks(replace(SPEC, actors=(replace(ANNA, position=(0.0, -2.4, 0.0)),)), PLACE, 3.0, anywhere) == (None,)


def test_companions_stop_together() -> None:
    tall = replace(ANNA, name="TALL", look=ActorLook(height=0.9), position=(0.9, 0.4, 0.0))
    ways = walks(replace(SPEC, actors=(ANNA, tall)), PLACE, 6.0, anywhere)
    gone = [float(np.linalg.norm(w.gone(9.0))) for w in ways if w]
    assert len(gone) == 2
    assert abs(gone[0] - gone[1]) < 0.75, "no more than a step apart"


@settings(max_examples=60, deadline=None)
@given(st.floats(0, 6), st.sampled_from([inf, 0.0, 1.0, 2.0, 3.0, 4.0]), st.sampled_from([Pose.WALK, Pose.RUN]))
def test_what_is_mixed_goes_where_the_way_goes(time: float, stop: float, pose: Pose) -> None:
    walk = replace(only(replace(SPEC, actors=(replace(ANNA, pose=pose),)), 0.5), stop=stop)
    share, (before, by), (after, on) = walk.between(time)
    assert -1e-6 <= share < 1
    assert 0 <= before.stride <= after.stride + 2.0
    ahead = np.asarray(walk.ahead)
    ends = [float(carried @ ahead) + walk.pace.gone(m.stride, m.stop) for m, carried in ((before, by), (after, on))]
    mixed = (1 - share) * ends[0] + share * ends[1]
    assert mixed == pytest.approx(float(walk.gone(time) @ ahead), abs=0.03)
    assert walk.stride(time) <= walk.stride(time + 0.1)


@pytest.mark.parametrize("move", [Move.STATIC, Move.PAN, Move.PUSH_IN])
def test_a_walker_s_head_stays_in_the_frame(move: Move) -> None:
    spec = replace(SPEC, camera=camera((0.0, -2.6, 1.45), (0.0, 1.5, 1.3), focus_distance=4.0))
    anna = person("ANNA", ANNA.position)
    made = rehearse(spec, Order(move, frames=73), Ground(PLACE, Solid(PLACE), (anna,)))
    (walk,) = made.ways
    assert walk is not None
    for number in (24, 48, 72):
        by = walk.gone(number / 24).astype(np.float32)
        x0, y0, x1, y1 = box_in_frame(anna.head + by, made.travel.cameras[number])
        assert min(x0, y0) >= 0
        assert max(x1, y1) <= 1
    assert np.linalg.norm(walk.gone(3.0)) > 0.4


def test_a_dolly_goes_along_with_who_walks() -> None:
    place = field()
    walker = replace(ANNA, position=(-2.0, 0.0, 0.0), heading=90.0)
    start = camera((-2.0, -3.0, 1.4), (-2.0, 0.0, 1.3), focus_distance=3.0)
    ground = Ground(place, Solid(place), (person("ANNA", walker.position),))
    made = rehearse(replace(SPEC, camera=start, actors=(walker,)), Order(Move.DOLLY, frames=49), ground)
    (walk,) = made.ways
    assert walk is not None
    gone = np.subtract(made.travel.cameras[-1].position, start.position)
    assert np.allclose(gone, walk.gone(2.0), atol=0.02)
    assert gone[0] > 2.0
    assert any("goes along" in note for note in made.travel.notes)
