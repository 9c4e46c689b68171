"""The light on the real portrait, with lamps of known colour put over it: gains per channel, in linear light."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onmodel.color.spaces import LUMINANCE, hex_to_linear, linear_to_oklab, linear_to_srgb_u8, srgb_u8_to_linear
from onmodel.dna.agreement import agree
from onmodel.dna.frame import EYES, FACE, Reference, level
from onmodel.dna.light import Light, background, eye_whites, in_daylight, light_of
from onmodel.dna.pixels import SeenTraits, see, traits_from_pixels
from onmodel.dna.words import traits_from_words
from onmodel.metrics.palette import shades
from tests.dna.portrait import painted, portrait, traced

LAMPS = {
    "tungsten": (1.4, 0.9, 0.4), "warm": (1.2, 1.0, 0.7), "dusk": (0.6, 0.75, 1.15), "fluorescent": (0.8, 1.1, 0.7),
    "dark tungsten": (0.5, 0.3, 0.12),
}  # fmt: skip


def _under(lamp: tuple[float, float, float], reference: Reference | None = None) -> Reference:
    reference = reference or traced()
    return replace(reference, pixels=linear_to_srgb_u8(srgb_u8_to_linear(reference.pixels) * lamp))


def _cast(lamp: tuple[float, float, float]) -> np.ndarray:
    return np.asarray(np.log(np.array(lamp) / float(np.array(lamp) @ LUMINANCE)))


def _off(one: str | None, other: str | None) -> float:
    """How far two hex colours are from being one thing in more and less light, in Oklab."""
    assert one
    assert other
    first, second = (linear_to_oklab(hex_to_linear(colour)) for colour in (one, other))
    return float(shades(first, second)[1])


@pytest.mark.parametrize("lamp", LAMPS.values(), ids=list(LAMPS))
def test_eyes_and_background_both_tell_the_lamp(lamp: tuple[float, float, float]) -> None:
    lit = _under(lamp)
    for witness in (eye_whites(level(lit, FACE)), background(lit)):
        assert witness is not None
        np.testing.assert_allclose(witness, _cast(lamp), atol=0.12)


@pytest.mark.parametrize("lamp", LAMPS.values(), ids=list(LAMPS))
def test_colours_are_those_of_daylight_and_less_sure(lamp: tuple[float, float, float]) -> None:
    plain, lit = see(traced()), see(_under(lamp))
    for trait in ("skin", "hair", "eyes"):
        assert _off(getattr(lit, trait).value, getattr(plain, trait).value) < 0.02, trait
    assert lit.skin.confidence < plain.skin.confidence
    assert "daylight" in lit.warnings[0]


@pytest.mark.parametrize("lamp", [LAMPS["tungsten"], LAMPS["dusk"]], ids=["tungsten", "dusk"])
def test_without_it_the_lamp_tints_the_skin(lamp: tuple[float, float, float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onmodel.dna.pixels.light_of", lambda _: Light())
    assert _off(see(_under(lamp)).skin.value, see(traced()).skin.value) > 0.04


def test_daylight_changes_nothing() -> None:
    assert light_of(traced()) == Light()
    assert in_daylight(traced(), Light()) is traced()
    assert see(traced()).warnings == ()


def test_what_is_taken_off_is_the_cast_and_not_the_brightness() -> None:
    lit = _under(LAMPS["tungsten"])
    plain = in_daylight(lit, light_of(lit))
    before, after = (np.median(srgb_u8_to_linear(r.pixels) @ LUMINANCE) for r in (lit, plain))
    assert after == pytest.approx(before, rel=0.08)


@pytest.mark.parametrize(("wall", "sure"), [((170, 40, 30), 0.9), ((90, 140, 80), 0.6), ((200, 170, 120), 0.6)])
def test_a_coloured_wall_is_not_a_lamp(wall: tuple[int, int, int], sure: float) -> None:
    pixels = portrait().copy()
    pixels[~np.asarray(traced().figure)] = wall
    light = light_of(replace(traced(), pixels=pixels))
    assert light.strength < 0.2
    assert light.sure <= sure
    assert ("less sure" in light.told) == (sure < 0.9)


def test_closed_eyes_leave_the_background_to_tell() -> None:
    lit = _under(LAMPS["warm"])
    shut = replace(lit, mesh=lit.mesh.copy())
    for eye in EYES:
        shut.mesh[list(eye), 1] = shut.mesh[list(eye), 1].mean()
    assert eye_whites(level(shut, FACE)) is None
    light = light_of(shut)
    assert 0.1 < light.cast[0] < _cast(LAMPS["warm"])[0] + 0.05
    assert light.sure < 0.9


def test_without_any_witness_nothing_is_corrected_and_less_is_sure() -> None:
    small = replace(traced(), pixels=traced().pixels[::8, ::8], mesh=traced().mesh / 8, figure=None)
    assert light_of(small) == Light(sure=0.8)


def test_a_character_is_told_of_the_light_it_was_read_in() -> None:
    dna = agree("E", "woman", traits_from_words("woman"), traits_from_pixels([_under(LAMPS["tungsten"])]))
    assert any("the light is warm" in warning for warning in dna.warnings)
    assert agree("E", "", traits_from_words(""), SeenTraits()).warnings == ()


def test_painted_eyes_alone_do_not_dye_the_face() -> None:
    blue = painted(EYES[0] + EYES[1], "#2040ff", 1.0)
    assert _off(see(blue).skin.value, see(traced()).skin.value) < 0.03


@settings(max_examples=15, deadline=None)
@given(st.tuples(*[st.floats(0.02, 3.0)] * 3))
def test_any_lamp_gives_finite_colours(lamp: tuple[float, float, float]) -> None:
    lit = _under(lamp, replace(traced(), pixels=portrait()))
    light = light_of(lit)
    assert np.isfinite(light.cast).all()
    assert 0.2 <= light.sure <= 1.0
    assert in_daylight(lit, light).pixels.shape == lit.pixels.shape
