"""Advice by rule: for each weak part the change that may mend it, and none where nothing is wrong."""

from onmodel.retakes.rules import Facts, Sighted, advice, estimate
from onmodel.takes.rules import Appearance, Part


def _seen(name: str, value: float | None, *, missing: bool = False, **parts: float | None) -> Appearance:
    return Appearance(name, value, missing, tuple(Part(part, score) for part, score in parts.items()), "too small")


FACTS = Facts(
    seen={"A": Sighted(0.08), "B": Sighted(0.4, facing=False), "C": Sighted(0.4)},
    prompts={"A": "a tall woman in red"}, description="She waits.",
)  # fmt: skip


def test_the_weakest_comes_first_and_each_has_its_own_change() -> None:
    weak = [_seen("C", 60, face=50), _seen("B", 40, face=40), _seen("A", 65, face=60), _seen("D", 90, face=90)]
    found = advice(weak, FACTS)
    assert [(a.character, a.kind, a.reason) for a in found] == [
        ("B", "blocking", "face turned away"), ("C", "light", "too dark"), ("A", "blocking", "face too small"),
    ]  # fmt: skip
    assert found[0].why == "face of B is 40, below 70"


def test_clothes_ask_for_a_wider_frame_and_the_missing_for_a_clear_view() -> None:
    outfit, missing = advice([_seen("C", 75, face=90, outfit=60), _seen("B", 0.0, missing=True)], FACTS)[::-1]
    assert (outfit.part, outfit.reason) == ("outfit", "outfit hidden")
    assert (missing.why, missing.reason) == ("B is not in the picture", "B is covered")


def test_a_backend_that_reads_is_told_in_words_too() -> None:
    reads = Facts(FACTS.seen, FACTS.prompts, FACTS.description, reads=True)
    stage, words = advice([_seen("A", 60, outfit=60, face=80)], reads)
    assert (stage.kind, words.kind) == ("blocking", "prompt")
    assert words.prompt == "She waits. A: a tall woman in red"
    assert words.negative_prompt == "other clothes"
    assert [a.kind for a in advice([_seen("C", 60, face=60)], reads)] == ["light"], "nobody says how C looks"


def test_who_was_put_somewhere_by_hand_is_not_moved_by_a_retake() -> None:
    by_hand = Facts(FACTS.seen, stays=True)
    moved, lit = advice([_seen("B", 40, face=40), _seen("C", 60, face=50)], by_hand)
    assert (moved.reason, "by hand" in moved.what) == ("", True)
    assert lit.reason == "too dark"


def test_nothing_told_is_said_with_the_finding_and_the_excellent_are_left() -> None:
    (untold,) = advice([_seen("C", None, face=None), _seen("A", 85, face=85)], FACTS)
    assert (untold.score, untold.why) == (None, "too small")
    assert advice([], FACTS) == []


def test_a_board_without_takes_is_estimated_too() -> None:
    assert estimate(["a"], {}) == {"a": 10.0}
    assert estimate([], {"a": 1.0}) == {}
