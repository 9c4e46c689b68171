"""What one to three reference pictures show of a person: every trait with a confidence, agreed over the pictures."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np

from onmodel.color.spaces import hex_to_linear, linear_to_oklab
from onmodel.dna import face_traits
from onmodel.dna.accessories import accessories
from onmodel.dna.clothes import outfit
from onmodel.dna.face_traits import hex_of
from onmodel.dna.frame import FACE, FIGURE, Frame, Reference, level
from onmodel.dna.hair import hair
from onmodel.dna.light import Light, in_daylight, light_of
from onmodel.dna.model import AgeBand, Build, FacialHair, Garment, HairLength, HairStyle, Trait
from onmodel.fountain.given_names import Gender

T = TypeVar("T")
HAIR_ON_A_MAN: frozenset[FacialHair] = frozenset({"beard", "goatee", "moustache", "long beard"})


def _blind() -> Trait[T]:
    return Trait(None, "pixels", 0.0)


@dataclass(frozen=True)
class SeenTraits:
    """The traits as pixels tell them. Age is never told (wrinkles drown in light and make-up): words do that."""

    gender: Trait[Gender] = field(default_factory=_blind)
    age: Trait[AgeBand] = field(default_factory=_blind)
    build: Trait[Build] = field(default_factory=_blind)
    skin: Trait[str] = field(default_factory=_blind)
    eyes: Trait[str] = field(default_factory=_blind)
    hair: Trait[str] = field(default_factory=_blind)
    hair_length: Trait[HairLength] = field(default_factory=_blind)
    hair_style: Trait[HairStyle] = field(default_factory=_blind)
    facial_hair: Trait[FacialHair] = field(default_factory=_blind)
    outfit: tuple[Garment, ...] = ()
    accessories: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()  # what people should know of how the pictures were read


def traits_from_pixels(references: Sequence[Reference]) -> SeenTraits:
    """Every trait over all references: colours by weighted median in Oklab, words by weighted vote.

    A reference counts by the quality of its face, so a dark or soft picture cannot outvote a clear one.
    """
    each = [see(reference) for reference in references]
    weights = [max(reference.quality, 0.05) for reference in references]
    if not each:
        return SeenTraits()
    return SeenTraits(
        gender=_vote([s.gender for s in each], weights),
        age=_vote([s.age for s in each], weights),
        build=_vote([s.build for s in each], weights),
        skin=_blend([s.skin for s in each], weights),
        eyes=_blend([s.eyes for s in each], weights),
        hair=_blend([s.hair for s in each], weights),
        hair_length=_vote([s.hair_length for s in each], weights),
        hair_style=_vote([s.hair_style for s in each], weights),
        facial_hair=_vote([s.facial_hair for s in each], weights),
        outfit=max((s.outfit for s in each), key=len),
        accessories=_shared([s.accessories for s in each]),
        warnings=tuple(dict.fromkeys(warning for s in each for warning in s.warnings)),
    )


def see(reference: Reference) -> SeenTraits:
    """The traits that one reference shows, colours as daylight would show them."""
    light = light_of(reference)
    reference = in_daylight(reference, light)
    face, body = level(reference, FACE), level(reference, FIGURE)
    skin_here = face_traits.skin_lab(face)
    beard = face_traits.facial_hair(face)
    seen_hair = hair(body, skin_here)
    man = beard.value in HAIR_ON_A_MAN and beard.confidence >= 0.5
    return SeenTraits(
        gender=Trait("man", "pixels", 0.7) if man else _blind(),
        build=_build(body),
        skin=_under(light, face_traits.skin(face)),
        eyes=_under(light, face_traits.eyes(face)),
        hair=_under(light, seen_hair.colour),
        hair_length=seen_hair.length,
        hair_style=seen_hair.style,
        facial_hair=beard,
        outfit=outfit(body, skin_here),
        accessories=accessories(face, body, seen_hair.colour.value),
        warnings=(light.told,) if light.told else (),
    )


def _under(light: Light, colour: Trait[str]) -> Trait[str]:
    return replace(colour, confidence=round(colour.confidence * light.sure, 2))


def _build(body: Frame) -> Trait[Build]:
    """Slim, average or heavy by the width at the waist, only where the figure stands whole in the picture."""
    rows = np.nonzero(body.figure.any(1))[0]
    if not body.masked or rows.size == 0 or (rows.max() - body.top) / body.height < 6.0:
        return _blind()
    waist = [int(body.chin + k * body.height) for k in (1.9, 2.1, 2.3)]
    breadth = float(np.median([body.figure[row].sum() for row in waist if row < body.size[0]])) / body.width
    kind: Build = "slim" if breadth < 1.55 else "average" if breadth < 2.5 else "heavy"
    return Trait(kind, "pixels", 0.3)


def _vote(traits: Sequence[Trait[T]], weights: Sequence[float]) -> Trait[T]:
    """The value with most weight × confidence; sure as its voters are, times the share that agrees."""
    score: dict[T, float] = {}
    for trait, weight in zip(traits, weights, strict=True):
        if trait.value is not None:
            score[trait.value] = score.get(trait.value, 0.0) + weight * trait.confidence
    if not score:
        return _blind()
    best = max(score, key=lambda value: (score[value], str(value)))
    sure = max(t.confidence for t in traits if t.value == best) * score[best] / sum(score.values())
    return Trait(best, "pixels", round(sure, 2), seen=best)


def _blend(traits: Sequence[Trait[str]], weights: Sequence[float]) -> Trait[str]:
    """The weighted median colour, channel by channel in Oklab; less sure the further the pictures are apart."""
    told = [(t, w * t.confidence) for t, w in zip(traits, weights, strict=True) if t.value is not None and t.confidence]
    if not told:
        return _blind()
    labs = np.stack([linear_to_oklab(hex_to_linear(t.value or "")) for t, _ in told])
    heavy = np.array([w for _, w in told])
    middle = np.array([_weighted_median(labs[:, c], heavy) for c in range(3)])
    apart = float(np.linalg.norm(labs - middle, axis=-1).max())
    colour = told[0][0].value if len(told) == 1 else hex_of(middle)
    sure = max(t.confidence for t, _ in told) * float(np.clip(1.15 - 2 * apart, 0.3, 1.0))
    return Trait(colour, "pixels", round(sure, 2), seen=colour)


def _weighted_median(values: np.ndarray, weights: np.ndarray) -> float:
    order = np.argsort(values, kind="stable")
    total = np.cumsum(weights[order])
    return float(values[order][int(np.searchsorted(total, total[-1] / 2))])


def _shared(each: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The accessories that more than half of the pictures show."""
    names = sorted({name for found in each for name in found})
    return tuple(n for n in names if sum(n in found for found in each) * 2 > len(each))
