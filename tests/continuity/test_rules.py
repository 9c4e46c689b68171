import pytest

from onmodel.continuity.rules import cell, report
from onmodel.metrics.score import Score


def _parts(**values: float | None) -> dict[str, Score]:
    return {n: Score(v, unscorable_reason=None if v is not None else f"no {n}") for n, v in values.items()}


def test_the_face_counts_most() -> None:
    assert cell("A", 1, _parts(face=100, outfit=0, hair=0)).score == pytest.approx(50)
    assert cell("A", 1, _parts(face=0, outfit=100, hair=100)).score == pytest.approx(50)


def test_what_cannot_be_told_is_left_out_and_not_counted_as_nought() -> None:
    seen_from_behind = cell("A", 1, _parts(face=None, outfit=80, hair=None))
    assert seen_from_behind.score == pytest.approx(80)
    assert seen_from_behind.status == "good"


def test_nothing_told_is_unscorable_with_every_reason() -> None:
    dark = cell("A", 1, _parts(face=None, outfit=None))
    assert dark.status == "unscorable"
    assert dark.score is None
    assert "no face" in dark.finding
    assert "no outfit" in dark.finding


def test_the_whole_look_informs_but_does_not_count() -> None:
    assert cell("A", 1, _parts(face=90, whole=0)).score == pytest.approx(90)


def test_a_missing_character_is_nought_and_counted() -> None:
    cells = [cell("A", 1, _parts(face=90)), cell("B", 1, {}, missing=True)]
    made = report(cells, {"A": None, "B": None}, 1, {})
    assert made.overall == pytest.approx(45)
    assert made.characters[1].missing == 1
    assert any("B is missing" in line for line in made.recommendations)


def test_the_overall_is_over_appearances_and_the_unscorable_are_counted_beside_it() -> None:
    cells = [cell("A", 1, _parts(face=90)), cell("A", 2, _parts(face=None)), cell("A", 3, _parts(face=70))]
    made = report(cells, {"A": 88.0}, 3, {})
    (a,) = made.characters
    assert made.overall == pytest.approx(80)
    assert (a.appearances, a.unscorable, a.missing, a.worst_frame, a.own) == (3, 1, 0, 3, 88.0)
    assert [f.status for f in made.frames] == ["excellent", "unscorable", "good"]


def test_the_worst_frame_is_advised_first_and_says_what_to_do() -> None:
    cells = [cell("A", 1, _parts(face=60, outfit=100)), cell("A", 2, _parts(face=100, outfit=10))]
    advice = report(cells, {}, 2, {2: 1}).recommendations
    assert advice[0].startswith("Regenerate frame 2: A wears the wrong colours")
    assert any("1 more than expected" in line for line in advice)


def test_a_board_of_which_nothing_can_be_told_is_not_called_excellent() -> None:
    (advice,) = report([cell("A", 1, _parts(face=None))], {}, 1, {}).recommendations
    assert "No appearance could be told" in advice


def test_an_empty_board_has_no_score() -> None:
    made = report([], {}, 0, {})
    assert made.overall is None
    assert made.frames == ()
