"""What a description tells, what it denies, and that nothing makes it raise."""

import re
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onmodel.dna.colour_words import EYE_COLOURS, GARMENT_COLOURS, HAIR_COLOURS, SKIN_COLOURS
from onmodel.dna.model import AgeBand, Bearing, FacialHair, GarmentKind, HairStyle
from onmodel.dna.words import WordTraits, traits_from_words
from onmodel.fountain.vocabulary import Expression, Pose
from onmodel.sample import CAST


def _worn(traits: WordTraits) -> dict[str, str]:
    return {garment.kind: garment.colour_name for garment in traits.outfit}


def test_a_detective() -> None:
    told = traits_from_words("detective, 30s, red hair, leather jacket")
    assert (told.role, told.age, told.hair) == ("detective", "thirties", HAIR_COLOURS["red"])
    assert [(g.kind, g.material) for g in told.outfit] == [("jacket", "leather")]
    assert (told.gender, told.skin, told.facial_hair, told.build) == (None, None, None, None)


def test_an_old_man() -> None:
    told = traits_from_words("an old man with a long white beard in a blue robe and a felt hat")
    assert (told.gender, told.age, told.facial_hair) == ("man", "old", "long beard")
    assert told.hair == HAIR_COLOURS["white"]
    assert _worn(told) == {"robe": "blue", "hat": ""}
    assert told.hair_length is None


def test_an_innkeeper() -> None:
    told = traits_from_words("bald, heavy-set innkeeper with a moustache, brown apron")
    assert (told.hair_style, told.hair_length, told.facial_hair) == ("bald", "bald", "moustache")
    assert (told.build, told.role, _worn(told)) == ("heavy", "innkeeper", {"apron": "brown"})


def test_a_girl() -> None:
    told = traits_from_words("girl of nine, two braids, green dress")
    assert (told.gender, told.age, told.hair_style, told.hair_length) == ("woman", "child", "braids", "long")
    assert _worn(told) == {"dress": "green"}


@pytest.mark.parametrize(("words", "trait", "value"), [
    ("man, no beard", "facial_hair", "none"), ("clean-shaven man", "facial_hair", "none"),
    ("man, not bald", "hair_style", None), ("no hair at all", "hair_style", "bald"), ("without a hat", "outfit", ()),
    ("never wears glasses", "accessories", ()), ("a man of 45", "age", "forties"), ("aged seventeen", "age", "teen"),
    ("in her early 20s", "age", "twenties"), ("in his fifties", "age", "fifties"), ("72 years old", "age", "old"),
    ("in an old coat", "age", None), ("a blonde", "hair", HAIR_COLOURS["blonde"]),
    ("red-haired", "hair", HAIR_COLOURS["red"]), ("dark-brown hair", "hair", HAIR_COLOURS["dark brown"]),
    ("green eyes", "eyes", EYE_COLOURS["green"]), ("blue-eyed", "eyes", EYE_COLOURS["blue"]),
    ("dark brown skin", "skin", SKIN_COLOURS["dark brown"]), ("pale complexion", "skin", SKIN_COLOURS["pale"]),
    ("shoulder-length hair", "hair_length", "medium"), ("hair in a ponytail", "hair_style", "ponytail"),
    ("thin moustache", "build", None), ("broad-shouldered", "build", "athletic"), ("stubble", "gender", "man"),
    ("round glasses and gloves", "accessories", ("glasses", "gloves")), ("", "role", ""),
])  # fmt: skip
def test_one_trait(words, trait, value) -> None:
    assert getattr(traits_from_words(words), trait) == value


def test_colours_belong_to_their_garment() -> None:
    told = traits_from_words(
        "navy wool coat over a white silk shirt, grey trousers, scarf of dark-blue silk, charcoal suit"
    )
    assert _worn(told) == {
        "coat": "navy", "shirt": "white", "trousers": "grey", "scarf": "dark blue", "jacket": "charcoal",
    }  # fmt: skip
    assert {g.kind: g.material for g in told.outfit}["coat"] == "wool"


def test_every_colour_is_a_colour_and_there_are_enough() -> None:
    tables = (GARMENT_COLOURS, HAIR_COLOURS, EYE_COLOURS, SKIN_COLOURS)
    assert len(GARMENT_COLOURS) >= 60
    assert all(re.fullmatch(r"#[0-9a-f]{6}", value) for table in tables for value in table.values())


@pytest.mark.parametrize("character", CAST, ids=lambda c: c.name)
def test_the_sample_cast_is_told_in_full(character) -> None:
    told = traits_from_words(character.description)
    assert None not in {told.gender, told.age, told.build, told.skin, told.hair}
    assert len(told.outfit) >= 3
    assert all(garment.colour_name for garment in told.outfit)


@pytest.mark.parametrize(
    ("words", "pose", "face"),
    [
        ("detective, usually sly", Pose.STAND, Expression.SLY),
        ("detective, usual pose: arms crossed, usually sad, red hair", Pose.ARMS_CROSSED, Expression.SAD),
        ("a man, usually with hands on hips", Pose.HANDS_ON_HIPS, Expression.NEUTRAL),
        ("a sad man; crosses his arms", Pose.STAND, Expression.NEUTRAL),
        ("usual pose: run, usually talking", Pose.STAND, Expression.NEUTRAL),
    ],
)
def test_what_somebody_usually_does_is_their_bearing(words: str, pose: Pose, face: Expression) -> None:
    assert traits_from_words(words).bearing == Bearing(pose, face)


VOCABULARY = (
    "old young man girl bald no not beard long white red leather coat of with in and , . 30s aged nine robe suit eyes "
    "skin hair braids dark-brown grey-blue -haired 999 '’ glasses"
)
WORDS = st.sampled_from(VOCABULARY.split())


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300) | st.lists(WORDS, max_size=30).map(" ".join))
def test_any_words_give_traits_of_the_known_kinds(words: str) -> None:
    told = traits_from_words(words)
    assert told.age in {*get_args(AgeBand), None}
    assert told.facial_hair in {*get_args(FacialHair), None}
    assert told.hair_style in {*get_args(HairStyle), None}
    assert {garment.kind for garment in told.outfit} <= set(get_args(GarmentKind))
    assert told == traits_from_words(words)


def test_a_novel_as_description_is_read_at_once() -> None:
    assert traits_from_words("red hair, " + "a " * 5_000_000).hair == HAIR_COLOURS["red"]
