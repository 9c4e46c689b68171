"""Hair: every style grows from the scalp, leaves the face free and follows the head."""

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from onmodel.dna.model import Garment, HairStyle
from onmodel.fountain.vocabulary import Pose
from onmodel.stage.actors.anatomy import SKIN_END, anatomy
from onmodel.stage.actors.body import Body
from onmodel.stage.actors.build import build_body
from onmodel.stage.actors.hair import hair_parts, moved
from onmodel.stage.actors.hairstyles import hairdo
from onmodel.stage.actors.hanging import Fall, fall
from onmodel.stage.actors.skull import skull
from onmodel.stage.spec import ActorLook, ActorSpec

STYLES = [s for s in get_args(HairStyle) if s != "bald"]


def posed(look: ActorLook, pose: Pose = Pose.STAND) -> Body:
    return build_body(ActorSpec("a", look, pose=pose))[0]


def in_head(body: Body, points: np.ndarray) -> np.ndarray:
    """World points in the rest pose of the head."""
    carry = body.bones[anatomy().bone("head")]
    return (points - carry[:3, 3]) @ carry[:3, :3]


def scalp_hair(look: ActorLook, pose: Pose = Pose.STAND) -> np.ndarray:
    body = posed(look, pose)
    hair = next(p for p in hair_parts(body, look) if p.name == "hair")
    assert np.isfinite(hair.vertices).all()
    assert hair.faces.max() < len(hair.vertices)
    return in_head(body, hair.vertices)


def test_bald_has_no_hair() -> None:
    look = ActorLook(hair_style="bald")
    assert hair_parts(posed(look), look) == ()


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("pose", [Pose.STAND, Pose.BOW, Pose.LIE])
def test_hair_is_on_the_head_and_never_across_eyes_or_mouth(style: HairStyle, pose: Pose) -> None:
    look = ActorLook(gender=0.3, hair_style=style)
    hair, head = scalp_hair(look, pose), skull(look)
    assert hair[:, 2].max() > head.crown, "the crown is covered"
    body = posed(look, pose)
    eyes = in_head(body, np.stack([body.joints["eye.L"], body.joints["eye.R"]]))
    for eye in eyes:
        before = hair[(hair[:, 1] < eye[1]) & (np.hypot(hair[:, 0] - eye[0], hair[:, 2] - eye[2]) < 0.016)]
        assert not len(before), f"{len(before)} hair points before an eye"
    mouth = hair[(hair[:, 1] < head.mouth[1] + 0.01) & (np.hypot(hair[:, 0], hair[:, 2] - head.mouth[2]) < 0.02)]
    assert not len(mouth)


@pytest.mark.parametrize("style", STYLES)
def test_the_scalp_is_covered(style: HairStyle) -> None:
    look = ActorLook(gender=0.3, hair_style=style)
    hair, head = scalp_hair(look), skull(look)
    rest = posed(look).rest[:SKIN_END]
    scalp = rest[(anatomy().regions["scalp"][:SKIN_END] > 0.99) & (rest[:, 2] > head.brow + 0.06)]
    ray = scalp - head.centre
    far = np.linalg.norm(ray, axis=1)
    hair_ray = hair - head.centre
    hair_far = np.linalg.norm(hair_ray, axis=1)
    near = (hair_ray / hair_far[:, None]) @ (ray / far[:, None]).T > np.cos(np.radians(7))
    over = np.where(near, hair_far[:, None], 0).max(0) - far
    assert (over > 0).mean() > 0.98


def test_long_hair_reaches_the_back_and_short_hair_does_not() -> None:
    long, short = (scalp_hair(ActorLook(gender=0.0, hair_style=s))[:, 2].min() for s in ("long", "short"))
    chin = skull(ActorLook(gender=0.0)).chin
    assert long < chin - 0.15
    assert short > chin - 0.05


def test_long_hair_lies_outside_the_back() -> None:
    look = ActorLook(gender=0.0, hair_style="long")
    body = posed(look)
    hair = next(p for p in hair_parts(body, look) if p.name == "hair").vertices
    back = hair[(hair[:, 1] > body.joints["spine01"][1]) & (hair[:, 2] < body.joints["neck01"][2])]
    assert len(back) > 100
    trunk = body.vertices[:SKIN_END][anatomy().regions["torso"][:SKIN_END] > 0.9]
    for z in np.linspace(back[:, 2].min(), back[:, 2].max() - 0.05, 5):
        slab = trunk[np.abs(trunk[:, 2] - z) < 0.03]
        middle = back[(np.abs(back[:, 2] - z) < 0.03) & (np.abs(back[:, 0]) < 0.05)]
        if len(middle):
            assert np.median(middle[:, 1]) > slab[np.abs(slab[:, 0]) < 0.06][:, 1].max()


def test_locks_differ_in_shade() -> None:
    look = ActorLook(hair="#6a4a30", hair_style="short")
    colours = hair_parts(posed(look), look)[0].colours
    assert colours.std(0).min() > 0.05 * colours.mean()


def test_hair_follows_its_colour() -> None:
    means = []
    for colour in ("#1a1210", "#c8a060"):
        look = ActorLook(hair=colour)
        means.append(hair_parts(posed(look), look)[0].colours.mean())
    assert means[1] > 5 * means[0]


@pytest.mark.parametrize("style", STYLES)
def test_a_hat_presses_the_hair_away(style: HairStyle) -> None:
    look = ActorLook(hair_style=style, outfit=(Garment("hat", "#333333", "grey"),))
    free, pressed = scalp_hair(replace(look, outfit=())), scalp_hair(look)
    assert pressed[:, 2].max() < free[:, 2].max() - 0.03


def test_the_same_look_gives_the_same_bytes() -> None:
    look = ActorLook(gender=0.0, hair_style="long")
    once, again = (hair_parts(posed(look), look)[0].vertices.tobytes() for _ in range(2))
    assert once == again


@pytest.mark.parametrize("style", ["long", "ponytail", "braids"])
def test_hanging_hair_lies_on_the_ground_not_in_it(style: HairStyle) -> None:
    look = ActorLook(gender=0.0, hair_style=style)
    body = posed(look, Pose.LIE)
    hair = next(p for p in hair_parts(body, look) if p.name == "hair").vertices
    assert hair[:, 2].min() > body.vertices[:SKIN_END, 2].min() - 0.03


@pytest.mark.parametrize("turn", [-1.0, 1.0])
def test_hanging_hair_glides_over_the_shoulders_without_kinks(turn: float) -> None:
    look = ActorLook(gender=0, hair_style="long", outfit=(Garment("jacket", "#333333", "grey"),))
    body = build_body(ActorSpec("a", look, pose=Pose.SIT, look_at=(turn * 2, -1, 1.2)))[0]
    hair, carry = hairdo(look), body.bones[anatomy().bone("head")].astype(float)
    starts = moved(carry, hair.strands)[:, -1]
    paths = fall(body, starts, np.tile([0.0, 0, -1], (len(starts), 1)), Fall(np.full(len(starts), 0.36), 13, 0.4))
    steps = np.diff(paths, axis=1)
    steps /= np.linalg.norm(steps, axis=2, keepdims=True)
    bends = np.degrees(np.arccos(np.clip((steps[:, 1:] * steps[:, :-1]).sum(2), -1, 1)))
    assert np.percentile(bends, 99) < 60
    assert bends.max() < 100
