"""The job that makes a board: breakdown, cast, blocking, a frame job per shot, the report.

It finds what an interrupted attempt has done and goes on from there.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from onmodel.backends.bundle import Backends
from onmodel.continuity import service as continuity
from onmodel.frames import tasks as frames
from onmodel.generations import service
from onmodel.jobs import service as jobs
from onmodel.jobs.tasks import Handlers, JobContext
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.rules import BOARD_JOB
from onmodel.storyboards.tables import Storyboard


def handlers(backends: Backends) -> Handlers:
    """Job kind → what does it: a board, and the frames that it asks for."""
    return {BOARD_JOB: partial(make_board, backends), **frames.handlers(backends)}


def make_board(backends: Backends, job: JobContext) -> dict[str, Any]:
    """A board from script to report."""
    board = _board(job)
    if not board.shots:
        job.progress(0.01, "breakdown", board.title)
        breakdown = service.break_down(backends.texts, board)
        board = _change(job, partial(service.keep_breakdown, breakdown))
    for name in service.uncast(board):
        job.progress(0.03, "DNA", name)
        measured = service.measure_stranger(backends.vision, board, name)
        board = _change(job, partial(service.invent, backends.blobs, measured))
    if any(not shot.blocking for shot in board.shots):
        job.progress(0.05, "blocking", f"{len(board.shots)} shots")
        specs = service.block(job.database, board)
        board = _change(job, partial(storyboards.write_blocking, specs))
    with job.transaction() as session:
        for request in service.frame_requests(board, job.params["generation_id"]):
            jobs.submit(session, replace(request, parent_id=job.job_id))
    job.wait_for_children()
    job.progress(0.98, "scoring", "report")
    report = continuity.board_report(continuity.measure_board(backends, job.database, board, anew=False))
    _change(job, partial(service.finish, report, job.job_id))
    return {"storyboard_id": board.id, "overall": report.overall}


def _board(job: JobContext) -> Storyboard:
    with job.database.reading() as session:
        return storyboards.get(session, job.project_id, job.params["storyboard_id"])


def _change(job: JobContext, change: Callable[[Session, Storyboard], None]) -> Storyboard:
    with job.transaction() as session:
        change(session, storyboards.get(session, job.project_id, job.params["storyboard_id"]))
    return _board(job)
