"""What can be done with an entry of any chapter: changed under a lock, rolled back, put away, taken back."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import Session

from onmodel.assets import service as assets
from onmodel.backends.blobs.port import BlobStore
from onmodel.bible import queries, rules
from onmodel.bible.tables import Entry, EntryReference
from onmodel.db import announce
from onmodel.engine import ChangedMeanwhile
from onmodel.errors import Conflict, NotFound
from onmodel.events import Event
from onmodel.kit.clock import utc_now
from onmodel.versions import service as versions
from onmodel.versions.rules import Kind, Subject
from onmodel.versions.tables import Version

E = TypeVar("E", bound=Entry)
R = TypeVar("R", bound=EntryReference)
WriteBack = Callable[[Session, E, dict[str, Any]], None]


@dataclass(frozen=True)
class Chapter(Generic[E]):
    """What is to be known of one kind of entry. Each event is made from project, id and name, then its own fields."""

    kind: Kind
    table: type[E]
    snapshot: Callable[[E], dict[str, Any]]  # all that a version keeps
    not_found: type[NotFound]
    exists: type[Conflict]
    listing: str  # what shows those that there are

    changed: Callable[..., Event]  # number, fields, looks
    rolled_back: Callable[..., Event]  # number, to
    deleted: Callable[..., Event]
    restored: Callable[..., Event]

    def missing(self, asked: str) -> NotFound:
        """What is raised where there is no such entry."""
        return self.not_found(f"There is no {self.kind} {asked}", todo=f"{self.listing} shows them")

    def taken(self, name: str) -> Conflict:
        """What is raised where another entry has the name."""
        todo = f"Choose another name, or change that {self.kind}"
        return self.exists(f"The {self.kind} {name!r} is there already", todo=todo)


def get(session: Session, chapter: Chapter[E], project_id: str, entry_id: str) -> E:
    """The entry; raises the chapter's `not_found`, also for a deleted one."""
    found = queries.by_id(session, chapter.table, project_id, entry_id)
    if found is None or found.deleted_at is not None:
        raise chapter.missing(entry_id)
    return found


def check_free(session: Session, chapter: Chapter[E], project_id: str, name: str, but: E | None = None) -> None:
    """Raise the chapter's `exists` where another entry has the name."""
    if queries.by_name(session, chapter.table, project_id, name) not in (None, but):
        raise chapter.taken(name)


def check_version(row: Entry, version: int | None) -> None:
    """Raise ChangedMeanwhile where a change was made from another version of the row than the present one."""
    if version is not None and version != row.version:
        raise ChangedMeanwhile(
            f"{row.name} was changed meanwhile", why=f"It is at version {row.version}, yours is {version}",
            todo="Read it again and repeat the change", version=row.version,
        )  # fmt: skip


def refer(session: Session, known: list[R], references: Sequence[R]) -> None:
    """Let these be an entry's references, in this order, in place of those known."""
    if known:
        known.clear()
        session.flush()  # or the old ones would still have the positions of the new ones
    for position, reference in enumerate(references):
        reference.position = position
    known.extend(references)


def store_picture(session: Session, blobs: BlobStore, row: Entry, jpeg: bytes, name: str) -> str:
    """Keep a new reference of an entry, called `name` where it came from; its asset's id."""
    made = {"uploaded": name}
    return assets.store(session, blobs, jpeg, "image/jpeg", project_id=row.project_id, made_by=made).id


def check_own(own: Iterable[str], kept: Iterable[str]) -> None:
    """Raise AssetNotFound where a reference is to be kept that is not among the entry's own."""
    for asset_id in kept:
        if asset_id not in own:
            raise assets.AssetNotFound(f"There is no reference {asset_id} here")


def keep(session: Session, chapter: Chapter[E], row: E, message: str) -> Version:
    """Keep the entry's present state as a version."""
    subject = Subject(chapter.kind, row.id)
    return versions.keep(session, row.project_id, subject, snapshot=chapter.snapshot(row), message=message)


def keep_change(
    session: Session, chapter: Chapter[E], row: E, before: dict[str, Any], looks: Callable[[list[str]], bool],
    *, message: str = "",
) -> None:  # fmt: skip
    """Keep and announce what differs from the snapshot of `before`; `looks`: whether these fields make frames stale."""
    session.flush()
    fields = rules.changed_fields(before, chapter.snapshot(row))
    if fields:
        number = keep(session, chapter, row, message or rules.told_change(fields)).number
        announce(session, chapter.changed(row.project_id, row.id, row.name, number, fields, looks(fields)))


def roll_back(session: Session, chapter: Chapter[E], row: E, number: int, write_back: WriteBack[E]) -> E:
    """Make the entry as it was in a version, as a new version. Raises VersionNotFound and the chapter's `exists`."""
    then = versions.get(session, row.project_id, Subject(chapter.kind, row.id), number).snapshot
    check_free(session, chapter, row.project_id, then["name"], but=row)
    write_back(session, row, then)
    kept = keep(session, chapter, row, f"rolled back to {number}").number
    announce(session, chapter.rolled_back(row.project_id, row.id, row.name, kept, number))
    return row


def put_away(session: Session, chapter: Chapter[E], row: E) -> E:
    """Put an entry into the bin: lists leave it out and its name is free; what was made from it keeps it."""
    announce(session, chapter.deleted(row.project_id, row.id, row.name))
    row.name_was, row.name, row.deleted_at = row.name, rules.name_in_bin(row.name, row.id), utc_now()
    session.flush()
    return row


def take_back(session: Session, chapter: Chapter[E], project_id: str, entry_id: str) -> E:
    """Take an entry out of the bin; raises the chapter's `not_found`, and `exists` where its name is taken by now."""
    row = queries.by_id(session, chapter.table, project_id, entry_id)
    if row is None:
        raise chapter.missing(entry_id)
    if row.deleted_at is not None:
        check_free(session, chapter, project_id, row.name_was)
        row.name, row.deleted_at = row.name_was, None
        announce(session, chapter.restored(project_id, row.id, row.name))
        session.flush()
    return row
