"""One shared document in memory: its clients, its state, and the edits on their way to the disk.

An edit is applied, written to the log with what came meanwhile (`take`, then `written`), only then told to the others,
and acknowledged once it is on the disk (`receipts`). All of this happens on the event loop; a room never waits.
"""

import time
from dataclasses import dataclass
from typing import Any

from pycrdt import Doc, TransactionEvent, merge_updates

from onmodel.collaboration.service import Appended, Stored
from onmodel.live import values
from onmodel.live.client import Client
from onmodel.live.documents import KINDS, Fields
from onmodel.live.presence import States
from onmodel.live.protocol import EMPTY_UPDATE, AskState, Close, Edit, Presence, Refused, Saved, Unsaved, encode
from onmodel.live.receipts import Counts, Receipts
from onmodel.live.store import Entry

TAIL = 64 * 1024  # bytes of updates behind the cached state before it is made anew
MOST = 32 * 2**20  # bytes of a document
SETTLE_AFTER = 2.0  # seconds without an edit until the thing's row has them
SETTLE_AT_MOST = 10.0  # seconds until it has them although people go on
EMPTY_STATE = b"\x00"


@dataclass
class Member:
    """What a room knows of a client: whether he wants acknowledgements, how many edits he sent."""

    acks: bool
    edits: int = 0


@dataclass
class Group:
    """Edits that are written together: the merged update and who made them."""

    update: bytes
    authors: tuple[str, ...]


