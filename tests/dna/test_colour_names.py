"""Colour words: what came from a word gets it back, and every other colour gets a plain one."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.dna import colour_names as names
from onmodel.dna.colour_words import EYE_COLOURS, GARMENT_COLOURS, HAIR_COLOURS, SKIN_COLOURS

ANY_COLOUR = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")
KINDS: list[tuple[Callable[[str], str], dict[str, str], tuple[str, ...]]] = [
    (names.colour_name, GARMENT_COLOURS, names.PLAIN_CLOTH),
    (names.hair_colour_name, HAIR_COLOURS, names.PLAIN_HAIR),
    (names.eye_colour_name, EYE_COLOURS, names.PLAIN_EYES),
    (names.skin_tone_name, SKIN_COLOURS, names.PLAIN_SKIN),
]


@pytest.mark.parametrize(("name", "table", "plain"), KINDS)
def test_a_colour_that_came_from_a_word_gets_it_back(
    name: Callable[[str], str], table: dict[str, str], plain: tuple[str, ...]
) -> None:
    assert set(plain) <= set(table)
    for word, colour in table.items():
        assert table[name(colour)] == colour, word
        assert name(colour.upper()) == name(colour)


@given(ANY_COLOUR)
def test_every_colour_has_a_name_of_each_kind(colour: str) -> None:
    for name, table, _ in KINDS:
        assert name(colour) in table


@pytest.mark.parametrize(
    ("colour", "name"),
    [("#000000", "black"), ("#ffffff", "white"), ("#cc1111", "red"), ("#1a2a5c", "navy"), ("#e1734d", "orange")],
)
def test_plain_cloth_has_plain_names(colour: str, name: str) -> None:
    assert names.colour_name(colour) == name


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        ("#15120f", "black"), ("#3a2a20", "dark brown"), ("#7a5a3a", "light brown"), ("#9c3a1a", "red"),
        ("#c8a46a", "blonde"), ("#8c8c8c", "grey"), ("#efefec", "white"),
    ],
)  # fmt: skip
def test_hair_is_named_as_hair(colour: str, name: str) -> None:
    assert names.hair_colour_name(colour) == name


@pytest.mark.parametrize(
    ("colour", "name"),
    [("#2a1a12", "dark brown"), ("#503526", "brown"), ("#7a6a3a", "hazel"), ("#4a6a9a", "blue"), ("#5a7a50", "green")],
)
def test_eyes_are_named_as_eyes(colour: str, name: str) -> None:
    assert names.eye_colour_name(colour) == name


def test_skin_tones_go_from_pale_to_dark() -> None:
    tones = [names.skin_tone_name(c) for c in ("#f0d6c6", "#e6c0a4", "#b27c54", "#8a5a3c", "#4a2e20")]
    assert tones == ["pale", "fair", "light brown", "brown", "dark"]


def test_a_word_has_its_colour_in_one_place() -> None:
    """No other module of the package writes colours down; the defaults of a character nobody described are no words."""
    written = {
        path.name
        for path in Path(names.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and re.fullmatch(r"#[0-9a-fA-F]{6}", str(node.value))
    }
    assert written == {"colour_words.py", "model.py"}
