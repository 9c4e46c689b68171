import numpy as np

from onmodel.color.spaces import hex_to_linear
from onmodel.stage.sets.finish import blend, noise, varied
from onmodel.stage.sets.solids import box


def test_noise_is_smooth_bounded_seeded_and_the_same_each_time() -> None:
    p = np.random.default_rng(0).uniform(-40, 40, (4000, 3))
    n = noise(p, 1.0, 3)
    assert np.abs(n).max() <= 1.0001
    assert n.std() > 0.15
    assert np.array_equal(n, noise(p, 1.0, 3))
    assert np.abs(n - noise(p, 1.0, 4)).max() > 0.3
    assert np.abs(noise(p + 1e-4, 1.0, 3) - n).max() < 0.01


def test_varied_changes_colour_within_its_amount_and_nothing_else() -> None:
    plain = box((1, 1, 1), "#808080", 0.01, 0.1)
    painted = varied(plain, 0.2, 0.3, 1)
    ratio = painted.colours / plain.colours
    assert 0.7 < ratio.min() < 0.95
    assert 1.05 < ratio.max() < 1.3
    assert np.array_equal(painted.vertices, plain.vertices)


def test_blend_ends_at_its_colours() -> None:
    assert np.allclose(blend("#102030", "#ffffff", [0.0, 2.0]), [hex_to_linear("#102030"), [1, 1, 1]])
