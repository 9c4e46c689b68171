"""From a backbone's raw numbers to 0–100, so that 85 and 70 mean the same on every backbone.

70 is the raw value at which 1 % of pairs of *different* characters would pass, 85 the one at which 0.1 % would. Real
photographs of one person have a median ArcFace cosine of about 0.46 (anchors §2.3): raw × 100 would mean nothing.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from onmodel.metrics.score import EXCELLENT, GOOD, Score

FAR_GOOD, FAR_EXCELLENT = 0.01, 0.001
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Curve:
    """A monotone piecewise-linear map from raw to 0–100, with the evidence it was fitted on.

    `knots`: (raw, value) pairs in order of rising value. `far`, `frr`: share of different pairs accepted and of same
    pairs refused at (70, 85), counted on the fitted pairs.
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

    The tail of the different pairs is taken as normal (robust location and spread), because 0.1 % of a few hundred
    pairs cannot be counted. Needs at least 8 pairs of each kind; raises ValueError otherwise.
    """
    if len(same) < 8 or len(different) < 8:
        raise ValueError(
            f"{part}: 8 pairs of each kind are needed, got {len(same)} same and {len(different)} different"
        )
    sign = 1.0 if higher_is_better else -1.0
    good, bad = np.sort(sign * same), np.sort(sign * different)  # now higher is better
    centre = float(np.median(bad))
    spread = max(float(np.median(np.abs(bad - centre))) * 1.4826, float(bad.std()), 1e-6)
    normal = NormalDist(centre, spread)
    t70, t85 = normal.inv_cdf(1 - FAR_GOOD), normal.inv_cdf(1 - FAR_EXCELLENT)
    best = max(float(np.quantile(good, 0.95)), t85 + 0.25 * (t85 - centre))
    knots = ((centre - 2 * spread, 0.0), (centre, 30.0), (t70, GOOD), (t85, EXCELLENT), (best, 100.0))
    rates = [(float((bad >= t).mean()), float((good < t).mean())) for t in (t70, t85)]
    return Curve(
        part, backbone, higher_is_better, tuple((sign * r, v) for r, v in knots),
        far=(rates[0][0], rates[1][0]), frr=(rates[0][1], rates[1][1]),
        same_pairs=len(same), different_pairs=len(different), source=source,
    )  # fmt: skip
