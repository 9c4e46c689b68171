"""Labelled pairs, and what they say of a curve that was fitted on other people."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from onmodel.backends.vision.appearance import Sighting, raw_parts
from onmodel.color.spaces import hex_to_linear, linear_to_oklab
from onmodel.dna.model import CharacterDNA
from onmodel.metrics.calibration import LEAST_PAIRS, Curve, fit
from onmodel.metrics.cohort import LEAST_PEOPLE, Cohort
from onmodel.metrics.identity import likeness_of_looks
from onmodel.metrics.score import EXCELLENT, GOOD

PARTS = ("face", "hair", "outfit", "whole")
NEAR, LIGHTER = 0.05, 0.35  # Oklab, lightness times this: hair or garments defined nearer cannot be told apart
FEWEST = LEAST_PEOPLE + 2  # people that have strangers when two of them are left out
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Pair:
    """A photograph of `person` measured against the DNA of `against`. `raw` is None where it cannot be told.

    `alike`: two people of whom this part is defined nearly the same, so that nobody could tell them apart by it.
    """

    part: str
    person: str
    against: str
    raw: float | None
    backbone: str
    reason: str = ""
    alike: bool = False

    @property
    def same(self) -> bool:
        """Is the photograph of who it is measured against."""
        return self.person == self.against


Trial = tuple[Sequence[Pair], Sequence[Pair]]  # pairs that a curve is fitted on, pairs of others whom it judges


@dataclass(frozen=True)
class Verdict:
    """A curve fitted on everybody, with the rates that each half had under a curve fitted on the other."""

    curve: Curve
    medians: tuple[float, float]  # value 0–100 of same and of different pairs
    alike: tuple[int, float]  # pairs of people who are defined alike, and the share of them that passes 70
    asked: int  # photographs measured against who is in them
    unscorable: Counter[str]  # how many of those cannot be told, by reason


def strangers_of(seen: Sequence[tuple[str, Sighting]], known: Mapping[str, CharacterDNA]) -> Cohort | None:
    """The cohort that these people are, or None where two of them left out leave too few."""
    backbones = Counter(face.backbone for dna in known.values() for face in dna.faces)
    drawn = [(person, s.face.vector) for person, s in seen if s.face.vector is not None and person in known]
    people = {person for person, _ in drawn}
    if len(people) < FEWEST:
        return None
    faces = [(name, face.embedding) for name, dna in known.items() for face in dna.faces]
    (referred, references), (played, vectors) = zip(*faces, strict=True), zip(*drawn, strict=True)
    name = f"{backbones.most_common(1)[0][0].partition('@')[0]}+z{len(people)}"
    return Cohort(name, np.array(references), np.array(referred), np.array(vectors, np.float64), np.array(played))


def gather(
    seen: Sequence[tuple[str, Sighting]], known: Mapping[str, CharacterDNA], strangers: Cohort | None
) -> list[Pair]:
    """Every sighting against everybody's DNA, and every whole look against everybody's other looks.

    Face distances are normalised by those of the strangers who are neither of the two.
    """
    without = cache(lambda two: None if strangers is None else strangers.without(*two))
    pairs = []
    for person, sighting in seen:
        for against, dna in known.items():
            for part, raw in raw_parts(sighting, dna, without(frozenset((person, against)))).items():
                alike = person != against and _alike(part, known[person], dna)
                pairs.append(Pair(part, person, against, raw.value, raw.backbone, raw.reason, alike))
    return pairs + _whole(seen, list(known))


def judge(part: str, trials: Sequence[Trial], everybody: Sequence[Pair], source: str) -> Verdict | None:
    """Judge a part by people whom each trial's curve never saw, then fit a curve on everybody's pairs.

    None where the people fitted on give fewer than 8 pairs of a kind, or the others none.
    """
    backbone = _backbone(everybody, part).partition("@")[0]
    higher, every = part == "whole", _raws(everybody, part)
    values: tuple[list[float], list[float]] = ([], [])
    for fitting, testing in trials:
        (same, different), asked = _raws(fitting, part), _raws(testing, part)
        if min(len(same), len(different)) < LEAST_PAIRS or not min(len(raws) for raws in asked):
            return None
        held_out = fit(part, backbone, same=same, different=different, higher_is_better=higher)
        for told, raws in zip(values, asked, strict=True):
            told += [held_out.value(float(raw)) for raw in raws]
    right, wrong = (np.array(told) for told in values)
    curve = replace(
        fit(part, backbone, same=every[0], different=every[1], higher_is_better=higher, source=source),
        far=tuple(round(float((wrong >= bar).mean()), 4) for bar in (GOOD, EXCELLENT)),
        frr=tuple(round(float((right < bar).mean()), 4) for bar in (GOOD, EXCELLENT)),
    )
    mine = [p for p in everybody if p.part == part]
    near = [curve.value(p.raw) >= GOOD for p in mine if p.alike and p.raw is not None]
    own = [p for p in mine if p.same]
    return Verdict(
        curve,
        (round(float(np.median(right)), 1), round(float(np.median(wrong)), 1)),
        (len(near), float(np.mean(near)) if near else 0.0),
        len(own),
        Counter(p.reason for p in own if p.raw is None),
    )


def _whole(seen: Sequence[tuple[str, Sighting]], names: Sequence[str]) -> list[Pair]:
    pairs = []
    for i, (person, one) in enumerate(seen):
        for against in names:
            others = [s.look for j, (n, s) in enumerate(seen) if n == against and i != j and s.look is not None]
            if one.look is not None and others:
                pairs.append(Pair("whole", person, against, likeness_of_looks(one.look, others), one.look_backbone))
    return pairs


def _alike(part: str, one: CharacterDNA, other: CharacterDNA) -> bool:
    colours = {"hair": (one.hair.value, other.hair.value), "outfit": (_main(one), _main(other))}.get(part)
    if colours is None or None in colours:
        return False
    a, b = (linear_to_oklab(hex_to_linear(str(colour))) for colour in colours)
    return bool(np.linalg.norm((a - b) * (LIGHTER, 1.0, 1.0)) < NEAR)  # by a scale of its own, whatever the measure


def _main(dna: CharacterDNA) -> str | None:
    return dna.outfit[0].colour if dna.outfit else None


def _backbone(pairs: Sequence[Pair], part: str) -> str:
    """By what most pairs of a part are measured."""
    names = Counter(p.backbone for p in pairs if p.part == part and p.raw is not None)
    return names.most_common(1)[0][0] if names else ""


def _raws(pairs: Sequence[Pair], part: str) -> tuple[Floats, Floats]:
    """The raw values of same and of different pairs that can be told."""
    name = _backbone(pairs, part)
    told = [p for p in pairs if p.part == part and p.raw is not None and not p.alike and p.backbone == name]
    same, different = (np.array([p.raw for p in told if p.same is kind], np.float64) for kind in (True, False))
    return same, different
