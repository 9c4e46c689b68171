"""Every dimension of VBench for one clip: measured with a named backbone, or absent with a reason. None is left out."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from onmodel.metrics import vbench
from onmodel.metrics.vbench_frames import (
    Raw,
    consistency,
    dynamic,
    flickering_of,
    i2v_consistency,
    smoothness_of,
)
from onmodel.scoring import motion
from onmodel.scoring.craft import BACKBONE as CRAFT
from onmodel.scoring.craft import imaging
from onmodel.scoring.looking import Looks
from onmodel.scoring.model import Dimension
from onmodel.scoring.watch import SMOOTH_EDGE, Watched

ITS_PROMPTS = "told on VBench's own prompts only; it refuses custom clips"
NEEDS = {
    "aesthetic_quality": "needs CLIP ViT-L/14 with the LAION head: nothing embedded stands for taste",
    "human_action": "needs UMT-L/16, which is published as a pickle alone",
    "temporal_style": "needs ViCLIP, which is published as a pickle alone",
    "overall_consistency": "needs ViCLIP, which is published as a pickle alone",
    "camera_motion": "needs CoTracker; the take score's alignment tells whether the ordered move was made",
}


def measured(seen: Watched, looks: Looks, craft: Mapping[str, float], *, standing: bool) -> dict[str, Dimension]:
    """All nineteen dimensions (seven of quality, nine semantic, three of I2V) by name, with the embedded backbones.

    `standing`: the camera ends where it began.
    """
    flow = f"{motion.FLOW} at {motion.EDGE} px"
    moves = dynamic(seen.speeds, min(seen.size))
    found = {
        **{name: absent(name, ITS_PROMPTS) for name in vbench.FOR_ITS_PROMPTS_ONLY},
        **{name: absent(name, reason) for name, reason in NEEDS.items()},
        "subject_consistency": _subject(looks),
        "background_consistency": _scenery(looks),
        "temporal_flickering": _flickering(seen, static=standing and not moves.value, flow=flow),
        "motion_smoothness": told(
            "motion_smoothness", smoothness_of(seen.errors), f"opencv-dis-interpolation at {SMOOTH_EDGE} px"
        ),
        "dynamic_degree": _dynamic(seen, moves, flow),
        "imaging_quality": _imaging(craft),
        "i2v_subject": _i2v("i2v_subject", looks),
        "i2v_background": _i2v("i2v_background", looks),
    }
    return {name: found[name] for name in vbench.BOUNDS}


def told(
    name: str, raw: Raw, backbone: str, detail: dict[str, float | str | None] | None = None, *, official: bool = False
) -> Dimension:
    """A dimension from its raw value, normalised by VBench's constants, or absent with the value's reason."""
    if raw.value is None:
        return Dimension(name, None, None, backbone, False, raw.reason, detail or {})
    return Dimension(name, raw.value, vbench.normalised(name, raw.value), backbone, official, "", detail or {})


def absent(name: str, reason: str) -> Dimension:
    """A dimension that cannot be told."""
    return Dimension(name, None, None, "none", reason=reason)


def _subject(looks: Looks) -> Dimension:
    what = "whole frames" if looks.whole else "people cut out"
    detail: dict[str, float | str | None] = {"of": what, "frames": float(len(looks.people))}
    return told("subject_consistency", _some(looks.people, looks), f"{looks.backbone}, {what}", detail)


def _scenery(looks: Looks) -> Dimension:
    what = "whole frames" if looks.whole else "people masked out"
    detail: dict[str, float | str | None] = {"of": what, "frames": float(len(looks.scenery))}
    return told("background_consistency", _some(looks.scenery, looks), f"{looks.backbone}, {what}", detail)


def _some(vectors: Sequence[NDArray[np.float32]], looks: Looks) -> Raw:
    if len(vectors) < 2 <= looks.count:
        return Raw(None, "too little of it is in the frames")
    return consistency(np.array(vectors, np.float64))


def _flickering(seen: Watched, *, static: bool, flow: str) -> Dimension:
    raw = flickering_of(seen.differences)
    backbone = f"vbench-formula; static by {flow}"
    if raw.value is None or static:
        return told("temporal_flickering", raw, backbone, official=raw.value is not None)
    reason = "told of static clips only, and this one moves; its value is in the detail"
    return Dimension("temporal_flickering", None, None, backbone, False, reason, {"of a moving clip": raw.value})


def _dynamic(seen: Watched, moves: Raw, flow: str) -> Dimension:
    limit = 6.0 * (min(seen.size) / 256.0) if seen.size[0] else 0.0
    fast = sum(speed > limit for speed in seen.speeds)
    detail: dict[str, float | str | None] = {"pairs": float(len(seen.speeds)), "moving": float(fast), "limit": limit}
    return told("dynamic_degree", moves, flow, detail)


def _imaging(craft: Mapping[str, float]) -> Dimension:
    value = imaging(craft)
    raw = Raw(None, "there is no frame") if value is None else Raw(value / 100)
    detail: dict[str, float | str | None] = {name: craft[name] for name in sorted(craft)}
    return told("imaging_quality", raw, f"{CRAFT}: blur, noise, exposure, blocks", detail)


def _i2v(name: str, looks: Looks) -> Dimension:
    people = name == "i2v_subject"
    still, vectors = (looks.hero_people, looks.people) if people else (looks.hero_scenery, looks.scenery)
    if still is None:
        return absent(name, "no hero frame was given" if looks.hero_scenery is None else "nobody is in the hero frame")
    return told(name, i2v_consistency(still.astype(np.float64), np.array(vectors, np.float64)), looks.backbone)
