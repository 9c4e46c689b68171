"""A board in a list says why it is not drawn, in the words of what failed, and nothing of one that is."""

import pytest

from onmodel.jobs.rules import JobState
from onmodel.jobs.tables import Job
from onmodel.overview import queries
from onmodel.takes.tables import Take
from tests.factories.shoot import Shoot

WHY = {"detail": "The picture does not fit into memory. Choose a lower tier"}


def _trouble(shoot: Shoot) -> str | None:
    found: str | None = shoot.get("/api/storyboards")["storyboards"][0]["trouble"]
    return found


def _undrawn(shoot: Shoot, **job: object) -> str:
    """The board loses a picture; its job is changed. Returns the job."""
    with shoot.production.database.transaction() as session:
        made = queries.makings(session, shoot.project_id, [shoot.board_id])[-1].id
        for take in session.query(Take).filter_by(shot_id=shoot.rows()[0].id):
            take.circled = False
        for column, value in job.items():
            setattr(session.get_one(Job, made), column, value)
    return str(made)


def test_a_board_that_is_drawn_has_no_trouble(shoot: Shoot) -> None:
    assert _trouble(shoot) is None


def test_a_board_that_failed_says_why(shoot: Shoot) -> None:
    _undrawn(shoot, state=JobState.FAILED, error=WHY)
    assert _trouble(shoot) == WHY["detail"]


def test_a_board_with_gaps_says_what_failed_in_its_parts(shoot: Shoot) -> None:
    made = _undrawn(shoot)
    assert _trouble(shoot) is None, "nothing failed: somebody let a frame go"
    with shoot.production.database.transaction() as session:
        part = session.query(Job).filter_by(parent_id=made).first()
        assert part is not None
        part.state, part.error = JobState.FAILED, WHY
    assert _trouble(shoot) == WHY["detail"]


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.RUNNING, JobState.WAITING, JobState.PAUSED])
def test_a_board_that_somebody_is_at_has_no_trouble(shoot: Shoot, state: JobState) -> None:
    _undrawn(shoot, state=state, error=WHY)
    assert _trouble(shoot) is None
