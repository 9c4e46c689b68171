"""Air: feet stay, tops sway, the first frame is as built, clouds pass only under an open sky by day."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onmodel.fountain.vocabulary import TimeOfDay
from onmodel.stage.air import CLOUD, FLICKER, Air, air_of
from onmodel.stage.mesh import MeshPart
from onmodel.stage.spec import SetSpec

FIELD, ROOM = SetSpec("steppe", interior=False), SetSpec("room")
NIGHT = replace(FIELD, time=TimeOfDay.NIGHT)


def blade(name: str = "grass/cloth", **material) -> MeshPart:
    points = np.array([[0, 0, 0.1], [0.01, 0, 0.1], [0.02, 0.02, 0.5]], np.float32)
    return MeshPart(name, points, np.array([[0, 1, 2]], np.int32), points * 0, **material)


@pytest.mark.parametrize("name", ["grass/cloth", "trees/matte", "wall_north/curtain/cloth", "pennants/cloth"])
def test_what_stands_sways_at_its_top_and_what_hangs_at_its_foot(name: str) -> None:
    part = blade(name)
    air = air_of([part], FIELD, 3)
    assert air.stirs
    moved = np.stack([air.blown(part.vertices, t) for t in np.arange(0, 4, 0.1)]) - part.vertices
    reach = np.abs(moved).max(axis=(0, 2))
    held, loose = (2, 0) if "curtain" in name or "pennants" in name else (0, 2)
    assert reach[held] < 1e-6
    assert 1e-3 < reach[loose] < 0.3
    assert np.abs(np.diff(moved, axis=0)).max() < 0.05, "softly"


def test_a_wall_stands_still_and_a_flame_does_not() -> None:
    wall = air_of([blade("wall_north/matte")], ROOM, 1)
    assert not wall.stirs
    assert not wall.changes_light
    lamp = blade("lamp/flame", emission=(9.0, 4.0, 1.0))
    fire = air_of([lamp], ROOM, 1)
    assert fire.stirs
    assert fire.changes_light
    tip = np.array([fire.blown(lamp.vertices, t)[2] for t in np.arange(0, 2, 1 / 24)])
    assert 0.01 < np.ptp(tip[:, 2]) < 0.4
    assert not air_of([blade("lamp/flame")], ROOM, 1).changes_light, "an unlit wick"


def test_clouds_pass_only_in_the_open_by_day() -> None:
    assert air_of([], FIELD, 1).cloudy
    assert not air_of([], NIGHT, 1).cloudy
    assert not air_of([], ROOM, 1).cloudy


@settings(max_examples=40, deadline=None)
@given(st.floats(0, 30), st.integers(0, 999), st.floats(-60, 60), st.floats(-60, 60))
def test_light_stays_within_what_clouds_and_flames_take(time: float, seed: int, x: float, y: float) -> None:
    spots = np.array([[[x, y, 0.0]]], np.float32)
    empty = np.zeros(0, np.float32)
    sky = Air(empty, empty, np.zeros((0, 3), np.float32), True, seed)
    assert 1 - CLOUD - 1e-4 <= float(sky.light(spots, time)[0, 0]) <= 1 / (1 - CLOUD) + 1e-4
    fire = Air(empty, empty, np.zeros((1, 3), np.float32), False, seed)
    assert abs(float(fire.light(spots, time)[0, 0]) - 1) <= 2 * FLICKER + 1e-6
    for air in (sky, fire):
        assert air.light(spots, 0.0)[0, 0] == pytest.approx(1.0)


def test_nothing_at_all_has_air() -> None:
    air = air_of([], ROOM, 0)
    assert not air.stirs
    assert air.blown(np.zeros((0, 3), np.float32), 1.0).shape == (0, 3)
