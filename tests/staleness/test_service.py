"""A changed character makes its panels stale; they are rendered again only where somebody asks."""

from typing import Any

import pytest

from onmodel.characters import service as characters
from onmodel.dna.jsonable import to_jsonable
from onmodel.generations import service as generations
from onmodel.generations import tasks
from onmodel.generations.rules import Order
from onmodel.inline import run_inline
from onmodel.staleness import service
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.rules import FRAME_JOB, BoardSettings
from onmodel.takes import queries as takes
from onmodel.variations.rules import dressed
from tests.factories.production import SCRIPT, Production


class Board:
    """A finished board with EMMA and BAI in it."""

    def __init__(self, production: Production) -> None:
        self.production = production
        self.emma, bai = production.character("EMMA"), production.character("BAI")
        with production.database.transaction() as session:
            order = Order(
                SCRIPT, "a.fountain", {"EMMA": self.emma.id, "BAI": bai.id}, settings=BoardSettings(tier="low")
            )
            made = generations.start(session, order, project_id=production.project_id)
            job_id, self.id = str(made.job_id), made.storyboard_id
        self.run(job_id)

    def run(self, job_id: str) -> Any:
        return run_inline(self.production.database, job_id, tasks.handlers(self.production.backends))

    def ask(self, verb: Any, *given: Any, **named: Any) -> Any:
        with self.production.database.transaction() as session:
            board = storyboards.get(session, self.production.project_id, self.id)
            return verb(session, board, *given, **named)

    def change(self, **columns: Any) -> None:
        with self.production.database.transaction() as session:
            row = characters.get(session, self.production.project_id, self.emma.id)
            if "outfit" in columns:
                columns = {"dna": to_jsonable(dressed(characters.dna_of(row), columns["outfit"]))}
            characters.change(session, row, columns)

    def shows_emma(self) -> list[int]:
        with self.production.database.reading() as session:
            board = storyboards.get(session, self.production.project_id, self.id)
            return [s.position + 1 for s in board.shots if "EMMA" in s.characters]


@pytest.fixture
def board(production: Production) -> Board:
    return Board(production)


def test_only_panels_that_show_the_changed_character_are_stale(board: Board) -> None:
    fresh = board.ask(service.view)
    assert (fresh.panels, fresh.jobs, fresh.unknown) == ([], 0, 0)
    board.change(tags=["lead"])
    assert board.ask(service.view).panels == [], "a tag is filed, not drawn"
    rendered = len(board.production.images.requests)
    board.change(outfit="a red dress and boots")
    stale = board.ask(service.view)
    assert [panel.scene_number for panel in stale.panels] == board.shows_emma() != []
    assert stale.panels[0].because == ["EMMA is at version 3, the picture shows version 1"]
    assert stale.jobs == len(stale.panels)
    assert stale.seconds == pytest.approx(sum(panel.seconds for panel in stale.panels), abs=0.1)
    assert len(board.production.images.requests) == rendered, "nothing is rendered unasked"


def test_asked_for_they_are_rendered_once_with_the_new_look_and_circled(board: Board) -> None:
    board.change(outfit="a red dress and boots")
    panels = [panel.scene_number for panel in board.ask(service.view).panels]
    first = board.ask(service.render, panels[:1], kind=FRAME_JOB)
    again = board.ask(service.render, panels[:1], kind=FRAME_JOB)
    assert first.job_ids == again.job_ids
    assert len(first.job_ids) == 1
    assert board.run(first.job_ids[0]).state == "succeeded"
    assert [p.scene_number for p in board.ask(service.view).panels] == panels[1:]
    with board.production.database.reading() as session:
        shots = storyboards.get(session, board.production.project_id, board.id).shots
        shot = shots[panels[0] - 1]
        circled = takes.circled(session, [shot.id])[shot.id]
        worn = next(a["look"]["outfit"] for a in circled.scene["actors"] if a["name"] == "EMMA")
        assert worn[0]["kind"] == "dress"
        assert circled.number > 1
    for job_id in board.ask(service.render, None, kind=FRAME_JOB).job_ids:
        board.run(job_id)
    assert board.ask(service.view).panels == []


def test_a_rollback_makes_the_old_pictures_true_again(board: Board) -> None:
    board.change(outfit="a red dress and boots")
    assert board.ask(service.view).jobs > 0
    with board.production.database.transaction() as session:
        characters.roll_back(session, board.production.project_id, board.emma.id, 1)
    assert board.ask(service.view).jobs == 0


def test_pictures_from_before_takes_remembered_are_unknown_not_stale(board: Board) -> None:
    with board.production.database.transaction() as session:
        shots = storyboards.get(session, board.production.project_id, board.id).shots
        for take in takes.circled(session, [shot.id for shot in shots]).values():
            take.manifest = {key: value for key, value in take.manifest.items() if key != "made_from"}
    board.change(outfit="a red dress and boots")
    view = board.ask(service.view)
    assert (view.panels, view.unknown) == ([], len(shots))
