"""Where things of the library are used."""

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from onmodel.bible import queries as bible
from onmodel.characters import service as characters
from onmodel.environments.tables import Environment
from onmodel.screenplays.rules import Known, links_of
from onmodel.usage import queries
from onmodel.usage.schemas import CharacterUsage, UsedBoard, UsedShot, Uses


def of_character(session: Session, project_id: str, character_id: str) -> CharacterUsage:
    """The boards and shots with a character; raises CharacterNotFound."""
    characters.get(session, project_id, character_id)
    boards = queries.boards(session, project_id, character_id)
    shots: dict[str, list[Row[Any]]] = {}
    for shot in queries.shots(session, project_id, [board.id for board in boards]):
        shots.setdefault(shot.storyboard_id, []).append(shot)
    used = [_board(board, shots.get(board.id, [])) for board in boards]
    return CharacterUsage(
        character_id=character_id, boards=used, board_count=queries.count_boards(session, project_id, character_id),
        shot_count=sum(len(board.shots) for board in used), last_used=_latest([b.last_used for b in used]),
    )  # fmt: skip


def uses(session: Session, project_id: str) -> Uses:
    """On how many boards each character plays, each style is laid on, each environment is a scene's place."""
    found = Counter(queries.casts(session, project_id)) + Counter(queries.styles(session, project_id))
    for own in queries.shot_styles(session, project_id):
        found.update(set(own.values()) - {""})
    return Uses(boards=found + _places(session, project_id))


def _places(session: Session, project_id: str) -> Counter[str]:
    """Boards by environment: places of a script are linked by its name, or as somebody said."""
    known = Known(bible.names(session, Environment, project_id))
    environments: dict[str, set[str]] = {}  # of each script
    scripts = {row.id: row for row in queries.scripts(session, project_id)}
    for scene in queries.places(session, list(scripts)):
        environment, _ = known.link((scene.place,), links_of(scripts[scene.screenplay_id].links).places)
        if environment is not None:
            environments.setdefault(scene.screenplay_id, set()).add(environment)
    found: Counter[str] = Counter()
    for script, used in environments.items():
        found.update(dict.fromkeys(used, scripts[script].boards))
    return found


def _board(board: Row[Any], shots: list[Row[Any]]) -> UsedBoard:
    mine = [shot for shot in shots if board.script_name in shot.characters]
    return UsedBoard(
        id=board.id, title=board.title, status=board.status, script_name=board.script_name,
        created_at=board.created_at, last_used=_latest([shot.made_at for shot in mine]),
        shots=[_shot(shot) for shot in mine],
    )  # fmt: skip


def _shot(shot: Row[Any]) -> UsedShot:
    thumbnail = f"/api/assets/{shot.asset_id}/thumbnail" if shot.asset_id else None
    return UsedShot(
        shot_id=shot.id, panel=shot.position + 1, scene=shot.scene, shot=shot.number, description=shot.description,
        thumbnail_url=thumbnail, score=shot.value,
    )  # fmt: skip


def _latest(moments: list[datetime | None]) -> datetime | None:
    return max((m for m in moments if m is not None), default=None)
