"""What the pages of a board are shown, in a fixed number of questions however many panels it has."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from onmodel.approvals import service as approvals
from onmodel.characters import queries as characters
from onmodel.continuity import service as continuity
from onmodel.continuity.rules import Cell, Report, part_of
from onmodel.continuity.service import FrameMeasure
from onmodel.generations import queries as generations
from onmodel.jobs import queries as jobs
from onmodel.panels.rules import RATE, captions, paired
from onmodel.panels.schemas import (
    ApprovalState,
    BoardComparison,
    CastOut,
    ComparedBoard,
    ComparedPair,
    ComparedPanel,
    Matrix,
    MatrixCell,
    MatrixCharacter,
    MatrixShot,
    PanelBoard,
    PanelShot,
    Timeline,
    TimelinePanel,
    VotesOut,
)
from onmodel.reviews import queries as reviews
from onmodel.shots.schemas import fields_of
from onmodel.staleness import service as staleness
from onmodel.staleness.rules import outdated
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.rules import FRAME_JOB, panel_prompt
from onmodel.storyboards.tables import Shot, Storyboard
from onmodel.takes import queries as take_queries
from onmodel.takes import service as takes
from onmodel.takes.schemas import AppearanceOut, FrameOut, PartOut, Size
from onmodel.takes.service import appearances_of
from onmodel.takes.tables import Take


@dataclass(frozen=True)
class Wall:
    """A board with its circled takes pinned up, as every page of it begins."""

    board: Storyboard
    circled: Mapping[str, Take]  # by shot
    sizes: Mapping[str, Size]  # by asset
    stale: Mapping[str, list[str]]  # by shot, why

    def frame(self, shot: Shot) -> FrameOut | None:
        """The picture that the shot's panel shows."""
        take = self.circled.get(shot.id)
        return FrameOut.of(take, self.sizes.get(take.asset_id or "", (None, None))) if take else None

    def scores(self, shot: Shot) -> list[AppearanceOut]:
        """Who is expected in it, and how well they hold."""
        take = self.circled.get(shot.id)
        return [AppearanceOut.of(seen) for seen in appearances_of(take)] if take else []


def pinned(session: Session, board: Storyboard) -> Wall:
    """The board with what is circled now, and what of it is stale."""
    circled = take_queries.circled(session, [shot.id for shot in board.shots])
    now = staleness.states_of(session, board)
    stale = {
        shot_id: outdated(take.manifest.get("made_from", ()), now.of(shot_id)) for shot_id, take in circled.items()
    }
    sizes = take_queries.sizes(session, board.project_id, [t.asset_id for t in circled.values() if t.asset_id])
    return Wall(board, circled, sizes, stale)


def report_of(session: Session, wall: Wall) -> Report:
    """The continuity of what is circled now, by what was measured when it was scored; nothing is looked at again."""
    kept = continuity.kept_measures(session, wall.board, wall.circled)
    return continuity.board_report([kept.get(shot.id, FrameMeasure(())) for shot in wall.board.shots])


def board_view(session: Session, board: Storyboard, person: str) -> PanelBoard:
    """All that the board's page shows to this person."""
    wall, settings, first = pinned(session, board), storyboards.settings_of(board), generations.first(session, board.id)
    cast = [CastOut(character=m.script_name, character_id=m.character_id, name=m.character.name) for m in board.cast]
    said, prompts = _said(session, wall, person), _prompts(board)
    rows = [
        PanelShot(
            **fields_of(shot), frame=wall.frame(shot), scores=wall.scores(shot), prompt=prompts[shot.id],
            stale=bool(wall.stale.get(shot.id)), stale_because=wall.stale.get(shot.id, []), **said[shot.id],
        )
        for shot in board.shots
    ]  # fmt: skip
    return PanelBoard(
        storyboard_id=board.id, title=board.title, status=board.status, tier=settings.tier, backend=settings.backend,
        rate=RATE, overall=report_of(session, wall).overall, cast=cast, shots=rows, warnings=board.warnings,
        job_id=first.job_id if first else None, deleted=board.deleted_at is not None,
    )  # fmt: skip


def _prompts(board: Storyboard) -> dict[str, str]:
    people = {m.script_name: m.character.base_prompt for m in board.cast}
    return {
        row.id: panel_prompt(scene, shot, people)
        for scene, rows in storyboards.scene_values(board)
        for row, shot in zip(rows, scene.shots, strict=True)
    }


def _said(session: Session, wall: Wall, person: str) -> dict[str, dict[str, Any]]:
    """What people say of each shot and what is being done about it: takes, notes, votes, approval, job."""
    board, takes_of = wall.board, {shot_id: take.id for shot_id, take in wall.circled.items()}
    shot_ids, take_ids, project_id = [shot.id for shot in board.shots], list(takes_of.values()), board.project_id
    counts = take_queries.counts(session, shot_ids)
    on_shots = reviews.open_counts(session, project_id, "shot", shot_ids)
    on_takes = reviews.open_counts(session, project_id, "take", take_ids)
    votes: dict[str, VotesOut] = {take_id: VotesOut() for take_id in take_ids}
    for vote in reviews.votes_on(session, project_id, "take", take_ids):
        _count(votes[vote.target_id], vote.value, mine=vote.person == person)
    approved = _approvals(session, wall, person)
    doing = {str(job.params.get("shot_id")): job.id for job in jobs.unfinished(session, project_id, FRAME_JOB)}
    return {
        i: {
            "takes": counts.get(i, 0), "open_notes": on_shots.get(i, 0) + on_takes.get(takes_of.get(i, ""), 0),
            "votes": votes.get(takes_of.get(i, ""), VotesOut()), "approval": approved[i], "job_id": doing.get(i),
        }
        for i in shot_ids
    }  # fmt: skip


