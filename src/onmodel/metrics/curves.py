"""The fitted curves, one per part and backbone. Written by `tools/calibrate.py --write`; do not edit by hand."""

from onmodel.metrics.calibration import Curve

CURVES: tuple[Curve, ...] = (
    Curve(
        part="face",
        backbone="dlib-resnet-v1+z16",
        higher_is_better=False,
        knots=((0.5634, 0.0), (0.4725, 30.0), (0.3403, 70.0), (0.2935, 85.0), (0.2201, 100.0)),
        far=(0.0232, 0.0054),
        frr=(0.35, 0.6375),
        same_pairs=80,
        different_pairs=1200,
        source="stage, 16 invented people",
    ),
    Curve(
        part="hair",
        backbone="oklab-palette-v3",
        higher_is_better=False,
        knots=((0.1412, 0.0), (0.0898, 30.0), (0.0243, 70.0), (0.0122, 85.0), (0.0052, 100.0)),
        far=(0.0096, 0.0024),
        frr=(0.2933, 0.6933),
        same_pairs=75,
        different_pairs=875,
        source="stage, 16 invented people",
    ),
    Curve(
        part="outfit",
        backbone="oklab-palette-v3",
        higher_is_better=False,
        knots=((0.2242, 0.0), (0.1327, 30.0), (0.0367, 70.0), (0.0172, 85.0), (0.0077, 100.0)),
        far=(0.0643, 0.0339),
        frr=(0.125, 0.2375),
        same_pairs=80,
        different_pairs=1200,
        source="stage, 16 invented people",
    ),
    Curve(
        part="whole",
        backbone="oklab-palette-texture-v1",
        higher_is_better=True,
        knots=((0.4431, 0.0), (0.6111, 30.0), (0.8623, 70.0), (0.9185, 85.0), (0.9420, 100.0)),
        far=(0.0115, 0.0),
        frr=(0.6696, 0.875),
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
