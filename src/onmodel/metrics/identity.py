"""Is this the same face: distances between embeddings, across references and between frames, and the copy guard."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onmodel.metrics.calibration import Curve
from onmodel.metrics.cohort import Cohort
from onmodel.metrics.score import Score

Vector = NDArray[np.float32]


def distances(candidate: Vector, references: Sequence[Vector]) -> NDArray[np.float64]:
    """Euclidean distances of one embedding (D,) to each reference (D,): (R,)."""
    stack = np.stack([np.asarray(r, np.float64) for r in references])
    return np.asarray(np.linalg.norm(stack - np.asarray(candidate, np.float64), axis=1))


def unlikeness(candidate: Vector, references: Sequence[Vector], strangers: Cohort | None) -> float:
    """How far a face (D,) is from a person's references (D,), as curves judge it; lower is better.

    The mean of the distances normalised by strangers, which beats the nearest (docs/calibration.md); where there are
    no strangers for this backbone, the distance to the nearest reference.
    """
    if strangers is None:
        return float(distances(candidate, references).min())
    return float(strangers.distances(candidate, np.stack(references)).mean())


def self_scores(embeddings: Sequence[Vector], curve: Curve, strangers: Cohort | None = None) -> list[Score]:
    """Each appearance against all others of the same character: its median distance to them, calibrated.

    `strangers` are those by whom the curve's distances are normalised. Needs two appearances; a single one cannot agree
    with itself and is unscorable (ViStoryBench gives it 1.0).
    """
    if len(embeddings) < 2:
        alone = Score(None, None, False, "only one appearance can be scored", curve.backbone, 0.0)
        return [alone] * len(embeddings)
    out = []
    for i, one in enumerate(embeddings):
        others = [e for j, e in enumerate(embeddings) if j != i]
        apart = distances(one, others) if strangers is None else strangers.among_drawn(one, np.stack(others))
        out.append(curve.score(float(np.median(apart))))
    return out


def copies_reference(candidate: Vector, references: Sequence[Vector]) -> bool:
    """Does a face repeat one reference instead of showing the person?

    With two or more references: nearer to one of them than a quarter of their own median spread (after WithAnyone's
    copy-paste measure, anchors §2.3, which divides by that spread). With one reference: an all but equal vector.
    """
    if not references:
        return False
    nearest = float(distances(candidate, references).min())
    if len(references) == 1:
        return nearest < 0.05
    pairs = [float(distances(a, [b])[0]) for i, a in enumerate(references) for b in references[i + 1 :]]
    return nearest < 0.25 * float(np.median(pairs))


def likeness_of_looks(one: Vector, others: Sequence[Vector]) -> float:
    """The median cosine, −1…1, of a look to others of what should be the same person; NaN without others."""
    if not others:
        return float("nan")
    stack = np.stack([np.asarray(o, np.float64) for o in others])
    this = np.asarray(one, np.float64)
    lengths = np.linalg.norm(stack, axis=1) * np.linalg.norm(this)
    return float(np.median(stack @ this / np.maximum(lengths, 1e-9)))
