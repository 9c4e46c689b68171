"""Hair on the real portrait, and on the portrait with hair cut off, dyed or let down."""

import numpy as np
import pytest

from onmodel.dna.face_traits import skin_lab
from onmodel.dna.frame import FACE, FIGURE, Reference, level
from onmodel.dna.hair import Hair, hair
from tests.dna.portrait import apart, portrait, traced


def _hair(pixels: np.ndarray, figure: np.ndarray | None = None) -> Hair:
    reference = Reference("x", pixels, traced().mesh, traced().figure if figure is None else figure)
    return hair(level(reference, FIGURE), skin_lab(level(reference, FACE)))


def _where() -> tuple[float, float, float, float]:
    """Middle column, top of the forehead, chin, and width of the face in the portrait."""
    mesh = traced().mesh
    return float(mesh[1, 0]), float(mesh[10, 1]), float(mesh[152, 1]), float(mesh[454, 0] - mesh[234, 0])


def test_the_portrait_has_short_light_brown_hair() -> None:
    found = _hair(portrait())
    assert apart(found.colour.value, "#7c6840") < 0.06
    assert found.length.value == "short"
    assert found.colour.confidence > 0.6


@pytest.mark.parametrize(("down", "length"), [(0.2, "medium"), (0.9, "long")])
def test_hair_let_down_is_longer(down: float, length: str) -> None:
    middle, top, chin, width = _where()
    rows, columns = np.mgrid[0:1024, 0:1024]
    beside = np.abs(columns - middle) / width
    lock = (beside > 0.5) & (beside < 0.8) & (rows > top - 20) & (rows < chin + down * (chin - top))
    pixels = portrait().copy()
    pixels[lock] = (124, 104, 64)
    assert _hair(pixels, np.asarray(traced().figure | lock)).length.value == length


def test_a_shaved_head_is_bald_and_has_no_colour() -> None:
    _, top, chin, _ = _where()
    rows = np.mgrid[0:1024, 0:1024][0]
    above = (rows < top + 0.45 * (chin - top)) & np.asarray(traced().figure)
    pixels = portrait().copy()
    pixels[above] = (225, 191, 166)
    found = _hair(pixels)
    assert (found.length.value, found.style.value, found.colour.value) == ("bald", "bald", None)


def test_dyed_hair_has_its_new_colour() -> None:
    _, top, _, _ = _where()
    rows = np.mgrid[0:1024, 0:1024][0]
    above = (rows < top) & np.asarray(traced().figure)
    pixels = portrait().copy()
    pixels[above] = (150, 30, 20)
    assert apart(_hair(pixels).colour.value, "#961e14") < 0.03


def test_without_a_figure_or_skin_or_a_crown_nothing_is_told() -> None:
    bare = Reference("x", portrait(), traced().mesh)
    assert hair(level(bare, FIGURE), np.array([0.8, 0.03, 0.04])).colour.value is None
    assert hair(level(traced(), FIGURE), None).length.value is None
    _, top, _, _ = _where()
    cut = int(top + 30)
    beheaded = Reference("x", portrait()[cut:], traced().mesh - [0, cut, 0], np.asarray(traced().figure)[cut:])
    assert hair(level(beheaded, FIGURE), skin_lab(level(beheaded, FACE))).length.value is None
