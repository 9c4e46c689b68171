import pytest

from onmodel.fountain.model import Beat, Shot
from onmodel.fountain.vocabulary import Framing, Pose
from onmodel.stage.dressing import exhibits, words
from onmodel.stage.inserts import exhibit, in_hand
from tests.stage.scripts import scene, shot


def insert(told: str, *props: str) -> Shot:
    return shot("2", Framing.INSERT, focus=None, description=told, props=props)


ALDAR = shot("1", Framing.MS, "ALDAR", beats=(Beat("ALDAR", Pose.STAND),))
POUCH = insert("Close on the open pouch in his hand: three pebbles and a broken spoon.", "pouch", "pebbles", "spoon")


def test_a_pouch_is_shown_with_what_is_in_it_by_whoever_is_near() -> None:
    told = scene((ALDAR, POUCH), "pouch", "pebbles", "spoon")
    assert in_hand(told, POUCH) == ("ALDAR", "three pebbles and broken spoon in open pouch")
    assert words(told) == (), "what is in a hand lies nowhere else"


def test_who_holds_a_thing_in_the_scene_shows_it() -> None:
    bai = shot("1", Framing.MS, "BAI", beats=(Beat("BAI", holds="Photo"),))
    told = scene((ALDAR, bai, insert("The torn photograph.", "photograph")), int_ext="INT")
    assert in_hand(told, told.shots[2]) == ("BAI", "torn photograph")


@pytest.mark.parametrize(
    ("told", "where", "held"),
    [
        ("INSERT: a key on the table.", "INT", False), ("a key", "EXT", True), ("a key lies in the dust", "EXT", False),
        ("a kite in the sky", "EXT", False), ("the statue", "EXT", False),
    ],
)  # fmt: skip
def test_a_small_thing_outdoors_is_in_a_hand_unless_it_lies_or_flies(told: str, where: str, held: bool) -> None:
    shots = (ALDAR, insert(told))
    assert (in_hand(scene(shots, int_ext=where), shots[1]) is not None) == held


def test_a_thing_that_only_the_insert_names_is_brought_in() -> None:
    told = scene((ALDAR, insert("A kite in the sky.")))
    assert list(exhibits(told)) == ["flying kite"]
    assert words(told) == ("flying kite",)


def test_only_inserts_of_things_have_an_exhibit() -> None:
    assert exhibit(ALDAR) is None
    assert exhibit(insert("The end of the world.")) is None
    assert exhibit(insert("Darkness.", "zeppelin")).phrase == "zeppelin"
