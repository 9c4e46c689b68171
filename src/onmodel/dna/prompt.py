"""The base prompt of a character: what every model is told about it, always in the same order."""

from typing import Any

from onmodel.dna.colour_names import colour_name, eye_colour_name, hair_colour_name, skin_tone_name
from onmodel.dna.model import CharacterDNA, Garment, Trait

SURE = 0.3  # traits that are less sure than this are left to the model
_NOUNS = {"woman": ("woman", "girl", "female", "her"), "man": ("man", "boy", "male", "his")}
_ANYONE = ("person", "child", "", "their")


def base_prompt(dna: CharacterDNA) -> str:
    """`{name}, {features}, consistent character, high quality`, as the requirement gives it.

    Features in order: who (role, age, gender), build, skin, hair, eyes, facial hair, outfit, accessories. Defaults
    that nobody told or saw are left out.
    """
    return ", ".join([dna.name, *features(dna), "consistent character", "high quality"])


def features(dna: CharacterDNA) -> list[str]:
    """The character's features as short phrases in a stable order; may be empty."""
    phrases = [
        _who(dna),
        f"{dna.build.value} build" if _known(dna.build) else "",
        f"{skin_tone_name(dna.skin.value or '')} skin" if _known(dna.skin) else "",
        _hair(dna),
        f"{eye_colour_name(dna.eyes.value or '')} eyes" if _known(dna.eyes) else "",
        str(dna.facial_hair.value) if _known(dna.facial_hair) and dna.facial_hair.value != "none" else "",
        *(_garment(garment) for garment in dna.outfit),
        *dna.accessories,
    ]
    return list(dict.fromkeys(phrase for phrase in phrases if phrase))


def _known(trait: Trait[Any]) -> bool:
    return trait.value is not None and trait.source != "default" and trait.confidence >= SURE


def _who(dna: CharacterDNA) -> str:
    """ "female detective in her thirties", "old man", "girl", "shepherd"; empty where nothing is known."""
    gender = dna.gender.value if _known(dna.gender) and dna.gender.value else ""
    adult, child, kind, whose = _NOUNS.get(gender, _ANYONE)
    age = dna.age.value if _known(dna.age) else None
    young = age in {"child", "teen"}
    words = {"teen": "teenage", "old": "old"}.get(age or "", "")
    noun = f"{kind} {dna.role}" if dna.role else (child if young else adult)
    if dna.role and age == "child":
        noun = f"{child}, {dna.role}"
    decade = f"in {whose} {age}" if age and not young and age != "old" else ""
    phrase = " ".join(part for part in (words, noun.strip(), decade) if part)
    return "" if phrase == "person" else phrase


def _hair(dna: CharacterDNA) -> str:
    style, length = dna.hair_style, dna.hair_length
    if "bald" in {style.value if _known(style) else "", length.value if _known(length) else ""}:
        return "bald head"
    colour = hair_colour_name(dna.hair.value or "") if _known(dna.hair) else ""
    size = str(length.value) if _known(length) else ""
    shape = str(style.value) if _known(style) and style.value not in {"short", "long"} else ""
    if not (colour or size or shape):
        return ""
    if shape in {"ponytail", "bun", "braids", "bob"}:
        worn = {"braids": "in braids"}.get(shape, f"in a {shape}")
        return " ".join(part for part in (size, colour, "hair", worn) if part)
    return " ".join(part for part in (size, shape, colour, "hair") if part)


def _garment(garment: Garment) -> str:
    colour = garment.colour_name or (colour_name(garment.colour) if garment.colour else "")
    return " ".join(part for part in (colour, garment.material, garment.kind) if part)
