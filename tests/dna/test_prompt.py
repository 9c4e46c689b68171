"""The base prompt: the requirement's format, features in one order, nothing that nobody said or saw."""

import pytest

from onmodel.dna.colour_words import HAIR_COLOURS
from onmodel.dna.model import AgeBand, CharacterDNA, Garment, Trait
from onmodel.dna.prompt import base_prompt, features
from onmodel.fountain.given_names import Gender

EMMA = CharacterDNA(
    name="Emma",
    gender=Trait("woman", "words", 0.9),
    age=Trait("thirties", "words", 0.9),
    build=Trait("slim", "words", 0.9),
    skin=Trait("#e6c0a4", "pixels", 0.8),
    hair=Trait(HAIR_COLOURS["red"], "words", 0.9),
    hair_length=Trait("long", "words", 0.9),
    eyes=Trait("#5a7a50", "pixels", 0.6),
    facial_hair=Trait("none", "pixels", 0.7),
    outfit=(Garment("jacket", "#1b1b1d", "black", "leather"), Garment("trousers", "#1f2a4a", "navy")),
    accessories=("glasses",),
    role="detective",
)


def test_the_format_is_the_requirements() -> None:
    assert base_prompt(EMMA) == (
        "Emma, female detective in her thirties, slim build, fair skin, long red hair, green eyes, "
        "black leather jacket, navy trousers, glasses, consistent character, high quality"
    )


def test_defaults_that_nobody_told_are_left_out() -> None:
    assert base_prompt(CharacterDNA("Bek")) == "Bek, consistent character, high quality"
    unsure = CharacterDNA("Bek", eyes=Trait("#5a7a50", "pixels", 0.1))
    assert features(unsure) == []


@pytest.mark.parametrize(
    ("gender", "age", "role", "phrase"),
    [
        ("man", "old", "", "old man"),
        ("woman", "child", "", "girl"),
        ("man", "teen", "", "teenage boy"),
        ("man", "forties", "merchant", "male merchant in his forties"),
        (None, "fifties", "judge", "judge in their fifties"),
        (None, None, "shepherd", "shepherd"),
        ("man", None, "", "man"),
        ("woman", "child", "princess", "girl, princess"),
        ("woman", "old", "healer", "old female healer"),
    ],
)
def test_who_somebody_is_reads_like_language(
    gender: Gender | None, age: AgeBand | None, role: str, phrase: str
) -> None:
    dna = CharacterDNA("X", gender=Trait(gender, "words", 0.9), age=Trait(age, "words", 0.9), role=role)
    assert features(dna) == [phrase]


def test_beards_bald_heads_and_hair_styles_are_said() -> None:
    bearded = CharacterDNA("X", facial_hair=Trait("long beard", "words", 0.9), hair_style=Trait("bald", "words", 0.9))
    assert features(bearded) == ["bald head", "long beard"]
    tied = CharacterDNA("X", hair=Trait("#15120f", "words", 0.9), hair_style=Trait("ponytail", "words", 0.9))
    assert features(tied) == ["black hair in a ponytail"]
    braids = CharacterDNA("X", hair_length=Trait("long", "words", 0.9), hair_style=Trait("braids", "words", 0.9))
    assert features(braids) == ["long hair in braids"]


def test_nothing_is_said_twice() -> None:
    twice = CharacterDNA("X", accessories=("glasses", "glasses"))
    assert features(twice) == ["glasses"]
