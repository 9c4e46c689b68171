"""What can be done with what people see of each other's work."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from onmodel.accounts import queries as accounts
from onmodel.collaboration import queries, rules
from onmodel.collaboration.schemas import ActivityItem, ActivityOut
from onmodel.collaboration.tables import DocSnapshot, DocUpdate, SharedDocument
from onmodel.db import LOCAL, Notice, actor_of, publish_after_commit
from onmodel.events import Event
from onmodel.kit.clock import utc_now
from onmodel.kit.ids import is_id, new_id
from onmodel.projects import queries as projects


@dataclass(frozen=True)
class Recorded:
    """An event as it stands in its row."""

    id: str
    project_id: str
    seq: int
    kind: str
    payload: dict[str, Any]
    actor: str
    created_at: datetime


def record_events(session: Session, events: Sequence[Event]) -> list[Recorded]:
    """Keep the events under their projects' next numbers. It is called last in a transaction (see `db.Database`):

    a project's counter stays locked until the commit, so that numbers have no gaps and follow the commits.
    """
    session.flush()  # what they are about, which may be the project itself
    rows, signed = [], (actor_of(session), utc_now())
    for project_id, count in Counter(event.project_id for event in events).items():
        last = projects.next_event_seqs(session, project_id, count)
        of_project = (event for event in events if event.project_id == project_id)
        for seq, event in enumerate(of_project, start=last - count + 1):
            rows.append(Recorded(new_id(), project_id, seq, event.kind, event.payload(), *signed))
        publish_after_commit(session, Notice(project_id, last))
    queries.add_events(session, [vars(row) for row in rows])
    return rows


@dataclass(frozen=True)
class Stored:
    """A shared document as it is stored: `parts` applied one after another are its state at `seq`."""

    id: str
    seq: int
    parts: tuple[bytes, ...]
    authors: tuple[str, ...]  # of what does not stand in the thing's row yet
    settled_seq: int
    settled: dict[str, Any]


def begin_document(
    session: Session, project_id: str, kind: str, subject_id: str, *, first: bytes, settled: dict[str, Any]
) -> Stored:
    """The document of a thing, with `first` as its first update where there was none.

    Of two processes that begin it at one moment one wins, and both get what it wrote: content begun twice would stand
    there twice.
    """
    known = queries.document(session, kind, subject_id)
    if known is None:
        row = SharedDocument(
            project_id=project_id, kind=kind, subject_id=subject_id, seq=1, settled_seq=1, settled=settled
        )
        try:
            with session.begin_nested():
                session.add(row)
                session.flush()
                session.add(DocUpdate(document_id=row.id, seq=1, data=first, authors=[]))
        except IntegrityError:
            row_of_other = queries.document(session, kind, subject_id)
            assert row_of_other is not None  # the unique pair refused ours because theirs is there
            row = row_of_other
        known = row
    return stored(session, known)


def stored(session: Session, document: SharedDocument) -> Stored:
    """Everything that is kept of a document."""
    snapshot = queries.snapshot(session, document.id)
    updates = queries.updates_after(session, document.id, snapshot.seq if snapshot else 0)
    seq = updates[-1].seq if updates else snapshot.seq if snapshot else 0
    authors = {author for each in updates if each.seq > document.settled_seq for author in each.authors}
    parts = ([snapshot.data] if snapshot else []) + [each.data for each in updates]
    return Stored(document.id, seq, tuple(parts), tuple(sorted(authors)), document.settled_seq, document.settled)


@dataclass(frozen=True)
class Appended:
    """What an append gave: the update's number, and what others had written meanwhile. None: the thing is gone."""

    seq: int | None
    missed: tuple[bytes, ...] = ()


def append_update(
    connection: Connection, document_id: str, data: bytes, authors: Sequence[str], *, known: int
) -> Appended:
    """Write an update behind the others; `known` is the last number that the caller has applied."""
    seq = queries.next_document_seq(connection, document_id)
    if seq is None:
        return Appended(None)
    missed = queries.data_after(connection, document_id, known) if seq > known + 1 else ()
    queries.add_update(connection, document_id, seq, data, list(authors))
    return Appended(seq, missed)


def settle_document(session: Session, document_id: str, seq: int, fields: dict[str, Any]) -> None:
    """Note that the thing's row has the updates up to `seq`, and what its shared fields are now."""
    document = queries.locked_document(session, document_id)
    if document is not None:
        document.settled_seq, document.settled = max(document.settled_seq, seq), fields


def compact_document(session: Session, document_id: str, seq: int, state: bytes) -> None:
    """Keep `state`, the document at update `seq`, in place of the updates up to there; an older state is ignored."""
    document = queries.locked_document(session, document_id)
    if document is None or document.settled_seq < seq:  # the authors of what is not settled stand in the updates
        return
    known = queries.snapshot(session, document_id)
    if known is None:
        session.add(DocSnapshot(document_id=document_id, seq=seq, data=state))
    elif known.seq < seq:
        known.seq, known.data = seq, state
    else:
        return
    queries.drop_updates(session, document_id, seq)


def activity(session: Session, project_id: str, *, before: int | None = None, limit: int = 50) -> ActivityOut:
    """What happened in the project, in sentences, the newest first."""
    rows = queries.events_before(session, project_id, before, limit)
    page = rows[:limit]
    people = {LOCAL: "You", **accounts.names(session, {row.actor for row in page if is_id(row.actor)})}
    targets = {row.seq: rules.target_of(row.payload) for row in page}
    names: dict[tuple[str, str], str] = {}
    for kind in {target[0] for target in targets.values() if target}:
        ids = {target[1] for target in targets.values() if target and target[0] == kind}
        names |= {(kind, i): name for i, name in queries.target_names(session, project_id, kind, ids).items()}
    items = []
    for row in page:
        who = people.get(row.actor, "A guest" if row.actor.startswith("guest:") else "Somebody")
        target = targets[row.seq]
        called = names.get(target, f"a {target[0]}") if target else ""
        text = rules.sentence(row.kind, who, called, row.payload)
        items.append(
            ActivityItem(seq=row.seq, text=text, kind=row.kind, actor=row.actor, actor_name=who, payload=row.payload,
                         at=row.created_at)
        )  # fmt: skip
    return ActivityOut(items=items, next=page[-1].seq if len(rows) > limit else None)
