"""Gaits: feet stay where they land, legs and arms alternate, the last step ends in a stand."""

from math import inf

import numpy as np
import pytest

from onmodel.dna.model import Garment
from onmodel.fountain.vocabulary import Pose
from onmodel.stage.actors.anatomy import SKIN_END
from onmodel.stage.actors.body import shape
from onmodel.stage.actors.build import act, build_actor, build_body
from onmodel.stage.actors.figure import Figure
from onmodel.stage.actors.gait import Pace, foot_at, pace_of
from onmodel.stage.actors.moment import Moment
from onmodel.stage.spec import ActorLook, ActorSpec

MAN = ActorLook(gender=1.0, age=0.66)
CHILD = ActorLook(gender=0.0, age=0.36)
FRAME = 1.8 / 24  # steps in a frame of a walk
SLIDES = 0.02  # metres a frame: less than a pixel of a wide shot


def at(look: ActorLook, pose: Pose, stride: float, stop: float = inf) -> dict[str, np.ndarray]:
    """Balls of the feet and wrists in the world."""
    spec = ActorSpec("A", look, pose=pose, seed=3)
    body, _ = build_body(spec, Moment(stride=stride, stop=stop))
    names = ("toe2-1", "wrist", "upperleg01")
    found = {f"{name}.{side}": body.joints[f"{name}.{side}"] for name in names for side in "LR"}
    return found | {"low": body.vertices[:SKIN_END, 2].min(), "root": body.joints["root"]}


def standing(pace: Pace, stride: float, front: bool, stop: float = inf) -> bool:
    return not foot_at(pace, front, stride, stop).swung


@pytest.mark.parametrize("pose", [Pose.WALK, Pose.RUN])
@pytest.mark.parametrize("look", [MAN, CHILD], ids=["man", "child"])
def test_a_foot_that_stands_does_not_slide(pose: Pose, look: ActorLook) -> None:
    pace = pace_of(Figure(shape(look)), pose)
    strides = np.arange(FRAME, 4.2, FRAME)
    moments = [at(look, pose, s) for s in strides]
    favoured = "L" if moments[0]["toe2-1.L"][1] < moments[0]["toe2-1.R"][1] else "R"
    seen = {"L": 0, "R": 0}
    for one, other, now, then in zip(moments, moments[1:], strides, strides[1:], strict=False):
        for side in "LR":
            if standing(pace, now, side == favoured) and standing(pace, then, side == favoured):
                slid = np.linalg.norm((other[f"toe2-1.{side}"] - one[f"toe2-1.{side}"])[:2])
                assert slid < SLIDES, f"{side} at {now:.2f}"
                seen[side] += 1
    assert min(seen.values()) > 8, "both legs carry"


def test_both_legs_swing_and_arms_against_them() -> None:
    ahead = [at(MAN, Pose.WALK, s) for s in np.arange(0.25, 4.0, 0.25)]
    legs = np.array([m["toe2-1.L"][1] - m["toe2-1.R"][1] for m in ahead])
    arms = np.array([m["wrist.L"][1] - m["wrist.R"][1] for m in ahead])
    assert (np.diff(np.sign(legs)) != 0).sum() >= 3
    assert np.corrcoef(legs, arms)[0, 1] < -0.7


def test_a_walk_goes_on_from_the_blocked_pose_and_repeats_every_two_steps() -> None:
    spec = ActorSpec("A", MAN, pose=Pose.WALK, seed=3)
    blocked, begun = build_actor(spec), act(spec, Moment(stride=1e-6))
    assert np.abs(blocked.keypoints[[8, 9, 10, 11, 12, 13]] - begun.keypoints[[8, 9, 10, 11, 12, 13]]).max() < 0.01
    step = pace_of(Figure(shape(MAN)), Pose.WALK).step
    one, two = act(spec, Moment(stride=0.4)), act(spec, Moment(stride=2.4))
    assert np.allclose(two.keypoints - one.keypoints, [0, -2 * step, 0], atol=2e-3)


@pytest.mark.parametrize("pose", [Pose.WALK, Pose.RUN])
def test_a_body_stays_over_the_ground_and_its_legs_reach(pose: Pose) -> None:
    heights = [at(MAN, pose, s) for s in np.arange(0.1, 2.1, 0.1)]
    assert all(-0.012 < m["low"] < (0.25 if pose is Pose.RUN else 0.012) for m in heights)
    rise = np.ptp([m["root"][2] for m in heights])
    assert 0.01 < rise < 0.15


@pytest.mark.parametrize(("pose", "stop"), [(Pose.WALK, 0.0), (Pose.WALK, 3.0), (Pose.RUN, 1.0)])
def test_the_last_step_ends_in_a_stand(pose: Pose, stop: float) -> None:
    pace = pace_of(Figure(shape(MAN)), pose)
    end = pace.last(stop) + 1 + 2 * pace.close / pace.step
    stands = [at(MAN, pose, end + more, stop) for more in (0.0, 1.0)]
    assert np.allclose(stands[0]["root"], stands[1]["root"], atol=1e-4)
    balls = [stands[1][f"toe2-1.{side}"] for side in "LR"]
    assert abs(balls[0][1] - balls[1][1]) < 0.03
    assert abs(balls[0][0] - balls[1][0]) > 0.1
    way = [pace.gone(s, stop) for s in np.linspace(0, end + 1, 200)]
    speeds = np.diff(way)
    assert (speeds >= -1e-9).all()
    assert np.abs(np.diff(speeds)).max() < 0.12 * speeds.max(), "nobody stops dead"


def test_a_robe_s_hem_covers_the_legs_in_every_phase() -> None:
    spec = ActorSpec("A", ActorLook(gender=1.0, outfit=(Garment("robe", "#3355aa", "blue"),)), pose=Pose.WALK, seed=3)
    for stride in (0.3, 0.6, 0.9):
        made = act(spec, Moment(stride=stride))
        hem = next(p for p in made.parts if p.name == "robe skirt")
        knees = made.keypoints[[9, 12]]
        for knee in knees:
            around = hem.vertices[np.abs(hem.vertices[:, 2] - knee[2]) < 0.06] - knee
            assert around[:, 1].min() < 0, "cloth before the knee"
            assert np.hypot(around[:, 0], around[:, 1]).min() > 0.03, "and not through it"
