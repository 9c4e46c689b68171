"""Lamps: their light is what was asked for, and none that the camera sees is a glowing board."""

import numpy as np
import pytest

from onmodel.stage.emitters import SUN_DISTANCE, aim, as_set_for, emitter_dicts, face_fill, sky_picture
from onmodel.stage.mesh import Lamp, Sky
from onmodel.stage.optics import Optics
from onmodel.stage.spec import LightSpec
from tests.stage.doubles import camera

OPTICS = Optics(camera(), 64, 36)
SUBJECT = np.array([0.0, 0.0, 1.5])


def lamp(kind="rectangle", at=(3.0, -3.0, 2.5), role="key", radiance=(4.0, 4.0, 4.0), size=0.5):
    return Lamp(kind, at, (0.0, 0.0, 1.5), size, radiance, role)


def test_roles_are_scaled_and_dark_lamps_are_gone():
    lamps = [lamp(role=r) for r in ("key", "fill", "back", "practical")]
    set_for = as_set_for(lamps, LightSpec(key=0.5, fill=0.0, back=2.0))
    assert [(one.role, one.radiance[0]) for one in set_for] == [("key", 2.0), ("back", 8.0), ("practical", 4.0)]


def test_a_lamp_beside_the_camera_is_soft_and_one_in_the_picture_cannot_be_seen():
    (beside,) = emitter_dicts(lamp(), (OPTICS,), SUBJECT)
    assert beside["type"] == "rectangle"
    inside = emitter_dicts(lamp(at=(0.0, 2.0, 1.5)), (OPTICS,), SUBJECT)
    assert {one["type"] for one in inside} == {"spot"}
    intensity = sum(one["intensity"]["value"][0] for one in inside)
    assert intensity == pytest.approx(4.0 * 0.5**2)  # I = L · A, as the board has it


def test_a_bulb_that_plays_in_the_scene_is_seen_and_another_is_not():
    (practical,) = emitter_dicts(lamp("sphere", (0.0, 2.0, 1.5), "practical"), (OPTICS,), SUBJECT)
    assert practical["type"] == "sphere"
    (hidden,) = emitter_dicts(lamp("sphere", (0.0, 2.0, 1.5), "back", size=0.1), (OPTICS,), SUBJECT)
    assert hidden["type"] == "point"
    assert hidden["intensity"]["value"][0] == pytest.approx(4.0 * np.pi * 0.1**2)


def test_the_sun_gives_its_irradiance_whatever_its_softness():
    for softness in (0.5, 2.0, 8.0):
        (sun,) = emitter_dicts(lamp("sun", (3, -4, 5), radiance=(2.0, 1.8, 1.5), size=softness), (OPTICS,), SUBJECT)
        radius = np.linalg.norm(sun["to_world"][:3, 0])
        half = np.arctan(radius / SUN_DISTANCE)
        red = sun["emitter"]["radiance"]["value"][0] * np.pi * np.sin(half) ** 2
        assert red == pytest.approx(2.0, rel=1e-3)
        assert np.degrees(2 * half) == pytest.approx(softness, rel=1e-6)


def test_nearer_and_brighter_lamps_are_sampled_more():
    weights = [
        emitter_dicts(one, (OPTICS,), SUBJECT)[0]["emitter"]["sampling_weight"]
        for one in (lamp(), lamp(at=(6.0, -6.0, 2.5)), lamp(radiance=(8.0, 8.0, 8.0)))
    ]
    assert weights[1] < weights[0] < weights[2]


def test_face_fill_stands_behind_the_lens_and_gives_more_for_more():
    assert face_fill(LightSpec(), OPTICS, SUBJECT, 1.0) == []
    (weak,) = face_fill(LightSpec(face_fill=0.5), OPTICS, SUBJECT, 1.0)
    (strong,) = face_fill(LightSpec(face_fill=1.0), OPTICS, SUBJECT, 1.0)
    assert strong.radiance[0] == pytest.approx(2 * weak.radiance[0])
    assert weak.position[1] < camera().position[1]
    assert not OPTICS.sees([weak.position])


def test_the_sky_is_blue_above_and_ground_below():
    picture = sky_picture(Sky((0.1, 0.2, 0.9), (0.8, 0.8, 0.8), (0.2, 0.1, 0.0)), gain=1.0)
    assert np.allclose(picture[0, 0], (0.1, 0.2, 0.9), atol=0.02)
    assert np.allclose(picture[-1, 5], (0.2, 0.1, 0.0), atol=0.01)
    assert np.ptp(picture, axis=1).max() == 0
    assert (sky_picture(Sky((0, 0, 0), (0, 0, 0), (0, 0, 0)), 1.0) > 0).all()  # a black sky can still be sampled


@pytest.mark.parametrize("target", [(0, 0, 9), (0, 0, -9), (1, 2, 3), (0, 0, 0)])
def test_aimed_things_face_their_target(target):
    m = aim((0, 0, 0), target, 2.0)
    assert np.linalg.det(m[:3, :3]) == pytest.approx(8.0)
    if any(target):
        assert np.allclose(m[:3, 2] / 2, np.divide(target, np.linalg.norm(target)))
