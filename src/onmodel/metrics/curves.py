"""The fitted curves, one per part and backbone. Written by `tools/calibrate.py --write`; do not edit by hand."""

from onmodel.metrics.calibration import Curve

CURVES: tuple[Curve, ...] = (
    Curve(
        part="face",
        backbone="dlib-resnet-v1+z16",
        higher_is_better=False,
        knots=((0.5578, 0.0), (0.4661, 30.0), (0.3523, 70.0), (0.3123, 85.0), (0.2343, 100.0)),
        far=(0.0143, 0.0),
        frr=(0.5, 0.8),
        same_pairs=80,
        different_pairs=1200,
        source="stage, 16 invented people",
    ),
    Curve(
        part="hair",
        backbone="oklab-palette-v3",
        higher_is_better=False,
        knots=((0.1409, 0.0), (0.0895, 30.0), (0.0248, 70.0), (0.0129, 85.0), (0.0056, 100.0)),
        far=(0.0072, 0.0024),
        frr=(0.3067, 0.6667),
        same_pairs=75,
        different_pairs=875,
        source="stage, 16 invented people",
    ),
    Curve(
        part="outfit",
        backbone="oklab-palette-v3",
        higher_is_better=False,
        knots=((0.2230, 0.0), (0.1319, 30.0), (0.0373, 70.0), (0.0176, 85.0), (0.0073, 100.0)),
        far=(0.0714, 0.0429),
        frr=(0.125, 0.25),
        same_pairs=80,
        different_pairs=1200,
        source="stage, 16 invented people",
    ),
    Curve(
        part="whole",
        backbone="oklab-palette-texture-v1",
        higher_is_better=True,
        knots=((0.4416, 0.0), (0.6099, 30.0), (0.8683, 70.0), (0.9271, 85.0), (0.9453, 100.0)),
        far=(0.0102, 0.0),
        frr=(0.6518, 0.9286),
        same_pairs=112,
        different_pairs=1680,
        source="stage, 16 invented people",
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
