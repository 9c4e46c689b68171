"""What stands beside a panel."""

from onmodel.cuts.service import _notes
from onmodel.storyboards.tables import Shot
from onmodel.takes.tables import Take


def test_a_panels_notes_tell_guesses_of_the_script_then_what_was_changed_then_what_did_not_fit() -> None:
    take = Take(number=2, changed="nearer", sight={"notes": ["85 mm does not fit this place"]})
    guess = '"he" is taken for Omar, it could be Viktor'
    assert _notes(Shot(staging={"notes": [guess]}), take) == (
        guess, "take 2: nearer", "85 mm does not fit this place",
    )  # fmt: skip


def test_a_shot_of_an_older_board_has_no_notes() -> None:
    assert _notes(Shot(staging={"purpose": "single"}), Take(number=1, changed="", sight={})) == ()
