"""What was measured once is taken as it was, unless the curve that judged it is gone."""

import pytest

from onmodel.continuity.service import _in_force
from onmodel.metrics.calibration import Curve
from onmodel.metrics.curves import CURVES
from onmodel.takes.rules import Part


@pytest.mark.parametrize("one", CURVES, ids=lambda c: c.part)
def test_what_todays_curves_judged_holds(one: Curve) -> None:
    assert _in_force(Part(one.part, 80.0, "", 0.3, one.higher_is_better, f"{one.backbone}@55533b28"))


def test_what_a_former_curve_judged_is_measured_again() -> None:
    assert not _in_force(Part("face", 80.0, "", 0.3, False, "dlib-resnet-v1@55533b28"))


def test_what_could_not_be_told_needs_no_curve() -> None:
    assert _in_force(Part("face", None, "the face is in the dark", None, False, "dlib-resnet-v1@55533b28"))
