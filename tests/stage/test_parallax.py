"""Parallax: near layers move more than far ones, the frame never leaves the still, scenery goes on behind people."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onmodel.fountain.vocabulary import Move
from onmodel.stage.moves import Order
from onmodel.stage.parallax import View, frames, layers, shown, traced, views

HEIGHT, WIDTH = 108, 192
HORIZON = 60


def scene() -> tuple[np.ndarray, np.ndarray]:
    """A sky, a meadow and somebody in red with a wide black brim, and where they are."""
    picture = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    picture[:HORIZON], picture[HORIZON:] = (150, 180, 220), (110, 120, 60)
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    body = (np.abs(columns - 96) < 16) & (rows > 40)
    brim = (np.abs(columns - 96) < 26) & (np.abs(rows - 38) < 4)
    picture[body], picture[brim] = (190, 30, 30), (20, 18, 16)
    noise = np.random.default_rng(2).normal(0, 3, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8), body | brim


def middle(picture: np.ndarray) -> float:
    """The column around which the red is."""
    red = (picture[..., 0].astype(int) - picture[..., 2] > 90) & (picture[..., 1] < 90)
    return float(np.nonzero(red)[1].mean())


@pytest.mark.parametrize("move", list(Move))
def test_a_move_is_as_long_as_ordered_and_no_pixel_is_black(move: Move) -> None:
    picture, mask = scene()
    made = list(frames(picture, [mask], Order(move, frames=7, seed=3)))
    assert len(made) == 7
    assert all(f.shape == picture.shape and f.dtype == np.uint8 for f in made)
    assert all(f.reshape(-1, 3).sum(1).min() > 15 for f in made)
    if move is not Move.PULL_OUT:
        assert np.array_equal(made[0], picture)
    assert np.array_equal(made[0], made[-1]) == (move is Move.STATIC)


def test_who_is_near_moves_more_than_what_is_behind() -> None:
    picture, mask = scene()
    picture[6:14, 92:101] = (240, 240, 90)  # a kite in the sky
    still = layers(picture, [mask])
    here, there = picture, shown(still, View(right=0.04))
    near = middle(here) - middle(there)
    kites = [np.nonzero((p[..., 0] > 200) & (p[..., 2] < 140))[1].mean() for p in (here, there)]
    assert near > 2.5
    assert near > 2 * abs(kites[0] - kites[1])


def test_layers_are_ordered_by_how_near_they_stand() -> None:
    picture, _ = scene()
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    far = (np.abs(columns - 40) < 6) & (np.abs(rows - 60) < 12)
    near = (np.abs(columns - 140) < 14) & (rows > 30)
    plate, *people = layers(picture, [near, far])
    assert plate.alpha.min() == 1
    assert people[0].near.max() < people[1].near.max()
    assert people[1].near.max() <= 1.0 + 1e-6


def test_the_scenery_goes_on_behind_people_without_a_smudge() -> None:
    picture, mask = scene()
    plate = layers(picture, [mask])[0].colour
    sky, meadow = plate[HORIZON - 12 : HORIZON - 6, 80:112], plate[HORIZON + 8 : HORIZON + 14, 80:112]
    assert np.abs(sky.mean((0, 1)) - (150, 180, 220)).max() < 8
    assert np.abs(meadow.mean((0, 1)) - (110, 120, 60)).max() < 8
    away = cv2.dilate(mask.astype(np.uint8), np.ones((19, 19), np.uint8)) == 0
    assert np.array_equal(plate[away], picture[away].astype(np.float32)), "what was seen is left as it was"
    red = plate[..., 0] - plate[..., 2]
    assert red.max() < 95, "nothing of the person stays"


def test_a_rough_mask_is_drawn_to_the_brim_of_a_hat() -> None:
    picture, mask = scene()
    rough = cv2.erode(mask.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    found = traced(picture, rough)
    missed = (mask & ~rough).sum()
    assert (mask & ~found).sum() < 0.35 * missed
    assert (found & ~mask).sum() < 0.1 * mask.sum()
    assert np.array_equal(traced(picture, rough), found), "the same twice"


@pytest.mark.parametrize("mask", [np.zeros((HEIGHT, WIDTH), bool), np.ones((HEIGHT, WIDTH), bool)])
def test_nobody_and_everything_are_masks_too(mask: np.ndarray) -> None:
    picture, _ = scene()
    assert traced(picture, mask).shape == mask.shape
    moved = shown(layers(picture, [mask]), View(right=0.03))
    assert moved.shape == picture.shape
    assert moved.mean() > 30


@settings(max_examples=25, deadline=None)
@given(st.floats(-0.05, 0.05), st.floats(-0.05, 0.05), st.floats(-0.15, 0.15), st.floats(-0.04, 0.04), st.floats(-2, 2))
def test_the_frame_never_leaves_the_still(right: float, down: float, forward: float, pan: float, roll: float) -> None:
    """A still with a bright rim: were the frame to look beyond, mirrored pixels would pull the rim inside twice."""
    picture = np.full((54, 96, 3), 60, np.uint8)
    made = shown(layers(picture, []), View(right, down, forward, pan, 0.0, 1.0, roll))
    assert np.abs(made.astype(int) - 60).max() <= 1


@settings(max_examples=20, deadline=None)
@given(st.sampled_from([m for m in Move if m is not Move.STATIC]), st.integers(0, 50), st.floats(0.3, 2.0))
def test_views_begin_at_rest_and_never_jump(move: Move, seed: int, speed: float) -> None:
    way = list(views(Order(move, speed, 48, seed=seed)))
    told = np.array([(v.right, v.down, v.forward, v.pan, v.tilt, v.zoom - 1) for v in way])
    if move is not Move.PULL_OUT:
        assert way[0] == View()
    assert np.abs(np.diff(told, axis=0)).max() < 0.03
