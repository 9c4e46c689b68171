"""An editor's cut compared, taken over, and given back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict

from sqlalchemy.orm import Session

from onmodel.bible import service as bible
from onmodel.conforms import rules
from onmodel.conforms.events import ConformUndone, CutConformed
from onmodel.conforms.rules import Before, NothingOfOurs, NothingToUndo
from onmodel.conforms.schemas import ConformIn, ConformOut, MissingOut
from onmodel.db import announce
from onmodel.editorial.compare import Diff, compare
from onmodel.editorial.rates import rate_named
from onmodel.editorial.reading import read
from onmodel.kit.clock import utc_now
from onmodel.shots import service as shots
from onmodel.shots.events import ShotsReordered
from onmodel.shots.rules import AWAY
from onmodel.storyboards import queries as storyboard_queries
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.tables import Storyboard
from onmodel.timelines import service as timelines
from onmodel.timelines.rules import left_out, rippled
from onmodel.timelines.schemas import CutOut, settings_of
from onmodel.timelines.tables import Cut


def conform(session: Session, row: Cut, given: ConformIn, *, version: int | None = None) -> ConformOut:
    """What an editor's file changes; with `apply`, taken over. Raises ChangedMeanwhile and what these two do."""
    bible.check_version(row, given.version or version)
    return take(session, row, given.file, apply=given.apply, omit=given.omit, source=given.filename)


def take(session: Session, row: Cut, data: bytes, *, apply: bool, omit: bool, source: str) -> ConformOut:
    """The same for whoever has the bytes."""
    diff = look(session, row, data)
    missing = _missing(session, row)
    if apply:
        take_over(session, row, diff, omit=omit, source=source)
    session.flush()
    cut = CutOut.of(row, timelines.value(session, row, marked=True))
    return ConformOut.of(diff, missing, cut, applied=apply)


def look(session: Session, row: Cut, data: bytes) -> Diff:
    """What the editor changed; nothing is written. Raises NotACut, UnsafeCut, EmptyCut, OtherRate, UnknownRate."""
    edited = read(data, rate_named(settings_of(row).rate))
    return compare(timelines.value(session, row), edited, timelines.out_of(row))


def take_over(session: Session, row: Cut, diff: Diff, *, omit: bool, source: str = "") -> Cut:
    """Take the editor's order and lengths over into cut and board, as one version of each. Raises NothingOfOurs.

    What the editor left out stays out of this cut until somebody brings it back. With `omit` those shots are put away
    on the board, and restoring one there brings it into the cut; without, the board keeps them.
    """
    if not diff.order:
        raise NothingOfOurs(
            "Not one clip in the file is of this cut", todo="Export the sequence that was made from this cut"
        )
    board = storyboards.get(session, row.project_id, row.storyboard_id)
    out = timelines.out_of(row)
    known = {item.key: item for item in (*timelines.items_of(row), *out)}
    items = rippled(rules.items_after(tuple(known.values()), diff.order))
    storyboards.keep_version(session, board, "before the editor's cut")
    kept = bible.keep(session, timelines.CUTS, row, "before the editor's cut").number
    rate = rate_named(settings_of(row).rate)
    lengths = {shot: rate.to_board(frames) for shot, frames in rules.new_lengths(items, known).items()}
    items = rules.as_planned(items, {shot: rate.from_board(frames) for shot, frames in lengths.items()})
    away = [change.shot_id for change in diff.of("omitted") if change.shot_id and omit]
    before = Before(kept, [shot.id for shot in board.shots], _lengths_of(board, lengths), away)
    message = f"the editor's cut{f' ({source})' if source else ''}"
    _to_board(session, board, ([i.shot_id for i in items if i.shot_id], lengths, away), message)
    gone = [item for item in left_out(tuple(known.values()), out, items) if item.shot_id not in away]
    timelines.write(session, row, items=items, out=gone, message=message, conformed=asdict(before))
    counts = (len(diff.of("moved")), len(diff.of("trimmed")), len(diff.of("omitted")))
    announce(session, CutConformed(row.project_id, row.id, row.storyboard_id, row.name, *counts))
    return row


def undo(session: Session, row: Cut) -> Cut:
    """Give the editor's cut back: cut and board as they were, as a new version of each. Raises NothingToUndo."""
    if not row.conformed:
        raise NothingToUndo(f"No editor's cut was taken over into {row.name!r}")
    before = Before(**row.conformed)
    board = storyboards.get(session, row.project_id, row.storyboard_id)
    _take_back(session, board, before.away)
    message = "the editor's cut was given back"
    order = rules.order_back([shot.id for shot in board.shots], before.order)
    _to_board(session, board, (order, before.lengths, ()), message)
    timelines.roll_back(session, row.project_id, row.id, before.cut)
    row.conformed = {}
    announce(session, ConformUndone(row.project_id, row.id, row.storyboard_id, row.name))
    return row


def _lengths_of(board: Storyboard, changed: Collection[str]) -> dict[str, int]:
    return {shot.id: shot.duration_frames for shot in board.shots if shot.id in changed}


def _to_board(
    session: Session, board: Storyboard, wanted: tuple[Sequence[str], Mapping[str, int], Collection[str]], message: str
) -> None:
    """Write order, lengths and who is away to the board at once, as one version."""
    order, lengths, away = wanted
    for shot in board.shots:
        if shot.id in lengths:
            storyboards.edit(shot, {"duration_frames": lengths[shot.id]})
    _put_away(session, board, away)
    ids = rules.board_order([shot.id for shot in board.shots], order)
    by_id = {shot.id: shot for shot in board.shots}
    storyboards.reorder(session, board, [by_id[shot_id] for shot_id in ids])
    storyboards.keep_version(session, board, message)
    announce(session, ShotsReordered(board.project_id, board.id, board.title, ids))


def _put_away(session: Session, board: Storyboard, away: Collection[str]) -> None:
    lowest = min(storyboard_queries.lowest_position(session, board.project_id, board.id), AWAY)
    for number, shot in enumerate([shot for shot in board.shots if shot.id in away], start=1):
        shot.deleted_at = utc_now()
        storyboard_queries.write_unseen(session, board.project_id, shot, {"position": lowest - number})
    session.flush()
    session.expire(board, ["shots"])


def _take_back(session: Session, board: Storyboard, away: Sequence[str]) -> None:
    """Shots that were put away, at the end of the board; one that is back already stays where it is."""
    place = len(board.shots)
    for shot_id in away:
        shot = storyboard_queries.shot_or_deleted(session, board.project_id, shot_id)
        if shot is not None and shot.deleted_at is not None:
            shot.deleted_at = None
            storyboard_queries.write_unseen(session, board.project_id, shot, {"position": place})
            place += 1
    session.flush()
    session.expire(board, ["shots"])


def _missing(session: Session, row: Cut) -> list[MissingOut]:
    """Shots of the board that the cut does not show: they are new, have no picture yet, or were left out."""
    board = storyboards.get(session, row.project_id, row.storyboard_id)
    shown, out = ({item.shot_id for item in items} for items in (timelines.items_of(row), timelines.out_of(row)))
    return [
        MissingOut(shot_id=shot.id, name=shots.name_of(shot), left_out=shot.id in out)
        for shot in board.shots
        if shot.id not in shown
    ]
