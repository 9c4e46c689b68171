"""The fitted curves, one per part and backbone. Written by `tools/calibrate.py --write`; do not edit by hand."""

from onmodel.metrics.calibration import Curve

CURVES: tuple[Curve, ...] = (
    Curve(
        part="face",
        backbone="dlib-resnet-v1+z16",
        higher_is_better=False,
        knots=((0.5529, 0.0), (0.4644, 30.0), (0.3517, 70.0), (0.3093, 85.0), (0.2320, 100.0)),
        far=(0.0036, 0.0),
        frr=(0.35, 0.7),
        same_pairs=80,
        different_pairs=1200,
        source="stage, 16 invented people",
    ),
    Curve(
        part="hair",
        backbone="oklab-palette-v2",
        higher_is_better=False,
        knots=((0.2069, 0.0), (0.1198, 30.0), (0.0306, 70.0), (0.0147, 85.0), (0.0075, 100.0)),
        far=(0.0233, 0.0047),
        frr=(0.4571, 0.6286),
        same_pairs=75,
        different_pairs=875,
        source="stage, 16 invented people",
    ),
    Curve(
        part="outfit",
        backbone="oklab-palette-v2",
        higher_is_better=False,
        knots=((0.2622, 0.0), (0.1582, 30.0), (0.0436, 70.0), (0.0213, 85.0), (0.0093, 100.0)),
        far=(0.1429, 0.0536),
        frr=(0.0, 0.0),
        same_pairs=80,
        different_pairs=1200,
        source="stage, 16 invented people",
    ),
    Curve(
        part="whole",
        backbone="oklab-palette-texture-v1",
        higher_is_better=True,
        knots=((0.4430, 0.0), (0.6104, 30.0), (0.8683, 70.0), (0.9265, 85.0), (0.9449, 100.0)),
        far=(0.0179, 0.0),
        frr=(0.6071, 0.8393),
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
