"""Headwear sits on the head, not in it, and leaves the eyes free."""

import numpy as np
import pytest

from onmodel.dna.model import Garment, GarmentKind
from onmodel.fountain.vocabulary import Pose
from onmodel.stage.actors.anatomy import anatomy
from onmodel.stage.actors.body import Body
from onmodel.stage.actors.build import build_body
from onmodel.stage.actors.headwear import PATTERNS, headwear_parts, under_hat, worn
from onmodel.stage.actors.skull import skull
from onmodel.stage.spec import ActorLook, ActorSpec

HATS: dict[str, tuple[GarmentKind, str]] = {
    "fedora": ("hat", ""), "cap": ("cap", ""), "kalpak": ("hat", "white felt"), "borik": ("hat", "fur"),
    "tubeteika": ("hat", "tubeteika"), "kerchief": ("scarf", "headscarf"),
}  # fmt: skip
FACES = [dict(gender=1.0), dict(gender=0.0, weight=0.9), dict(age=0.34, height=0.3), dict(age=1.0, gender=1.0)]


def hatted(name: str, **axes: float) -> tuple[ActorLook, Body, np.ndarray]:
    kind, material = HATS[name]
    look = ActorLook(outfit=(Garment(kind, "#446688", "blue", material),), **axes)
    body = build_body(ActorSpec("a", look, pose=Pose.WALK))[0]
    (part,) = headwear_parts(body, look)
    carry = body.bones[anatomy().bone("head")]
    return look, body, (part.vertices - carry[:3, 3]) @ carry[:3, :3]


def test_words_choose_the_pattern() -> None:
    assert set(HATS) == set(PATTERNS)
    for name, (kind, material) in HATS.items():
        found = worn(ActorLook(outfit=(Garment(kind, "#000000", "black", material),)))
        assert found is not None
        assert found[1] == name


def test_without_a_hat_there_is_none() -> None:
    look = ActorLook(outfit=(Garment("scarf", "#aa0000", "red", "wool"),))
    body = build_body(ActorSpec("a", look))[0]
    assert headwear_parts(body, look) == ()
    assert not under_hat(look, np.array([[0.0, 0.0, 5.0]])).any()


@pytest.mark.parametrize("name", sorted(HATS))
@pytest.mark.parametrize("axes", FACES, ids=str)
def test_it_sits_on_the_head_and_leaves_the_eyes_free(name: str, axes: dict[str, float]) -> None:
    look, _, hat = hatted(name, **axes)
    head = skull(look)
    ray = hat - head.centre
    far = np.linalg.norm(ray, axis=1)
    inside = far < np.linalg.norm(head.at(ray / far[:, None]) - head.centre, axis=1) - 0.002
    assert inside.mean() < 0.03, "in the head"
    assert head.crown - 0.01 < hat[:, 2].max() < head.crown + 0.25
    before = hat[(hat[:, 1] < head.centre[1] - 0.05) & (np.abs(hat[:, 0]) < 0.05)]
    assert before[:, 2].min() > head.eyes + 0.008, "over the eyes"


def test_the_outlines_differ() -> None:
    tops = {name: hatted(name)[2][:, 2].max() for name in ("tubeteika", "fedora", "borik", "kalpak")}
    assert tops["kalpak"] > tops["borik"] > tops["tubeteika"]
    width = {name: np.ptp(hatted(name)[2][:, 0]) for name in ("fedora", "cap")}
    assert width["fedora"] > width["cap"] + 0.03
