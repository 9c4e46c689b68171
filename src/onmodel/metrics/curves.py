"""The fitted curves, one per part and backbone. Written by `tools/calibrate.py --write`; do not edit by hand."""

from onmodel.metrics.calibration import Curve

CURVES: tuple[Curve, ...] = (
    Curve(
        part="face",
        backbone="dlib-resnet-v1",
        higher_is_better=False,
        knots=((0.6891, 0.0), (0.5704, 30.0), (0.4162, 70.0), (0.3619, 85.0), (0.2714, 100.0)),
        far=(0.05, 0.0071),
        frr=(0.4, 0.55),
        same_pairs=80,
        different_pairs=560,
        source="stage, 16 invented people",
    ),
    Curve(
        part="hair",
        backbone="oklab-palette-v2",
        higher_is_better=False,
        knots=((0.2088, 0.0), (0.1205, 30.0), (0.0344, 70.0), (0.0180, 85.0), (0.0075, 100.0)),
        far=(0.0233, 0.0047),
        frr=(0.4571, 0.6286),
        same_pairs=75,
        different_pairs=415,
        source="stage, 16 invented people",
    ),
    Curve(
        part="outfit",
        backbone="oklab-palette-v2",
        higher_is_better=False,
        knots=((0.2566, 0.0), (0.1682, 30.0), (0.0522, 70.0), (0.0308, 85.0), (0.0093, 100.0)),
        far=(0.1429, 0.0536),
        frr=(0.0, 0.0),
        same_pairs=80,
        different_pairs=560,
        source="stage, 16 invented people",
    ),
    Curve(
        part="whole",
        backbone="oklab-palette-texture-v1",
        higher_is_better=True,
        knots=((0.4443, 0.0), (0.6079, 30.0), (0.8701, 70.0), (0.9324, 85.0), (0.9493, 100.0)),
        far=(0.0179, 0.0),
        frr=(0.6071, 0.8393),
        same_pairs=112,
        different_pairs=784,
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
