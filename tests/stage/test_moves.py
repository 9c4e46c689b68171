"""Moves: from where the camera was blocked, eased, inside the room, with every head still whole."""

import numpy as np
import pytest

from onmodel.fountain.vocabulary import Move
from onmodel.stage.anchors import head_of
from onmodel.stage.camera import box_in_frame
from onmodel.stage.life import blinks, wander
from onmodel.stage.moves import Ground, Order, eased, travel
from onmodel.stage.sightlines import Solid
from tests.stage.doubles import camera, person, room

PLACE = room()
GROUND = Ground(PLACE, Solid(PLACE), (person(), person("BEN", (0.5, 0.3, 0.0))))


@pytest.mark.parametrize("move", list(Move))
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_move_begins_where_it_was_blocked_and_loses_nobody(move: Move, seed: int) -> None:
    start = camera((0.0, -2.3, 1.45), focus_distance=2.3)
    made = travel(start, Order(move, 1.5, 49, seed=seed), GROUND).cameras
    assert made[0] == start
    assert len(made) == 49
    assert (made[-1] == start) == (move is Move.STATIC)
    x0, y0, x1, y1, ceiling = PLACE.camera_room
    for one in made:
        x, y, z = one.position
        assert min(x0, start.position[0]) <= x <= x1
        assert min(y0, start.position[1]) <= y <= y1
        assert 0 < z < ceiling
    for actor in GROUND.actors:
        before, after = (box_in_frame(head_of(actor).outline, c) for c in (start, made[-1]))
        if min(before) > 0.02 and max(before) < 0.98:
            assert min(after) > 0
            assert max(after) < 1


def test_three_takes_differ_and_a_take_is_the_same_twice() -> None:
    takes = [travel(camera(), Order(Move.PUSH_IN, frames=25, seed=s), GROUND).cameras for s in (1, 2, 3, 1)]
    assert takes[0] == takes[3]
    assert len({take[-1].position for take in takes}) == 3


def test_a_wall_in_the_way_makes_a_move_smaller() -> None:
    beside = camera((2.3, -2.0, 1.45), (0.0, 0.0, 1.35), focus_distance=3.0)
    made = travel(beside, Order(Move.PULL_OUT, 3.0, 73, seed=1), GROUND)
    assert made.share < 1
    assert max(abs(v) for v in made.cameras[-1].position[:2]) < 2.8


def test_an_operator_starts_and_stops_softly() -> None:
    way = np.array([eased(np.random.default_rng(3))(u) for u in np.linspace(0, 1, 101)])
    steps = np.diff(way)
    assert (way[0], way[-1]) == (0, 1)
    assert (steps >= 0).all()
    assert max(steps[0], steps[-1]) < 0.1 * steps.max()


def test_life_starts_from_nothing_and_eyes_close_all_the_way() -> None:
    assert wander(np.random.default_rng(1), 0.4, 2.0)(0.0) == pytest.approx(0)
    lids = blinks(np.random.default_rng(1), 6.0)
    shut = [lids(t) for t in np.arange(0, 6, 1 / 24)]
    assert shut[0] == 0
    assert max(shut) > 0.9
    assert np.mean(np.array(shut) > 0.5) < 0.15


def test_an_operated_camera_breathes_and_a_locked_one_does_not() -> None:
    start = camera((0.0, -2.3, 1.45), focus_distance=2.3)
    pushed = travel(start, Order(Move.PUSH_IN, frames=73, seed=1), GROUND).cameras
    ways = np.array([np.subtract(c.target, c.position) for c in pushed])
    turned = np.degrees(
        np.arccos(np.clip((ways @ ways[0]) / np.linalg.norm(ways, axis=1) / np.linalg.norm(ways[0]), -1, 1))
    )
    assert 0.02 < turned.max() < 0.25, "less than is seen as a move"
    assert np.abs(np.diff(turned)).max() < 0.02, "softly"
    assert len(set(travel(start, Order(Move.STATIC, frames=24), GROUND).cameras)) == 1
