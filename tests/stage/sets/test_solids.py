import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onmodel.stage.sets import solids
from onmodel.stage.sets.solids import Solid

CLOSED = {
    "box": solids.box((0.4, 0.7, 1.1), "#808080", 0.02),
    "sharp box": solids.box((0.4, 0.7, 1.1), "#808080", 0.0),
    "divided box": solids.box((0.4, 0.7, 1.1), "#808080", 0.02, 0.1),
    "cylinder": solids.cylinder(0.3, 0.9, "#808080"),
    "cone": solids.cone(0.3, 0.9, "#808080"),
    "frustum": solids.cone(0.3, 0.9, "#808080", 0.1),
    "sphere": solids.sphere(0.5, "#808080", 24),
    "tube": solids.tube([(0, 0, 0), (0, 0.2, 0.6), (0.3, 0.4, 1.0)], [0.2, 0.1, 0.05], "#808080"),
    "prism": solids.prism([(-1, -1), (1, -1), (0.4, 0), (1, 1), (-1, 1)], 0.5, "#808080"),
}


def _volume(s: Solid) -> float:
    """Signed volume by the divergence theorem: positive where faces wind counter-clockwise from outside."""
    v = s.vertices.astype(float)[s.faces]
    return float(np.einsum("ij,ij->i", v[:, 0], np.cross(v[:, 1], v[:, 2])).sum() / 6)


@pytest.mark.parametrize("name", CLOSED)
def test_faces_wind_outward_and_normals_agree_with_them(name: str) -> None:
    s = CLOSED[name]
    assert _volume(s) > 0
    v = s.vertices.astype(float)[s.faces]
    face = np.cross(v[:, 1] - v[:, 0], v[:, 2] - v[:, 0])
    large = np.linalg.norm(face, axis=1) > 1e-8
    assert (np.einsum("ij,ij->i", face, s.normals[s.faces].sum(1))[large] > 0).all()
    assert np.allclose(np.linalg.norm(s.normals, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize(
    ("name", "volume"),
    [
        ("sharp box", 0.4 * 0.7 * 1.1),
        ("cylinder", np.pi * 0.09 * 0.9),
        ("cone", np.pi * 0.09 * 0.3),
        ("sphere", np.pi / 6),
    ],
)
def test_volumes_are_those_of_the_formula(name: str, volume: float) -> None:
    assert _volume(CLOSED[name]) == pytest.approx(volume, rel=0.04)


def test_a_box_is_watertight() -> None:
    s = CLOSED["divided box"]
    _, weld = np.unique(np.round(s.vertices, 5), axis=0, return_inverse=True)
    f = weld.reshape(-1)[s.faces]
    edges = np.concatenate([f[:, [0, 1]], f[:, [1, 2]], f[:, [2, 0]]])
    forward = {tuple(e) for e in edges.tolist()}
    assert all((b, a) in forward for a, b in forward if a != b)


@settings(max_examples=30, deadline=None)
@given(st.floats(-360, 360), st.sampled_from("xyz"), st.floats(0.1, 5), st.floats(0.1, 5))
def test_turning_and_stretching_keep_normals_square_to_their_faces(
    degrees: float, axis: str, x: float, z: float
) -> None:
    s = CLOSED["sharp box"].scaled(x, 1.0, z).turned(degrees, axis).moved(1, 2, 3)
    v = s.vertices.astype(float)[s.faces]
    along = v[:, 1] - v[:, 0]
    assert np.abs(np.einsum("ij,ij->i", along, s.normals[s.faces[:, 0]])).max() < 1e-4
    assert _volume(s.moved(-1, -2, -3)) == pytest.approx(0.4 * 0.7 * 1.1 * x * z, rel=1e-3)


def test_scatter_places_each_copy() -> None:
    placed = solids.scatter(CLOSED["sharp box"], [(0, 0, 0), (5, 5, 1)], [0, 90], [1.0, 2.0])
    second = placed.vertices[len(placed.vertices) // 2 :]
    assert np.allclose(np.ptp(second, axis=0), (1.4, 0.8, 2.2), atol=1e-5)
    assert second[:, 2].min() == pytest.approx(1.0, abs=1e-6)


def test_merging_nothing_says_so() -> None:
    with pytest.raises(ValueError, match="nothing"):
        solids.merge([])
