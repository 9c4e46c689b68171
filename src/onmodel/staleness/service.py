"""Which panels are stale, what re-rendering them costs, and asking for it. Nothing is rendered unasked."""

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from onmodel.jobs import service as jobs
from onmodel.jobs.rules import JobRequest
from onmodel.staleness.rules import outdated
from onmodel.staleness.schemas import RenderStaleOut, StaleOut, StalePanel
from onmodel.storyboards.rules import dna_hash
from onmodel.storyboards.tables import Storyboard
from onmodel.takes import queries as take_queries
from onmodel.takes import service as takes
from onmodel.takes.tables import Take
from onmodel.versions import service as versions
from onmodel.versions.rules import Subject


def states_of(session: Session, board: Storyboard) -> list[dict[str, Any]]:
    """How each character of the board is now: id, script name, version, and a short name for their looks."""
    subjects = [Subject("character", m.character_id) for m in board.cast]
    numbers = versions.current_numbers(session, board.project_id, subjects)
    return [
        {"kind": "character", "id": m.character_id, "name": m.script_name, "state": dna_hash(m.character.dna),
         "version": numbers.get(m.character_id, 1)}
        for m in board.cast
    ]  # fmt: skip


def circle_fresh(session: Session, board: Storyboard, all_takes: Sequence[Take]) -> Take:
    """Circle the best of a shot's takes that show the characters as they are now."""
    now = states_of(session, board)
    fresh = [t for t in all_takes if "made_from" in t.manifest and not outdated(t.manifest["made_from"], now)]
    best = takes.circle_best(session, fresh)
    takes.circle(session, all_takes, best)
    return best


def view(session: Session, board: Storyboard) -> StaleOut:
    """The board's stale panels and what re-rendering them would cost, by what their takes cost."""
    now, circled = states_of(session, board), take_queries.circled(session, [shot.id for shot in board.shots])
    panels = []
    for shot in board.shots:
        take = circled.get(shot.id)
        because = outdated(take.manifest.get("made_from", ()), now) if take else []
        if take and because:
            found = {"scene_number": shot.position + 1, "take_id": take.id, "because": because, "seconds": take.seconds}
            panels.append(StalePanel.model_validate(found))
    unknown = sum("made_from" not in take.manifest for take in circled.values())
    seconds = round(sum(panel.seconds for panel in panels), 1)
    return StaleOut(storyboard_id=board.id, panels=panels, jobs=len(panels), seconds=seconds, unknown=unknown)


def render(session: Session, board: Storyboard, wanted: Sequence[int] | None, *, kind: str) -> RenderStaleOut:
    """Ask for new takes of stale panels, by jobs of this kind; those asked for already are not asked for again."""
    panels = [p for p in view(session, board).panels if wanted is None or p.scene_number in wanted]
    state = ".".join(str(s["state"]) for s in states_of(session, board))
    job_ids = []
    for panel in panels:
        shot = board.shots[panel.scene_number - 1]
        request = JobRequest(
            kind=kind, project_id=board.project_id, tier=str(board.settings.get("tier")),
            params={"shot_id": shot.id, "retake": "", "refresh": True},
            idempotency_key=f"refresh:{shot.id}:{hashlib.sha256(state.encode()).hexdigest()[:16]}",
        )  # fmt: skip
        job_ids.append(jobs.submit(session, request).id)
    return RenderStaleOut(job_ids=job_ids, seconds=round(sum(panel.seconds for panel in panels), 1))
