"""DNA survives storage: to JSON text and back it is equal, and older JSON without newer fields still reads."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from onmodel.dna.jsonable import from_jsonable, to_jsonable
from onmodel.dna.model import CharacterDNA, FaceReference, Garment, Likeness, Trait

FULL = CharacterDNA(
    name="Алдар Көсе",
    description="a sly trickster, 40s",
    gender=Trait("man", "words", 0.95, told="man", seen=None),
    skin=Trait("#c69076", "pixels", 0.7, seen="#c69076"),
    facial_hair=Trait("goatee", "words", 0.95, told="goatee", seen="none"),
    outfit=(Garment("robe", "#5c1f2a", "burgundy", "velvet", "words"),),
    accessories=("turban",),
    role="trickster",
    faces=(FaceReference("a.jpg", tuple(i / 7 for i in range(128)), "dlib@1", 0.8, (1.0, 2.0, 3.5, 4.0)),),
    look=(0.1, 0.2),
    look_backbone="oklab",
    likeness=Likeness((("nose-width", 0.25),), "AAAA", 0.02),
    warnings=("hair: …",),
)


@pytest.mark.parametrize("dna", [FULL, CharacterDNA("X")], ids=["full", "empty"])
def test_json_text_gives_an_equal_dna_back(dna: CharacterDNA) -> None:
    assert from_jsonable(json.loads(json.dumps(to_jsonable(dna)))) == dna


@given(
    st.text(max_size=30),
    st.floats(0, 1),
    st.sampled_from(["woman", "man", None]),
    st.lists(st.text(max_size=9), max_size=3),
)
def test_any_words_survive(text: str, sure: float, gender: str | None, worn: list[str]) -> None:
    dna = CharacterDNA(text, description=text, gender=Trait(gender, "pixels", sure), accessories=tuple(worn))
    assert from_jsonable(json.loads(json.dumps(to_jsonable(dna)))) == dna


def test_what_an_older_version_did_not_know_takes_its_default() -> None:
    old = to_jsonable(FULL)
    del old["look_backbone"], old["likeness"], old["warnings"]
    read = from_jsonable(old)
    assert (read.look_backbone, read.likeness, read.warnings) == ("", None, ())


@pytest.mark.parametrize("change", [{"gender": {"value": "cat", "source": "words", "confidence": 1}}, {"name": None}])
def test_a_value_that_no_character_can_have_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        from_jsonable({**to_jsonable(FULL), **change})
