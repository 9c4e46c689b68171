"""The main job from script to report, on a real database and job rows, with fake pictures and eyes."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from onmodel.backends.errors import Unavailable
from onmodel.continuity import service as continuity
from onmodel.generations import service, tasks
from onmodel.generations.rules import Order
from onmodel.inline import run_inline
from onmodel.jobs.rules import JobState
from onmodel.jobs.tables import Job
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.rules import BoardSettings
from onmodel.storyboards.tables import Storyboard
from onmodel.takes.tables import Take
from tests.factories.production import SCRIPT, Production

LOW = BoardSettings(tier="low")


def _order(
    production: Production, cast: dict[str, str] | None = None, settings: BoardSettings = LOW
) -> tuple[str, str]:
    with production.database.transaction() as session:
        made = service.start(
            session, Order(SCRIPT, "pouch.fountain", cast or {}, settings=settings), project_id=production.project_id
        )
        assert made.job_id
        return made.job_id, made.storyboard_id


def _run(production: Production, job_id: str, told: Any = None) -> Job:
    return run_inline(production.database, job_id, tasks.handlers(production.backends), told=told)


def _board(production: Production, board_id: str) -> Storyboard:
    with production.database.reading() as session:
        return storyboards.get(session, production.project_id, board_id)


def _takes(production: Production) -> list[Take]:
    with production.database.reading() as session:
        return list(session.scalars(select(Take).order_by(Take.shot_id, Take.number)))


def test_a_script_and_a_cast_become_a_scored_board(production: Production) -> None:
    emma, bai = production.character("EMMA"), production.character("BAI")
    job_id, board_id = _order(production, {"Emma": emma.id, "BAI": bai.id})
    stages: list[str] = []
    job = _run(production, job_id, lambda _claim, _share, stage, _message: stages.append(stage))
    board = _board(production, board_id)
    assert job.state == JobState.SUCCEEDED, job.error
    assert board.status == "completed"
    assert [s.position for s in board.shots] == list(range(len(board.shots)))
    assert all(shot.blocking["actors"] is not None for shot in board.shots)
    assert {m.script_name for m in board.cast} == {"EMMA", "BAI"}, "the cast is called as the script calls it"
    with production.database.reading() as session:
        report = continuity.latest_report(session, board_id)
    assert report is not None
    assert {c["character"] for c in report["cells"]} == {"EMMA", "BAI"}
    faces = [c["parts"]["face"]["value"] for c in report["cells"] if c["parts"]["face"]["value"] is not None]
    assert faces
    assert min(faces) > 85, "the painted faces are the references'"
    assert stages[0] == "breakdown"
    assert {"blocking", "frames", "scoring"} <= set(stages)


def test_a_wrong_face_is_retaken_and_the_good_take_circled(production: Production) -> None:
    emma, bai = production.character("EMMA"), production.character("BAI")
    production.images.wrong = {"EMMA": 1}
    job_id, _ = _order(production, {"EMMA": emma.id, "BAI": bai.id})
    _run(production, job_id)
    retaken = [t for t in _takes(production) if t.number > 1]
    assert len(retaken) == 1
    (second,) = retaken
    assert second.circled
    assert second.reason.startswith("EMMA: below the bar")
    assert second.changed
    first = next(t for t in _takes(production) if t.id == second.parent_id)
    assert first.value is not None
    assert second.value is not None
    assert first.value < second.value
    assert not first.circled


def test_a_hopeless_character_is_retaken_once_and_left_with_the_reason(production: Production) -> None:
    emma, bai = production.character("EMMA"), production.character("BAI")
    production.images.wrong = {"EMMA": 10_000}
    job_id, board_id = _order(production, {"EMMA": emma.id, "BAI": bai.id})
    _run(production, job_id)
    takes = _takes(production)
    retakes = [t for t in takes if t.number > 1]
    assert max(t.number for t in takes) == 2, "a stranger's face again: the second retake would show it once more"
    assert retakes
    assert all("not taken again: the retake brought" in t.reason and t.changed for t in retakes)
    circled = [t.shot_id for t in takes if t.circled]
    assert len(circled) == len(set(circled)), "one circled take a shot"
    assert all(t.circled for t in takes if t.number == 1), "of equal takes the first stays"
    with production.database.reading() as session:
        report = continuity.latest_report(session, board_id)
    assert report is not None
    left = [advice for advice in report["recommendations"] if "was not taken again" in advice]
    assert len(left) == len(retakes)


def test_the_report_is_of_what_was_measured_and_the_same_as_measured_anew(production: Production) -> None:
    emma, bai = production.character("EMMA"), production.character("BAI")
    production.images.wrong = {"BAI": 1}
    job_id, board_id = _order(production, {"EMMA": emma.id, "BAI": bai.id})
    _run(production, job_id)
    board = _board(production, board_id)
    looks = 0
    eyes = production.backends.vision

    class Counting(type(eyes)):  # type: ignore[misc]  # the fake, counted
        def faces(self, picture: Any) -> Any:
            nonlocal looks
            looks += 1
            return super().faces(picture)

    counted = replace(production.backends, vision=Counting())
    kept = continuity.measure_board(counted, production.database, board, anew=False)
    assert looks == 0
    anew = continuity.measure_board(counted, production.database, board)
    assert looks > 0
    assert kept == anew
    assert continuity.board_report(kept) == continuity.board_report(anew)


def test_the_same_order_finds_the_same_board_and_renders_nothing_again(production: Production) -> None:
    emma = production.character("EMMA")
    first = _order(production, {"EMMA": emma.id})
    _run(production, first[0])
    rendered = len(production.images.requests)
    assert _order(production, {"EMMA": emma.id}) == first
    _run(production, first[0])
    assert len(production.images.requests) == rendered


def test_ctrl_c_keeps_finished_frames_and_the_same_job_goes_on(production: Production) -> None:
    job_id, board_id = _order(production)
    finished = 0

    def interrupt(_claim: Any, _share: float, stage: str, _message: str) -> None:
        nonlocal finished
        finished += stage == "scoring"
        if finished == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _run(production, job_id, interrupt)
    kept = {t.request_hash for t in _takes(production)}
    assert len(kept) >= 2
    job = _run(production, job_id)
    assert job.state == JobState.SUCCEEDED
    assert _board(production, board_id).status == "completed"
    hashes = [t.request_hash for t in _takes(production)]
    assert kept <= set(hashes)
    assert len(hashes) == len(set(hashes)), "no frame was rendered twice"


def test_characters_that_nobody_defined_are_made_from_the_script(production: Production) -> None:
    job_id, board_id = _order(production)
    _run(production, job_id)
    board = _board(production, board_id)
    emma = next(m.character for m in board.cast if m.script_name == "EMMA")
    assert emma.base_prompt.startswith("EMMA")
    assert not emma.references


def test_a_backend_that_is_away_is_tried_again_and_the_rest_is_kept(production: Production) -> None:
    job_id, board_id = _order(production)
    honest, calls = production.images.run, 0

    def flaky(request: Any, progress: Any = None) -> Any:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise Unavailable("The renderer is away", retry_after=0)
        return honest(request, progress)

    production.images.run = flaky  # type: ignore[method-assign]  # the fault under test
    assert _run(production, job_id).state == JobState.SUCCEEDED
    assert _board(production, board_id).status == "completed"


def test_a_retake_for_a_reason_changes_one_panel_and_no_other(production: Production) -> None:
    job_id, board_id = _order(production)
    _run(production, job_id)
    before = {t.shot_id: t.asset_id for t in _takes(production) if t.circled}
    board = _board(production, board_id)
    with production.database.transaction() as session:
        row = storyboards.get(session, production.project_id, board_id)
        retake = service.retake(session, row, 2, "the face is too small", nonce="n1").id
        again = service.retake(session, row, 2, "the face is too small", nonce="n1").id
    assert retake == again, "the same key is the same retake"
    job = _run(production, retake)
    assert job.state == JobState.SUCCEEDED
    shot = board.shots[1]
    asked = next(t for t in _takes(production) if t.shot_id == shot.id and t.reason == "the face is too small")
    assert asked.changed
    assert asked.parent_id
    after = {t.shot_id: t.asset_id for t in _takes(production) if t.circled}
    assert {k: v for k, v in after.items() if k != shot.id} == {k: v for k, v in before.items() if k != shot.id}


def test_every_frame_job_is_a_child_of_the_boards(production: Production) -> None:
    job_id, board_id = _order(production)
    _run(production, job_id)
    with production.database.reading() as session:
        children = session.scalar(select(func.count()).select_from(Job).where(Job.parent_id == job_id))
    assert children == len(_board(production, board_id).shots)
