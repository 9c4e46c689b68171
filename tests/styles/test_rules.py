"""Parameters have ranges, chains end, and palettes are of any picture, a black one too."""

import doctest
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from onmodel.color.grading import grade_picture
from onmodel.styles import rules
from onmodel.styles.rules import Own, Parameters, ancestors, finish, palette_of, shared_columns

BLACK = np.zeros((40, 60, 3), np.uint8)


def test_the_examples() -> None:
    assert doctest.testmod(rules).failed == 0


@pytest.mark.parametrize(
    "given_",
    [{"exposure": 5.1}, {"contrast": 0.0}, {"tint": float("nan")}, {"exposure": float("inf")}, {"lift": [0, 0]},
     {"gain": [1, 1, 9]}, {"palette_strength": -0.1}, {"look": "vhs"}, {"gloss": 1}, {"saturation": "much"}],
)  # fmt: skip
def test_what_is_out_of_range_or_unknown_is_refused(given_: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Parameters.model_validate(given_)


def test_a_black_picture_has_one_colour_and_grades_nothing_to_pieces() -> None:
    palette = palette_of([BLACK])
    assert palette == [{"hex": "#000000", "share": 1.0}]
    done = finish([Own({"palette_strength": 1.0}, palette)])
    picture = np.random.default_rng(0).integers(0, 256, (20, 20, 3)).astype(np.uint8)
    grey = grade_picture(picture, done.grade, done.palette)
    assert np.ptp(grey.astype(int), axis=-1).max() <= 2, "black has no hue to give"
    assert palette_of([]) == []


def test_a_large_reference_does_not_outweigh_a_small_one() -> None:
    red, blue = np.full((500, 500, 3), (200, 30, 30), np.uint8), np.full((20, 20, 3), (30, 40, 180), np.uint8)
    assert {c["share"] for c in palette_of([red, blue])} == {0.5}


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdef")))
def test_every_chain_ends(parents: dict[str, str]) -> None:
    chain = ancestors("a", parents)
    assert chain[0] == "a"
    assert len(chain) == len(set(chain))


@given(st.dictionaries(st.sampled_from([*rules.SHARED, "x"]), st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3), max_leaves=6,
)))  # fmt: skip
def test_whatever_a_document_says_only_a_style_comes_of_it(fields: dict[str, Any]) -> None:
    columns = shared_columns(fields)
    assert set(columns) <= set(rules.SHARED)
    Parameters.model_validate(columns.get("parameters", {}))
