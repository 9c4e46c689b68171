from hypothesis import given
from hypothesis import strategies as st

from onmodel.takes.rules import Appearance, better, judge, may_retake, request_hash

values = st.lists(st.one_of(st.none(), st.floats(0, 100)), max_size=5)


def _appearances(*scores: float | None) -> list[Appearance]:
    return [Appearance(f"C{i}", value) for i, value in enumerate(scores)]


def test_the_worst_appearance_below_the_bar_asks_for_the_retake() -> None:
    verdict = judge(_appearances(90, 40, 60))
    assert verdict.retake_for is not None
    assert verdict.retake_for.character == "C1"
    assert verdict.worst == 40


def test_seventy_passes_and_what_cannot_be_told_asks_for_nothing() -> None:
    assert judge(_appearances(70, None)).retake_for is None
    unknown = judge(_appearances(None, None))
    assert (unknown.value, unknown.retake_for) == (None, None)


def test_a_missing_character_counts_nought() -> None:
    verdict = judge([Appearance("A", 100.0), Appearance("B", 0.0, missing=True)])
    assert verdict.value == 50
    assert may_retake(verdict, 0)


def test_two_retakes_are_the_end_of_it() -> None:
    low = judge(_appearances(10))
    assert [may_retake(low, n) for n in range(4)] == [True, True, False, False]


def test_a_take_without_a_fault_beats_a_higher_mean_with_one() -> None:
    assert better(judge(_appearances(75, 75)), judge(_appearances(100, 65)))


@given(values, values)
def test_better_never_holds_both_ways(one: list[float | None], other: list[float | None]) -> None:
    a, b = judge(_appearances(*one)), judge(_appearances(*other))
    assert not (better(a, b) and better(b, a))
    assert not better(a, a)


def test_the_same_request_has_the_same_hash_whatever_the_order_of_its_keys() -> None:
    assert request_hash({"a": 1, "b": [1, 2]}, "stage") == request_hash({"b": [1, 2], "a": 1}, "stage")
    assert request_hash({"a": 1}, "stage") != request_hash({"a": 2}, "stage")
    assert request_hash({"a": 1}, "stage") != request_hash({"a": 1}, "fake")
