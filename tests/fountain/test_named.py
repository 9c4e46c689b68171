"""Names in a script's text: each stands where it is said to stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.fountain.headings import take_apart
from onmodel.fountain.model import CastMember, Line
from onmodel.fountain.named import people_in, place_in
from onmodel.fountain.names import Roster

CAST = (CastMember("EMMA", 2, ("1",), ("EMMA HALE",)), CastMember("OLD WOMAN", 1, ("1",)), CastMember("ЖӘНІБЕК", 1, ()))
ROSTER, NAMES = Roster(CAST), {member.name for member in CAST}


def marked(line: Line) -> list[tuple[str, str]]:
    return [(line.text[each.start : each.end], each.name) for each in people_in(line, ROSTER, NAMES)]


def test_every_spelling_in_the_action_is_marked_as_whom_it_means() -> None:
    line = Line("action", "Emma Hale waits. An old woman greets Emma\nand Жәнібек; the emmas of the world rest.")
    assert marked(line) == [
        ("Emma Hale", "EMMA"), ("old woman", "OLD WOMAN"), ("Emma", "EMMA"), ("Жәнібек", "ЖӘНІБЕК"),
    ]  # fmt: skip


def test_cues_are_marked_and_words_that_are_spoken_are_not() -> None:
    assert marked(Line("cue", "EMMA", "EMMA")) == [("EMMA", "EMMA")]
    assert marked(Line("cue", "EMMA & OLD WOMAN", "EMMA")) == [("EMMA", "EMMA"), ("OLD WOMAN", "OLD WOMAN")]
    assert marked(Line("dialogue", "Emma!", "EMMA")) == []
    assert marked(Line("transition", "CUT TO EMMA:")) == []


def test_a_cue_in_letters_without_capitals_is_marked_whole() -> None:
    cast = (CastMember("艾玛", 1, ("1",)),)
    [found] = people_in(Line("cue", " 艾玛 ", "艾玛"), Roster(cast), {"艾玛"})
    assert (found.name, found.start, found.end) == ("艾玛", 1, 3)


@pytest.mark.parametrize(
    ("heading", "named"),
    [
        ("INT. BAI'S HOUSE - NIGHT", "BAI'S HOUSE"),
        ("EXT. ROAD -- THE FORD - DAWN (1890)", "ROAD -- THE FORD"),
        ("INT. HOUSE, KITCHEN. NIGHT", "HOUSE, KITCHEN"),
        ("int/ext  the   car — later", "the   car"),
        ("The bar", "The bar"),
    ],
)
def test_a_heading_names_its_place(heading: str, named: str) -> None:
    found = place_in(heading, take_apart(heading).place)
    assert found is not None
    assert heading[found.start : found.end] == named


def test_a_heading_without_a_place_names_none() -> None:
    assert place_in("INT. - NIGHT", "") is None
    assert place_in("INT. BAR", "PIER") is None


@given(st.text(max_size=60))
def test_whatever_a_heading_says_what_is_marked_is_part_of_it(heading: str) -> None:
    found = place_in(heading, take_apart(heading).place)
    assert found is None or 0 <= found.start < found.end <= len(heading)
