"""Figures: what no frame shows is left out, what some frame shows is kept, light follows the keyframes."""

import numpy as np
import pytest

from onmodel.stage import life
from onmodel.stage.between import Keylight
from onmodel.stage.figures import backdrop, figure, joined
from onmodel.stage.life import Living
from onmodel.stage.mending import FLOOR
from onmodel.stage.optics import NEAR, Optics
from onmodel.stage.raster import FAR, draw
from onmodel.stage.spec import ActorLook, ActorSpec
from tests.stage.doubles import camera, person, room

VIEW = Optics(camera(), 96, 54)
BEHIND = Optics(camera((0.0, -2.6, 1.45), (0.0, -5.0, 1.35)), 96, 54)


@pytest.fixture
def anna(monkeypatch: pytest.MonkeyPatch) -> Living:
    monkeypatch.setattr(life, "build_actor", lambda spec: person(spec.name, spec.position))
    monkeypatch.setattr(life, "act", lambda spec, _moment: person(spec.name, spec.position))
    return Living(ActorSpec("ANNA", ActorLook()), 1, 2.0)


def key(anna: Living, light: float, time: float = 0.0) -> Keylight:
    points = anna.at(time)
    seen = draw((points, anna.flat.faces, points), VIEW, near=NEAR)
    ids = (seen.depth < FAR / 2).astype(np.uint16)
    return Keylight(time, VIEW, np.full((54, 96, 3), light, np.float32), seen.depth, ids)


def test_a_figure_looks_as_the_whole_actor_does(anna: Living) -> None:
    colours = anna.flat.colours
    made = figure(1, (anna, colours), [key(anna, 1.0)], [(0.0, VIEW), (1.0, VIEW)])
    assert 0 < len(made.faces) < len(anna.flat.faces), "the back is left out"
    for time in (0.0, 0.5, 1.0):
        points = anna.at(time)
        whole = draw((points, anna.flat.faces, colours), VIEW)
        own = draw((points[made.vertices], made.faces, made.colours), VIEW)
        assert np.abs(whole.colour - own.colour).max() < 1e-3
        assert np.allclose(whole.depth, own.depth, rtol=1e-3)


def test_light_is_mixed_between_keyframes_and_coloured(anna: Living) -> None:
    made = figure(1, (anna, anna.flat.colours), [key(anna, 1.0), key(anna, 3.0, 1.0)], [(0.0, VIEW)])
    for share in (0.0, 0.25, 1.0):
        light = made.radiance(0, 1, share) / (made.colours + FLOOR)
        assert np.allclose(np.median(light), 1 + 2 * share, rtol=0.02)
    assert np.allclose(made.radiance(1, 1, 0.7), made.radiance(0, 1, 1.0), rtol=1e-5)


def test_who_is_in_no_frame_is_nothing(anna: Living) -> None:
    made = figure(1, (anna, anna.flat.colours), [key(anna, 1.0)], [(0.0, BEHIND)])
    assert made.faces.shape == (0, 3)
    assert made.radiance(0, 0, 0.0).shape == (0, 3)


def test_a_backdrop_keeps_what_its_views_see_and_says_which(anna: Living) -> None:
    parts = room().parts
    vertices, faces, colours = joined(parts)
    (some, triangles, tints), used = backdrop(parts, [VIEW])
    assert np.array_equal(some, vertices[used])
    assert np.array_equal(tints, colours[used])
    assert 0 < len(triangles) < len(faces)
    whole, own = draw((vertices, faces, colours), VIEW), draw((some, triangles, tints), VIEW)
    assert np.allclose(whole.depth, own.depth, rtol=1e-4)
    assert np.allclose(whole.colour, own.colour, atol=1e-4)
    nearest = some[triangles[0]] @ VIEW.axes[2]
    farthest = some[triangles[-1]] @ VIEW.axes[2]
    assert nearest.min() <= farthest.min(), "what hides the rest is drawn first"


def test_parts_of_nothing_are_an_empty_mesh() -> None:
    vertices, faces, colours = joined([])
    assert (vertices.shape, faces.shape, colours.shape) == ((0, 3), (0, 3), (0, 3))
