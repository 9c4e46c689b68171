"""What stands beside a panel."""

from pathlib import Path

from onmodel.cuts.service import _notes, lay_out
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.tables import Shot
from onmodel.takes.tables import Take
from tests.factories.shoot import Shoot


def test_a_panels_notes_tell_guesses_of_the_script_then_what_was_changed_then_what_did_not_fit() -> None:
    take = Take(number=2, changed="nearer", sight={"notes": ["85 mm does not fit this place"]})
    guess = '"he" is taken for Omar, it could be Viktor'
    assert _notes(Shot(staging={"notes": [guess]}), take) == (
        guess, "take 2: nearer", "85 mm does not fit this place",
    )  # fmt: skip


def test_a_shot_of_an_older_board_has_no_notes() -> None:
    assert _notes(Shot(staging={"purpose": "single"}), Take(number=1, changed="", sight={})) == ()


def test_scores_stay_with_their_panels_when_the_board_is_put_in_another_order(shoot: Shoot, tmp_path: Path) -> None:
    order = [panel["id"] for panel in shoot.panels()]
    shoot.send("POST", f"/api/storyboards/{shoot.board_id}/order", {"shot_ids": order[::-1]})
    with shoot.production.database.reading() as session:
        board = storyboards.get(session, shoot.project_id, shoot.board_id)
        printed = lay_out(session, shoot.production.blobs, board, tmp_path).printed
        expected = [set(shot.characters) for shot in board.shots]
    assert [{score.character for score in panel.scores} for panel in printed.panels] == expected
    assert len({frozenset(people) for people in expected}) > 1
