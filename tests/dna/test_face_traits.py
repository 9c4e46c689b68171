"""Skin, eyes and beard on a real face, and on the same face painted over where the answer is then known."""

import numpy as np
import pytest

from onmodel.dna.face_traits import eyes, facial_hair, skin, skin_lab
from onmodel.dna.frame import (
    CHEEKS,
    CHIN_PATCH,
    EYE_CORNERS,
    FACE,
    FOREHEAD,
    JAWS,
    MOUSTACHE,
    OVAL,
    Reference,
    level,
)
from tests.dna.portrait import apart, painted, portrait, traced


def test_the_skin_of_the_portrait_is_hers_and_the_fringe_does_not_count() -> None:
    found = skin(level(traced(), FACE))
    assert apart(found.value, "#e1bfa6") < 0.04
    assert found.confidence > 0.5
    fringe = painted(FOREHEAD, "#3a2010", 1.0)
    assert apart(skin(level(fringe, FACE)).value, found.value or "") < 0.02


@pytest.mark.parametrize("colour", ["#4a2e20", "#8a5a3c", "#f3dccb"])
def test_painted_skin_is_read_back(colour: str) -> None:
    assert apart(skin(level(painted(OVAL, colour, 1.0), FACE)).value, colour) < 0.01


def test_skin_in_the_dark_is_not_trusted() -> None:
    night = Reference("night", (portrait() * 0.06).astype(np.uint8), traced().mesh)
    assert skin(level(night, FACE)).confidence < 0.3


@pytest.mark.parametrize("colour", ["#3f6fa8", "#4f7a48", "#3a2415"])
def test_the_colour_of_painted_irises_is_read_back(colour: str) -> None:
    reference = traced()
    pixels = reference.pixels.astype(np.float64)
    rows, columns = np.mgrid[0 : pixels.shape[0], 0 : pixels.shape[1]]
    rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])
    for outer, inner in EYE_CORNERS:
        (x, y), width = (
            reference.mesh[[outer, inner], :2].mean(0),
            abs(float(np.diff(reference.mesh[[outer, inner], 0])[0])),
        )
        away = np.hypot(rows - y, columns - x - 0.1 * width)  # looking a little aside
        pixels[away < 0.2 * width] = rgb
        pixels[away < 0.07 * width] = 8
    found = eyes(level(Reference("eyes", pixels.astype(np.uint8), reference.mesh), FACE))
    assert apart(found.value, colour) < 0.05
    assert found.confidence >= 0.4


def test_irises_of_a_small_face_are_unknown() -> None:
    small = Reference("small", portrait()[::6, ::6].copy(), traced().mesh / 6)
    assert eyes(level(small, FACE)).value is None


BEARDS = {
    "none": (),
    "moustache": (MOUSTACHE,),
    "goatee": (MOUSTACHE, CHIN_PATCH),
    "beard": (MOUSTACHE, CHIN_PATCH, *JAWS),
}


@pytest.mark.parametrize("kind", BEARDS)
def test_painted_facial_hair_is_named(kind: str) -> None:
    pixels = portrait()
    for vertices in BEARDS[kind]:
        patch = painted(vertices, "#2c1d14", 0.85)
        pixels = np.minimum(pixels, patch.pixels)
    found = facial_hair(level(Reference("beard", pixels, traced().mesh), FACE))
    assert found.value == kind
    assert found.confidence >= 0.4


def test_a_face_outside_the_picture_says_nothing() -> None:
    away = Reference("away", portrait(), traced().mesh + 5000)
    frame = level(away, FACE)
    assert skin_lab(frame) is None
    assert skin(frame).value is None
    assert eyes(frame).value is None
    assert facial_hair(frame).value is None
    assert len(CHEEKS) == 2
