from hypothesis import given
from hypothesis import strategies as st

from onmodel.takes.rules import (
    MAX_RETAKES,
    MEANINGFUL,
    Appearance,
    Next,
    Part,
    Verdict,
    after,
    better,
    judge,
    request_hash,
)

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
    assert after([verdict]).retake


def _verdict(**parts: float) -> Verdict:
    value = sum(parts.values()) / len(parts)
    return judge([Appearance("A", value, parts=tuple(Part(name, v) for name, v in parts.items()))])


def test_two_retakes_are_the_end_of_it() -> None:
    helping = [judge(_appearances(10.0 + 20 * n)) for n in range(MAX_RETAKES + 1)]
    assert [after(helping[: n + 1]).retake for n in range(MAX_RETAKES + 1)] == [True, True, False]
    assert "2 retakes" in after(helping).stopped


def test_a_retake_that_brings_next_to_nothing_is_the_last() -> None:
    first = judge(_appearances(50))
    assert after([first, judge(_appearances(50 + MEANINGFUL))]).retake
    for worse in (50 + MEANINGFUL - 0.1, 50, 20):
        following = after([first, judge(_appearances(worse))])
        assert not following.retake
        assert "brought" in following.stopped
    assert "-30" in after([first, judge(_appearances(20))]).stopped


def test_a_gain_is_told_against_the_best_take_and_not_the_last() -> None:
    assert not after([_verdict(face=60), _verdict(face=30), _verdict(face=50)]).retake


def test_the_same_part_low_again_with_all_else_in_order_is_left() -> None:
    first = _verdict(face=20, outfit=90)
    following = after([first, _verdict(face=32, outfit=90)])
    assert following == Next(False, "face alone is low again, which a retake does not mend")
    assert after([first, _verdict(face=55, outfit=69)]).retake, "something else is low now: another remedy"
    assert after([_verdict(face=20, outfit=60), _verdict(face=35, outfit=71)]).retake, "the other part was mended"
    assert after([_verdict(face=10, outfit=85), _verdict(face=35, outfit=85)]).retake, "as much again reaches the bar"


def test_nothing_told_is_left_with_a_reason_and_a_good_take_without() -> None:
    assert after([judge(_appearances(None))]) == Next(False, "nothing in it can be told, a retake no more")
    assert after([judge(_appearances(70))]) == Next(False)


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
