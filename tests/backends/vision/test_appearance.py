"""Appearance against DNA: light is taken off, drift is seen, what cannot be told says why."""

from dataclasses import replace

import numpy as np
import pytest

from onmodel.backends.vision.appearance import Seen, Sighting, Swatches, measure, raw_parts
from onmodel.backends.vision.fake import FakeVision
from onmodel.backends.vision.port import Embedding
from onmodel.color.spaces import hex_to_linear
from onmodel.dna.model import CharacterDNA, FaceReference, Garment, Trait
from onmodel.metrics.score import NO_REFERENCE

SKIN, RED, WHITE = "#c69076", "#b3262a", "#f0eee8"
LAMP = np.array([1.0, 0.7, 0.4])  # candle-like


def _told(value: str) -> Trait[str]:
    return Trait(value, "words", 0.9, told=value)


DNA = CharacterDNA(
    "AIDA",
    skin=_told(SKIN),
    hair=_told("#4e3423"),
    outfit=(Garment("jacket", RED, "red"), Garment("shirt", WHITE, "white"), Garment("boots", "#000000", "black")),
    faces=(FaceReference("a.jpg", (1.0, 0.0), "dlib-resnet-v1@x", 0.9, (0, 0, 9, 9)),),
)


def _sighting(jacket: str = RED, hair: str = "#4e3423", lamp: np.ndarray = LAMP) -> Sighting:
    colours = np.stack([hex_to_linear(jacket), hex_to_linear(WHITE)]) * lamp
    return Sighting(
        Embedding(np.array([0.8, 0.0], np.float32), "dlib-resnet-v1@x", 0.7),
        hex_to_linear(SKIN) * lamp,
        hex_to_linear(hair) * lamp,
        {"upper": Swatches(colours, np.array([0.7, 0.3]), 5000)},
        masked=True,
    )


def test_the_right_person_in_candle_light_is_right_in_every_part() -> None:
    raws = raw_parts(_sighting(), DNA)
    assert raws["face"].value == pytest.approx(0.2)
    assert raws["face"].confidence == 0.7
    assert raws["outfit"].value == pytest.approx(0.0, abs=0.01)
    assert raws["hair"].value is not None
    assert raws["hair"].value < 0.03


def test_another_jacket_is_drift_and_only_of_the_outfit() -> None:
    right, wrong = raw_parts(_sighting(), DNA), raw_parts(_sighting(jacket="#35609f"), DNA)
    assert (wrong["outfit"].value or 0.0) > 0.1
    assert wrong["hair"] == right["hair"]
    assert wrong["face"] == right["face"]


def test_other_hair_is_drift() -> None:
    assert (raw_parts(_sighting(hair="#c29f63"), DNA)["hair"].value or 0.0) > 0.08


def test_boots_are_not_looked_for_at_the_chest() -> None:
    barefoot = replace(DNA, outfit=DNA.outfit[:2])
    assert raw_parts(_sighting(), barefoot)["outfit"] == raw_parts(_sighting(), DNA)["outfit"]


@pytest.mark.parametrize(
    ("dna", "part", "why"),
    [
        (replace(DNA, outfit=(Garment("hat", RED, "red"),)), "hair", "under a hat"),
        (replace(DNA, hair_style=_told("bald")), "hair", "no hair"),
        (replace(DNA, hair=Trait(None, "default", 0.0)), "hair", "never told or seen"),
        (replace(DNA, outfit=()), "outfit", "never told"),
        (replace(DNA, faces=()), "face", "no reference"),
    ],
)
def test_what_was_never_defined_is_not_scored(dna: CharacterDNA, part: str, why: str) -> None:
    raw = raw_parts(_sighting(), dna)[part]
    assert raw.value is None
    assert why in raw.reason


def test_without_a_face_the_light_is_unknown_and_nothing_is_guessed() -> None:
    blind = replace(_sighting(), face=Embedding(None, "", 0.0, "the face is turned away from the lens"), skin=None)
    raws = raw_parts(blind, DNA)
    assert all(raw.value is None for raw in raws.values())
    assert "turned away" in raws["face"].reason
    assert "light on the clothes" in raws["outfit"].reason


def test_who_is_made_of_words_alone_has_nothing_to_compare_a_face_with_whether_it_is_seen_or_not() -> None:
    unseen = Embedding(None, "", 0.0, "the face is turned away from the lens")
    for face in (_sighting().face, unseen):
        assert raw_parts(replace(_sighting(), face=face), replace(DNA, faces=()))["face"].reason == NO_REFERENCE


def test_no_mask_no_colours() -> None:
    raws = raw_parts(replace(_sighting(), masked=False), DNA)
    assert raws["face"].value is not None
    assert "no mask" in raws["hair"].reason
    assert "no mask" in raws["outfit"].reason


def test_a_black_frame_gives_reasons_and_no_scores() -> None:
    vision = FakeVision()
    vision.setup()
    seen = Seen((10.0, 10.0, 60.0, 70.0), np.ones((90, 160), np.bool_))
    parts, vectors = measure(vision, np.zeros((90, 160, 3), np.uint8), DNA, seen)
    assert all(score.value is None and score.unscorable_reason for score in parts.values())
    assert "face" not in vectors
