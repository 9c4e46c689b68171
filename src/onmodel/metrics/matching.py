"""Who is who: detections assigned to the characters that a frame should show."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Assignment:
    """`pairs`: expected index → detection index; the rest are missing (expected) or extra (detected)."""

    pairs: dict[int, int]
    missing: tuple[int, ...]
    extra: tuple[int, ...]


def assign(costs: NDArray[np.float64], reject: float) -> Assignment:
    """The cheapest one-to-one assignment (Hungarian, Kuhn 1955) of detections to expected characters.

    costs (expected, detected), any unit, NaN for impossible; a pair dearer than `reject` is not made.

    >>> assign(np.array([[0.1, 0.9], [0.8, 0.7]]), reject=0.5)
    Assignment(pairs={0: 0}, missing=(1,), extra=(1,))
    """
    expected, detected = costs.shape
    usable = np.where(np.isfinite(costs) & (costs <= reject), costs, reject * 1e6 + 1.0)
    rows, columns = linear_sum_assignment(usable) if expected and detected else ([], [])
    pairs = {int(r): int(c) for r, c in zip(rows, columns, strict=True) if usable[r, c] <= reject}
    return Assignment(
        pairs,
        missing=tuple(i for i in range(expected) if i not in pairs),
        extra=tuple(j for j in range(detected) if j not in set(pairs.values())),
    )


def overlap(inner: Box, outer: Box) -> float:
    """The share of `inner`'s area that lies in `outer`, 0–1: a face inside the box of a whole head is 1.

    >>> overlap((0, 0, 2, 2), (1, 0, 3, 2))
    0.5
    """
    width = min(inner[2], outer[2]) - max(inner[0], outer[0])
    height = min(inner[3], outer[3]) - max(inner[1], outer[1])
    area = (inner[2] - inner[0]) * (inner[3] - inner[1])
    return max(width, 0.0) * max(height, 0.0) / area if area > 0 else 0.0


def overlap_costs(heads: list[Box], faces: list[Box]) -> NDArray[np.float64]:
    """1 − overlap of every face with every expected head: (heads, faces), 0 for a face wholly inside."""
    return np.array([[1.0 - overlap(face, head) for face in faces] for head in heads]).reshape(len(heads), len(faces))
