"""The whole way from words and pictures to DNA, with the fake eye for the rules and the real one for a real face."""

import numpy as np
import pytest
from PIL import Image

from onmodel.backends.vision.fake import FakeVision, paint_face
from onmodel.dna.measure import NothingToGoOn, measure
from onmodel.dna.prompt import base_prompt
from onmodel.dna.references import FaceTooSmall, FaceUnclear, NoFaceFound, NotTheSamePerson, SeveralFaces
from tests.dna.portrait import VISION, apart, portrait

FAKE = FakeVision()


def _picture(*faces: tuple[str, int]) -> np.ndarray:
    picture = np.full((300, 700, 3), 90, np.uint8)
    for place, (person, width) in enumerate(faces):
        paint_face(picture, (20 + 220 * place, 20, 20 + 220 * place + width, 20 + width), person)
    return picture


def test_a_description_alone_is_enough() -> None:
    dna = measure("Emma", "detective, 30s, red hair", [], FAKE)
    assert dna.faces == ()
    assert dna.age.value == "thirties"
    assert dna.hair.source == "words"
    assert base_prompt(dna).startswith("Emma, detective in their thirties, ")
    assert "red hair" in base_prompt(dna)


def test_pictures_alone_are_enough() -> None:
    dna = measure("Emma", "", [("a.png", _picture(("EMMA", 100)))], FAKE)
    assert [f.picture for f in dna.faces] == ["a.png"]
    assert dna.faces[0].backbone == "fake-faces-v1"
    assert len(dna.faces[0].embedding) == 128
    assert dna.look_backbone == "fake-look-v1"


@pytest.mark.parametrize("description", ["", "  \n"])
def test_nothing_at_all_is_an_error_that_says_what_to_give(description: str) -> None:
    with pytest.raises(NothingToGoOn, match=r"nothing to know Emma by.*Give a description"):
        measure("Emma", description, [], FAKE)


GOOD = ("good.png", _picture(("EMMA", 100)))


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        (_picture(), NoFaceFound),
        (_picture(("EMMA", 90), ("BEK", 80), ("AIDA", 100)), SeveralFaces),
        (_picture(("EMMA", 20)), FaceTooSmall),
        (_picture(("BEK", 100)), NotTheSamePerson),
    ],
)
def test_a_bad_reference_among_good_ones_is_named(bad: np.ndarray, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"bad\.png"):
        measure("Emma", "woman", [GOOD, ("bad.png", bad)], FAKE)


def test_a_bystander_is_overlooked() -> None:
    dna = measure("Emma", "", [("street.png", _picture(("BEK", 30), ("EMMA", 100)))], FAKE)
    assert dna.faces[0].box[2] - dna.faces[0].box[0] == 100


def test_the_same_picture_twice_is_taken_with_a_warning() -> None:
    dna = measure("Emma", "", [GOOD, ("again.png", GOOD[1])], FAKE)
    assert len(dna.faces) == 2
    assert dna.warnings == ("again.png is the same picture as good.png",)


def test_a_real_face_in_three_states_gives_one_person() -> None:
    image = Image.fromarray(portrait())
    pictures = [
        ("front.png", portrait()),
        ("small.png", np.asarray(image.resize((512, 512)))),
        ("tilted.png", np.asarray(image.rotate(20, expand=True))),
    ]
    dna = measure("Eileen", "astronaut in an orange suit", pictures, VISION)
    assert len(dna.faces) == 3
    vectors = np.array([f.embedding for f in dna.faces])
    assert float(np.linalg.norm(vectors[0] - vectors[1:], axis=1).max()) < 0.45
    assert apart(dna.skin.value, "#e1bfa6") < 0.05
    assert apart(dna.hair.value, "#7c6840") < 0.06
    assert dna.facial_hair.value == "none"
    assert dna.hair_length.value == "short"
    assert dna == measure("Eileen", "astronaut in an orange suit", pictures, VISION)


def test_a_real_face_in_the_dark_or_too_far_is_named() -> None:
    night = (portrait() * 0.02).astype(np.uint8)
    with pytest.raises((FaceUnclear, NoFaceFound), match=r"night\.png"):
        measure("E", "", [("night.png", night)], VISION)
    far = np.asarray(Image.fromarray(portrait()).resize((120, 120)))
    with pytest.raises(FaceTooSmall, match=r"far\.png is too small. It is 2\d pixels wide"):
        measure("E", "", [("far.png", far)], VISION)
