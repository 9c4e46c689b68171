"""What can be done with a whole board. What changes it is kept as a version of it."""

from sqlalchemy.orm import Session

from onmodel.boards import events, rules
from onmodel.boards.rules import Then
from onmodel.db import announce
from onmodel.engine import ChangedMeanwhile
from onmodel.kit.clock import utc_now
from onmodel.shots import service as shots
from onmodel.storyboards import queries
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.tables import Storyboard
from onmodel.versions import service as versions
from onmodel.versions.rules import Subject


def rename(session: Session, board: Storyboard, title: str, *, seen: int | None = None) -> Storyboard:
    """Call a board otherwise. Raises ChangedMeanwhile where `seen` is not the row's version any more."""
    if seen is not None and seen != board.version:
        raise ChangedMeanwhile(
            f"{board.title!r} was changed meanwhile", why=f"It is at version {board.version}, yours is {seen}",
            todo="Read it again and repeat the change", version=board.version,
        )  # fmt: skip
    if title != board.title:
        was, board.title = board.title, title
        session.flush()
        storyboards.keep_version(session, board, f"renamed, it was called {was}")
        announce(session, events.StoryboardRenamed(*_facts(board), was))
    return board


def put_away(session: Session, board: Storyboard) -> Storyboard:
    """Put a board away: lists leave it out; its address, and cuts that were made of it, still show it."""
    if board.deleted_at is None:
        board.deleted_at = utc_now()
        session.flush()
        announce(session, events.StoryboardDeleted(*_facts(board)))
    return board


def take_back(session: Session, board: Storyboard) -> Storyboard:
    """Take a board back that was put away."""
    if board.deleted_at is not None:
        board.deleted_at = None
        session.flush()
        announce(session, events.StoryboardRestored(*_facts(board)))
    return board


def roll_back(session: Session, board: Storyboard, number: int) -> Storyboard:
    """Make a board as it was in a version, as a new version; the team is told. Takes stay as they are circled.

    Shots that were put away since come back, shots that came since are put away. Raises VersionNotFound.
    """
    snapshot = versions.get(session, board.project_id, Subject("storyboard", board.id), number).snapshot
    _write_back(session, board, rules.board_of(snapshot, board.title))
    session.flush()
    kept = storyboards.keep_version(session, board, f"rolled back to {number}")
    announce(session, events.StoryboardRolledBack(*_facts(board), kept, number))
    return board


def _write_back(session: Session, board: Storyboard, then: Then) -> None:
    board.title = then.title
    shots.set_aside(session, board, [row for row in board.shots if row.id not in then.shots])
    for shot_id in then.shots:
        row = queries.shot_or_deleted(session, board.project_id, shot_id)
        if row is not None and row.deleted_at is not None:
            shots.bring_back(session, board, row)
    parts = {member.script_name for member in board.cast}
    for row in board.shots:
        told = dict(then.shots[row.id])
        told["characters"] = [name for name in told.get("characters", row.characters) if name in parts]
        storyboards.edit(row, told)
        row.by_hand = then.by_hand[row.id]
    places = {shot_id: place for place, shot_id in enumerate(then.shots)}
    storyboards.reorder(session, board, sorted(board.shots, key=lambda row: places[row.id]))


def _facts(board: Storyboard) -> tuple[str, str, str]:
    return board.project_id, board.id, board.title
