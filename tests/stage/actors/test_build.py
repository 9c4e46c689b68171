"""A built actor: whole, anchored, facing where it should, and the same for the same spec."""

import numpy as np
import pytest

from onmodel.fountain.vocabulary import Pose
from onmodel.stage.actors.build import build_actor, build_body
from onmodel.stage.actors.skin import skin_part
from onmodel.stage.spec import ActorLook, ActorSpec

NOSE, NECK, R_SHOULDER, L_SHOULDER, R_WRIST, L_HIP, R_ANKLE, L_ANKLE, R_EYE, L_EYE = 0, 1, 2, 5, 4, 11, 10, 13, 14, 15


@pytest.fixture(scope="module")
def actor():
    return build_actor(ActorSpec("Anna", ActorLook(gender=0), position=(1.0, 2.0, 0.0), heading=90.0, seed=2))


def test_parts_are_whole_and_finite(actor):
    assert {"skin", "l-eye", "r-eye", "brows", "tongue"} <= {p.name for p in actor.parts}
    for part in actor.parts:
        assert np.isfinite(part.vertices).all()
        assert part.faces.min() >= 0
        assert part.faces.max() < len(part.vertices)
        assert part.colours.shape == part.vertices.shape
        assert part.colours.min() >= 0
        assert part.colours.max() <= 1
        if part.normals is not None:
            assert part.normals.shape == part.vertices.shape


def test_the_actor_stands_on_the_ground_where_it_was_put(actor):
    lowest = min(float(p.vertices[:, 2].min()) for p in actor.parts)
    assert lowest == pytest.approx(0, abs=3e-3)
    middle = actor.body.mean(axis=0)
    assert np.hypot(middle[0] - 1, middle[1] - 2) < 0.25


def test_keypoints_are_openposes(actor):
    k = actor.keypoints
    assert k.shape == (18, 3)
    assert k[NECK] == pytest.approx((k[R_SHOULDER] + k[L_SHOULDER]) / 2, abs=1e-4)
    # at heading 90 the actor faces +x, its left is +y
    assert k[L_SHOULDER][1] > k[R_SHOULDER][1]
    assert k[L_EYE][1] > k[R_EYE][1]
    assert k[NOSE][0] > k[L_EYE][0] > k[NECK][0]
    assert k[R_ANKLE][2] < k[L_HIP][2] < k[NECK][2] < k[NOSE][2]
    assert k[L_ANKLE][2] < 0.2


def test_face_and_chest_point_where_the_actor_faces(actor):
    for direction in (actor.face_forward, actor.chest_forward):
        assert np.linalg.norm(direction) == pytest.approx(1, abs=1e-4)
        assert direction[0] > 0.9


def test_hulls_hold_what_they_name(actor):
    points = np.concatenate([p.vertices for p in actor.parts])
    assert actor.body.min(axis=0) == pytest.approx(points.min(axis=0), abs=1e-3)
    assert actor.body.max(axis=0) == pytest.approx(points.max(axis=0), abs=1e-3)
    assert len(actor.body) < 4000
    assert actor.head[:, 2].min() > actor.keypoints[NECK][2] - 0.25
    assert actor.head[:, 2].max() >= actor.keypoints[NOSE][2] + 0.08


def test_the_same_spec_gives_the_same_bytes():
    spec = ActorSpec("a", ActorLook(), pose=Pose.TALK, look_at=(1.0, -2.0, 1.5), seed=9)
    first, second = build_actor(spec), build_actor(spec)
    assert [p.name for p in first.parts] == [p.name for p in second.parts]
    assert all(a.vertices.tobytes() == b.vertices.tobytes() for a, b in zip(first.parts, second.parts, strict=True))
    assert first.keypoints.tobytes() == second.keypoints.tobytes()


def test_skin_under_clothes_is_left_out_and_the_rest_is_rounded_off():
    body, _ = build_body(ActorSpec("a", ActorLook()))
    bare = skin_part(body, np.zeros(len(body.rest), bool))
    clothed = skin_part(body, body.regions["torso"] > 0.5)
    assert len(clothed.faces) < 0.9 * len(bare.faces)
    assert len(bare.faces) == 4 * len(body.faces["body"])
    originals = body.vertices[np.unique(body.faces["body"])]
    assert bare.vertices[: len(originals)] == pytest.approx(originals), "vertices stay where they were"
    assert skin_part(body, np.ones(len(body.rest), bool)).faces.shape == (0, 3)


@pytest.mark.parametrize("pose", [Pose.STAND, Pose.HOLD, Pose.FIGHT])
def test_a_held_thing_is_in_the_hand(pose):
    built = build_actor(ActorSpec("a", ActorLook(), pose=pose, holds="cup"))
    held = np.concatenate([p.vertices for p in built.parts if p.name.startswith("held:")])
    wrists = built.keypoints[[R_WRIST, 7]] if pose is Pose.HOLD else built.keypoints[[R_WRIST]]
    assert np.linalg.norm(held.mean(axis=0) - wrists, axis=1).max() < 0.19
    if pose is not Pose.FIGHT:
        box = np.ptp(held, axis=0)
        assert held[:, 2].mean() > 0.8, "before waist or chest"
        assert box[2] > 0.05, "upright"
