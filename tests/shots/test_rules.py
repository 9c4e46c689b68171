"""Numbers of new shots and orders, tried on what the doctests leave out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.shots import rules

NUMBERS = st.text("0123456789AB", min_size=1, max_size=3)


@given(NUMBERS, st.sets(NUMBERS, max_size=30))
def test_a_new_number_is_free_and_says_behind_which_it_stands(before: str, taken: set[str]) -> None:
    number = rules.number_after(before, {*taken, before})
    assert number not in {*taken, before}
    assert number.startswith(before)


def test_a_crowded_number_goes_on() -> None:
    taken = {"1"}
    for _ in range(1000):
        taken.add(rules.number_after("1", taken))
    assert len(taken) == 1001


@given(st.lists(st.integers(0, 9), max_size=8), st.sets(st.integers(0, 9), max_size=8))
def test_only_a_whole_order_is_taken(wanted: list[int], known: set[int]) -> None:
    ids = [str(i) for i in wanted], {str(i) for i in known}
    if sorted(wanted) == sorted(known):
        rules.check_order(*ids)
    else:
        with pytest.raises(rules.NotThisOrder):
            rules.check_order(*ids)


def test_a_new_shot_over_a_shoulder_knows_whose() -> None:
    staging = rules.staging_of({"beats": [{"character": "A"}, {"character": "C"}]}, "over-the-shoulder", ["A", "B"])
    assert (staging["focus"], staging["shoulder"], staging["beats"]) == ("A", "B", [{"character": "A"}])
    assert rules.staging_of({}, "CU", [])["focus"] is None
