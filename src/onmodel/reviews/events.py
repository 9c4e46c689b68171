"""What reviews announce."""

from dataclasses import dataclass
from typing import ClassVar

from onmodel.events import Event


@dataclass(frozen=True)
class OnTarget(Event):
    """Something that happened to what is reviewed, on the board `storyboard_id` if it is on one."""

    target_kind: str
    target_id: str
    storyboard_id: str | None


@dataclass(frozen=True)
class _OnNote(OnTarget):
    note_id: str
    parent_id: str | None
    text: str  # its beginning


@dataclass(frozen=True)
class NoteAdded(_OnNote):
    """A note or a reply was written."""

    kind: ClassVar[str] = "note.added"

    note_kind: str


@dataclass(frozen=True)
class NoteChanged(_OnNote):
    """The author changed the words."""

    kind: ClassVar[str] = "note.changed"


@dataclass(frozen=True)
class NoteDeleted(_OnNote):
    """The author took it back."""

    kind: ClassVar[str] = "note.deleted"


@dataclass(frozen=True)
class NoteResolved(_OnNote):
    """What it asked for is done."""

    kind: ClassVar[str] = "note.resolved"


@dataclass(frozen=True)
class NoteReopened(_OnNote):
    """It is not done after all."""

    kind: ClassVar[str] = "note.reopened"


@dataclass(frozen=True)
class PersonMentioned(_OnNote):
    """A note names somebody, who is to be told."""

    kind: ClassVar[str] = "person.mentioned"

    person: str


@dataclass(frozen=True)
class VoteCast(OnTarget):
    """Somebody voted, or changed their vote; `ups` and `downs` are the tally with it."""

    kind: ClassVar[str] = "vote.cast"

    value: int
    ups: int
    downs: int


@dataclass(frozen=True)
class VoteWithdrawn(OnTarget):
    """Somebody took their vote back."""

    kind: ClassVar[str] = "vote.withdrawn"

    ups: int
    downs: int
