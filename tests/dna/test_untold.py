"""What a character's record admits not to know."""

from onmodel.dna.agreement import agree
from onmodel.dna.model import CharacterDNA, FaceReference, Trait
from onmodel.dna.pixels import SeenTraits
from onmodel.dna.untold import TRAITS, untold
from onmodel.dna.words import traits_from_words

FACE = FaceReference("a.png", (1.0,), "fake", 1.0, (0.0, 0.0, 9.0, 9.0))


def _told(description: str) -> CharacterDNA:
    return agree("EMMA", description, traits_from_words(description), SeenTraits())


def test_of_nobody_everything_is_untold() -> None:
    assert [line.split(":")[0] for line in untold(CharacterDNA("EMMA"))] == [t.replace("_", " ") for t in TRAITS]


def test_what_words_tell_is_told() -> None:
    said = untold(_told("woman, 30s, slim, pale skin, green eyes, long red hair in braids, no beard"))
    assert said == ()
    assert untold(_told("woman with red hair"))[0] == "age: not described"


def test_a_style_seen_from_the_front_is_no_knowledge() -> None:
    seen = CharacterDNA("EMMA", faces=(FACE,), hair_style=Trait("bob", "pixels", 0.35))
    assert any(line.startswith("hair style: from the front, braids") for line in untold(seen))
    bald = CharacterDNA("OMAR", faces=(FACE,), hair_style=Trait("bald", "pixels", 0.5))
    assert not any(line.startswith("hair style") for line in untold(bald))
    assert "age: pictures do not tell it: wrinkles drown in light and make-up" in untold(bald)
