"""What the rooms ask of the database; every call is one transaction and waits, so it is made in a thread."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from onmodel.collaboration import queries, service
from onmodel.collaboration.service import Appended, Stored
from onmodel.db import LOCAL, Database
from onmodel.errors import NotFound
from onmodel.kit.ids import is_id
from onmodel.live import values
from onmodel.live.documents import KINDS, Fields, Kind


class NoSuchDocument(NotFound):
    """Nothing that can be edited together has this kind and id."""


@dataclass(frozen=True)
class Entry:
    """An update to be written to a document of which the caller has applied the updates up to `known`."""

    document_id: str
    update: bytes
    authors: tuple[str, ...]
    known: int


def thing(session: Session, kind: str, thing_id: str) -> tuple[Kind, object, str]:
    """The kind, the row and its project; raises NoSuchDocument."""
    known = KINDS.get(kind)
    row = session.get(known.table, thing_id) if known is not None and is_id(thing_id) else None
    if known is None or row is None:
        raise NoSuchDocument(f"There is no {kind} {thing_id} to edit together", why=f"Kinds: {', '.join(KINDS)}")
    return known, row, row.project_id


class Store:
    """Documents in the database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.is_local = database.engine.dialect.name == "sqlite"  # so that it can be written to at once

    def load(self, kind: str, thing_id: str) -> Stored:
        """The document of a thing, begun from its row where there was none; raises NoSuchDocument."""
        with self.database.transaction() as session:
            known, row, project_id = thing(session, kind, thing_id)
            fields = known.shared_fields(row)
            first = values.filled(fields, known.prose)
            return service.begin_document(session, project_id, kind, thing_id, first=first, settled=fields)

    def append(self, entries: Sequence[Entry], *, at_once: bool = False) -> list[Appended]:
        """Write updates of several documents in one transaction: all are on disk when it returns, or none.

        `at_once` waits for nobody: see `Database.appending`; then they are on disk after `flush`. The documents are
        locked in the order of their ids, so that two processes cannot wait for each other.
        """
        order = sorted(range(len(entries)), key=lambda i: entries[i].document_id)
        done: dict[int, Appended] = {}
        with self.database.appending(at_once=at_once) as connection:
            for i in order:
                e = entries[i]
                done[i] = service.append_update(connection, e.document_id, e.update, e.authors, known=e.known)
        return [done[i] for i in range(len(entries))]

    def flush(self, *, failed: bool = False) -> None:
        """Wait until what was written at once is on disk, `failed` after it could not be; raises OSError."""
        self.database.flush(failed=failed)

    def news(self, known: dict[str, int]) -> dict[str, list[tuple[int, bytes]]]:
        """Updates that other processes wrote behind what is known of each document."""
        with self.database.reading() as session:
            newest = queries.document_seqs(session, known.keys())
            behind = [each for each, seq in newest.items() if seq > known[each]]
            return {
                each: [(u.seq, u.data) for u in queries.updates_after(session, each, known[each])] for each in behind
            }

    def reconcile(self, document_id: str, kind: str, thing_id: str) -> bool:
        """Bring into the document what changed in its thing's row by another way; whether there was something.

        The document is locked meanwhile: of several processes one does it.
        """
        with self.database.reading() as session:
            known, row, _ = thing(session, kind, thing_id)
            document = queries.document(session, kind, thing_id)
            if document is None or known.shared_fields(row) == document.settled:
                return False
        with self.database.transaction() as session:
            document = queries.locked_document(session, document_id)
            known, row, _ = thing(session, kind, thing_id)
            fields = known.shared_fields(row)
            if document is None or fields == document.settled:
                return False
            before, stored = document.settled, service.stored(session, document)
            update = values.amended(stored.parts, before, fields, known.prose)
            service.append_update(session.connection(), document_id, update, (), known=stored.seq)
            service.settle_document(session, document_id, document.settled_seq, fields)
            return True

    def settle(
        self, document_id: str, which: tuple[str, str], seq: int, fields: Fields, authors: Sequence[str]
    ) -> None:
        """Write a document's fields, as of update `seq`, to the row of its thing (kind, id).

        What was changed in the row by another way meanwhile stays, and comes into the document.
        """
        with self.database.transaction(actor=authors[-1] if authors else LOCAL) as session:
            document = queries.locked_document(session, document_id)
            known, row, project_id = thing(session, *which)
            both = values.merged(document.settled, known.shared_fields(row), fields) if document else fields
            known.take_over(session, project_id, which[1], both, authors=authors)
            session.flush()
            service.settle_document(session, document_id, seq, known.shared_fields(row))
            if document and both != fields:
                stored = service.stored(session, document)
                update = values.amended(stored.parts, fields, both, known.prose)
                service.append_update(session.connection(), document_id, update, (), known=stored.seq)

    def compact(self, document_id: str, seq: int, state: bytes) -> None:
        """Keep one state in place of the updates up to `seq`."""
        with self.database.transaction() as session:
            service.compact_document(session, document_id, seq, state)

    def unsettled(self) -> list[tuple[str, str]]:
        """Kind and id of things whose row lacks what was edited, because a server was killed."""
        with self.database.reading() as session:
            return [(each.kind, each.subject_id) for each in queries.unsettled_documents(session)]
