"""Every question asked of collaboration's rows."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from onmodel.collaboration.rules import QUIET
from onmodel.collaboration.tables import DocSnapshot, DocUpdate, ProjectEvent, SharedDocument
from onmodel.db import Base

# straight to the tables and put together once, because this is done hundreds of times a second
_documents, _updates = SharedDocument.metadata.tables["shared_document"], DocUpdate.metadata.tables["doc_update"]
_COUNT = update(_documents).where(_documents.c.id == bindparam("document_id"))
_COUNT = _COUNT.values(seq=_documents.c.seq + 1).returning(_documents.c.seq)
_ADD = insert(_updates)
_DATA = select(_updates.c.data).where(_updates.c.document_id == bindparam("document_id"))
_DATA = _DATA.where(_updates.c.seq > bindparam("seq")).order_by(_updates.c.seq)


def add_events(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Write these events; straight to the table, because this is in the way of everything that is changed."""
    session.execute(insert(ProjectEvent.metadata.tables["project_event"]), rows)


def events_after(session: Session, project_id: str, seq: int, limit: int = 500) -> list[ProjectEvent]:
    """The project's events after number `seq`, in order."""
    query = select(ProjectEvent).where(ProjectEvent.project_id == project_id, ProjectEvent.seq > seq)
    return list(session.scalars(query.order_by(ProjectEvent.seq).limit(limit)))


def seq_before(session: Session, project_id: str, moment: datetime) -> int:
    """The number of the project's last event before this moment, 0 where there is none."""
    query = select(ProjectEvent.seq).where(ProjectEvent.project_id == project_id, ProjectEvent.created_at < moment)
    return session.scalar(query.order_by(ProjectEvent.seq.desc()).limit(1)) or 0


def events_before(session: Session, project_id: str, seq: int | None, limit: int) -> list[ProjectEvent]:
    """The project's events that are news, below number `seq`, newest first; one more than `limit`."""
    query = select(ProjectEvent).where(ProjectEvent.project_id == project_id, ProjectEvent.kind.not_in(QUIET))
    query = query.where(ProjectEvent.seq < seq) if seq else query
    return list(session.scalars(query.order_by(ProjectEvent.seq.desc()).limit(limit + 1)))


def target_names(session: Session, project_id: str, kind: str, ids: Collection[str]) -> dict[str, str]:
    """What things of a kind are called, by id; none for kinds without names."""
    table = Base.metadata.tables.get(kind)
    name = None if table is None else table.c.get("name", table.c.get("title"))
    if table is None or name is None:
        return {}
    query = select(table.c.id, name).where(table.c.project_id == project_id, table.c.id.in_(ids))
    return {str(row[0]): str(row[1]) for row in session.execute(query)}


def document(session: Session, kind: str, subject_id: str) -> SharedDocument | None:
    """The shared document of a thing."""
    query = select(SharedDocument).where(SharedDocument.kind == kind, SharedDocument.subject_id == subject_id)
    return session.scalars(query).one_or_none()


def locked_document(session: Session, document_id: str) -> SharedDocument | None:
    """The document as the database has it now, locked until the end of the transaction."""
    return session.get(SharedDocument, document_id, with_for_update=True, populate_existing=True)


def unsettled_documents(session: Session) -> list[SharedDocument]:
    """Documents with updates that do not stand in their thing's row yet."""
    return list(session.scalars(select(SharedDocument).where(SharedDocument.seq > SharedDocument.settled_seq)))


def document_seqs(session: Session, ids: Collection[str]) -> dict[str, int]:
    """The number of each document's last update."""
    rows = session.execute(select(SharedDocument.id, SharedDocument.seq).where(SharedDocument.id.in_(ids)))
    return {row.id: row.seq for row in rows}


def next_document_seq(connection: Connection, document_id: str) -> int | None:
    """Count one update; the document is locked until the end of the transaction. None: its thing was deleted."""
    found: int | None = connection.scalar(_COUNT, {"document_id": document_id})
    return found


def data_after(connection: Connection, document_id: str, seq: int) -> tuple[bytes, ...]:
    """The document's updates after number `seq`, in order, without anything else of them."""
    return tuple(connection.scalars(_DATA, {"document_id": document_id, "seq": seq}))


def updates_after(session: Session, document_id: str, seq: int) -> list[DocUpdate]:
    """The document's updates after number `seq`, in order."""
    query = select(DocUpdate).where(DocUpdate.document_id == document_id, DocUpdate.seq > seq)
    return list(session.scalars(query.order_by(DocUpdate.seq)))


def add_update(connection: Connection, document_id: str, seq: int, data: bytes, authors: list[str]) -> None:
    """Write an update."""
    connection.execute(_ADD, {"document_id": document_id, "seq": seq, "data": data, "authors": authors})


def drop_updates(session: Session, document_id: str, upto: int) -> None:
    """Remove the updates that a snapshot stands for."""
    session.execute(delete(DocUpdate).where(DocUpdate.document_id == document_id, DocUpdate.seq <= upto))


def snapshot(session: Session, document_id: str) -> DocSnapshot | None:
    """The document's snapshot, as the database has it now."""
    return session.get(DocSnapshot, document_id, populate_existing=True)
