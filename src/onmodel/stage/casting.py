"""DNA → actor: who plays the character on the stage. What DNA leaves open is drawn by the name, always the same."""

import hashlib

import numpy as np

from onmodel.color.spaces import hex_to_linear, linear_to_srgb_u8, srgb_u8_to_hex
from onmodel.dna.model import AgeBand, Build, CharacterDNA, Garment, GarmentKind
from onmodel.fountain.given_names import usual_gender
from onmodel.stage.spec import ActorLook

AGES: dict[AgeBand, float] = {
    "child": 0.34, "teen": 0.5, "twenties": 0.63, "thirties": 0.69, "forties": 0.76, "fifties": 0.85, "old": 0.97,
}  # fmt: skip
BUILDS: dict[Build, tuple[float, float]] = {  # muscle, weight
    "slim": (0.45, 0.32), "average": (0.52, 0.5), "athletic": (0.8, 0.5), "heavy": (0.5, 0.92),
}  # fmt: skip
# Shape changes that make strangers look different; each is drawn by name within ±FACE_SPREAD.
FACE_AXES = (
    "nose-scale-vert-incr", "nose-scale-horiz-incr", "nose-hump-incr", "nose-point-up", "nose-volume-incr",
    "chin-width-incr", "chin-height-incr", "chin-prominent-incr", "mouth-scale-horiz-incr",
    "mouth-upperlip-height-incr", "mouth-lowerlip-height-incr", "head-fat-incr", "head-scale-horiz-incr",
    "head-scale-vert-incr",
    "forehead-scale-vert-incr", "eyebrows-trans-up", "eyebrows-angle-up",
)  # fmt: skip
PAIRED_AXES = ("cheek-bones-incr", "cheek-volume-incr", "eye-scale-incr", "eye-trans-out", "eye-height2-incr")
FACE_SPREAD = 0.55
HEIGHTS = (0.26, 0.48)  # on Anny's axis: women of 1.58–1.75 m, men of 1.70–1.88 m
UPPER: frozenset[GarmentKind] = frozenset(
    ("shirt", "jacket", "coat", "robe", "dress", "vest", "sweater", "armour"),
)
LOWER: frozenset[GarmentKind] = frozenset(("trousers", "skirt", "shorts", "dress", "robe"))
PLAIN = (("#6b7a8f", "slate"), ("#7d5f4a", "brown"), ("#586b4d", "moss"), ("#8a4b45", "brick"), ("#4b4f63", "ink"))


def cast(dna: CharacterDNA) -> ActorLook:
    """The actor for a character. References give the face (`dna.likeness`), words and pixels the rest."""
    rng = np.random.default_rng(int.from_bytes(hashlib.sha256(dna.name.casefold().encode()).digest()[:8], "big"))
    drawn = {"height": float(rng.uniform(*HEIGHTS)), "gender": float(rng.choice([0.0, 1.0]))}
    face = tuple((name, round(float(rng.uniform(-FACE_SPREAD, FACE_SPREAD)), 3)) for name in FACE_AXES)
    pairs = [(name, round(float(rng.uniform(-FACE_SPREAD, FACE_SPREAD)), 3)) for name in PAIRED_AXES]
    face += tuple((f"{side}-{name}", value) for name, value in pairs for side in "lr")
    muscle, weight = BUILDS[dna.build.value or "average"]
    hair = dna.hair.value or "#3a2a20"
    return ActorLook(
        gender=_gender(dna, drawn["gender"]),
        age=AGES[dna.age.value or "thirties"],
        muscle=muscle,
        weight=weight,
        height=drawn["height"],
        skin=dna.skin.value or "#c69076",
        eyes=dna.eyes.value or "#5b4030",
        brows=_darker(hair),
        hair=hair,
        hair_style=dna.hair_style.value or "short",
        facial_hair=dna.facial_hair.value or "none",
        outfit=_dressed(dna.outfit, int(rng.integers(len(PLAIN)))),
        accessories=dna.accessories,
        face_shape=dna.likeness.shape if dna.likeness else face,
        face_albedo=dna.likeness.albedo if dna.likeness else "",
        bearing=dna.bearing,
    )


def _gender(dna: CharacterDNA, drawn: float) -> float:
    if dna.gender.value:
        return 1.0 if dna.gender.value == "man" else 0.0
    if dna.facial_hair.value not in (None, "none"):
        return 1.0
    given = usual_gender(dna.name)
    return drawn if given is None else float(given == "man")


def _darker(hair: str) -> str:
    """Brows are a little darker than the hair and never white."""
    return srgb_u8_to_hex(linear_to_srgb_u8(np.minimum(hex_to_linear(hair) * 0.6, 0.25)))


def _dressed(outfit: tuple[Garment, ...], choice: int) -> tuple[Garment, ...]:
    """The outfit with what is missing for decency: something above, something below, shoes."""
    kinds = {g.kind for g in outfit}
    colour, name = PLAIN[choice]
    missing = []
    if not kinds & UPPER:
        missing.append(Garment("shirt", colour, name))
    if not kinds & LOWER:
        missing.append(Garment("trousers", "#3b3a3c", "charcoal"))
    if not kinds & {"shoes", "boots"}:
        missing.append(Garment("shoes", "#2c241e", "dark brown"))
    return (*outfit, *missing)
