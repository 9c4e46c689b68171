"""Levelling: whatever the turn, size and place of a face, the same skin lies in the same region."""

import cv2
import numpy as np
import pytest

from onmodel.dna.frame import CHEEKS, EYES, FACE, FIGURE, FOREHEAD, Reference, level
from tests.dna.portrait import portrait, traced


@pytest.mark.parametrize("degrees", [-60, 25, 90, 180])
def test_a_turned_picture_gives_the_same_frame(degrees: float) -> None:
    straight = level(traced(), FACE)
    turn = cv2.getRotationMatrix2D((512.0, 512.0), degrees, 1.0)
    pixels = np.asarray(cv2.warpAffine(portrait(), turn, (1024, 1024)), np.uint8)
    mesh = (traced().mesh[:, :2] @ turn[:, :2].T + turn[:, 2]).astype(np.float32)
    turned = level(Reference("turned", pixels, mesh), FACE)
    assert turned.size == straight.size
    assert float(np.abs(turned.points - straight.points).max()) < 1.0
    for vertices in (*CHEEKS, FOREHEAD):
        here, there = (f.lab[f.region(*vertices)].mean(0) for f in (straight, turned))
        assert float(np.linalg.norm(here - there)) < 0.01


def test_the_face_is_as_wide_as_the_window_says_but_never_enlarged() -> None:
    assert level(traced(), FIGURE).width == pytest.approx(FIGURE.face, rel=0.03)
    half = Reference("half", portrait()[::8, ::8].copy(), traced().mesh / 8)
    assert level(half, FACE).width < 30


def test_what_lies_outside_the_picture_is_not_inside() -> None:
    body = level(traced(), FIGURE)
    assert not body.inside[-1].any()  # the portrait ends at the waist
    assert not (body.figure & ~body.inside).any()
    assert body.masked
    assert not level(Reference("bare", portrait(), traced().mesh), FIGURE).masked


def test_regions_do_not_overlap_and_lie_in_the_face() -> None:
    face = level(traced(), FACE)
    eyes = face.region(*EYES[0]) | face.region(*EYES[1])
    for vertices in (*CHEEKS, FOREHEAD):
        patch = face.region(*vertices)
        assert patch.sum() > 100
        assert not (patch & eyes).any()
    assert face.top < face.points[1, 1] < face.chin
