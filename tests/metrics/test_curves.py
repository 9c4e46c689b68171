"""The committed curves: rising, sorted, and there for everything that the product measures."""

import pytest

from onmodel.metrics.calibration import Curve
from onmodel.metrics.curves import CURVES, curve

MEASURED = (
    ("face", "dlib-resnet-v1+z16"),
    ("face", "dlib-resnet-v1+z16@55533b28"),
    ("hair", "oklab-palette-v3"),
    ("outfit", "oklab-palette-v3"),
    ("whole", "oklab-palette-texture-v1"),
)


@pytest.mark.parametrize(("part", "backbone"), MEASURED)
def test_every_part_that_is_measured_has_a_curve(part: str, backbone: str) -> None:
    assert curve(part, backbone).part == part


def test_a_curve_of_normalised_distances_does_not_judge_raw_ones() -> None:
    with pytest.raises(LookupError):
        curve("face", "dlib-resnet-v1@55533b28")


def test_an_unknown_backbone_is_refused_with_the_command() -> None:
    with pytest.raises(LookupError, match="calibrate"):
        curve("face", "nobody-v9")


@pytest.mark.parametrize("one", CURVES, ids=lambda c: f"{c.part} {c.backbone}")
def test_a_curve_rises_strictly_and_passes_both_bars(one: Curve) -> None:
    raws, values = [k[0] for k in one.knots], [k[1] for k in one.knots]
    assert values == sorted(set(values))
    assert {0.0, 70.0, 85.0, 100.0} <= set(values)
    assert raws == sorted(set(raws), reverse=not one.higher_is_better)


@pytest.mark.parametrize("one", CURVES, ids=lambda c: f"{c.part} {c.backbone}")
def test_a_curve_says_what_it_was_fitted_on(one: Curve) -> None:
    assert one.same_pairs >= 8
    assert one.different_pairs >= 8
    assert one.source
    assert one.far[1] <= one.far[0] <= 0.2
    assert one.frr[0] <= one.frr[1]
