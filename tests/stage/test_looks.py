"""Looks: each is its own, each is repeatable, and in each a dark face in a bright room is still a face."""

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from onmodel.stage.looks import Plate, as_clay, draw
from onmodel.stage.spec import ControlMaps, LookName
from onmodel.stage.strokes import lines_of
from tests.stage.doubles import part

LOOKS = get_args(LookName)
H, W = 108, 192


def plate(light=0.5, skin=0.06, seed=1):
    """A wall with a face-sized disc that has two dark eyes."""
    y, x = np.mgrid[:H, :W].astype(np.float32)
    disc = (x - 96) ** 2 + (y - 50) ** 2 < 30**2
    eyes = ((x - 84) ** 2 + (y - 44) ** 2 < 16) | ((x - 108) ** 2 + (y - 44) ** 2 < 16)
    albedo = np.where(disc[..., None], skin, 0.55).astype(np.float32) * np.ones(3, np.float32)
    albedo[eyes] = skin / 6
    shade = (light * (1.2 - x / W))[..., None].astype(np.float32)
    depth = np.where(disc, 2, 4).astype(np.float32)
    normals = np.zeros((H, W, 3), np.float32)
    normals[..., 1] = -1
    maps = ControlMaps(depth, normals, albedo, disc.astype(np.uint16), {}, np.zeros((H, W, 3), np.uint8))
    return Plate(albedo * shade, maps, [disc & (y > 40) & (y < 70)], seed), disc, eyes


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_is_a_picture_and_the_same_again(look):
    first = draw(look, plate()[0])
    assert first.shape == (H, W, 3)
    assert first.dtype == np.uint8
    assert np.array_equal(first, draw(look, plate()[0]))
    assert first.std() > 8


@pytest.mark.parametrize("look", ["pencil", "ink", "wash", "noir"])
def test_the_hand_follows_the_seed(look):
    assert not np.array_equal(draw(look, plate(seed=1)[0]), draw(look, plate(seed=2)[0]))


@pytest.mark.parametrize("look", ["pencil", "ink", "wash", "noir"])
@pytest.mark.parametrize("light", [0.25, 0.8])
def test_a_dark_face_can_be_read(look, light):
    made, disc, eyes = plate(light)
    grey = draw(look, made).astype(float).mean(-1)
    around = disc & ~eyes
    assert grey[around].mean() > 45
    assert grey[around].mean() - grey[eyes].mean() > 12


def test_ink_is_black_and_white_and_noir_has_no_colour():
    inked = draw("ink", plate()[0]).astype(int)
    assert ((inked.mean(-1) < 40) | (inked.mean(-1) > 215)).mean() > 0.85
    noir = draw("noir", plate()[0]).astype(int)
    assert np.ptp(noir, axis=-1).max() < 14


@pytest.mark.parametrize("look", LOOKS)
def test_black_frames_and_empty_stages_are_drawn(look):
    made, _, _ = plate()
    nothing = ControlMaps(
        *(np.zeros_like(a) for a in (made.maps.depth, made.maps.normals, made.maps.albedo, made.maps.ids)),
        {},
        made.maps.openpose,
    )
    assert draw(look, Plate(np.zeros((H, W, 3), np.float32), nothing)).shape == (H, W, 3)


def test_clay_evens_out_albedo_but_keeps_its_order():
    skin, pupil, white = (
        as_clay(part("p", np.zeros((3, 3)), [[0, 1, 2]], c)).colours[0].mean() for c in (0.4, 0.01, 0.9)
    )
    assert 0.2 < pupil < skin < white < 0.62


def test_there_are_lines_around_things_and_none_in_the_sky():
    made, disc, _ = plate()
    sky = replace(made.maps, depth=np.where(disc, 2, 0).astype(np.float32), normals=made.maps.normals * disc[..., None])
    lines = lines_of(sky, 1.0)
    assert lines.contour[20, 80:112].max() == pytest.approx(1, abs=0.05)
    assert not lines.contour[80:, :40].any()
    assert not lines.inner[80:, :40].any()
