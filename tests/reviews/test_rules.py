"""Who is meant by an @name, and what a region may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from onmodel.reviews.rules import MAX_POINTS, excerpt, mentioned
from onmodel.reviews.schemas import Region

REGION = TypeAdapter(Region)
PEOPLE = {"1": "Ada Lovelace", "2": "Ben Ali", "3": "Ben Cole", "4": "Ада"}


@pytest.mark.parametrize(
    ("body", "who"),
    [
        ("@Ada Lovelace look", ["1"]),
        ("@ada, look", ["1"]),
        ("ask @ben ali and @Ben Cole", ["2", "3"]),
        ("@Ben which one?", []),  # two of that name: nobody is guessed
        ("mail ada@ada.kz", []),
        ("@adalbert", []),
        ("@Ада @ada @ADA", ["4", "1"]),
        ("@", []),
        ("", []),
    ],
)
def test_mentions(body: str, who: list[str]) -> None:
    assert mentioned(body, PEOPLE) == who


@given(st.text(), st.dictionaries(st.text(min_size=1, max_size=3), st.text(max_size=8), max_size=4))
def test_any_text_and_any_names_are_read(body: str, people: dict[str, str]) -> None:
    assert set(mentioned(body, people)) <= set(people)


@pytest.mark.parametrize(
    "region",
    [
        {"type": "point", "x": 1.01, "y": 0.5},
        {"type": "point", "x": -0.01, "y": 0.5},
        {"type": "point", "x": float("nan"), "y": 0.5},
        {"type": "box", "x": 0.6, "y": 0.1, "width": 0.6, "height": 0.1},
        {"type": "box", "x": 0.6, "y": 0.1, "width": 0.0, "height": 0.1},
        {"type": "stroke", "points": [[0.1, 0.1]]},
        {"type": "stroke", "points": [[0.1, 0.1], [0.2, float("inf")]]},
        {"type": "stroke", "points": [[0.5, 0.5]] * 1_000_000},
        {"type": "polygon", "points": []},
    ],
    ids=["right of it", "left of it", "nan", "box leaves", "no box", "no line", "infinite", "a million points", "kind"],
)
def test_a_region_outside_the_picture_is_refused(region: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        REGION.validate_python(region)


def test_a_stroke_loses_only_what_repeats() -> None:
    points = [[0.1, 0.1], [0.1000001, 0.1], [0.5, 0.5], [0.1, 0.1]]
    kept = REGION.validate_python({"type": "stroke", "points": points})
    assert kept.model_dump()["points"] == [(0.1, 0.1), (0.5, 0.5), (0.1, 0.1)]
    longest = REGION.validate_python({"type": "stroke", "points": [[i / MAX_POINTS, 0.5] for i in range(MAX_POINTS)]})
    assert len(longest.model_dump()["points"]) == MAX_POINTS


def test_an_excerpt_is_one_short_line() -> None:
    assert excerpt("a\n\nb") == "a b"
    assert len(excerpt("x" * 500)) == 120
