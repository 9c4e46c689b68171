import numpy as np

from onmodel.metrics.calibration import Curve
from onmodel.metrics.identity import copies_reference, distances, self_scores

CURVE = Curve("face", "toy", False, ((1.0, 0.0), (0.6, 70.0), (0.0, 100.0)))


def _vector(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


def test_one_appearance_cannot_agree_with_itself() -> None:
    assert self_scores([_vector(0, 0)], CURVE)[0].value is None


def test_the_odd_one_out_scores_worst() -> None:
    scores = [s.value for s in self_scores([_vector(0, 0), _vector(0.1, 0), _vector(0.05, 0), _vector(0.9, 0)], CURVE)]
    assert scores.index(min(s for s in scores if s is not None)) == 3


def test_a_pasted_reference_is_flagged_and_a_real_likeness_is_not() -> None:
    references = [_vector(0, 0), _vector(0.4, 0), _vector(0, 0.4)]
    assert copies_reference(_vector(0.01, 0), references)
    assert not copies_reference(_vector(0.2, 0.2), references)
    assert copies_reference(_vector(0, 0), [_vector(0, 0)])
    assert not copies_reference(_vector(0, 0), [])


def test_distances_keep_the_order_of_references() -> None:
    assert np.allclose(distances(_vector(0, 0), [_vector(3, 4), _vector(0, 1)]), [5, 1])
