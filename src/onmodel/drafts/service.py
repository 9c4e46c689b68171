"""Importing a draft, and comparing two."""

from sqlalchemy.orm import Session

from onmodel.db import announce
from onmodel.drafts import rules
from onmodel.drafts.rules import Pair, ScreenplayInUse
from onmodel.drafts.schemas import DraftDiff, LineDiff, SceneDiff
from onmodel.fountain.drafts import LineChange, line_changes, matched
from onmodel.fountain.model import Line
from onmodel.fountain.scene_numbers import numbering
from onmodel.screenplays import queries
from onmodel.screenplays import rules as script_rules
from onmodel.screenplays import service as screenplays
from onmodel.screenplays.events import ScreenplayImported
from onmodel.screenplays.schemas import element_type
from onmodel.screenplays.service import Given
from onmodel.screenplays.tables import Screenplay


def take_in(session: Session, project_id: str, given: Given, title: str = "") -> Screenplay:
    """Keep a script as the next draft of the last one that has its title; else as a script of its own.

    The same bytes are the same screenplay. Raises what `add` raises.
    """
    known = queries.by_content(session, project_id, given.sha256)
    if known:
        return known
    called = script_rules.title_of(title, given.value.title, given.filename)
    same = rules.last_called(called, queries.titles(session, project_id))
    if same is None:
        return screenplays.keep_read(session, given, project_id=project_id, title=title)
    return add(session, project_id, same, given)


def add(session: Session, project_id: str, parent_id: str, given: Given) -> Screenplay:
    """Keep a new draft: scenes that it shares with the one before it keep their numbers; people's corrections hold on.

    The bytes of the draft before it are that draft. Raises ScreenplayNotFound, ScreenplayInUse.
    """
    parent = screenplays.get(session, project_id, parent_id)
    known = queries.by_content(session, project_id, given.sha256)
    if known and parent.id in {known.id, known.parent_id}:
        return known
    if known:
        _check_free(session, known)
    row = known or screenplays.keep_read(session, given, project_id=project_id)
    old, new = screenplays.numbered(parent).scenes, given.value.scenes
    numbers = numbering(old, new, matched(old, new))
    row.parent_id, row.draft, row.title = parent.id, parent.draft + 1, parent.title
    row.numbering = [[n.number, n.scene] for n in numbers]
    row.links = script_rules.stored_links(script_rules.pruned(script_rules.links_of(parent.links), given.value))
    session.flush()
    announce(session, ScreenplayImported(project_id, row.id, row.title, row.draft, parent.id))
    return row


def _check_free(session: Session, known: Screenplay) -> None:
    """Raise ScreenplayInUse where the script's scene numbers are gone by already."""
    drafts = queries.drafts_after(session, known.project_id, known.id)
    if known.parent_id or drafts or queries.has_scenes(session, known.id):
        raise ScreenplayInUse(
            f"This script is in the project already, as {known.title!r}",
            why="It has scene numbers of its own, which boards or other drafts go by",
            todo="Open that screenplay: its diff takes any other as `from`", screenplay_id=known.id,
        )  # fmt: skip


def compare(session: Session, project_id: str, screenplay_id: str, from_id: str | None) -> DraftDiff:
    """What a draft changed against another one, by default the one before it; the first is compared with itself.

    Raises ScreenplayNotFound.
    """
    later = screenplays.get(session, project_id, screenplay_id)
    earlier = screenplays.get(session, project_id, from_id or later.parent_id or later.id)
    descends = earlier.id in _ancestors(session, later)
    old, new = screenplays.numbered(earlier).scenes, screenplays.numbered(later).scenes
    pairs = rules.pairs(old, new, by_number=descends)
    shown = [_scene_diff(pair) for pair in pairs]
    count = {change: sum(s.change == change for s in shown) for change in ("added", "removed", "changed", "same")}
    moved = sum(s.moved for s in shown)
    return DraftDiff(from_id=earlier.id, to_id=later.id, moved=moved, scenes=shown, **count)


def _ancestors(session: Session, row: Screenplay) -> set[str]:
    found = {row.id}
    while row.parent_id and row.parent_id not in found:
        found.add(row.parent_id)
        row = screenplays.get(session, row.project_id, row.parent_id)
    return found


def _scene_diff(pair: Pair) -> SceneDiff:
    before, after = pair.before, pair.after
    here = after or before
    assert here is not None  # a pair has one at least
    change = "added" if before is None else "removed" if after is None else "same" if pair.same else "changed"
    lines = [] if change == "same" else line_changes(before.lines if before else (), after.lines if after else ())
    return SceneDiff.model_validate(
        {"change": change, "moved": pair.moved, "number": here.number, "heading": here.heading,
         "number_before": before.number if before else None, "heading_before": before.heading if before else None,
         "lines": [_line_diff(line) for line in lines]}
    )  # fmt: skip


def _line_diff(change: LineChange) -> LineDiff:
    line: Line = change.line
    return LineDiff(op=change.op, type=element_type(line.kind), text=line.text)
