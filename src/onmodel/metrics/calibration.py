"""From a backbone's raw numbers to 0–100, so that 85 and 70 mean the same on every backbone.

70 is the raw value at which 1 % of pairs of *different* characters would pass, 85 the one at which 0.1 % would. Real
photographs of one person have a median ArcFace cosine of about 0.46 (anchors §2.3): raw × 100 would mean nothing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onmodel.metrics.score import EXCELLENT, GOOD, Score

FAR_GOOD, FAR_EXCELLENT = 0.01, 0.001
LEAST_PAIRS = 8
TAIL = 0.1  # the nearest tenth of different pairs tells how fast they thin out
SMALLEST = 1e-4  # a gap of nothing has no logarithm
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Curve:
    """A monotone piecewise-linear map from raw to 0–100, with the evidence it was fitted on.

    `knots`: (raw, value) pairs in order of rising value. `far`, `frr`: share of different pairs accepted and of same
    pairs refused at (70, 85): `fit` counts them on the fitted pairs, `tools/calibrate.py` replaces
    them by those of half of the people under a curve fitted on the other half.
    """

    part: str
    backbone: str
    higher_is_better: bool
    knots: tuple[tuple[float, float], ...]
    far: tuple[float, float] = (0.0, 0.0)
    frr: tuple[float, float] = (0.0, 0.0)
    same_pairs: int = 0
    different_pairs: int = 0
    source: str = ""  # what the pairs were

    def value(self, raw: float) -> float:
        """The calibrated value of a raw one, clamped to 0–100.

        >>> Curve("face", "toy", False, ((0.8, 0.0), (0.6, 70.0), (0.4, 100.0))).value(0.5)
        85.0
        """
        xs = np.array([k[0] for k in self.knots])
        ys = np.array([k[1] for k in self.knots])
        if xs[0] > xs[-1]:
            xs, ys = xs[::-1], ys[::-1]
        return float(np.interp(raw, xs, ys))

    def score(self, raw: float, *, confidence: float = 1.0, **detail: float | str | None) -> Score:
        """A raw measurement as a Score; NaN or infinity is unscorable."""
        if not np.isfinite(raw):
            return Score(None, None, self.higher_is_better, "the measurement is not a number", self.backbone, 0.0)
        return Score(self.value(raw), raw, self.higher_is_better, None, self.backbone, confidence, dict(detail))


def fit(
    part: str, backbone: str, *, same: Floats, different: Floats, higher_is_better: bool, source: str = ""
) -> Curve:
    """The curve for one part and backbone from raw values of same-character and different-character pairs.

    A perfect match is 0 where raw is a distance and 1 where it is a cosine; values are told by their gap to it. One in
    a thousand of a few hundred pairs cannot be counted, so below the nearest tenth the gaps of different pairs are
    taken as a power law down to the perfect match (Hill 1975). Needs 8 pairs of each kind; raises ValueError otherwise.
    """
    if len(same) < LEAST_PAIRS or len(different) < LEAST_PAIRS:
        raise ValueError(
            f"{part}: {LEAST_PAIRS} pairs of each kind are needed, got {len(same)} same and {len(different)} different"
        )
    perfect, sign = (1.0, -1.0) if higher_is_better else (0.0, 1.0)
    right, wrong = (np.maximum(sign * (raw - perfect), SMALLEST) for raw in (same, different))
    middle = float(np.median(wrong))
    good = min(_tail(wrong, FAR_GOOD), 0.95 * middle)
    excellent = min(_tail(wrong, FAR_EXCELLENT), 0.95 * good)
    best = min(float(np.quantile(right, 0.05)), 0.75 * excellent)
    worst = max(float(np.quantile(wrong, 0.95)), 1.05 * middle)
    knots = ((worst, 0.0), (middle, 30.0), (good, GOOD), (excellent, EXCELLENT), (best, 100.0))
    return Curve(
        part, backbone, higher_is_better, tuple((perfect + sign * gap, value) for gap, value in knots),
        far=(float((wrong <= good).mean()), float((wrong <= excellent).mean())),
        frr=(float((right > good).mean()), float((right > excellent).mean())),
        same_pairs=len(same), different_pairs=len(different), source=source,
    )  # fmt: skip


def _tail(gaps: Floats, share: float) -> float:
    """The gap that this share of different pairs stays below: u · (share / q)^(1 / α), Hill's α from the nearest q."""
    edge = float(np.quantile(gaps, TAIL))
    nearest = gaps[gaps <= edge]
    steep = len(nearest) / max(float(np.log(edge / nearest).sum()), 1e-6)
    return float(edge * (share / TAIL) ** (1.0 / steep))
