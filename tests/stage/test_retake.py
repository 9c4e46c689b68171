from dataclasses import replace

import numpy as np
import pytest

from onmodel.fountain.model import Beat
from onmodel.fountain.vocabulary import Expression, Framing
from onmodel.stage.anchors import head_of, yaw_to
from onmodel.stage.blocking import Workshop, block_scene
from onmodel.stage.camera import box_in_frame
from onmodel.stage.retake import adjust_for_retake
from onmodel.stage.spec import ActorLook, ActorSpec, CameraSpec, LightSpec, SceneSpec, SetSpec
from tests.stage.dummy import ROOM, STEPPE, figure
from tests.stage.scripts import scene, shot

SHOP = Workshop(figure, lambda _scene, _seed: SetSpec("steppe"), lambda _spec: STEPPE)
SMALL_ROOM = Workshop(figure, lambda _scene, _seed: SetSpec("room"), lambda _spec: ROOM)


def spec(framing: Framing = Framing.MLS, *people: str) -> SceneSpec:
    names = people or ("A",)
    beats = tuple(Beat(n, expression=Expression.LAUGH) for n in names)
    return block_scene(scene((shot("1", framing, *names, beats=beats),)), {}, workshop=SHOP)[0]


def head_size(one: SceneSpec) -> float:
    _, top, _, bottom = box_in_frame(head_of(figure(one.actors[0])).outline, one.camera)
    return bottom - top


def test_a_small_face_comes_closer_and_stays_whole() -> None:
    before = spec(Framing.WS, "A")
    after, said = adjust_for_retake(before, "face too small", "A", SHOP)
    assert head_size(after) == pytest.approx(1.4 * head_size(before), rel=0.06)
    assert said == "The camera came closer: A is 1.4 × larger."
    assert min(box_in_frame(head_of(figure(after.actors[0])).outline, after.camera)) >= 0


def test_coming_closer_never_cuts_the_other_one() -> None:
    before = spec(Framing.TWO_SHOT, "A", "B")
    after, _ = adjust_for_retake(before, "face too small", "A", SHOP)
    for actor in after.actors:
        box = box_in_frame(head_of(figure(actor)).outline, after.camera)
        assert min(box) >= 0
        assert max(box) <= 1


def test_a_face_turned_away_turns_to_three_quarters() -> None:
    before = spec()
    away = replace(before, actors=(replace(before.actors[0], heading=120.0, look_at=None),))
    after, said = adjust_for_retake(away, "face turned away", "A", SHOP)
    assert yaw_to(figure(after.actors[0]), np.array(after.camera.position)) == pytest.approx(28, abs=3)
    assert "toward the lens" in said


def test_a_dark_face_gets_fill_until_there_is_no_more() -> None:
    one, said = adjust_for_retake(spec(), "too dark", "A", SHOP)
    assert one.light.face_fill == pytest.approx(0.6)
    assert "More light" in said
    full = replace(spec(), light=LightSpec(face_fill=1.8))
    after, said = adjust_for_retake(full, "too dark", "A", SHOP)
    assert after.seed == full.seed + 1
    assert said.startswith("Another seed")


def test_who_covers_steps_aside() -> None:
    back = ActorSpec("A", ActorLook(), (0, 0, 0), 0.0, look_at=(0, -5, 1.6))
    front = ActorSpec("B", ActorLook(), (0.05, -0.9, 0), 0.0)
    camera = CameraSpec((0, -4, 1.6), (0, 0, 1.4))
    one = SceneSpec(SetSpec("steppe"), camera, (back, front))
    for reason in ("occluded", "no face found"):
        after, said = adjust_for_retake(one, reason, "A", SHOP)
        assert after.actors[1].position[0] == pytest.approx(0.4, abs=0.01)
        assert said == "B stepped aside for A."


def test_a_distorted_face_plays_softer() -> None:
    after, said = adjust_for_retake(spec(), "expression distorts the face", "A", SHOP)
    assert after.actors[0].expression is Expression.SMILE
    assert "smile instead of laugh" in said


@pytest.mark.parametrize("shop", [SHOP, SMALL_ROOM], ids=["steppe", "room"])
def test_a_hidden_outfit_gets_a_wider_frame(shop: Workshop) -> None:
    before = spec(Framing.MS if shop is SHOP else Framing.WS)
    after, said = adjust_for_retake(before, "outfit hidden", "A", shop)
    assert head_size(after) < 0.92 * head_size(before)
    assert "outfit of A" in said


def test_somebody_who_is_not_there_is_said() -> None:
    after, said = adjust_for_retake(spec(), "missing", "NOBODY", SHOP)
    assert after.seed == 1
    assert "NOBODY is not in this blocking" in said


def test_the_same_finding_gives_the_same_retake() -> None:
    assert adjust_for_retake(spec(), "low identity", "A", SHOP) == adjust_for_retake(spec(), "low identity", "A", SHOP)
