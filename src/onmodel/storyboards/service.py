"""What can be done with storyboards."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from onmodel.accounts import queries as accounts
from onmodel.characters.tables import Character
from onmodel.errors import NotFound
from onmodel.fountain.model import Breakdown, SceneBreakdown, Shot
from onmodel.fountain.vocabulary import Mood, TimeOfDay
from onmodel.screenplays import service as screenplays
from onmodel.screenplays.tables import Scene, Screenplay
from onmodel.stage.spec import SceneSpec
from onmodel.storyboards import queries, tables
from onmodel.storyboards.rules import (
    PLANNED,
    BoardSettings,
    dna_hash,
    hand_after,
    order_key,
    plan_name,
    plan_of,
    shared_rank,
    shared_shot,
    shared_title,
    staged,
)
from onmodel.versions import service as versions
from onmodel.versions.rules import Subject

_SHOT = TypeAdapter(Shot)
_SPEC = TypeAdapter(SceneSpec)
COLUMNS = ("number", "description", "framing", "angle", "lens_mm", "move", "characters", "duration_frames")


class StoryboardNotFound(NotFound):
    """The project has no such storyboard."""


class PanelNotFound(NotFound):
    """The board has no panel of this number."""


def order(
    session: Session,
    screenplay: Screenplay,
    cast: Sequence[tuple[str, Character]],
    settings: BoardSettings,
    *,
    title: str = "",
) -> tables.Storyboard:
    """The board for a script, a cast (script name, character) and settings; the same order gives the same board."""
    pairs = [(name, character.id + dna_hash(character.dna)) for name, character in cast]
    key = order_key(screenplay.identity, pairs, settings)
    known = queries.by_key(session, screenplay.project_id, key)
    if known:
        known.deleted_at = None  # who orders a board that was put away wants it back
        return known
    board = tables.Storyboard(
        project_id=screenplay.project_id, screenplay_id=screenplay.id, title=title or screenplay.title,
        key=key, settings=asdict(settings), status="queued", warnings=list(screenplay.warnings),
    )  # fmt: skip
    session.add(board)
    session.flush()
    for name, character in cast:
        add_to_cast(session, board, name, character)
    return board


def add_to_cast(session: Session, board: tables.Storyboard, script_name: str, character: Character) -> None:
    """Let a character play the part that the script calls `script_name`."""
    board.cast.append(tables.CastMember(character=character, script_name=script_name, position=len(board.cast)))
    session.flush()


def get(session: Session, project_id: str, storyboard_id: str) -> tables.Storyboard:
    """The storyboard; raises StoryboardNotFound."""
    found = queries.by_id(session, project_id, storyboard_id)
    if found is None:
        raise StoryboardNotFound(f"There is no storyboard {storyboard_id}", todo="Name its id, or its folder")
    return found


def panel(board: tables.Storyboard, number: int) -> tables.Shot:
    """The shot of the panel with this number, from 1; raises PanelNotFound."""
    if not 1 <= number <= len(board.shots):
        raise PanelNotFound(
            f"Board {board.title!r} has no panel {number}", why=f"Its panels are numbered 1 to {len(board.shots)}"
        )
    return board.shots[number - 1]


def write_breakdown(session: Session, board: tables.Storyboard, breakdown: Breakdown) -> None:
    """Keep scenes and shots; a board that has shots stays as it is."""
    if board.shots:
        return
    scenes = screenplays.write_scenes(session, board.screenplay, breakdown.scenes)
    position = 0
    for scene in breakdown.scenes:
        for shot in scene.shots:
            board.shots.append(_shot_row(board, scenes[scene.number], shot, position))
            position += 1
    board.made_by = breakdown.made_by
    board.warnings = [*board.warnings, *breakdown.warnings]
    session.flush()


def _shot_row(board: tables.Storyboard, scene: Scene, shot: Shot, position: int) -> tables.Shot:
    data: dict[str, Any] = _SHOT.dump_python(shot, mode="json")
    columns = {name: data.pop(name) for name in COLUMNS}
    return tables.Shot(project_id=board.project_id, scene=scene, position=position, staging=data, **columns)


def shot_value(row: tables.Shot) -> Shot:
    """The shot as the blocking takes it."""
    staging = staged(row.staging, row.characters)
    return _SHOT.validate_python({**staging, **{name: getattr(row, name) for name in COLUMNS}})


def scene_values(board: tables.Storyboard) -> list[tuple[SceneBreakdown, list[tables.Shot]]]:
    """The board scene by scene: the scene with its shots as values, and the rows of these shots."""
    groups: dict[str, list[tables.Shot]] = {}
    for row in board.shots:
        groups.setdefault(row.scene_id, []).append(row)
    return [(_scene_value(rows), rows) for rows in groups.values()]


def _scene_value(rows: Sequence[tables.Shot]) -> SceneBreakdown:
    s = rows[0].scene
    return SceneBreakdown(
        number=s.number, heading=s.heading, int_ext=s.int_ext, place=s.place, time=TimeOfDay(s.time),
        mood=Mood(s.mood), characters=tuple(s.characters), props=tuple(s.props), synopsis=s.synopsis,
        shots=tuple(shot_value(row) for row in rows),
    )  # fmt: skip


def write_blocking(specs: Mapping[str, SceneSpec], session: Session, board: tables.Storyboard) -> None:
    """Keep the board's blocked shots by shot id."""
    for row in board.shots:
        keep_blocking(session, row, specs[row.id])


