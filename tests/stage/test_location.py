"""A location: the camera stands in the set, and what is relit is what would have been rendered."""

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from onmodel.fountain.vocabulary import Mood, TimeOfDay
from onmodel.stage.location import Kind, Side, by_kind, gain, plain, scouted, traced
from onmodel.stage.render import render
from onmodel.stage.sets.build import build_place
from onmodel.stage.sets.choose import INDOOR
from onmodel.stage.spec import SceneSpec, SetName, SetSpec

SETS = [
    SetSpec(name, name in INDOOR, hour, seed=0, period=period)
    for name in get_args(SetName)
    for period, hour in (("modern", TimeOfDay.NIGHT), ("rustic", TimeOfDay.DAY))
]
ASKED = {"mood": Mood.TENSE, "kelvin": 2400.0, "contrast": 1.6}


@pytest.mark.parametrize("spec", SETS, ids=lambda s: f"{s.name}-{s.period}")
def test_every_kind_of_lamp_is_changed_as_the_set_itself_changes_it(spec: SetSpec) -> None:
    asked = replace(spec, **ASKED)
    now = dict(by_kind(build_place(asked), interior=spec.interior))
    was = dict(by_kind(build_place(plain(asked)), interior=spec.interior))
    assert now.keys() == was.keys() >= {"sky", "sun"}
    for kind, place in was.items():
        factor = np.asarray(gain(kind, asked))
        for before, after in zip(place.lamps, now[kind].lamps, strict=True):
            assert after.position == before.position
            np.testing.assert_allclose(after.radiance, np.multiply(before.radiance, factor), rtol=1e-6, err_msg=kind)
        for one, other in zip(place.parts, now[kind].parts, strict=True):
            expected = None if one.emission is None else np.multiply(one.emission, factor)
            np.testing.assert_allclose(
                np.array(other.emission or 0), np.array(0 if expected is None else expected), rtol=1e-6
            )
        for name in ("zenith", "horizon", "ground"):
            np.testing.assert_allclose(getattr(now[kind].sky, name), np.multiply(getattr(place.sky, name), factor))


def test_with_one_kind_of_lamp_on_after_the_other_every_lamp_is_on_once() -> None:
    place = build_place(plain(SetSpec("bar", True, TimeOfDay.NIGHT)))
    alone = dict(by_kind(place, interior=True))
    assert set(alone) <= set(get_args(Kind))
    assert sorted(repr(lamp) for one in alone.values() for lamp in one.lamps) == sorted(map(repr, place.lamps))
    shining = [part.name for one in alone.values() for part in one.parts if part.emission]
    assert sorted(shining) == sorted(part.name for part in place.parts if part.emission)


@pytest.mark.parametrize("side", get_args(Side))
@pytest.mark.parametrize("name", get_args(SetName))
def test_the_camera_stands_in_the_set_with_air_around_it(name: SetName, side: Side) -> None:
    place = build_place(SetSpec(name, name in INDOOR))
    x, y, z = scouted(place, side).position
    x0, y0, x1, y1, _ = place.camera_room
    assert x0 <= x <= x1
    assert y0 <= y <= y1
    assert z == 1.6
    assert not any(a < x < c and b < y < d for a, b, c, d in place.obstacles)


def test_what_is_relit_is_what_would_have_been_rendered() -> None:
    asked = SetSpec("steppe", False, TimeOfDay.NIGHT, period="rustic", **ASKED)  # type: ignore[arg-type]  # its types are those of SetSpec
    size = (160, 90)
    relit = traced(asked, "front", size).lit(asked).astype(float)
    camera = scouted(build_place(asked))
    rendered = render(SceneSpec(asked, camera, tier="low"), size=size).picture.astype(float)
    plainly = render(SceneSpec(plain(asked), camera, tier="low"), size=size).picture.astype(float)
    assert np.abs(relit - rendered).mean() < 5 < np.abs(plainly - rendered).mean()
