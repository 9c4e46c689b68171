"""Labelled pairs, and what they say of a curve that was fitted on other people."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from onmodel.backends.vision.appearance import Sighting, raw_parts
from onmodel.color.spaces import hex_to_linear, linear_to_oklab
from onmodel.dna.model import CharacterDNA
from onmodel.metrics.calibration import Curve, fit
from onmodel.metrics.identity import likeness_of_looks
from onmodel.metrics.palette import distance_from_expected
from onmodel.metrics.score import EXCELLENT, GOOD

PARTS = ("face", "hair", "outfit", "whole")
NEAR = 0.05  # weighted Oklab: hair or main garments defined nearer than this cannot be told apart in changing light
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


@dataclass(frozen=True)
class Verdict:
    """A curve fitted on everybody, with the rates that half of the people had under a curve fitted on the others."""

    curve: Curve
    medians: tuple[float, float]  # value 0–100 of same and of different pairs
    alike: tuple[int, float]  # pairs of people who are defined alike, and the share of them that passes 70
    asked: int  # photographs measured against who is in them
    unscorable: Counter[str]  # how many of those cannot be told, by reason


def gather(seen: Sequence[tuple[str, Sighting]], known: Mapping[str, CharacterDNA]) -> list[Pair]:
    """Every sighting against everybody's DNA, and every whole look against everybody's other looks."""
    pairs = []
    for person, sighting in seen:
        for against, dna in known.items():
            for part, raw in raw_parts(sighting, dna).items():
                alike = person != against and _alike(part, known[person], dna)
                pairs.append(Pair(part, person, against, raw.value, raw.backbone, raw.reason, alike))
    return pairs + _whole(seen, list(known))


def judge(part: str, fitting: Sequence[Pair], testing: Sequence[Pair], source: str) -> Verdict | None:
    """Judge a part's curve fitted on some people by others, then fit it on all of them.

    None where the people fitted on give fewer than 8 pairs of a kind, or the others none.
    """
    usable = [p for p in fitting if p.part == part and p.raw is not None and not p.alike]
    backbone = Counter(p.backbone for p in usable).most_common(1)[0][0] if usable else ""
    same, different = _raws(usable, backbone, same=True), _raws(usable, backbone, same=False)
    mine = [p for p in testing if p.part == part]
    told = [p for p in mine if p.raw is not None and not p.alike]
    right, wrong = _raws(told, backbone, same=True), _raws(told, backbone, same=False)
    if min(len(same), len(different)) < 8 or not len(right) or not len(wrong):
        return None
    name, higher = backbone.partition("@")[0], part == "whole"
    held_out = fit(part, name, same=same, different=different, higher_is_better=higher)
    own_values, other_values = (np.array([held_out.value(r) for r in raws]) for raws in (right, wrong))
    every = {"same": np.concatenate([same, right]), "different": np.concatenate([different, wrong])}
    curve = replace(
        fit(part, name, **every, higher_is_better=higher, source=source),
        far=tuple(round(float((other_values >= bar).mean()), 4) for bar in (GOOD, EXCELLENT)),
        frr=tuple(round(float((own_values < bar).mean()), 4) for bar in (GOOD, EXCELLENT)),
    )
    near = [curve.value(p.raw) >= GOOD for p in mine if p.alike and p.raw is not None]
    own = [p for p in mine if p.same]
    return Verdict(
        curve,
        (round(float(np.median(own_values)), 1), round(float(np.median(other_values)), 1)),
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
    return distance_from_expected(a[None], np.ones(1), b[None]) < NEAR


def _main(dna: CharacterDNA) -> str | None:
    return dna.outfit[0].colour if dna.outfit else None


def _raws(pairs: Sequence[Pair], backbone: str, *, same: bool) -> Floats:
    return np.array([p.raw for p in pairs if p.same is same and p.backbone == backbone], np.float64)
