"""Words and pixels: who wins, what is kept, and what a person is warned of."""

import pytest

from onmodel.dna.agreement import agree
from onmodel.dna.colour_words import HAIR_COLOURS
from onmodel.dna.model import Garment, Trait
from onmodel.dna.pixels import SeenTraits
from onmodel.dna.words import WordTraits, traits_from_words

NO_WORDS = traits_from_words("")
RED, BLACK = HAIR_COLOURS["red"], HAIR_COLOURS["black"]


def _seen(value: object, confidence: float = 0.6) -> Trait:
    return Trait(value, "pixels", confidence, seen=value)


def _told(**traits: object) -> WordTraits:
    """What an empty description gives, with some traits told."""
    return type(NO_WORDS)(**{**vars(NO_WORDS), **traits})


def test_words_win_and_both_are_kept() -> None:
    dna = agree("Emma", "red hair", _told(hair=RED), SeenTraits(hair=_seen(BLACK)))
    assert (dna.hair.value, dna.hair.source, dna.hair.told, dna.hair.seen) == (RED, "words", RED, BLACK)
    assert dna.hair.disagrees
    assert dna.warnings == ("hair: the description says red, the pictures show black; the description is followed",)


def test_pixels_fill_in_what_words_leave_out() -> None:
    dna = agree("Emma", "", NO_WORDS, SeenTraits(skin=_seen("#8a5a3c", 0.7), facial_hair=_seen("beard")))
    assert (dna.skin.value, dna.skin.source, dna.skin.confidence) == ("#8a5a3c", "pixels", 0.7)
    assert dna.facial_hair.value == "beard"
    assert dna.warnings == ()


def test_what_nobody_says_is_the_default_and_sure_of_nothing() -> None:
    dna = agree("Emma", "", NO_WORDS, SeenTraits())
    assert (dna.skin.source, dna.skin.confidence) == ("default", 0.0)
    assert dna.gender.value is None


def test_the_same_colour_in_another_light_is_no_contradiction() -> None:
    dna = agree("Emma", "", _told(hair="#3a2a20"), SeenTraits(hair=_seen("#4a3628")))
    assert dna.hair.disagrees
    assert dna.warnings == ()


def test_a_told_length_brings_its_style_against_the_pictures() -> None:
    dna = agree("Emma", "", _told(hair_length="long", hair_style=None), SeenTraits(hair_style=_seen("cropped")))
    assert dna.hair_style.value == "long"
    assert dna.hair_style.seen == "cropped"
    styled = agree("Emma", "", _told(hair_length="long", hair_style="braids"), SeenTraits())
    assert styled.hair_style.value == "braids"


def test_a_woman_by_the_description_gets_no_beard_from_a_shadow() -> None:
    seen = SeenTraits(facial_hair=_seen("beard"), gender=_seen("man"))
    assert agree("E", "", _told(gender="woman"), seen).facial_hair.value == "none"
    assert agree("E", "", _told(gender="woman", facial_hair="beard"), seen).facial_hair.value == "beard"
    assert agree("E", "", NO_WORDS, seen).facial_hair.value == "beard"


COAT = Garment("coat", "#3a3b3f", "charcoal", source="words")
SHIRT, TROUSERS = Garment("shirt", "#2c5ea8", "blue", source="pixels"), Garment("trousers", "#6b4426", "brown")
SKIRT = Garment("skirt", "#b3202a", "red", source="words")


@pytest.mark.parametrize(
    ("told", "kinds"),
    [
        ((), ["shirt", "trousers"]),
        ((SKIRT,), ["skirt", "shirt"]),
        ((COAT,), ["coat"]),
        ((Garment("sweater", "#111111", "black"),), ["sweater", "trousers"]),
        ((Garment("hat", "#111111", "black"),), ["hat", "shirt", "trousers"]),
    ],
)
def test_seen_clothes_fill_the_parts_of_the_body_that_words_leave_out(
    told: tuple[Garment, ...], kinds: list[str]
) -> None:
    dna = agree("E", "", _told(outfit=told), SeenTraits(outfit=(SHIRT, TROUSERS)))
    assert [g.kind for g in dna.outfit] == kinds


def test_accessories_are_joined_without_repeating() -> None:
    hat = Garment("hat", "#111111", "black")
    dna = agree("E", "", _told(accessories=("glasses",), outfit=(hat,)), SeenTraits(accessories=("glasses", "hat")))
    assert dna.accessories == ("glasses",)


def test_a_plain_contradiction_of_kind_is_said() -> None:
    dna = agree("E", "", _told(facial_hair="none"), SeenTraits(facial_hair=_seen("beard")))
    assert dna.warnings == (
        "facial hair: the description says none, the pictures show beard; the description is followed",
    )
