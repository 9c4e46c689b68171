"""What of a projected face is skin: a fringe on the forehead is left out, brows, shade and a beard stay."""

import numpy as np

from onmodel.color.spaces import hex_to_linear
from onmodel.stage.actors.anatomy import anatomy
from onmodel.stage.actors.body import shape
from onmodel.stage.albedo import _complete, _not_hair
from onmodel.stage.spec import ActorLook

SKIN, BROWN, BLOND = (hex_to_linear(h) for h in ("#d8a888", "#6b4a35", "#c9a25a"))


def _heights() -> np.ndarray:
    """Of the face vertices over the eyes, metres, on the neutral head."""
    a = anatomy()
    points = shape(ActorLook()).vertices
    eyes = points[np.unique(np.concatenate([a.faces["l-eye"], a.faces["r-eye"]]))]
    return np.asarray(points[a.face_vertices][:, 2] - eyes[:, 2].mean())


def _face(patch: np.ndarray, colour: np.ndarray) -> np.ndarray:
    return np.where(patch[:, None], colour, SKIN)


def test_the_tips_of_a_fringe_leave_no_blotch_over_the_brows() -> None:
    tips = (_heights() > 0.028) & (_heights() < 0.034)
    assert tips.sum() > 20
    for hair in (BROWN, 0.5 * BROWN + 0.5 * SKIN, BLOND):
        colours = _face(tips, hair)
        cleaned = _complete(colours, _not_hair(colours, np.ones(len(colours))), SKIN)
        assert np.abs(cleaned[tips] - SKIN).max() < 0.05


def test_brows_and_beard_stay() -> None:
    for low, high in ((0.012, 0.024), (-0.09, -0.06)):
        patch = (_heights() > low) & (_heights() < high) & (np.abs(_aside()) < 0.03)
        assert patch.sum() > 10
        colours = _face(patch, BROWN)
        assert _not_hair(colours, np.ones(len(colours)))[patch].min() == 1.0


def test_a_forehead_in_soft_shade_stays_skin() -> None:
    brow = _heights() > 0.03
    colours = _face(brow, 0.9 * SKIN)
    assert _not_hair(colours, np.ones(len(colours)))[brow].min() > 0.9


def _aside() -> np.ndarray:
    return np.asarray(shape(ActorLook()).vertices[anatomy().face_vertices][:, 0])
