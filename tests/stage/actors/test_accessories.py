"""Accessories by word: recognised, placed where they belong, unknown ones noted."""

import numpy as np
import pytest

from onmodel.stage.actors.accessories import accessory_parts, notes, recognised
from onmodel.stage.actors.body import Body
from onmodel.stage.actors.build import build_body
from onmodel.stage.actors.wardrobe import garment_parts
from onmodel.stage.spec import ActorLook, ActorSpec


def wearing(*words: str) -> tuple[ActorLook, Body]:
    look = ActorLook(accessories=words)
    return look, build_body(ActorSpec("a", look))[0]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("round gold spectacles", "glasses"), ("Dark Sunglasses", "sunglasses"), ("silver earrings", "earrings"),
        ("an eye patch", "eyepatch"), ("leather satchel", "bag"), ("a wide belt", "belt"),
        ("pearl necklace", "necklace"),
        ("police badge", "badge"), ("a jet pack", None), ("", None),
    ],
)  # fmt: skip
def test_words_are_recognised(words: str, kind: str | None) -> None:
    assert recognised(words) == kind


def test_unknown_ones_are_left_out_with_a_note() -> None:
    look, body = wearing("jet pack", "glasses", "glasses")
    assert [p.name for p in accessory_parts(body, look)] == ["glasses"]
    assert len(notes(look)) == 1
    assert "jet pack" in notes(look)[0]


def test_glasses_stand_before_the_eyes_and_reach_the_ears() -> None:
    look, body = wearing("glasses")
    (part,) = accessory_parts(body, look)
    for side in "LR":
        eye = body.joints[f"eye.{side}"]
        ring = part.vertices[np.hypot(part.vertices[:, 0] - eye[0], part.vertices[:, 2] - eye[2]) < 0.035]
        assert ring[:, 1].min() < eye[1] - 0.01
    assert np.ptp(part.vertices[:, 1]) > 0.07


def test_an_eyepatch_covers_one_eye_only() -> None:
    look, body = wearing("eyepatch")
    (part,) = accessory_parts(body, look)
    near = [np.linalg.norm(part.vertices - body.joints[f"eye.{s}"], axis=1).min() for s in "LR"]
    assert near[1] < 0.03 < near[0] + 0.012


@pytest.mark.parametrize("word", ["belt", "bag", "badge", "necklace"])
def test_what_is_worn_on_clothes_comes_with_them(word: str) -> None:
    look, body = wearing(word)
    part = next(p for p in garment_parts(body, look).parts if p.name == word)
    assert len(part.faces)
    assert np.isfinite(part.vertices).all()
