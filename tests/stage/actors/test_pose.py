"""Every pose stands on the ground, keeps limbs out of the body and reads as what it is, on several builds."""

import itertools
from functools import cache

import numpy as np
import pytest

from onmodel.fountain.vocabulary import Pose
from onmodel.stage.actors.anatomy import SKIN_END, anatomy
from onmodel.stage.actors.body import Body
from onmodel.stage.actors.build import build_body
from onmodel.stage.actors.pose import POSTURES
from onmodel.stage.spec import ActorLook, ActorSpec

LOOKS = {
    "man": ActorLook(gender=1, age=0.7, muscle=0.6),
    "woman": ActorLook(gender=0, age=0.62, weight=0.4),
    "heavy": ActorLook(gender=1, age=0.8, weight=1.0, height=0.4),
    "child": ActorLook(gender=0.4, age=0.36),
    "tall": ActorLook(gender=1, age=0.66, height=1.0, weight=0.3),
}
BOTH_FEET = set(Pose) - {Pose.WALK, Pose.RUN, Pose.KNEEL, Pose.LIE, Pose.FIGHT, Pose.CROUCH}
CASES = list(itertools.product(Pose, LOOKS))


@cache
def _body(pose: Pose, look: str = "man", **spec) -> Body:
    return build_body(ActorSpec("a", LOOKS[look], pose=pose, **{"seed": 4, **spec}))[0]


