"""Words and pixels become one DNA: what the description says wins, what the pictures show fills in, both are kept."""

from typing import TypeVar

import numpy as np

from onmodel.color.spaces import hex_to_linear, linear_to_oklab
from onmodel.dna.colour_names import eye_colour_name, hair_colour_name, skin_tone_name
from onmodel.dna.model import CharacterDNA, FacialHair, Garment, GarmentKind, HairLength, HairStyle, Trait
from onmodel.dna.pixels import SeenTraits
from onmodel.dna.words import WordTraits
from onmodel.fountain.given_names import Gender

T = TypeVar("T")
WORD_CONFIDENCE = 0.95
FAR_APART = 0.16  # Oklab: told and seen colours nearer than this are one colour in another light
_UPPER: frozenset[GarmentKind] = frozenset(
    {"shirt", "jacket", "coat", "robe", "dress", "vest", "sweater", "apron", "armour"}
)
_LOWER: frozenset[GarmentKind] = frozenset({"trousers", "skirt", "shorts"})
_WHOLE: frozenset[GarmentKind] = frozenset({"robe", "dress", "coat"})
_STYLES: dict[HairLength, HairStyle] = {"bald": "bald", "short": "short", "medium": "bob", "long": "long"}


def agree(name: str, description: str, told: WordTraits, seen: SeenTraits) -> CharacterDNA:
    """The DNA without faces: every trait from words where they speak, else from pixels, else the default.

    A trait keeps what each source said (`told`, `seen`); plain contradictions become warnings.
    """
    plain = CharacterDNA(name)
    length = _settle(told.hair_length, seen.hair_length, plain.hair_length)
    gender = _settle(told.gender, seen.gender, plain.gender)
    dna = CharacterDNA(
        name=name,
        description=description,
        gender=gender,
        age=_settle(told.age, seen.age, plain.age),
        build=_settle(told.build, seen.build, plain.build),
        skin=_settle(told.skin, seen.skin, plain.skin),
        eyes=_settle(told.eyes, seen.eyes, plain.eyes),
        hair=_settle(told.hair, seen.hair, plain.hair),
        hair_length=length,
        hair_style=_style(told.hair_style, seen.hair_style, plain.hair_style, length),
        facial_hair=_beard(told.facial_hair, seen.facial_hair, plain.facial_hair, gender),
        outfit=_dressed(told.outfit, seen.outfit),
        accessories=_worn(told.accessories, seen.accessories, told.outfit),
        role=told.role,
        bearing=told.bearing,
    )
    return CharacterDNA(**{**vars(dna), "warnings": (*_contradictions(dna), *seen.warnings)})


def _settle(told: T | None, seen: Trait[T], default: Trait[T]) -> Trait[T]:
    if told is not None:
        return Trait(told, "words", WORD_CONFIDENCE, told=told, seen=seen.value)
    if seen.value is not None:
        return Trait(seen.value, "pixels", seen.confidence, seen=seen.value)
    return default


def _style(
    told: HairStyle | None, seen: Trait[HairStyle], default: Trait[HairStyle], length: Trait[HairLength]
) -> Trait[HairStyle]:
    """The style; where words give only the length, the style that such hair has, whatever the pictures show."""
    if told is None and length.source == "words" and length.value is not None:
        return Trait(_STYLES[length.value], "words", 0.5, seen=seen.value)
    return _settle(told, seen, default)


def _beard(
    told: FacialHair | None, seen: Trait[FacialHair], default: Trait[FacialHair], gender: Trait[Gender]
) -> Trait[FacialHair]:
    """Facial hair; a woman by the description has none unless the description says so: pixels saw a shadow."""
    if told is None and gender.value == "woman" and gender.source == "words":
        return Trait("none", "words", 0.8, seen=seen.value)
    return _settle(told, seen, default)


def _dressed(told: tuple[Garment, ...], seen: tuple[Garment, ...]) -> tuple[Garment, ...]:
    """The garments of the description, and of the pictures those for parts of the body that it leaves out."""
    kinds = {garment.kind for garment in told}
    covered: set[str] = set(kinds)
    covered |= _UPPER if kinds & _UPPER else set()
    covered |= _LOWER if kinds & (_LOWER | _WHOLE) else set()
    return (*told, *(garment for garment in seen if garment.kind not in covered))


def _worn(told: tuple[str, ...], seen: tuple[str, ...], outfit: tuple[Garment, ...]) -> tuple[str, ...]:
    covered = {*told, *(garment.kind for garment in outfit)}
    covered |= {"hat"} if covered & {"cap", "hat", "helmet", "turban"} else set()
    return (*told, *(name for name in seen if name not in covered))


def _contradictions(dna: CharacterDNA) -> tuple[str, ...]:
    """Where the description and the pictures plainly say different things, in words."""
    said = []
    for part in ("gender", "age", "build", "hair_length", "hair_style", "facial_hair"):
        trait = getattr(dna, part)
        if trait.disagrees:
            said.append(_sentence(part, trait.told, trait.seen))
    for part, named in (("skin", skin_tone_name), ("eyes", eye_colour_name), ("hair", hair_colour_name)):
        trait = getattr(dna, part)
        if trait.disagrees and _apart(trait.told, trait.seen) > FAR_APART:
            said.append(_sentence(part, named(trait.told), named(trait.seen)))
    return tuple(said)


def _sentence(part: str, told: str, seen: str) -> str:
    return (
        f"{part.replace('_', ' ')}: the description says {told}, the pictures show {seen}; the description is followed"
    )


def _apart(one: str, other: str) -> float:
    return float(np.linalg.norm(linear_to_oklab(hex_to_linear(one)) - linear_to_oklab(hex_to_linear(other))))
