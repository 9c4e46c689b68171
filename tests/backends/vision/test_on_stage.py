"""The stage's actors are seen as people: found, recognised in another light, and their skin read back."""

import functools

import numpy as np
import pytest

from onmodel.backends.vision.embedded import EmbeddedVision
from onmodel.backends.vision.port import Picture
from onmodel.dna.frame import Reference
from onmodel.dna.pixels import see
from onmodel.fountain.vocabulary import Expression, TimeOfDay
from onmodel.stage.actors.build import build_actor
from onmodel.stage.render import render
from onmodel.stage.spec import ActorLook, ActorSpec, CameraSpec, SceneSpec, SetSpec
from tests.dna.portrait import apart

VISION = EmbeddedVision()
LOOKS = {
    "fair": ActorLook(gender=0.0, skin="#ecc9b2", hair="#8f3b1c", hair_style="bob"),
    "dark": ActorLook(gender=1.0, skin="#5a3a28", hair="#15120f", hair_style="cropped"),
}
pytestmark = pytest.mark.slow


@functools.cache
def _shot(who: str, exterior: bool) -> Picture:
    actor = ActorSpec(who, LOOKS[who], heading=15 if exterior else 0, expression=Expression.NEUTRAL)
    height = float(build_actor(actor).head.mean(axis=0)[2])
    camera = CameraSpec((0.0, -1.5, height), (0.0, 0.0, height - 0.05), lens_mm=50)
    place = SetSpec("steppe" if exterior else "room", not exterior, TimeOfDay.DAY)
    return render(SceneSpec(place, camera, (actor,), tier="low", seed=1), size=(384, 216)).picture


def test_an_actor_is_one_face_and_the_same_person_in_another_light() -> None:
    vectors = []
    for exterior in (False, True):
        picture = _shot("fair", exterior)
        (face,) = VISION.faces(picture)
        embedding = VISION.embed_face(picture, face)
        assert embedding.vector is not None, embedding.unscorable_reason
        assert embedding.quality > 0.5
        vectors.append(embedding.vector)
    assert float(np.linalg.norm(vectors[0] - vectors[1])) < 0.6


@pytest.mark.parametrize("who", LOOKS)
def test_an_actors_skin_is_read_back(who: str) -> None:
    picture = _shot(who, exterior=False)
    (face,) = VISION.faces(picture)
    mesh = VISION.face_mesh(picture, face)
    assert mesh is not None
    found = see(Reference(who, picture, mesh, VISION.person_mask(picture, face)))
    assert apart(found.skin.value, LOOKS[who].skin) < 0.08
    assert found.facial_hair.value in {"none", None}
