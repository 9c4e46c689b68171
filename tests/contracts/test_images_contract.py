"""What every image backend promises, run on the stage and on its fake."""

from dataclasses import replace

import numpy as np
import pytest

from onmodel.backends.errors import NotConfigured, NotSupported
from onmodel.backends.images.fake import FakeImages
from onmodel.backends.images.port import CharacterRequest, ImageBackend, ImageRequest
from onmodel.backends.images.stage import StageImages
from onmodel.stage import render as rendering
from onmodel.stage.spec import ActorLook, ActorSpec, CameraSpec, SceneSpec, SetSpec
from tests.stage.doubles import person, room

SCENE = SceneSpec(
    SetSpec("room"),
    CameraSpec((0.0, -2.6, 1.5), (0.0, 0.0, 1.3), 32.0),
    (ActorSpec("ANNA", ActorLook(), (-0.4, 0.0, 0.0)), ActorSpec("BEN", ActorLook(), (0.4, 0.2, 0.0))),
)
REQUEST = ImageRequest("Anna and Ben talk.", scene=SCENE, seed=5, width=96, height=54, tier="low")


@pytest.fixture(params=[StageImages, FakeImages], ids=lambda c: c.__name__)
def backend(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ImageBackend:
    """Capsule people in a box room stand for the stage's own, so that the contract takes seconds."""
    monkeypatch.setattr(rendering, "build_actor", lambda spec: person(spec.name, spec.position))
    monkeypatch.setattr(rendering, "build_place", lambda spec: room())
    made: ImageBackend = request.param()
    made.setup()
    return made


def test_a_picture_has_the_size_that_was_asked_for(backend):
    result = backend.run(REQUEST)
    assert result.picture.shape == (54, 96, 3)
    assert result.picture.dtype == np.uint8
    assert result.picture.std() > 0


def test_the_same_request_gives_the_same_bytes_and_another_seed_another_picture(backend):
    assert backend.capabilities.seeds
    first = backend.run(REQUEST)
    assert np.array_equal(first.picture, backend.run(REQUEST).picture)
    assert not np.array_equal(first.picture, backend.run(replace(REQUEST, seed=6)).picture)


def test_who_is_where_is_told_and_lies_in_the_picture(backend):
    result = backend.run(REQUEST)
    assert set(result.masks) == {"ANNA", "BEN"}
    for name, mask in result.masks.items():
        assert mask.shape == (54, 96)
        assert mask.any()
        x0, y0, x1, y1 = result.heads[name]
        assert 0 <= x0 < x1 <= 96
        assert 0 <= y0 < y1 <= 54
        assert mask[int(y0) : int(y1) + 1, int(x0) : int(x1) + 1].mean() > 0.4
    assert result.heads["ANNA"][0] < result.heads["BEN"][0]


def test_the_manifest_says_what_made_it(backend):
    manifest = backend.run(REQUEST).manifest
    assert manifest["backend"] == backend.name
    assert manifest["seed"] == 5


def test_progress_rises_to_one(backend):
    told: list[float] = []
    backend.run(REQUEST, told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_the_request_is_not_kept_between_runs(backend):
    one = replace(REQUEST, scene=replace(SCENE, actors=SCENE.actors[:1]))
    backend.run(REQUEST)
    assert set(backend.run(one).masks) == {"ANNA"}


def test_control_maps_come_where_they_are_promised(backend):
    maps = backend.run(REQUEST).maps
    assert (maps is not None) == backend.capabilities.control_maps
    if maps is not None:
        assert maps.depth.shape == maps.ids.shape == (54, 96)
        assert set(maps.keypoints) == {"ANNA", "BEN"}


def test_without_a_scene_it_is_refused_with_what_to_do_or_drawn_from_the_words(backend):
    request = replace(REQUEST, scene=None, characters=(CharacterRequest("ANNA", "a woman"),))
    if isinstance(backend, FakeImages):
        assert set(backend.run(request).heads) == {"ANNA"}
        return
    with pytest.raises(NotSupported, match="Block the shot first"):
        backend.run(request)


def test_the_stages_notes_name_what_it_ignored(backend):
    request = replace(REQUEST, negative_prompt="hats", characters=(CharacterRequest("ANNA", "", (b"png",)),))
    notes = " ".join(backend.run(request).notes)
    assert ("negative prompt" in notes) != backend.capabilities.negative_prompts
    assert ("references" in notes) != backend.capabilities.references


def test_a_variant_that_cannot_run_here_is_not_configured(monkeypatch: pytest.MonkeyPatch):
    def no_driver(variant: str) -> None:
        raise ImportError("the CUDA backend hasn't been initialized")

    monkeypatch.setattr(rendering, "set_variant", no_driver)
    with pytest.raises(NotConfigured, match="scalar_rgb"):
        StageImages("cuda_ad_rgb").setup()
