"""The one shape of a measurement."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Grade = Literal["excellent", "good", "retake", "unscorable"]
NO_REFERENCE = "the character has no reference with a face"  # made of words alone: no photographs
PART_WEIGHTS = {"face": 0.5, "outfit": 0.35, "hair": 0.15}  # identity first; outfit drift is users' loudest complaint
EXCELLENT, GOOD = 85.0, 70.0  # design §7: the same bars on every backbone, because values are calibrated


@dataclass(frozen=True)
class Score:
    """A calibrated measurement: `value` 0–100 or None with a reason; `raw` in the backbone's own unit."""

    value: float | None
    raw: float | None = None
    higher_is_better: bool = True  # of `raw`; `value` always rises with quality
    unscorable_reason: str | None = None
    backbone: str = ""
    confidence: float = 1.0  # 0–1
    detail: dict[str, float | str | None] = field(default_factory=dict)


def printed(value: float | None) -> str:
    """A value as people read it: whole, and never rounded up, so that no number claims a class that it lacks.

    >>> printed(84.96), printed(85.0), printed(None)
    ('84', '85', '—')
    """
    return "—" if value is None else f"{math.floor(value)}"


def grade(value: float | None) -> Grade:
    """The class of a calibrated value: >= 85 excellent, 70 up to 85 good, below 70 retake, None unscorable.

    >>> grade(85.0), grade(84.9), grade(69.9), grade(None)
    ('excellent', 'good', 'retake', 'unscorable')
    """
    if value is None:
        return "unscorable"
    if value >= EXCELLENT:
        return "excellent"
    return "good" if value >= GOOD else "retake"


def overall(parts: Mapping[str, Score]) -> float | None:
    """An appearance's value: the weighted mean of the parts that count and can be told, None without one.

    >>> overall({"face": Score(80.0), "hair": Score(None)})
    80.0
    """
    told = {name: s.value for name, s in parts.items() if name in PART_WEIGHTS and s.value is not None}
    if not told:
        return None
    return sum(PART_WEIGHTS[name] * value for name, value in told.items()) / sum(PART_WEIGHTS[name] for name in told)
