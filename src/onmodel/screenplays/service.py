"""What can be done with screenplays."""

import hashlib
from collections.abc import Sequence

from sqlalchemy.orm import Session

from onmodel.fountain import model
from onmodel.fountain.reader import read_screenplay
from onmodel.screenplays import queries
from onmodel.screenplays.tables import Scene, Screenplay


def read(source: bytes, filename: str) -> model.Screenplay:
    """The script as a value; raises what `fountain.reader` raises."""
    return read_screenplay(source, filename)


def keep(session: Session, source: bytes, filename: str, *, project_id: str, title: str = "") -> Screenplay:
    """Keep a script; the same bytes are the same screenplay. Raises what `fountain.reader` raises."""
    digest = hashlib.sha256(source).hexdigest()
    known = queries.by_content(session, project_id, digest)
    if known:
        return known
    value = read(source, filename)
    row = Screenplay(
        project_id=project_id, title=(title or value.title or filename or "Untitled")[:300], format=value.source,
        filename=filename[:255], sha256=digest, source=source.decode("utf-8", "replace"),
        warnings=list(value.warnings),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def value_of(row: Screenplay) -> model.Screenplay:
    """The kept script read again."""
    return read_screenplay(row.source, row.filename)


def write_scenes(session: Session, row: Screenplay, scenes: Sequence[model.SceneBreakdown]) -> dict[str, Scene]:
    """Keep the scenes of a breakdown by number; those that are kept already stay as they are."""
    known = {scene.number: scene for scene in queries.scenes(session, row.id)}
    for s in scenes:
        if s.number not in known:
            known[s.number] = _scene_row(row, s, len(known))
            session.add(known[s.number])
    session.flush()
    return known


def _scene_row(row: Screenplay, s: model.SceneBreakdown, position: int) -> Scene:
    return Scene(
        screenplay_id=row.id, position=position, number=s.number, heading=s.heading, int_ext=s.int_ext, place=s.place,
        time=s.time.value, mood=s.mood.value, synopsis=s.synopsis, characters=list(s.characters), props=list(s.props),
    )  # fmt: skip
