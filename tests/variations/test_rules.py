"""What is suggested from a script, and what adopting changes."""

import pytest

from onmodel.dna.model import CharacterDNA
from onmodel.fountain.breakdown import break_down
from onmodel.fountain.reader import read_screenplay
from onmodel.fountain.vocabulary import Expression, Pose
from onmodel.variations.rules import MOST, Idea, adopted, dressed, scene_of, sheet, suggest, told

SCRIPT = b"""EXT. SNOWY STEPPE - NIGHT

EMMA, 30, kneels in the snow. Shadow and fog, a strange whisper.

EMMA
(angry)
Who is there?

INT. POLICE OFFICE - DAY

BAI sits alone at a desk. He weeps, lonely in his grief.
"""


def _scenes() -> tuple:
    return break_down(read_screenplay(SCRIPT, "a.fountain")).scenes


def test_a_script_suggests_pose_face_and_clothes_with_its_reason() -> None:
    ideas = suggest(_scenes(), "EMMA")
    assert Pose.KNEEL in {i.pose for i in ideas if i.kind == "pose"}
    assert Expression.ANGRY in {i.expression for i in ideas if i.kind == "expression"}
    [outfit] = [i for i in ideas if i.kind == "outfit"]
    assert "wool coat" in outfit.outfit
    assert "scene 1" in outfit.reason
    assert outfit.time.value == "night"
    assert all("BAI" not in i.reason.split(":")[0] for i in ideas)


def test_who_is_not_in_the_script_is_suggested_nothing() -> None:
    assert suggest(_scenes(), "NOBODY") == []
    assert suggest([], "EMMA") == []


def test_no_idea_comes_twice_and_there_is_an_end() -> None:
    scenes = _scenes() * 60
    ideas = suggest(scenes, "EMMA")
    assert len(ideas) == len({(i.kind, i.pose, i.expression, i.outfit) for i in ideas}) <= MOST
    assert all(len(sheet(kind)) >= 10 for kind in ("pose", "expression", "outfit"))  # type: ignore[arg-type]  # literals


@pytest.mark.parametrize(
    ("before", "idea", "after"),
    [
        ("", Idea("outfit", outfit="a red dress"), "wearing a red dress"),
        ("old man wearing a robe", Idea("outfit", outfit="a coat"), "old man, wearing a coat"),
        ("detective, red hair", Idea("pose", Pose.ARMS_CROSSED), "detective, red hair, usual pose: arms crossed"),
        ("x, usual pose: sit", Idea("pose", Pose.WALK), "x, usual pose: walk"),
    ],
)
def test_adopting_replaces_what_it_is_about(before: str, idea: Idea, after: str) -> None:
    assert adopted(before, idea) == after
    assert adopted(after, idea) == after  # again changes nothing


def test_words_that_name_no_garment_undress_nobody() -> None:
    dna = dressed(CharacterDNA("EMMA"), "a red dress and boots")
    assert (dna.outfit[0].kind, dna.outfit[0].colour_name) == ("dress", "red")
    assert dressed(dna, "something nice") == dna


def test_the_scene_shows_one_person_doing_it() -> None:
    idea = Idea("pose", Pose.BOW, Expression.SMILE)
    scene = scene_of("EMMA", idea)
    assert [(b.pose, b.expression) for b in scene.shots[0].beats] == [(Pose.BOW, Expression.SMILE)]
    assert told("EMMA", idea) == "EMMA, bow, smile"
