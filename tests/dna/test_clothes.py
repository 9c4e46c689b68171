"""Clothes on the portrait: its orange suit, an open jacket painted over it, and a figure drawn down to the feet."""

import numpy as np

from onmodel.dna.accessories import accessories
from onmodel.dna.clothes import outfit
from onmodel.dna.face_traits import skin_lab
from onmodel.dna.frame import BRIDGE, FACE, FIGURE, Reference, level
from onmodel.dna.model import Garment
from tests.dna.portrait import apart, painted, portrait, traced


def _outfit(reference: Reference) -> tuple[Garment, ...]:
    return outfit(level(reference, FIGURE), skin_lab(level(reference, FACE)))


def _figure(trousers: tuple[int, int, int], front: tuple[int, int, int] | None = None) -> Reference:
    """The portrait's head on a drawn body that stands in the picture down to its feet."""
    mesh = traced().mesh
    middle, chin, width = float(mesh[1, 0]), int(mesh[152, 1]) + 12, float(mesh[454, 0] - mesh[234, 0])
    tall = np.zeros((1900, 1024, 3), np.uint8)
    tall[:1024] = portrait()
    tall[chin:] = (90, 110, 90)
    figure = np.zeros(tall.shape[:2], np.bool_)
    figure[:chin] = np.asarray(traced().figure)[:chin]
    rows, columns = np.mgrid[0:1900, 0:1024]
    height = float(mesh[152, 1] - mesh[10, 1])
    beside = np.abs(columns - middle) / width
    trunk = (rows >= chin) & (rows < chin + 3.1 * height) & (beside < 1.4)
    legs = (rows >= chin + 3.1 * height) & (rows < chin + 7 * height) & (beside < 0.9)
    tall[trunk], tall[legs] = (40, 60, 150), trousers
    if front is not None:
        tall[trunk & (beside < 0.3)] = front
    return Reference("tall", tall, mesh, figure | trunk | legs)


def test_the_suit_is_orange_cloth() -> None:
    (suit,) = _outfit(traced())
    assert suit.colour_name == "orange"
    assert apart(suit.colour, "#e1734d") < 0.08
    assert suit.source == "pixels"


def test_a_whole_figure_has_an_upper_and_a_lower_garment() -> None:
    upper, lower = _outfit(_figure((60, 45, 30)))
    assert (upper.kind, upper.colour_name) == ("shirt", "blue")
    assert lower.kind == "trousers"
    assert apart(lower.colour, "#3c2d1e") < 0.03


def test_an_open_front_is_a_jacket_over_a_shirt() -> None:
    jacket, shirt, _ = _outfit(_figure((60, 45, 30), front=(235, 235, 230)))
    assert (jacket.kind, jacket.colour_name) == ("jacket", "blue")
    assert (shirt.kind, shirt.colour_name) == ("shirt", "white")


def test_skin_is_not_cloth_and_without_a_figure_there_is_no_outfit() -> None:
    bare = _figure((225, 191, 166))
    assert [g.kind for g in _outfit(bare)] == ["shirt"]
    assert _outfit(Reference("x", portrait(), traced().mesh)) == ()


def test_the_same_picture_gives_the_same_outfit() -> None:
    assert _outfit(traced()) == _outfit(traced())


def test_glasses_are_seen_where_a_dark_bar_crosses_the_nose_and_not_elsewhere() -> None:
    def worn(reference: Reference) -> tuple[str, ...]:
        return accessories(level(reference, FACE), level(reference, FIGURE), "#7c6840")

    assert worn(traced()) == ()
    assert worn(painted(BRIDGE, "#101010", 1.0)) == ("glasses",)


def test_a_hat_is_seen_where_another_colour_sits_above_the_temples() -> None:
    mesh = traced().mesh
    top, height, middle = float(mesh[10, 1]), float(mesh[152, 1] - mesh[10, 1]), float(mesh[1, 0])
    rows, columns = np.mgrid[0:1024, 0:1024]
    crown = (rows < top) & (rows > top - 0.8 * height) & (np.abs(columns - middle) < 0.8 * height)
    pixels = portrait().copy()
    pixels[crown] = (30, 50, 140)
    hatted = Reference("hat", pixels, mesh, np.asarray(traced().figure | crown))
    assert accessories(level(hatted, FACE), level(hatted, FIGURE), "#7c6840") == ("hat",)
