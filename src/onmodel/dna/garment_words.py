"""Garments in a description, with colour and cloth: "in a blue robe and a felt hat"."""

import re
from collections.abc import Iterable

from onmodel.dna.colour_words import GARMENT_COLOURS
from onmodel.dna.model import Garment, GarmentKind

_WORDS: dict[GarmentKind, str] = {
    "shirt": "shirt t-shirt tee blouse tunic top henley polo undershirt",
    "jacket": "jacket blazer bomber tuxedo tunic-coat",
    "coat": "coat overcoat trenchcoat raincoat parka cloak cape greatcoat",
    "robe": "robe robes chapan shapan kaftan caftan kimono cassock bathrobe",
    "dress": "dress gown sari frock sundress",
    "vest": "vest waistcoat gilet doublet",
    "sweater": "sweater jumper pullover hoodie cardigan sweatshirt turtleneck",
    "trousers": "trousers pants jeans slacks leggings overalls chinos breeches",
    "skirt": "skirt kilt",
    "shorts": "shorts",
    "shoes": "shoes sneakers trainers sandals loafers heels slippers",
    "boots": "boots",
    "hat": "hat fedora beanie turban fez tubeteika skullcap kalpak bonnet tymak helmet headdress",
    "cap": "cap beret",
    "scarf": "scarf shawl headscarf kerchief",
    "tie": "tie necktie",
    "apron": "apron",
    "armour": "armour armor chainmail breastplate",
}
_KINDS: dict[str, GarmentKind] = {word: kind for kind, words in _WORDS.items() for word in words.split(" ")}
_BOTH: dict[str, tuple[GarmentKind, ...]] = {"suit": ("jacket", "trousers"), "uniform": ("jacket", "trousers")}
_MATERIALS: dict[str, str] = {  # cloth → the colour it has where none is told
    "leather": "dark brown", "felt": "grey", "fur": "dark brown", "wool": "grey", "woollen": "grey", "woolen": "grey",
    "silk": "ivory", "cotton": "white", "linen": "beige", "denim": "denim", "velvet": "burgundy", "tweed": "brown",
    "knitted": "cream", "corduroy": "brown", "satin": "silver", "suede": "tan", "canvas": "sand", "straw": "sand",
    "sheepskin": "beige", "lace": "ivory", "brocade": "gold", "patched": "brown",
}  # fmt: skip
_DEFAULTS: dict[str, str] = {
    "shirt": "white", "jacket": "charcoal", "coat": "charcoal", "robe": "brown", "dress": "blue", "vest": "brown",
    "sweater": "grey", "trousers": "dark grey", "skirt": "navy", "shorts": "khaki", "shoes": "black",
    "boots": "dark brown", "hat": "brown", "cap": "navy", "scarf": "red", "tie": "navy", "apron": "off-white",
    "armour": "steel", "jeans": "denim", "uniform": "navy", "suit": "charcoal", "tuxedo": "black",
}  # fmt: skip


def _any(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return r"\b(?:" + "|".join(re.escape(word).replace(r"\ ", "[ -]") for word in ordered) + r")\b"


_GARMENT = re.compile(_any([*_KINDS, *_BOTH]))
_COLOUR = re.compile(_any(GARMENT_COLOURS))
_MATERIAL = re.compile(_any(_MATERIALS))


def garments_in(clauses: Iterable[str]) -> tuple[Garment, ...]:
    """Every garment that the clauses name, each kind once. A colour that is not told is the usual one, unnamed."""
    worn: dict[GarmentKind, Garment] = {}
    for clause in clauses:
        found = list(_GARMENT.finditer(clause))
        for i, garment in enumerate(found):
            begin = found[i - 1].end() if i else 0
            end = found[i + 1].start() if i + 1 < len(found) else len(clause)
            before, after = clause[begin : garment.start()], clause[garment.end() : end]
            for made in _garments(garment.group(), before, after if i + 1 == len(found) else ""):
                worn.setdefault(made.kind, made)
    return tuple(worn.values())


def _garments(word: str, before: str, after: str) -> list[Garment]:
    kinds = _BOTH.get(word) or (_KINDS[word],)
    material = _last(_MATERIAL, before) or _last(_MATERIAL, after)
    named = _last(_COLOUR, before) or _last(_COLOUR, after)
    usual = _MATERIALS.get(material) or _DEFAULTS.get(word) or _DEFAULTS[kinds[0]]
    colour = GARMENT_COLOURS[named or usual]
    return [Garment(kind, colour, named, material, "words") for kind in kinds]


def _last(pattern: re.Pattern[str], text: str) -> str:
    """The word nearest before the garment, as its table spells it: "dark-blue" is "dark blue"."""
    found = [str(word) for word in pattern.findall(text)]
    if not found:
        return ""
    return found[-1] if found[-1] in GARMENT_COLOURS else found[-1].replace("-", " ")
