import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from onmodel.stage.camera import view_axes
from onmodel.stage.line import establish
from onmodel.stage.spec import CameraSpec

metre = st.floats(-5, 5)
spot = st.tuples(metre, metre)


@given(spot, spot, spot)
def test_the_camera_that_draws_the_line_is_on_its_side(a: tuple, b: tuple, camera: tuple) -> None:
    assume(abs(a[0] - b[0]) + abs(a[1] - b[1]) > 0.1)
    line = establish(a, b, camera)
    assert line.distance(camera) >= 0
    assert establish(b, a, camera).normal == pytest.approx(line.normal) or line.distance(camera) == pytest.approx(0)


@given(st.tuples(metre, st.floats(-5, -0.06)), st.tuples(metre, st.floats(-5, -0.06)))
def test_two_cameras_on_one_side_see_the_same_screen_direction(one: tuple, two: tuple) -> None:
    line = establish((-0.6, 0), (0.6, 0), (0, -4))
    assert min(line.distance(one), line.distance(two)) > 0
    signs = set()
    for x, y in (one, two):
        right, _, _ = view_axes(CameraSpec((x, y, 1.6), (0.0, 0.0, 1.6)))
        signs.add(right @ line.along > 0)
    assert signs == {True}


def test_crossing_is_negative() -> None:
    line = establish((-0.6, 0), (0.6, 0), (0, -4))
    assert line.distance((0.3, -2)) == pytest.approx(2)
    assert line.distance((0.3, 1)) == pytest.approx(-1)
