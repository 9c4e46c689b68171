"""Life: it begins with the blocked pose, feet stay, the small in the frame move more than who fills it."""

from itertools import pairwise

import numpy as np
import pytest

from onmodel.fountain.vocabulary import Pose
from onmodel.stage.actors.build import build_body
from onmodel.stage.actors.moment import ASIDE, Moment
from onmodel.stage.life import Living
from onmodel.stage.spec import ActorLook, ActorSpec, SceneSpec, SetSpec
from onmodel.stage.walking import walks
from tests.stage.doubles import camera, room

LOOK = ActorLook(gender=1.0, age=0.66)
TIMES = np.arange(0, 2, 0.25)


def living(pose: Pose, free: float = 1.0) -> Living:
    return Living(ActorSpec("ANNA", LOOK, pose=pose, seed=3), 1, 2.0, True, free)


@pytest.mark.parametrize("pose", [Pose.STAND, Pose.SIT, Pose.TALK])
def test_a_shot_begins_with_the_blocked_pose_and_goes_on_softly(pose: Pose) -> None:
    actor = living(pose)
    blocked = np.concatenate([p.vertices for p in actor.mesh.parts if len(p.faces)])
    assert np.allclose(actor.at(0.0), blocked, atol=1e-5)
    moved = [actor.at(t) for t in TIMES]
    assert np.linalg.norm(moved[-1] - blocked, axis=1).max() > 0.005
    assert max(np.linalg.norm(b - a, axis=1).max() for a, b in pairwise(moved)) < 0.2
    head = actor.head_at(0.0)
    assert np.allclose(head, actor.mesh.head, atol=1e-5)


def test_who_is_small_in_the_frame_moves_more_freely() -> None:
    reach = [np.ptp([living(Pose.STAND, free).head_at(t).mean(0) for t in TIMES], axis=0).max() for free in (0.8, 1.8)]
    assert reach[1] > 1.4 * reach[0]


def test_weight_shifts_over_a_foot_and_both_feet_stay() -> None:
    spec = ActorSpec("ANNA", LOOK, pose=Pose.STAND, seed=3)
    joints = [build_body(spec, Moment(weight=w))[0].joints for w in (0.0, 1.0, -1.0)]
    for side in "LR":
        for toe in (f"toe2-1.{side}", f"foot.{side}"):
            assert np.linalg.norm(joints[1][toe] - joints[0][toe]) < 0.008
    assert joints[1]["root"][0] - joints[2]["root"][0] == pytest.approx(2 * ASIDE, abs=0.01)


def test_a_beat_raises_one_hand_and_leaves_the_rest() -> None:
    spec = ActorSpec("ANNA", LOOK, pose=Pose.TALK, seed=3)
    still, beat = (build_body(spec, Moment(gesture=g))[0].joints for g in (0.0, 1.0))
    raised = {side: beat[f"wrist.{side}"][2] - still[f"wrist.{side}"][2] for side in "LR"}
    assert max(raised.values()) > 0.02
    assert min(raised.values()) == pytest.approx(0.0, abs=1e-5)
    fingers = [float(np.linalg.norm(j["finger3-2.R"] - j["wrist.R"])) for j in (still, beat)]
    assert fingers[0] == pytest.approx(fingers[1], abs=1e-4), "a hand keeps its size"


def test_who_walks_is_where_their_way_goes_in_every_frame() -> None:
    spec = ActorSpec("ANNA", LOOK, (0.0, 1.8, 0.0), pose=Pose.WALK, seed=3)
    (walk,) = walks(SceneSpec(SetSpec("room"), camera(), (spec,)), room(), 2.0, lambda _: True)
    assert walk is not None
    actor = Living(spec, 1, 2.0, True, 1.0, walk)
    for time in (0.0, 0.3, 1.1):
        centre = actor.at(time).mean(0) - actor.at(0.0).mean(0)
        assert np.allclose(centre[:2], walk.gone(time)[:2], atol=0.06)
        assert np.allclose((actor.head_at(time) - actor.head_at(0.0)).mean(0)[1], walk.gone(time)[1], atol=0.12)
        assert -0.02 < actor.at(time)[:, 2].min() < 0.03
