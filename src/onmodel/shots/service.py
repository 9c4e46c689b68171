"""What can be done with the shots of a board. Every change is kept as a version of the board."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from onmodel.bible.rules import told_change
from onmodel.db import announce
from onmodel.engine import ChangedMeanwhile
from onmodel.kit.clock import utc_now
from onmodel.shots import events, rules
from onmodel.shots.rules import NoNeighbour, ShotNotFound
from onmodel.shots.schemas import ShotIn
from onmodel.storyboards import queries
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.rules import PLANNED
from onmodel.storyboards.tables import Shot, Storyboard


def get(session: Session, project_id: str, shot_id: str) -> Shot:
    """The shot; raises ShotNotFound, also for one that was put away."""
    found = queries.shot(session, project_id, shot_id)
    if found is None:
        raise ShotNotFound(f"There is no shot {shot_id}", todo="It may have been put away: restore it")
    return found


def check_version(shot: Shot, seen: int | None) -> None:
    """Raises ChangedMeanwhile where what was read is not the shot's state any more."""
    if seen is not None and seen != shot.version:
        raise ChangedMeanwhile(
            f"{name_of(shot).capitalize()} was changed meanwhile",
            why=f"It is at version {shot.version}, yours is {seen}",
            todo="Read it again and repeat the change", version=shot.version,
        )  # fmt: skip


def change(session: Session, shot: Shot, columns: dict[str, Any], *, version: int | None = None) -> Shot:
    """Write these columns. Raises NotInTheCast, and ChangedMeanwhile where `version` is not the row's any more."""
    check_version(shot, version)
    board = storyboards.get(session, shot.project_id, shot.storyboard_id)
    rules.check_cast(columns.get("characters", ()), [member.script_name for member in board.cast])
    fields = storyboards.edit(shot, columns)
    session.flush()
    if fields:
        storyboards.keep_version(session, board, f"{name_of(shot)}: {told_change(fields)}")
        announce(session, events.ShotChanged(*_facts(shot), fields, bool(set(PLANNED) & set(fields))))
    return shot


def insert(session: Session, board: Storyboard, given: ShotIn) -> Shot:
    """Put a new shot in; it is blocked when it is first rendered.

    Raises ShotNotFound (of `after`), NotInTheCast, and NoNeighbour on a board without shots.
    """
    if not board.shots:
        raise NoNeighbour(f"{board.title!r} has no shots yet", todo="Let its job finish the breakdown first")
    index = -1 if given.after is None else _index(board, given.after)
    neighbour = board.shots[max(index, 0)]
    people = neighbour.characters if given.characters is None else given.characters
    rules.check_cast(people, [m.script_name for m in board.cast])
    taken = {s.number for s in board.shots if s.scene_id == neighbour.scene_id}
    taken |= {s.number for s in queries.deleted_shots(session, board.project_id, board.id)}
    row = Shot(
        project_id=board.project_id, storyboard_id=board.id, scene=neighbour.scene, position=len(board.shots),
        number=rules.number_after(neighbour.number if index >= 0 else "0", taken), characters=people,
        staging=rules.staging_of(neighbour.staging, given.framing, people), blocking={}, by_hand={},
        **given.model_dump(mode="json", exclude={"after", "characters"}),
    )  # fmt: skip
    session.add(row)
    session.flush()
    before, behind = board.shots[: index + 1], board.shots[index + 1 :]
    storyboards.reorder(session, board, [*before, row, *[s for s in behind if s.id != row.id]])
    storyboards.keep_version(session, board, f"{name_of(row)} was added")
    announce(session, events.ShotAdded(*_facts(row), row.position))
    return row


def delete(session: Session, project_id: str, shot_id: str) -> Shot:
    """Put a shot away with its takes; the others close up. Raises ShotNotFound."""
    shot = get(session, project_id, shot_id)
    board = storyboards.get(session, project_id, shot.storyboard_id)
    announce(session, events.ShotDeleted(*_facts(shot)))
    set_aside(session, board, [shot])
    storyboards.keep_version(session, board, f"{name_of(shot)} was put away")
    return shot


def set_aside(session: Session, board: Storyboard, shots: Iterable[Shot]) -> None:
    """Put shots away, and let the others close up; no version is kept and nobody is told."""
    for shot in shots:
        lowest = min(queries.lowest_position(session, board.project_id, board.id), rules.AWAY)
        shot.deleted_at = utc_now()
        queries.write_unseen(session, board.project_id, shot, {"position": lowest - 1})
        session.flush()
    session.expire(board, ["shots"])
    storyboards.reorder(session, board, list(board.shots))


def restore(session: Session, project_id: str, shot_id: str) -> Shot:
    """Take a shot back: behind the last of its scene, else at the end. Raises ShotNotFound."""
    shot = queries.shot_or_deleted(session, project_id, shot_id) or get(session, project_id, shot_id)
    if shot.deleted_at is None:
        return shot
    board = storyboards.get(session, project_id, shot.storyboard_id)
    bring_back(session, board, shot)
    storyboards.keep_version(session, board, f"{name_of(shot)} is back")
    announce(session, events.ShotRestored(*_facts(shot), shot.position))
    return shot


def bring_back(session: Session, board: Storyboard, shot: Shot) -> None:
    """Take a shot that was put away back, behind the last of its scene; no version is kept and nobody is told."""
    before = list(board.shots)
    shot.deleted_at = None
    queries.write_unseen(session, board.project_id, shot, {"position": len(before)})
    session.flush()
    places = [i for i, s in enumerate(before) if s.scene_id == shot.scene_id]
    at = places[-1] + 1 if places else len(before)
    session.expire(board, ["shots"])
    storyboards.reorder(session, board, [*before[:at], shot, *before[at:]])


def put_in_order(session: Session, board: Storyboard, shot_ids: Sequence[str]) -> Storyboard:
    """Put the board's shots in this order. Raises NotThisOrder."""
    by_id = {s.id: s for s in board.shots}
    rules.check_order(shot_ids, by_id)
    if list(by_id) != list(shot_ids):
        storyboards.reorder(session, board, [by_id[i] for i in shot_ids])
        storyboards.keep_version(session, board, "shots in another order")
        announce(session, events.ShotsReordered(board.project_id, board.id, board.title, list(shot_ids)))
    return board


def name_of(shot: Shot) -> str:
    """The shot as people call it."""
    return rules.place(shot.scene.number, shot.number)


def _index(board: Storyboard, shot_id: str) -> int:
    found = next((i for i, s in enumerate(board.shots) if s.id == shot_id), None)
    if found is None:
        raise ShotNotFound(f"Board {board.title!r} has no shot {shot_id}")
    return found


def _facts(shot: Shot) -> tuple[str, str, str, str]:
    return shot.project_id, shot.storyboard_id, shot.id, name_of(shot)
