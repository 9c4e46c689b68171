"""What can be done with versions. Rolling back is the verb of the slice whose thing it is (`get` gives the state)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from onmodel.assets import service as assets
from onmodel.backends.blobs.port import BlobStore
from onmodel.db import announce
from onmodel.deliverables.grid import Cell, Grid, grid_png
from onmodel.errors import NotFound
from onmodel.versions import queries, rules
from onmodel.versions.events import VersionKept
from onmodel.versions.rules import Change, Picture, Subject
from onmodel.versions.schemas import ChangeOut, DiffOut, PicturePair, VersionOut, VersionPage
from onmodel.versions.tables import Version

LINES = 12  # field changes that are written under the pictures


class VersionNotFound(NotFound):
    """The thing has no version of this number."""


def keep(session: Session, project_id: str, subject: Subject, *, snapshot: dict[str, Any], message: str) -> Version:
    """Keep a state as the thing's next version; one that equals the last is that version. Announces VersionKept."""
    while True:
        last = queries.newest(session, subject)
        if last is not None and last.snapshot == snapshot:
            return last
        number = last.number + 1 if last else 1
        row = Version(
            project_id=project_id, kind=subject.kind, subject_id=subject.id, number=number, snapshot=snapshot,
            message=message,
        )  # fmt: skip
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError:  # two people changed it at one moment and the other one was quicker
            continue
        announce(session, VersionKept(project_id, subject.kind, subject.id, number, message))
        return row


def begin(session: Session, project_id: str, states: Sequence[tuple[Subject, dict[str, Any]]], message: str) -> None:
    """Keep the first states of things that were made just now. Announces VersionKept."""
    queries.add_first(session, project_id, states, message)
    for subject, _ in states:
        announce(session, VersionKept(project_id, subject.kind, subject.id, 1, message))


def history(
    session: Session, project_id: str, subject: Subject, *, before: int | None = None, limit: int = 50
) -> VersionPage:
    """The thing's versions, newest first."""
    rows = queries.page(session, project_id, subject, before=before, limit=limit)
    shown = [VersionOut.model_validate(row) for row in rows[:limit]]
    return VersionPage(versions=shown, next=shown[-1].number if len(rows) > limit else None)


def get(session: Session, project_id: str, subject: Subject, number: int) -> Version:
    """One version; raises VersionNotFound."""
    found = queries.by_number(session, project_id, subject, number)
    if found is None:
        raise VersionNotFound(
            f"The {subject.kind} has no version {number}", todo="GET its /versions for those that are kept"
        )
    return found


def current_numbers(session: Session, project_id: str, subjects: Sequence[Subject]) -> dict[str, int]:
    """The number of the last version of each thing that has one, by the thing's id."""
    return queries.latest_numbers(session, [project_id], subjects)


def pair(
    session: Session, project_id: str, subject: Subject, older: int | None, newer: int | None
) -> tuple[Version, Version]:
    """Two versions to compare: without numbers, the last and the one before it. Raises VersionNotFound."""
    last = queries.newest(session, subject)
    to = newer or (last.number if last else 1)
    return get(session, project_id, subject, older or max(to - 1, 1)), get(session, project_id, subject, to)


def diff(older: Version, newer: Version) -> list[Change]:
    """The fields in which two versions differ."""
    return rules.changes(older.snapshot, newer.snapshot)


def diff_view(older: Version, newer: Version) -> DiffOut:
    """Two versions compared, fields and pictures, as the API gives it."""
    pairs = rules.picture_pairs(older.snapshot, newer.snapshot)
    return DiffOut(
        older=VersionOut.model_validate(older), newer=VersionOut.model_validate(newer),
        changes=[ChangeOut.model_validate(change) for change in diff(older, newer)],
        pictures=[PicturePair(before=_url(a), after=_url(b), changed=_asset(a) != _asset(b)) for a, b in pairs],
    )  # fmt: skip


def diff_picture(session: Session, blobs: BlobStore, older: Version, newer: Version) -> bytes:
    """The pictures of two versions side by side, the changed ones marked, the changed fields below: a PNG."""
    cells: list[Cell] = []
    for one, other in rules.picture_pairs(older.snapshot, newer.snapshot):
        changed = _asset(one) != _asset(other)
        cells += [_cell(session, blobs, one, "removed" if other is None else "replaced", changed)]
        cells += [_cell(session, blobs, other, "added" if one is None else "new", changed)]
    found = diff(older, newer)
    lines = [f"{c.path}: {_word(c.before)} → {_word(c.after)}" for c in found[:LINES]]
    more = [f"and {len(found) - LINES} more"] if len(found) > LINES else []
    return grid_png(
        Grid(
            title=f"{newer.kind} {newer.snapshot.get('name') or newer.snapshot.get('title') or ''}".strip(),
            cells=tuple(cells), columns=2, headings=(_heading(older), _heading(newer)), lines=(*lines, *more),
        )
    )  # fmt: skip


def _cell(session: Session, blobs: BlobStore, picture: Picture | None, mark: str, changed: bool) -> Cell:
    if picture is None:
        return Cell(None, "no picture")
    data = assets.thumbnail(blobs, assets.get(session, picture.asset_id), 640)
    return Cell(data, picture.label, mark if changed else "")


def _heading(version: Version) -> str:
    return f"version {version.number} · {version.created_at:%Y-%m-%d %H:%M} · {version.message}"


def _word(value: Any) -> str:
    text = "—" if value is None else str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _url(picture: Picture | None) -> str | None:
    return f"/api/assets/{picture.asset_id}" if picture else None


def _asset(picture: Picture | None) -> str | None:
    return picture.asset_id if picture else None
