import pytest

from onmodel.fountain.model import SceneBreakdown
from onmodel.fountain.vocabulary import Mood, TimeOfDay
from onmodel.stage.sets.choose import choose_set, set_of


@pytest.mark.parametrize(
    ("place", "int_ext", "name", "period"),
    [
        ("STEPPE", "EXT", "steppe", "rustic"),
        ("BAZAAR STREET", "EXT", "street", "rustic"),
        ("CITY STREET", "EXT", "street", "modern"),
        ("THE BAI'S YURT", "EXT", "steppe", "rustic"),
        ("THE BAI'S YURT", "INT", "room", "rustic"),
        ("BAI'S HOUSE", "INT", "room", "rustic"),
        ("PALACE - THRONE ROOM", "INT", "room", "rustic"),
        ("BAZAAR", "EXT", "street", "rustic"),
        ("TAVERN", "INT", "bar", "rustic"),
        ("NIGHTCLUB", "INT", "bar", "modern"),
        ("EMMA'S HOUSE", "INT", "room", "modern"),
        ("POLICE STATION", "INT", "office", "modern"),
        ("INTERROGATION ROOM", "INT", "office", "modern"),
        ("DARK ALLEY", "EXT", "street", "modern"),
        ("PINE WOODS", "EXT", "forest", "rustic"),
        ("HIGHWAY", "EXT", "road", "modern"),
        ("MOUNTAIN ROAD", "EXT", "road", "rustic"),
        ("COFFEE SHOP", "INT", "bar", "modern"),
    ],
)
def test_headings_find_their_set(place: str, int_ext: str, name: str, period: str) -> None:
    choice = set_of(place, int_ext)
    assert (choice.name, choice.period) == (name, period)
    assert not choice.guessed
    assert choice.note == ""


@pytest.mark.parametrize(
    ("place", "int_ext", "name"),
    [
        ("HARBOUR", "EXT", "street"),
        ("THE DOCKS", "EXT", "street"),
        ("EMMA'S KITCHEN", "INT", "room"),
        ("HOUSE - KITCHEN", "INT", "room"),
        ("RIVERBANK", "EXT", "steppe"),
        ("OLD FACTORY", "INT", "office"),
        ("TAXI", "INT", "road"),
    ],
)
def test_a_place_that_a_set_only_stands_in_for_is_told(place: str, int_ext: str, name: str) -> None:
    choice = set_of(place, int_ext)
    assert (choice.name, choice.guessed) == (name, False)
    assert choice.note == f"“{place}” is played in the set “{name}”: the stage has none of its own for such a place"


@pytest.mark.parametrize("place", ["HARBOUR STREET", "MOUNTAIN ROAD", "COURTYARD OF THE MILL", "POLICE STATION"])
def test_a_word_of_a_place_that_is_built_outweighs_one_that_is_not(place: str) -> None:
    assert set_of(place, "EXT").note == ""


@pytest.mark.parametrize(("int_ext", "name"), [("INT", "room"), ("EXT", "street"), ("", "street")])
def test_an_unknown_place_is_a_guess_that_says_so(int_ext: str, name: str) -> None:
    choice = set_of("XYZZY", int_ext)
    assert choice.name == name
    assert choice.guessed
    assert "XYZZY" in choice.note


def test_what_happens_there_helps_where_the_heading_is_silent() -> None:
    choice = set_of("XYZZY", "EXT", "They ride over the steppe toward a yurt.")
    assert choice.name == "steppe"
    assert choice.guessed


def test_old_things_make_a_room_rustic() -> None:
    assert set_of("ROOM", "INT", "The khan takes up his dombra.").period == "rustic"
    assert set_of("ROOM", "INT", "She opens her laptop.").period == "modern"


def test_a_scene_becomes_a_set_with_its_hour_and_mood() -> None:
    scene = SceneBreakdown("1", "EXT. STEPPE - NIGHT", "EXT", "STEPPE", TimeOfDay.NIGHT, Mood.TENSE, (), (), ())
    spec = choose_set(scene, 5)
    assert (spec.name, spec.interior, spec.time, spec.mood, spec.seed) == (
        "steppe",
        False,
        TimeOfDay.NIGHT,
        Mood.TENSE,
        5,
    )


@pytest.mark.parametrize("place", ["", "   ", "!!!", "—", "ö" * 5000])
def test_malformed_places_still_get_a_set(place: str) -> None:
    assert set_of(place, "INT").name == "room"
