"""VBench's arithmetic on the golden vectors of its own scripts (@45e79ec), to 1e-9."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.metrics import vbench

RAW = {
    "subject_consistency": 0.95, "background_consistency": 0.96, "temporal_flickering": 0.98,
    "motion_smoothness": 0.985, "dynamic_degree": 0.6, "aesthetic_quality": 0.62, "imaging_quality": 0.68,
    "object_class": 0.9, "multiple_objects": 0.7, "human_action": 0.95, "color": 0.88, "spatial_relationship": 0.7,
    "scene": 0.5, "appearance_style": 0.24, "temporal_style": 0.25, "overall_consistency": 0.27,
    "camera_motion": 0.4, "i2v_subject": 0.95, "i2v_background": 0.96,
}  # fmt: skip


@pytest.mark.parametrize(
    ("score", "golden"),
    [
        (vbench.quality, 0.8292985847568), (vbench.semantic, 0.7785358295336), (vbench.total, 0.8191460337121),
        (vbench.i2v_quality, 0.8080714152099), (vbench.i2v, 0.9177497287190), (vbench.i2v_total, 0.8629105719644),
    ],
)  # fmt: skip
def test_golden_vectors(score, golden):
    assert score(RAW) == pytest.approx(golden, abs=1e-9)


def test_nothing_is_clamped():
    assert vbench.normalised("subject_consistency", 0.10) == pytest.approx(-0.0541, abs=1e-4)
    assert vbench.normalised("motion_smoothness", 1.0) > 1


@pytest.mark.parametrize("missing", sorted(vbench.QUALITY))
def test_a_missing_dimension_is_an_error_and_no_zero(missing):
    with pytest.raises(vbench.DimensionMissing, match=missing):
        vbench.total({name: value for name, value in RAW.items() if name != missing})


@given(st.sampled_from(sorted(vbench.BOUNDS)), st.floats(-2, 2), st.floats(-2, 2))
def test_normalising_keeps_order_and_maps_the_bounds_to_0_and_1(name, one, other):
    bounds = vbench.BOUNDS[name]
    assert vbench.normalised(name, bounds.least) == 0
    assert vbench.normalised(name, bounds.most) == pytest.approx(1)
    if one < other - 1e-9:
        assert vbench.normalised(name, one) < vbench.normalised(name, other)


@given(st.fixed_dictionaries({name: st.floats(0, 1) for name in vbench.BOUNDS}))
def test_a_total_lies_between_its_parts(raw):
    low, high = sorted((vbench.quality(raw), vbench.semantic(raw)))
    assert low - 1e-12 <= vbench.total(raw) <= high + 1e-12
    assert vbench.total(raw) == pytest.approx(0.8 * vbench.quality(raw) + 0.2 * vbench.semantic(raw))