def _distance(points: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    t = np.clip((points - a) @ (b - a) / max(float((b - a) @ (b - a)), 1e-9), 0, 1)
    return np.linalg.norm(points - (a + t[:, None] * (b - a)), axis=1)


def _between(body: Body, start: str, end: str, shares=(0.25, 0.5, 0.75, 1.0)) -> np.ndarray:
    return np.array([body.joints[start] + s * (body.joints[end] - body.joints[start]) for s in shares])


def _soles(body: Body) -> list[float]:
    feet = anatomy().regions["feet"][:SKIN_END] > 0.5
    left = body.rest[:SKIN_END, 0] > 0
    return [float(body.vertices[:SKIN_END][feet & side, 2].min()) for side in (left, ~left)]


def test_every_pose_has_a_posture():
    assert set(POSTURES) == set(Pose)


@pytest.mark.parametrize(("pose", "look"), CASES)
def test_the_lowest_skin_touches_the_ground(pose, look):
    body = _body(pose, look)
    lowest = float(body.vertices[:SKIN_END, 2].min())
    assert lowest == pytest.approx(0, abs=2e-3) or (pose is Pose.SIT and look == "child" and 0 < lowest < 0.2)
    left, right = _soles(body)
    if pose in BOTH_FEET and not (pose is Pose.SIT and look == "child"):
        assert max(left, right) < 0.015
    if pose in {Pose.WALK, Pose.FIGHT, Pose.CROUCH, Pose.KNEEL}:
        assert max(left, right) < 0.05, "both feet bear weight"


@pytest.mark.parametrize(("pose", "look"), CASES)
def test_hands_and_forearms_stay_out_of_the_torso(pose, look):
    body = _body(pose, look)
    spine = [body.joints[b] for b in ("root", "spine04", "spine02", "spine01", "neck01")]
    rest = body.rest[:SKIN_END]
    for (name, a), (_, b) in itertools.pairwise(
        zip(("spine05", "spine04", "spine02", "spine01", "neck01"), spine, strict=True)
    ):
        height = body.rest_joints[name][2]
        ring = rest[
            (np.abs(rest[:, 2] - height) < 0.03) & (np.abs(rest[:, 0]) < 0.8 * abs(body.rest_joints["upperarm01.L"][0]))
        ]
        radius = 0.45 * float(np.ptp(ring[:, 1]))
        for side in "LR":
            limb = np.concatenate(
                [
                    _between(body, f"lowerarm01.{side}", f"wrist.{side}"),
                    np.array([body.joints[f"finger{i}-{k}.{side}"] for i in range(2, 6) for k in (1, 3)]),
                ]
            )
            assert _distance(limb, a, b).min() > radius, f"{side} arm in the torso at {name}"


@pytest.mark.parametrize(("pose", "look"), CASES)
def test_limbs_do_not_run_through_each_other(pose, look):
    body = _body(pose, look)
    thickness = 0.03 * float(np.linalg.norm(body.rest_joints["head"] - body.rest_joints["root"])) / 0.68
    shares = np.linspace(0, 1, 9)
    left, right = (_between(body, f"lowerarm01.{s}", f"wrist.{s}", shares) for s in "LR")
    gap = np.linalg.norm(left[:, None] - right[None], axis=2).min()
    assert gap > 1.6 * thickness, "forearm through forearm"
    for arm, leg in itertools.product("LR", "LR"):
        forearm = _between(body, f"lowerarm01.{arm}", f"wrist.{arm}")
        for a, b in ((f"upperleg02.{leg}", f"lowerleg01.{leg}"), (f"lowerleg01.{leg}", f"foot.{leg}")):
            assert _distance(forearm, body.joints[a], body.joints[b]).min() > 1.8 * thickness, "forearm through leg"


def _elbow(body: Body, side: str) -> float:
    shoulder, elbow, wrist = (body.joints[f"{b}.{side}"] for b in ("upperarm01", "lowerarm01", "wrist"))
    a, b = shoulder - elbow, wrist - elbow
    return float(np.degrees(np.arccos(a @ b / np.linalg.norm(a) / np.linalg.norm(b))))


@pytest.mark.parametrize("look", LOOKS)
def test_standing_at_ease_is_no_mannequin(look):
    body = _body(Pose.STAND, look)
    for side in "LR":
        assert 125 < _elbow(body, side) < 177, "elbows a little bent"
        drop = body.joints[f"upperarm01.{side}"] - body.joints[f"wrist.{side}"]
        assert drop[2] > 0.85 * np.linalg.norm(drop), "arms hang, neither T nor A"
        straight = body.joints[f"finger3-3.{side}"] - body.joints[f"finger3-1.{side}"]
        first = body.joints[f"finger3-2.{side}"] - body.joints[f"finger3-1.{side}"]
        assert np.degrees(np.arccos(straight @ first / np.linalg.norm(straight) / np.linalg.norm(first))) > 5, "curled"
    hips = body.joints["upperleg01.L"][2] - body.joints["upperleg01.R"][2]
    shoulders = body.joints["shoulder01.L"][2] - body.joints["shoulder01.R"][2]
    assert hips * shoulders < 0, "shoulders tilt against the hips"


def test_poses_read_as_their_names():
    point = _body(Pose.POINT)
    side = max("LR", key=lambda s: -point.joints[f"wrist.{s}"][1])
    finger = point.joints[f"finger2-3.{side}"] - point.joints[f"finger2-1.{side}"]
    assert finger[1] / np.linalg.norm(finger) < -0.85, "the index points ahead"
    curled = point.joints[f"finger4-3.{side}"] - point.joints[f"finger4-1.{side}"]
    assert np.linalg.norm(curled) < 0.8 * np.linalg.norm(finger), "the others are closed"
    wave = _body(Pose.WAVE)
    assert max(wave.joints[f"wrist.{s}"][2] for s in "LR") > wave.joints["shoulder01.L"][2]
    think = _body(Pose.THINK)
    mouth = think.vertices[:SKIN_END][anatomy().regions["lips"][:SKIN_END] > 0.5].mean(axis=0)
    assert min(np.linalg.norm(think.joints[f"finger2-2.{s}"] - mouth) for s in "LR") < 0.11
    lie = _body(Pose.LIE)
    assert np.ptp(lie.vertices[:SKIN_END, 2]) < 0.65
    walk, run = _body(Pose.WALK), _body(Pose.RUN)
    assert abs(walk.joints["foot.L"][1] - walk.joints["foot.R"][1]) > 0.45
    assert abs(run.joints["foot.L"][2] - run.joints["foot.R"][2]) > 0.1
    hold = _body(Pose.HOLD)
    assert np.linalg.norm(hold.joints["finger3-1.L"] - hold.joints["finger3-1.R"]) < 0.22
    bow, stand = _body(Pose.BOW), _body(Pose.STAND)
    assert bow.joints["head"][2] < stand.joints["head"][2] - 0.12


@pytest.mark.parametrize("height", [0.35, 0.45, 0.75])
def test_a_sitter_sits_on_the_seat(height):
    body = _body(Pose.SIT, seat_height=height)
    hip = body.joints["upperleg01.L"]
    under = body.vertices[:SKIN_END]
    bottom = under[
        (np.abs(under[:, 0]) < 0.14) & (under[:, 1] > hip[1]) & (under[:, 1] < hip[1] + 0.2) & (under[:, 2] > 0.2)
    ]
    assert float(bottom[:, 2].min()) == pytest.approx(height, abs=0.035)


def test_the_place_and_the_heading_are_kept():
    here, there = _body(Pose.STAND), _body(Pose.STAND, position=(3.0, -2.0, 0.4), heading=90.0)
    moved = here.vertices @ np.array([[0, 1, 0], [-1, 0, 0], [0, 0, 1]]) + (3.0, -2.0, 0.4)
    assert np.abs(there.vertices - moved).max() < 1e-3


def test_the_same_seed_poses_alike_and_another_a_little_differently():
    first, other = (_body(Pose.STAND, seed=s) for s in (5, 6))
    again, _ = build_body(ActorSpec("a", LOOKS["man"], pose=Pose.STAND, seed=5))
    assert np.array_equal(first.vertices, again.vertices)
    assert np.abs(first.vertices - other.vertices).max() > 0.002


@pytest.mark.parametrize("target", [(2.0, -2.0, 1.6), (-3.0, -1.0, 1.2), (0.3, -1.0, 0.4), (0.0, -2.0, 3.0)])
def test_head_and_eyes_together_look_at_a_point(target):
    spec = ActorSpec("a", LOOKS["man"], look_at=target, seed=4)
    body, gaze = build_body(spec)
    eye = (body.joints["eye.L"] + body.joints["eye.R"]) / 2
    head = body.bones[anatomy().bone("head")][:3, :3]
    yaw, pitch = np.radians(gaze)
    ahead = head @ (np.sin(yaw) * np.cos(pitch), -np.cos(yaw) * np.cos(pitch), np.sin(pitch))
    way = np.array(target) - eye
    assert np.degrees(np.arccos(np.clip(ahead @ way / np.linalg.norm(way), -1, 1))) < 6


def test_nobody_turns_the_head_round_like_an_owl():
    body, gaze = build_body(ActorSpec("a", LOOKS["man"], look_at=(0.2, 4.0, 1.6), seed=4))
    chest, head = (body.bones[anatomy().bone(b)][:3, :3] @ (0, -1, 0) for b in ("spine01", "head"))
    assert np.degrees(np.arccos(np.clip(chest @ head, -1, 1))) < 75
    assert abs(gaze[0]) <= 28.1


def test_who_holds_a_thing_closes_the_right_hand_round_it():
    def span(holds: str | None) -> float:
        body = _body(Pose.STAND, holds=holds)
        return float(np.linalg.norm(body.joints["finger3-3.R"] - body.joints["wrist.R"]))

    assert span("cup") < 0.93 * span(None)
    for pose in (Pose.STAND, Pose.SIT, Pose.WALK, Pose.KNEEL):
        assert _body(pose, holds="cup").joints["wrist.R"][1] < -0.15, "before the body"
