"""The colour of a set's lamps and the contrast of its light, as an environment asks for them."""

from dataclasses import replace

import pytest

from onmodel.color.spaces import LUMINANCE
from onmodel.fountain.vocabulary import TimeOfDay
from onmodel.stage.light import ambience, feeling, of_colour
from onmodel.stage.sets.build import build_place
from onmodel.stage.spec import SetSpec

ROOM = SetSpec("room", True, TimeOfDay.NIGHT)


def test_a_set_that_asks_for_nothing_is_lit_as_before() -> None:
    assert of_colour(ROOM, (0.3, 0.2, 0.1)) == (0.3, 0.2, 0.1)
    assert feeling(replace(ROOM, contrast=2.0))[1] == pytest.approx(feeling(ROOM)[1] / 2)


def test_a_lamp_changes_its_colour_and_keeps_its_brightness() -> None:
    lamp = (0.4, 0.6, 1.1)
    warm, cold = (of_colour(replace(ROOM, kelvin=k), lamp) for k in (2400.0, 9000.0))
    assert warm[0] > warm[2]
    assert cold[2] > cold[0]
    for made in (warm, cold):
        assert float(LUMINANCE @ made) == pytest.approx(float(LUMINANCE @ lamp), rel=0.02)


def test_practicals_key_and_sun_follow() -> None:
    cold, warm = (build_place(replace(ROOM, kelvin=k)) for k in (9000.0, 2400.0))
    for place, bluer in ((cold, True), (warm, False)):
        practicals = [lamp.radiance for lamp in place.lamps if lamp.role == "practical"]
        assert practicals
        assert all((rgb[2] > rgb[0]) == bluer for rgb in (*practicals, place.shot_key))
    day = SetSpec("steppe", False, TimeOfDay.DAY, kelvin=2400.0)
    assert ambience(day).sun[0] > 2 * ambience(day).sun[2]
    assert ambience(day).sky == ambience(replace(day, kelvin=0.0)).sky, "the sky stays"