class Room:
    """A document that is loaded. `seq` is the last number of its log that stands in `doc`."""

    def __init__(self, kind: str, thing_id: str, stored: Stored) -> None:
        self.kind, self.thing_id, self.document_id = kind, thing_id, stored.id
        self.seq, self.settled_seq = stored.seq, stored.settled_seq
        self.doc: Doc[Any] = Doc()
        self.members: dict[Client, Member] = {}
        self.presence, self.receipts = States(), Receipts()
        self.writing: Group | None = None
        self.authors: list[str] = list(stored.authors)  # of what is not settled, in the order of their last edits
        self.size = sum(map(len, stored.parts))
        self.log_length = len(stored.parts)
        self.empty_since = time.monotonic()
        self._pending: list[bytes] = []
        self._pending_authors: dict[str, None] = {}
        self._last_edit = time.monotonic()
        self._first_edit = self._last_edit if self.seq > self.settled_seq else 0.0  # 0: nothing to settle
        self._grew = False
        self._watching = self.doc.observe(self._on_change)
        self._state: bytes | None = None  # the message of the whole document, one for all who join at one moment …
        self._tail: list[bytes] = []  # … and the updates behind it
        self._diffs: dict[bytes, bytes] = {}  # for those who come back: what they lack, by what they have
        for part in stored.parts:
            self.doc.apply_update(part)

    # clients

    def join(self, client: Client) -> None:
        """Ask a client for what he has, and show him who is here."""
        self.members[client] = Member(acks=dict(client.knock.query).get("acks") == "1")
        client.send(encode(AskState(self.doc.get_state())))
        everyone = self.presence.all()
        if everyone:
            client.send(encode(Presence(everyone)))

    def leave(self, client: Client) -> None:
        """Forget a client; his edits stay."""
        if self.members.pop(client, None) is not None:
            self.presence.leave(client)
            self.empty_since = time.monotonic()

    def answer(self, client: Client, state: bytes) -> None:
        """Send a client what he lacks: to a newcomer the cached state, to who comes back the difference."""
        if state == EMPTY_STATE:
            if self._state is None:
                self._state, self._tail = encode(Edit(bytes(self.doc.get_update()), answer=True)), []
            if self._tail:  # before the state, though it builds on it: who has the state counts as synced
                client.send(encode(Edit(_merged(self._tail))))
            client.send(self._state)
            return
        if state not in self._diffs:
            self._diffs = {} if len(self._diffs) > 64 else self._diffs
            self._diffs[state] = encode(Edit(bytes(self.doc.get_update(state)), answer=True))
        client.send(self._diffs[state])

    def edit(self, client: Client, edit: Edit) -> None:
        """Take a client's edit, or tell him why not. Raises ValueError for bytes that are no update."""
        member = self.members[client]
        member.edits += 1
        pass_ = client.pass_
        assert pass_ is not None
        if edit.update == EMPTY_UPDATE or (edit.answer and edit.update == self._nothing_new()):
            pass
        elif not pass_.may(KINDS[self.kind].edit):
            client.send(encode(Refused(f"a {pass_.role} may not edit this")))
        elif self.size + len(edit.update) > MOST:
            client.send(encode(Refused(f"the document would be larger than {MOST:,} bytes")))
        elif self._apply(edit.update, keep=not edit.answer):  # an answer that changes nothing was known already
            self._pending.append(edit.update)
            self._pending_authors[pass_.actor] = None
        if member.acks:
            self.receipts.sent(client, member.edits)
            if not self.unwritten:
                self.acknowledge(self.receipts.at_rest())

    def broadcast(self, message: bytes) -> None:
        """Send bytes to everyone here."""
        for client in list(self.members):
            client.send(message)

    # the way to the disk

    @property
    def unwritten(self) -> bool:
        """Whether edits are on their way to the disk."""
        return bool(self._pending) or self.writing is not None

    def take(self) -> Entry | None:
        """Everything that waits as one update to be written; None where nothing does. What failed is taken again."""
        if self.writing is None and not self._pending:
            return None
        pending = ([self.writing.update] if self.writing else []) + self._pending
        authors = dict.fromkeys((*(self.writing.authors if self.writing else ()), *self._pending_authors))
        self.writing = Group(_merged(pending), tuple(authors))
        self.receipts.grouped()
        self._pending, self._pending_authors = [], {}
        return Entry(self.document_id, self.writing.update, self.writing.authors, self.seq)

    def written(self, result: Appended, *, safe: bool) -> None:
        """Tell everyone of the group that is written now, and of what other processes wrote before it.

        `safe`: it is on the disk. Else `receipts` wait for that.
        """
        group, self.writing = self.writing, None
        if group is None:
            return
        if result.seq is None:
            for client in list(self.members):
                client.close(Close.NOT_FOUND)
            return
        now = time.monotonic()
        self._first_edit = self._first_edit or now
        self._last_edit = now
        self.authors = [*(each for each in self.authors if each not in group.authors), *group.authors]
        for update in result.missed:
            self.foreign(update)
        self.seq, self.log_length = max(self.seq, result.seq), self.log_length + 1
        self.size += len(group.update)
        self.broadcast(encode(Edit(group.update)))
        self.receipts.written(safe=safe)
        self.acknowledge(self.receipts.due() if self._pending else self.receipts.at_rest())

    def foreign(self, update: bytes, seq: int | None = None) -> None:
        """Take in what another process wrote."""
        self._apply(update)
        self.seq = max(self.seq, seq or 0)
        self.broadcast(encode(Edit(update)))

    def failed(self, why: str) -> None:
        """Tell who asked for acknowledgements that edits cannot be written now."""
        told = encode(Unsaved(why))
        for client, member in self.members.items():
            if member.acks:
                client.send(told)

    # settling

    @property
    def unsettled(self) -> bool:
        """Whether this process has edits that the thing's row lacks."""
        return self.unwritten or self._first_edit > 0.0

    def due(self, now: float) -> bool:
        """Whether the row should be given what was edited."""
        if self.unwritten or not self._first_edit:
            return False
        return now - self._last_edit >= SETTLE_AFTER or now - self._first_edit >= SETTLE_AT_MOST

    def settling(self) -> tuple[int, Fields, list[str]]:
        """What the row is to be given: the last update's number, the fields, and who edited since the last time."""
        self._first_edit = 0.0
        authors, self.authors = self.authors, []
        return self.seq, values.fields_of(self.doc), authors

    def settled(self, seq: int) -> None:
        """Note that the row has the updates up to `seq`."""
        self.settled_seq = max(self.settled_seq, seq)

    def not_settled(self, authors: list[str]) -> None:
        """Try again later: the row could not be written."""
        self.authors = [*authors, *(each for each in self.authors if each not in authors)]
        self._first_edit = self._last_edit = time.monotonic()

    def state(self) -> bytes:
        """The whole document as one update."""
        return bytes(self.doc.get_update())

    def acknowledge(self, counts: Counts) -> None:
        """Tell clients how many of their edits are on the disk."""
        for client, count in counts.items():
            client.send(encode(Saved(count)))

    def forsake(self) -> None:
        """Never touch the document again: yrs broke it."""
        self.doc, self._state, self._tail = Doc(), None, []

    def _nothing_new(self) -> bytes:
        """What a client answers who has just what the document has: no structs, and all that was ever deleted."""
        return bytes(self.doc.get_update(self.doc.get_state()))

    def _apply(self, update: bytes, *, keep: bool = True) -> bool:
        """Apply an update; whether it is to be kept: where `keep`, even if what it builds on is still on its way.

        Raises ValueError for bytes that are no update.
        """
        self._grew = False
        self.doc.apply_update(update)
        if not (self._grew or keep):
            return False
        self._diffs = {}
        if self._state is not None:
            self._tail.append(update)
            if sum(map(len, self._tail)) > TAIL:
                self._state = None
        return True

    def _on_change(self, _event: TransactionEvent) -> None:
        self._grew = True


def _merged(updates: list[bytes]) -> bytes:
    return updates[0] if len(updates) == 1 else bytes(merge_updates(*updates))
