"""Colour words: what a costume or casting sheet would write, for every colour there is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.dna.colour_names import NAMES, colour_name, eye_colour_name, hair_colour_name, skin_tone_name

ANY_COLOUR = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


@pytest.mark.parametrize("name", NAMES)
def test_every_named_colour_has_its_own_name(name: str) -> None:
    assert colour_name(NAMES[name]) == name


@given(ANY_COLOUR)
def test_every_colour_has_a_name_of_each_kind(colour: str) -> None:
    assert colour_name(colour) in NAMES
    for name in (hair_colour_name, eye_colour_name, skin_tone_name):
        assert name(colour).replace(" ", "").isalpha()


@pytest.mark.parametrize(
    ("colour", "name"),
    [("#000000", "black"), ("#ffffff", "white"), ("#ff0000", "red"), ("#1a2a6c", "navy"), ("#e1734d", "orange")],
)
def test_plain_colours_have_plain_names(colour: str, name: str) -> None:
    assert colour_name(colour) == name


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        ("#15120f", "black"), ("#3a2a20", "dark brown"), ("#7a4a2a", "brown"), ("#9c3a1a", "red"),
        ("#d8b46a", "blond"), ("#8c8c8c", "grey"), ("#efefec", "white"), ("#2040c0", "blue"),
    ],
)  # fmt: skip
def test_hair_is_named_as_hair(colour: str, name: str) -> None:
    assert hair_colour_name(colour) == name


@pytest.mark.parametrize(
    ("colour", "name"),
    [("#2a1a12", "dark brown"), ("#5b4030", "brown"), ("#7a6a3a", "hazel"), ("#4a6a8a", "blue"), ("#5a7a50", "green")],
)
def test_eyes_are_named_as_eyes(colour: str, name: str) -> None:
    assert eye_colour_name(colour) == name


def test_skin_tones_go_from_fair_to_dark() -> None:
    tones = [skin_tone_name(c) for c in ("#f3dccb", "#dfb79a", "#c69076", "#8a5a3c", "#4a2e20")]
    assert tones == ["very fair", "fair", "light brown", "brown", "dark"]
