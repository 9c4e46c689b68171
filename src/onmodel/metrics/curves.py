"""The fitted curves, one per part and backbone. Written by `tools/calibrate.py --write`; do not edit by hand."""

from onmodel.metrics.calibration import Curve

CURVES: tuple[Curve, ...] = (
    Curve("face", "dlib-resnet-v1", False, ((0.95, 0.0), (0.78, 30.0), (0.62, 70.0), (0.54, 85.0), (0.3, 100.0))),
    Curve("hair", "oklab-palette-v1", False, ((0.30, 0.0), (0.18, 30.0), (0.09, 70.0), (0.06, 85.0), (0.01, 100.0))),
    Curve("outfit", "oklab-palette-v1", False, ((0.30, 0.0), (0.16, 30.0), (0.09, 70.0), (0.06, 85.0), (0.01, 100.0))),
    Curve(
        "whole", "oklab-palette-texture-v1", True, ((0.2, 0.0), (0.6, 30.0), (0.8, 70.0), (0.88, 85.0), (0.98, 100.0))
    ),
)


def curve(part: str, backbone: str) -> Curve:
    """The curve of a part for a backbone; a version after @ is part of the name only where the curve names it.

    Raises LookupError where this backbone was never calibrated: a raw number is never shown as a score.
    """
    for found in CURVES:
        if found.part == part and backbone in (found.backbone, found.backbone.partition("@")[0]):
            return found
    for found in CURVES:
        if found.part == part and found.backbone == backbone.partition("@")[0]:
            return found
    raise LookupError(f"{backbone} is not calibrated for {part}: run `python tools/calibrate.py --write`")