def _count(votes: VotesOut, value: int, *, mine: bool) -> None:
    votes.ups, votes.downs = votes.ups + (value > 0), votes.downs + (value < 0)
    votes.mine = value if mine else votes.mine


def _approvals(session: Session, wall: Wall, person: str) -> dict[str, ApprovalState]:
    revisions = {s.id: wall.circled[s.id].number if s.id in wall.circled else 1 for s in wall.board.shots}
    stood = approvals.standings(session, wall.board.project_id, "shot", revisions)
    return {
        i: ApprovalState(
            verdict=s.reached.verdict,
            asked=s.asked,
            approved=len(s.reached.approved),
            needed=s.reached.needed,
            mine=s.said.get(person),
        )
        for i, s in stood.items()
    }


def matrix(session: Session, board: Storyboard) -> Matrix:
    """Characters × shots."""
    wall = pinned(session, board)
    report = report_of(session, wall)
    ids = {m.script_name: m.character_id for m in board.cast}
    known = {(c.frame, c.character): c for c in report.cells}
    faces = characters.with_faces(session, list(ids.values()))
    cells = [
        _cell(wall, shot, (name, ids[name]), known.get((number, name)), compared=ids[name] in faces)
        for number, shot in enumerate(board.shots, start=1)
        for name in shot.characters
        if name in ids
    ]
    rows = [
        MatrixCharacter(
            character=c.character, character_id=ids.get(c.character), cross=c.cross, own=c.own,
            worst_shot_id=board.shots[c.worst_frame - 1].id if c.worst_frame else None, appearances=c.appearances,
            missing=c.missing, unscorable=c.unscorable,
        )
        for c in report.characters
    ]  # fmt: skip
    columns = [
        MatrixShot(
            shot_id=shot.id, position=shot.position, scene=shot.scene.number, number=shot.number,
            frame=wall.frame(shot), stale=bool(wall.stale.get(shot.id)), stale_because=wall.stale.get(shot.id, []),
        )
        for shot in board.shots
    ]  # fmt: skip
    return Matrix(storyboard_id=board.id, overall=report.overall, shots=columns, characters=rows, cells=cells)


def _cell(wall: Wall, shot: Shot, who: tuple[str, str], found: Cell | None, *, compared: bool) -> MatrixCell:
    take, (character, character_id) = wall.circled.get(shot.id), who
    address = f"/api/takes/{take.id}/crops/{character_id}" if take else None
    url = address if take and character in takes.sight(take).heads else None
    parts = [] if found is None else [PartOut.of(part_of(name, score)) for name, score in found.parts.items()]
    reason = "there is no frame yet" if take is None else "measured by another yardstick: validate the board again"
    if found is not None:
        reason = found.finding if found.score is None else ""
    return MatrixCell(
        character=character, shot_id=shot.id, take_id=take.id if take else None, reason=reason, parts=parts,
        score=found.score if found else None, status=found.status if found else "unscorable",
        missing=bool(found and found.missing), finding=found.finding if found else "",
        stale=bool(wall.stale.get(shot.id)), crop_url=url,
        reference_url=f"{address}/reference" if address and compared else None,
    )  # fmt: skip


def compare(session: Session, before: Storyboard, after: Storyboard) -> BoardComparison:
    """Two boards, panels of one shot side by side."""
    walls = pinned(session, before), pinned(session, after)
    overall = [report_of(session, wall).overall for wall in walls]
    keys = [[(s.scene.number, s.number) for s in wall.board.shots] for wall in walls]
    pairs = []
    for one, other in paired(*keys):
        was, now = (_compared(wall, i) for wall, i in zip(walls, (one, other), strict=True))
        scene, number = keys[0][one] if one is not None else keys[1][other or 0]
        scores = [p.frame.score if p and p.frame else None for p in (was, now)]
        pairs.append(ComparedPair(scene=scene, number=number, before=was, after=now, change=_change(*scores)))
    shown = [
        ComparedBoard(id=w.board.id, title=w.board.title, overall=value)
        for w, value in zip(walls, overall, strict=True)
    ]
    return BoardComparison(before=shown[0], after=shown[1], change=_change(*overall), panels=pairs)


def _compared(wall: Wall, index: int | None) -> ComparedPanel | None:
    if index is None:
        return None
    shot = wall.board.shots[index]
    return ComparedPanel(
        shot_id=shot.id, position=shot.position, description=shot.description, frame=wall.frame(shot),
        scores=wall.scores(shot),
    )  # fmt: skip


def _change(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else round(after - before, 2)


def timeline(session: Session, board: Storyboard) -> Timeline:
    """The board in time, one panel after another."""
    circled, start, panels = take_queries.circled(session, [s.id for s in board.shots]), 0, []
    for shot in board.shots:
        take = circled.get(shot.id)
        words = captions(shot.staging.get("dialogue", []), start, shot.duration_frames)
        panels.append(
            TimelinePanel(
                shot_id=shot.id, position=shot.position, scene=shot.scene.number, number=shot.number, move=shot.move,
                description=shot.description, start=start, duration=shot.duration_frames,
                image_url=f"/api/assets/{take.asset_id}" if take and take.asset_id else None,
                captions=words,
            )
        )  # fmt: skip
        start += shot.duration_frames
    return Timeline(storyboard_id=board.id, title=board.title, rate=RATE, duration=start, panels=panels)
