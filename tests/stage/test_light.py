from itertools import pairwise

import numpy as np
import pytest

from onmodel.fountain.vocabulary import Mood, TimeOfDay
from onmodel.stage.light import GATE, ambience, bulb, kelvin, rig, soft
from onmodel.stage.mesh import Lamp
from onmodel.stage.sets.build import build_place
from onmodel.stage.spec import CameraSpec, SetSpec


def test_a_black_body_of_6500_k_is_nearly_white_and_tungsten_is_orange() -> None:
    assert np.allclose(kelvin(6504), (1, 1, 1), atol=0.06)
    r, g, b = kelvin(2856)
    assert r > 1.3 * g > 2 * b
    assert 0.2126 * r + 0.7152 * g + 0.0722 * b == pytest.approx(1, abs=0.01)
    assert kelvin(1) == kelvin(1667)


def test_warmth_falls_with_temperature() -> None:
    ratio = [kelvin(t)[0] / kelvin(t)[2] for t in range(2000, 12001, 500)]
    assert all(a > b for a, b in pairwise(ratio))


def test_lamps_give_the_irradiance_they_are_asked_for() -> None:
    box = soft((0, 0, 4), (0, 0, 0), (1.0, 1.0, 1.0), 0.2)
    assert box.radiance[0] * 0.2**2 / 4**2 == pytest.approx(1.0)
    ball = bulb((0, 0, 1), (1.0, 1.0, 1.0), 3.0, 0.02)
    assert ball.radiance[0] * np.pi * 0.02**2 == pytest.approx(3.0)


@pytest.mark.parametrize("time", TimeOfDay)
@pytest.mark.parametrize("mood", Mood)
def test_every_hour_and_mood_leaves_faces_light(time: TimeOfDay, mood: Mood) -> None:
    light = ambience(SetSpec("steppe", False, time, mood))
    assert min(light.shot_key) > 0.2
    assert 0.1 < light.shot_fill < 1.0
    assert all(c >= 0 for c in (*light.sky.zenith, *light.sky.horizon, *light.sky.ground, *light.sun))


def _seen(lamp: Lamp, camera: CameraSpec) -> bool:
    eye, ahead = np.array(camera.position), np.subtract(camera.target, camera.position)
    ahead = ahead / np.linalg.norm(ahead)
    side = np.cross(ahead, [0, 0, 1])
    side /= np.linalg.norm(side)
    d = np.array(lamp.position) - eye
    depth = d @ ahead
    half = [depth * g / 2 / camera.lens_mm for g in GATE]
    return bool(depth > 0 and abs(d @ side) < half[0] and abs(d @ np.cross(side, ahead)) < half[1])


CAMERAS = [
    CameraSpec((0.3, -1.2, 1.6), (0, 0.4, 1.6), 85), CameraSpec((0.5, -4.5, 1.5), (0, 1, 1.2), 24),
    CameraSpec((-2.0, 0.2, 1.2), (0.4, 0.3, 1.5), 35), CameraSpec((0, 0.3, 2.5), (0, 0.31, 0), 35),
]  # fmt: skip


@pytest.mark.parametrize("name", ["room", "steppe"])
@pytest.mark.parametrize("camera", CAMERAS, ids=range(4))
def test_the_rig_is_out_of_the_picture_and_has_a_key(name: str, camera: CameraSpec) -> None:
    place = build_place(SetSpec(name, name == "room"))  # type: ignore[arg-type]
    lamps = rig(place, [(-0.3, 0.4, 1.65), (0.4, 0.3, 1.6)], camera)
    assert {"key", "fill"} <= {lamp.role for lamp in lamps}
    assert name == "room" or not [lamp.role for lamp in lamps if _seen(lamp, camera)]
    if name == "room":
        low, high = np.array([-3.3, -2.7, 0.2]), np.array([3.3, 2.7, place.camera_room[4]])
        assert all((lamp.position > low).all() and (lamp.position < high).all() for lamp in lamps)


def test_key_stands_on_the_cameras_side_and_rim_behind() -> None:
    place = build_place(SetSpec("steppe", False))
    lamps = {lamp.role: lamp for lamp in rig(place, [(0, 0, 1.6)], CAMERAS[0])}
    assert lamps["key"].position[1] < 0 < lamps["back"].position[1]
    assert np.sign(lamps["key"].position[0]) != np.sign(lamps["fill"].position[0])


def test_a_tense_scene_has_less_fill_and_nobody_needs_no_lamps() -> None:
    tense, warm = (build_place(SetSpec("steppe", False, mood=m)) for m in (Mood.TENSE, Mood.WARM))
    assert tense.shot_fill < warm.shot_fill
    assert rig(tense, [], CAMERAS[0]) == ()
