"""A breakdown as JSON and back, and what is refused on the way."""

import copy
import json

import pytest

from onmodel.fountain.breakdown import break_down
from onmodel.fountain.errors import BreakdownInvalid
from onmodel.fountain.jsonable import breakdown_from_json, breakdown_json
from onmodel.fountain.reader import read_screenplay
from onmodel.sample import sample_script

MADE = break_down(read_screenplay(sample_script().read_bytes()))


def test_it_comes_back_as_it_went() -> None:
    assert breakdown_from_json(json.loads(json.dumps(breakdown_json(MADE)))) == MADE


def test_the_published_fields_come_first_and_in_order() -> None:
    data = breakdown_json(MADE)
    assert list(data)[:3] == ["title", "characters", "scenes"]
    assert list(data["characters"][0])[:3] == ["name", "cues", "scenes"]
    scene = data["scenes"][0]
    assert list(scene)[:7] == ["number", "heading", "int_ext", "place", "time", "characters", "shots"]
    assert list(scene["shots"][0])[:9] == [
        "number", "framing", "angle", "lens_mm", "move", "description", "characters", "dialogue", "duration_frames",
    ]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "words"), [
    (("rate",), 0, "frame rate"), (("title",), 3, "str was expected"), (("scenes",), "x", "list was expected"),
    (("scenes", 0), [], "object was expected"), (("scenes", 0, "mood"), "grumpy", "none of neutral"),
    (("scenes", 0, "shots", 1, "framing"), "HUGE", "none of ECU"),
    (("scenes", 0, "shots", 1, "lens_mm"), True, "int"),
    (("scenes", 0, "shots", 1, "lens_mm"), 3, "no lens"),
    (("scenes", 0, "shots", 1, "duration_frames"), 0, "no length"),
    (("scenes", 0, "shots", 1, "focus"), "NOBODY", "not among"), (("scenes", 0, "shots", 1, "tool"), "rm", "unknown"),
    (("scenes", 0, "shots", 1, "characters"), ["BAI", "BAI"], "twice"),
    (("scenes", 0, "shots", 1, "characters"), ["BAI"], "beat"),
])  # fmt: skip
def test_what_is_wrong_is_named(path, value, words) -> None:
    data = copy.deepcopy(breakdown_json(MADE))
    *way, last = path
    at = data
    for step in way:
        at = at[step]
    at[last] = value
    with pytest.raises(BreakdownInvalid, match=words):
        breakdown_from_json(data)


def test_a_missing_field_is_named() -> None:
    data = breakdown_json(MADE)
    del data["scenes"][0]["shots"][0]["framing"]
    with pytest.raises(BreakdownInvalid, match="framing"):
        breakdown_from_json(data)
