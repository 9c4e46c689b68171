"""The fitted curves, one per part and backbone. Written by `tools/calibrate.py --write`; do not edit by hand."""

from onmodel.metrics.calibration import Curve

CURVES: tuple[Curve, ...] = (
    Curve(
        part="face", backbone="dlib-resnet-v1@55533b28", higher_is_better=False,
        knots=((0.6788, 0.0), (0.5764, 30.0), (0.4204, 70.0), (0.3604, 85.0), (0.2703, 100.0)),
        far=(0.0038, 0.0), frr=(0.6842, 0.8947), same_pairs=38, different_pairs=266,
        source="stage, 16 invented people",
    ),
    Curve(
        part="hair", backbone="oklab-palette-v2", higher_is_better=False,
        knots=((0.1793, 0.0), (0.1063, 30.0), (0.0353, 70.0), (0.0227, 85.0), (0.0064, 100.0)),
        far=(0.005, 0.005), frr=(0.3889, 0.6667), same_pairs=36, different_pairs=202,
        source="stage, 16 invented people",
    ),
    Curve(
        part="outfit", backbone="oklab-palette-v2", higher_is_better=False,
        knots=((0.2581, 0.0), (0.1657, 30.0), (0.0747, 70.0), (0.0572, 85.0), (0.0108, 100.0)),
        far=(0.1202, 0.0271), frr=(0.025, 0.075), same_pairs=40, different_pairs=258,
        source="stage, 16 invented people",
    ),
    Curve(
        part="whole", backbone="oklab-palette-texture-v1", higher_is_better=True,
        knots=((0.4002, 0.0), (0.5715, 30.0), (0.8495, 70.0), (0.9196, 85.0), (0.9397, 100.0)),
        far=(0.0153, 0.0), frr=(0.6964, 0.8929), same_pairs=56, different_pairs=392,
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
