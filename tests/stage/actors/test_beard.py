"""Facial hair grows where it should, longer or shorter, follows the jaw and leaves the lips free."""

from typing import get_args

import numpy as np
import pytest

from onmodel.dna.model import FacialHair
from onmodel.fountain.vocabulary import Expression
from onmodel.stage.actors.anatomy import SKIN_END, anatomy
from onmodel.stage.actors.beard import beard_parts
from onmodel.stage.actors.body import Body
from onmodel.stage.actors.build import build_body
from onmodel.stage.actors.skull import skull
from onmodel.stage.spec import ActorLook, ActorSpec

KINDS = [k for k in get_args(FacialHair) if k != "none"]


def posed(look: ActorLook, expression: Expression = Expression.NEUTRAL) -> Body:
    return build_body(ActorSpec("a", look, expression=expression))[0]


def grown(kind: FacialHair, expression: Expression = Expression.NEUTRAL) -> tuple[Body, np.ndarray]:
    look = ActorLook(gender=1.0, facial_hair=kind)
    body = posed(look, expression)
    return body, np.concatenate([p.vertices for p in beard_parts(body, look)])


def test_none_is_none() -> None:
    look = ActorLook(facial_hair="none")
    assert beard_parts(posed(look), look) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_a_sound_mesh_on_the_lower_face(kind: FacialHair) -> None:
    look = ActorLook(gender=1.0, facial_hair=kind)
    body = posed(look)
    for part in beard_parts(body, look):
        assert np.isfinite(part.vertices).all()
        assert part.faces.max() < len(part.vertices) == len(part.colours)
        assert part.vertices[:, 2].max() < body.joints["eye.L"][2]


@pytest.mark.parametrize("kind", KINDS)
def test_the_lips_stay_visible(kind: FacialHair) -> None:
    body, hair = grown(kind)
    lips = body.vertices[:SKIN_END][anatomy().regions["lips"][:SKIN_END] > 0.9]
    middle, half = lips.mean(0), np.abs(lips[:, 0] - lips[:, 0].mean()).max()
    before = hair[:, 1] < lips[:, 1].min() + 0.004
    cover = before & (np.abs(hair[:, 0] - middle[0]) < 0.7 * half) & (np.abs(hair[:, 2] - middle[2]) < 0.004)
    assert cover.mean() < 0.004


def test_lengths_are_in_order() -> None:
    low = {k: grown(k)[1][:, 2].min() for k in ("beard", "long beard", "moustache")}
    chin = skull(ActorLook(gender=1.0)).chin
    assert low["long beard"] < low["beard"] - 0.05
    assert low["moustache"] > low["beard"] + 0.02
    assert chin is not None


def test_a_moustache_is_no_beard() -> None:
    body, hair = grown("moustache")
    lips = body.vertices[:SKIN_END][anatomy().regions["lips"][:SKIN_END] > 0.9]
    assert np.median(hair[:, 2]) > lips[:, 2].mean()


def test_stubble_is_a_tint_between_skin_and_hair() -> None:
    look = ActorLook(gender=1.0, facial_hair="stubble", skin="#d0a080", hair="#201510")
    (part,) = beard_parts(posed(look), look)
    assert 0.02 < part.colours.min() < part.colours.max() < 0.7


def test_it_follows_the_jaw() -> None:
    shut, open_ = grown("beard")[1], grown("beard", Expression.LAUGH)[1]
    assert shut.shape == open_.shape
    assert np.abs(shut - open_).max() > 0.005
