"""What can be done with a shot's stage: shown, moved by hand, given back to the rules."""

from dataclasses import replace

from sqlalchemy.orm import Session

from onmodel.blockings import events, rules
from onmodel.blockings.rules import hand_of
from onmodel.blockings.schemas import CameraOut, LightOut, PersonOut, PropOut, SetOut, StageIn, StageOut
from onmodel.blockings.tasks import Moved, Stage
from onmodel.db import announce
from onmodel.jobs import service as jobs
from onmodel.jobs.rules import JobRequest
from onmodel.shots import service as shots
from onmodel.stage.blocking import stock
from onmodel.stage.by_hand import ByHand
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.rules import FRAME_JOB, plan_name
from onmodel.storyboards.tables import Shot, Storyboard


def view(stage: Stage, job_id: str | None = None) -> StageOut:
    """The stage as the API gives it."""
    spec, hand, ids = stage.spec, hand_of(stage.shot.by_hand) or ByHand(), stage.ids
    put = {standing.name for standing in hand.people}
    return StageOut(
        shot_id=stage.shot.id, storyboard_id=stage.board.id, version=stage.shot.version,
        by_hand=bool(stage.shot.by_hand), set=SetOut.of(spec, stock().build_place(spec.set)),
        people=[PersonOut.of(a, ids.get(a.name), by_hand=a.name in put) for a in spec.actors],
        camera=CameraOut.of(spec.camera, by_hand=hand.camera is not None),
        props=[PropOut(name=p.name, position=p.position, heading=p.heading, scale=p.scale) for p in spec.props],
        light=LightOut(**vars(spec.light)), notes=list(spec.notes),
        glb_url=f"/api/shots/{stage.shot.id}/stage.glb", job_id=job_id,
    )  # fmt: skip


def move(session: Session, project_id: str, body: StageIn, made: Moved) -> StageOut:
    """Keep a blocking by hand as a version of the board, and order its frame where that is asked for.

    Raises ShotNotFound, and ChangedMeanwhile where the shot was changed since it was read.
    """
    hand, shot = made.hand, shots.get(session, project_id, made.stage.shot.id)
    lens = {"lens_mm": round(hand.camera.lens_mm)} if hand.camera else {}
    shots.check_version(shot, body.version or made.stage.shot.version)
    storyboards.edit(shot, lens)
    shot.by_hand = rules.hand_json(hand)
    board = _kept(session, shot, "people and camera moved by hand")
    told = (shot.project_id, board.id, shot.id, shots.name_of(shot))
    people = [person.character for person in body.people]
    announce(session, events.StageMoved(*told, people, bool(body.camera) or body.reframe))
    storyboards.keep_blocking(session, shot, made.stage.base)
    job_id = order_frame(session, board, shot) if body.render else None
    return view(replace(made.stage, board=board, shot=shot), job_id)


def give_back(session: Session, project_id: str, shot_id: str) -> Shot:
    """Let the rules block a shot again; the lens that was put on stays the shot's. Raises ShotNotFound."""
    shot = shots.get(session, project_id, shot_id)
    if shot.by_hand:
        shot.by_hand = {}
        board = _kept(session, shot, "given back to the rules")
        announce(session, events.StageGivenBack(shot.project_id, board.id, shot.id, shots.name_of(shot)))
    return shot


def _kept(session: Session, shot: Shot, what: str) -> Storyboard:
    session.flush()
    board = storyboards.get(session, shot.project_id, shot.storyboard_id)
    storyboards.keep_version(session, board, f"{shots.name_of(shot)}: {what}")
    return board


def order_frame(session: Session, board: Storyboard, shot: Shot) -> str:
    """Have the shot rendered as it stands; asking twice is asking once. Returns the job's id."""
    key = f"staged:{shot.id}:{shot.version}:{plan_name(storyboards.plan(shot))}"
    request = JobRequest(
        kind=FRAME_JOB, project_id=board.project_id, queue="render", tier=str(board.settings.get("tier")), priority=8,
        params={"shot_id": shot.id, "retake": "", "refresh": True}, idempotency_key=key,
    )  # fmt: skip
    return jobs.submit(session, request).id