def plan(row: tables.Shot) -> dict[str, Any]:
    """What the shot is blocked from, as it stands."""
    return plan_of({name: getattr(row, name) for name in PLANNED}, row.by_hand)


def is_blocked(row: tables.Shot) -> bool:
    """Whether the kept blocking is of the shot as it stands."""
    return row.blocked_as == plan_name(plan(row))


def keep_blocking(session: Session, row: tables.Shot, spec: SceneSpec) -> None:
    """Keep a blocking of the shot as it stands. It follows from the shot, so nobody's edit is in its way."""
    values = {"blocking": spec_json(spec), "blocked_as": plan_name(plan(row))}
    queries.write_unseen(session, row.project_id, row, values)


def edit(row: tables.Shot, fields: Mapping[str, Any]) -> list[str]:
    """Write fields of a shot; a blocking by hand follows where it can. Returns the names of those that changed."""
    changes = {name: value for name, value in fields.items() if _said(row, name) != value}
    for name, value in changes.items():
        if name == "dialogue":
            row.staging = {**row.staging, "dialogue": value}
        else:
            setattr(row, name, value)
    row.by_hand = hand_after(row.by_hand, changes)
    return list(changes)


def _said(row: tables.Shot, name: str) -> Any:
    return row.staging.get("dialogue", []) if name == "dialogue" else getattr(row, name)


def spec_json(spec: SceneSpec) -> dict[str, Any]:
    """A blocked shot as it is stored."""
    stored: dict[str, Any] = _SPEC.dump_python(spec, mode="json")
    return stored


def spec_value(stored: dict[str, Any]) -> SceneSpec:
    """A stored blocked shot as a value."""
    return _SPEC.validate_python(stored)


def settings_of(board: tables.Storyboard) -> BoardSettings:
    """The settings the board was ordered with."""
    return BoardSettings(**board.settings)


SHARED = (
    "description", "framing", "angle", "lens_mm", "move", "duration_frames", "negative_prompt", "characters",
    "dialogue",
)  # fmt: skip


def shared_fields(board: tables.Storyboard) -> dict[str, Any]:
    """What several people may edit of a board at once. A shot's `rank` is its place: moving it is one number.

    A list of ids would hold a shot twice after two people moved it; two numbers for one shot merge to one of them.
    """
    shots = {s.id: {"rank": s.position, **{name: _said(s, name) for name in SHARED}} for s in board.shots}
    return {"title": board.title, "shots": shots}


def take_over(
    session: Session, project_id: str, storyboard_id: str, fields: dict[str, Any], *, authors: Sequence[str]
) -> None:
    """Write what people edited together, and keep a version that names them. A value that makes no shot is left out.

    Shots are neither made nor removed here.
    """
    board = get(session, project_id, storyboard_id)
    board.title = shared_title(fields.get("title"), board.title)
    given = fields.get("shots")
    changes = given if isinstance(given, dict) else {}
    parts = {member.script_name for member in board.cast}
    for row in board.shots:
        told = shared_shot(changes.get(row.id))
        if not parts.issuperset(told.get("characters", ())):
            del told["characters"]  # nobody plays one of them
        edit(row, told)
    ranks = {row.id: shared_rank(changes.get(row.id), row.position) for row in board.shots}
    reorder(session, board, sorted(board.shots, key=lambda row: (ranks[row.id], row.position)))
    keep_version(session, board, f"edited by {accounts.named(session, authors)}")


def keep_version(session: Session, board: tables.Storyboard, message: str) -> int:
    """Keep the board's state as a version; returns its number."""
    snapshot = shared_fields(board)
    for row in board.shots:
        if row.by_hand:
            snapshot["shots"][row.id] |= {"stage": row.by_hand}
    kept = versions.keep(session, board.project_id, Subject("storyboard", board.id), snapshot=snapshot, message=message)
    return kept.number


def reorder(session: Session, board: tables.Storyboard, shots: Sequence[tables.Shot]) -> None:
    """Put the board's shots in this order; two may never have one position, so they pass through free ones."""
    if [row.position for row in shots] == list(range(len(shots))):
        return
    session.flush()
    for start, step in ((-1, -1), (0, 1)):
        for place, row in enumerate(shots):
            queries.write_unseen(session, board.project_id, row, {"position": start + step * place})
    session.expire(board, ["shots"])
