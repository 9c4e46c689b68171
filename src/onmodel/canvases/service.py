"""What can be done with canvases. Every change of one is kept as a version."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from onmodel.accounts import queries as accounts
from onmodel.bible import service as bible
from onmodel.bible.service import Chapter
from onmodel.canvases import events, rules
from onmodel.canvases.rules import CanvasExists, CanvasNotFound
from onmodel.canvases.schemas import snapshot_of
from onmodel.canvases.tables import Canvas
from onmodel.db import announce

CANVASES = Chapter(
    "canvas", Canvas, snapshot_of, CanvasNotFound, CanvasExists, listing="GET /api/canvases",
    changed=events.CanvasChanged, rolled_back=events.CanvasRolledBack, deleted=events.CanvasDeleted,
    restored=events.CanvasRestored,
)  # fmt: skip


def create(session: Session, columns: dict[str, Any], *, project_id: str) -> Canvas:
    """Make a canvas; raises CanvasExists."""
    bible.check_free(session, CANVASES, project_id, columns["name"])
    row = Canvas(project_id=project_id, **columns)
    session.add(row)
    session.flush()
    announce(session, events.CanvasCreated(project_id, row.id, row.name))
    bible.keep(session, CANVASES, row, "made")
    return row


def change(
    session: Session, row: Canvas, columns: dict[str, Any], *, version: int | None = None, message: str = ""
) -> Canvas:
    """Write these columns; keep a version and announce it. Raises ChangedMeanwhile, CanvasExists."""
    bible.check_version(row, version)
    before = snapshot_of(row)
    bible.check_free(session, CANVASES, row.project_id, columns.get("name", ""), but=row)
    for column, value in columns.items():
        setattr(row, column, value)
    bible.keep_change(session, CANVASES, row, before, lambda _fields: False, message=message)
    return row


def roll_back(session: Session, project_id: str, canvas_id: str, number: int) -> Canvas:
    """Make the canvas as it was in a version, as a new one. Raises CanvasNotFound, VersionNotFound, CanvasExists."""
    return bible.roll_back(session, CANVASES, get(session, project_id, canvas_id), number, _write_back)


def _write_back(_session: Session, row: Canvas, then: dict[str, Any]) -> None:
    for column, value in then.items():
        setattr(row, column, value)


def delete(session: Session, project_id: str, canvas_id: str) -> Canvas:
    """Put a canvas away; its name is free, it can be restored."""
    return bible.put_away(session, CANVASES, get(session, project_id, canvas_id))


def restore(session: Session, project_id: str, canvas_id: str) -> Canvas:
    """Take a deleted canvas back; raises CanvasNotFound, CanvasExists where its name is taken by now."""
    return bible.take_back(session, CANVASES, project_id, canvas_id)


def shared_fields(row: Canvas) -> dict[str, Any]:
    """What several people may edit at one time: two who move two nodes both get their way."""
    return {name: getattr(row, name) for name in rules.SHARED}


def take_over(
    session: Session, project_id: str, canvas_id: str, fields: dict[str, Any], *, authors: Sequence[str]
) -> None:
    """Write what people edited together and keep it as a version that names them; what cannot be said is left out."""
    row = get(session, project_id, canvas_id)
    change(session, row, rules.shared_columns(fields), message=f"edited by {accounts.named(session, authors)}")


def get(session: Session, project_id: str, canvas_id: str) -> Canvas:
    """The canvas; raises CanvasNotFound, also for a deleted one."""
    return bible.get(session, CANVASES, project_id, canvas_id)
