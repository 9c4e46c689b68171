import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from onmodel.metrics.matching import assign, overlap, overlap_costs


def test_greedy_would_be_wrong_here() -> None:
    found = assign(np.array([[0.1, 0.2], [0.15, 0.9]]), reject=1.0)
    assert found.pairs == {0: 1, 1: 0}


def test_a_bad_pair_is_missing_and_extra() -> None:
    found = assign(np.array([[0.9]]), reject=0.5)
    assert (found.pairs, found.missing, found.extra) == ({}, (0,), (0,))


def test_nothing_found_and_nobody_expected() -> None:
    assert assign(np.zeros((2, 0)), 0.5).missing == (0, 1)
    assert assign(np.zeros((0, 2)), 0.5).extra == (0, 1)


def test_nan_costs_are_impossible() -> None:
    assert assign(np.array([[np.nan, 0.2]]), 0.5).pairs == {0: 1}


@given(arrays(float, st.tuples(st.integers(0, 5), st.integers(0, 5)), elements=st.floats(0, 2)))
def test_everyone_is_paired_missing_or_extra(costs: np.ndarray) -> None:
    found = assign(costs, reject=1.0)
    assert sorted([*found.pairs, *found.missing]) == list(range(costs.shape[0]))
    assert sorted([*found.pairs.values(), *found.extra]) == list(range(costs.shape[1]))
    assert all(costs[i, j] <= 1.0 for i, j in found.pairs.items())


def test_a_face_in_the_head_costs_nothing() -> None:
    costs = overlap_costs([(0, 0, 10, 10)], [(2, 2, 8, 8), (20, 20, 30, 30)])
    assert costs.tolist() == [[0.0, 1.0]]
    assert overlap((0, 0, 0, 0), (0, 0, 1, 1)) == 0.0
