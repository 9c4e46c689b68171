"""VBench's arithmetic: constants, normalisation and totals, as its official scripts compute them.

Source: Vchitect/VBench @45e79ec (Apache-2.0), `scripts/constant.py`, `scripts/cal_final_score.py` and
`vbench2_beta_i2v/scripts/cal_i2v_final_score.py`; Huang et al., "VBench", CVPR 2024. Nothing is clamped: a raw value
under a dimension's least normalises below 0, as it does there.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """What of a dimension's raw value becomes 0 and 1, and what it weighs in its mean."""

    least: float = 0.0
    most: float = 1.0
    weight: float = 1.0


QUALITY: Mapping[str, Bounds] = {
    "subject_consistency": Bounds(0.1462),
    "background_consistency": Bounds(0.2615),
    "temporal_flickering": Bounds(0.6293),
    "motion_smoothness": Bounds(0.706, 0.9975),
    "dynamic_degree": Bounds(weight=0.5),
    "aesthetic_quality": Bounds(),
    "imaging_quality": Bounds(),
}
SEMANTIC: Mapping[str, Bounds] = {
    "object_class": Bounds(),
    "multiple_objects": Bounds(),
    "human_action": Bounds(),
    "color": Bounds(),
    "spatial_relationship": Bounds(),
    "scene": Bounds(most=0.8222),
    "appearance_style": Bounds(0.0009, 0.2855),
    "temporal_style": Bounds(most=0.364),
    "overall_consistency": Bounds(most=0.364),
}
I2V: Mapping[str, Bounds] = {
    "camera_motion": Bounds(weight=0.1),
    "i2v_subject": Bounds(0.1462),
    "i2v_background": Bounds(0.2615),
}
I2V_QUALITY = tuple(name for name in QUALITY if name != "temporal_flickering")  # six, dynamic degree weighs 0.5 too
BOUNDS: Mapping[str, Bounds] = {**QUALITY, **SEMANTIC, **I2V}
FOR_ITS_PROMPTS_ONLY = (
    "object_class", "multiple_objects", "color", "spatial_relationship", "scene", "appearance_style",
)  # fmt: skip
QUALITY_SHARE, SEMANTIC_SHARE = 4.0, 1.0


class DimensionMissing(KeyError):
    """A total of VBench needs every one of its dimensions; the official script would silently count 0."""


def normalised(name: str, raw: float) -> float:
    """(raw − least) / (most − least), not clamped; raises KeyError for no dimension of VBench.

    >>> round(normalised("subject_consistency", 0.10), 3)
    -0.054
    """
    bounds = BOUNDS[name]
    return (raw - bounds.least) / (bounds.most - bounds.least)


def quality(raw: Mapping[str, float]) -> float:
    """VBench's Quality Score, 0–1: the weighted mean of seven normalised dimensions."""
    return _mean(raw, QUALITY)


def semantic(raw: Mapping[str, float]) -> float:
    """VBench's Semantic Score, 0–1: the mean of nine normalised dimensions."""
    return _mean(raw, SEMANTIC)


def total(raw: Mapping[str, float]) -> float:
    """VBench's Total Score, 0–1: (4 Quality + Semantic) / 5."""
    whole = QUALITY_SHARE + SEMANTIC_SHARE
    return (QUALITY_SHARE * quality(raw) + SEMANTIC_SHARE * semantic(raw)) / whole


def i2v(raw: Mapping[str, float]) -> float:
    """VBench-I2V's I2V Score, 0–1: camera motion weighs 0.1, subject and background 1."""
    return _mean(raw, I2V)


def i2v_quality(raw: Mapping[str, float]) -> float:
    """VBench-I2V's Quality Score, 0–1: six dimensions, without flickering."""
    return _mean(raw, {name: QUALITY[name] for name in I2V_QUALITY})


def i2v_total(raw: Mapping[str, float]) -> float:
    """VBench-I2V's Total Score, 0–1: the mean of I2V and Quality."""
    return (i2v(raw) + i2v_quality(raw)) / 2


def _mean(raw: Mapping[str, float], dimensions: Mapping[str, Bounds]) -> float:
    missing = [name for name in dimensions if name not in raw]
    if missing:
        raise DimensionMissing(f"not measured: {', '.join(missing)}")
    weighed = sum(bounds.weight * normalised(name, raw[name]) for name, bounds in dimensions.items())
    return weighed / sum(bounds.weight for bounds in dimensions.values())
