"""Writes of one kind that come at one moment share a transaction: the disk is waited for once, not once for each.

Nobody waits for company. Who comes first writes at once; who comes while that is written forms the next transaction.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel
from sqlalchemy.orm import Session

from onmodel import retries
from onmodel.db import Database
from onmodel.engine import DatabaseBusy
from onmodel.errors import StorageFull

MOST = 64  # writes in one transaction, so that other writers have their turn

# given the project and what is to be written, what came of each: a result, or the error that its sender is told
Work = Callable[[Session, str, Sequence[Any]], Sequence[Any]]


@dataclass(frozen=True)
class Hand:
    """What writes must have in common to share a transaction: what is done, in which project, by whom, from where."""

    work: Work
    project_id: str
    actor: str
    address: str = ""


@dataclass
class _Place:
    item: Any
    turn: threading.Event = field(default_factory=threading.Event)
    result: Any = None  # None: not written yet


class Together:
    """The lines of those who wait, one for each hand."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._lock = threading.Lock()
        self._lines: dict[Hand, list[_Place]] = {}

    def write(self, hand: Hand, item: Any) -> Any:
        """Return what came of it once it is committed, or raise. A thread waits here."""
        mine = _Place(item)
        with self._lock:
            waits = hand in self._lines
            self._lines.setdefault(hand, []).append(mine)
        if waits:
            mine.turn.wait()
        if mine.result is None:
            self._lead(hand)
        if isinstance(mine.result, BaseException):
            raise mine.result
        return mine.result

    def _lead(self, hand: Hand) -> None:
        """Write for everyone in line, oneself among them, then let the first of those who came meanwhile lead."""
        with self._lock:
            crowd = self._lines[hand][:MOST]
        results: Sequence[Any] = [RuntimeError("the writes were left")] * len(crowd)
        try:
            results = self._written(hand, crowd)
        finally:  # whatever it was: nobody waits for ever, and who comes next is let in
            self._let_go(hand, crowd, results)

    def _let_go(self, hand: Hand, crowd: Sequence[_Place], results: Sequence[Any]) -> None:
        for place, result in zip(crowd, results, strict=True):
            place.result = result
        with self._lock:
            left = self._lines[hand] = self._lines[hand][len(crowd) :]
            if not left:
                del self._lines[hand]
        for place in (*crowd, *left[:1]):
            place.turn.set()

    def _written(self, hand: Hand, crowd: Sequence[_Place]) -> Sequence[Any]:
        """What came of each. What spoils a shared transaction is found by writing each in its own."""
        try:
            with self.database.transaction(actor=hand.actor) as session:
                results = write_all(session, hand, [place.item for place in crowd])
                if len(results) != len(crowd):
                    raise RuntimeError(f"{len(crowd)} were to be written, {len(results)} came back")
                return results
        except (DatabaseBusy, StorageFull) as error:  # so it is for everyone
            return [error] * len(crowd)
        except Exception as error:
            if len(crowd) == 1:
                return [error]
            return [result for place in crowd for result in self._written(hand, [place])]


def write_all(session: Session, hand: Hand, items: Sequence[Any]) -> Sequence[Any]:
    """Write these in this transaction of the hand's actor; see `Work`."""
    session.info["address"] = hand.address  # for the audit log
    return hand.work(session, hand.project_id, items)


@dataclass(frozen=True)
class Shared:
    """How a request writes in a transaction that others of its kind may share; under an Idempotency-Key it is alone."""

    together: Together
    request: Request
    project_id: str
    actor: str
    address: str

    def write(self, work: Work, item: Any, status: int = 200) -> Response:
        """The answer, after the commit. `work` gives a model for each item, or the error to be raised."""
        hand = Hand(work, self.project_id, self.actor, self.address)
        asked = retries.asked_of(self.request, self.actor, self.project_id)
        if not asked:
            return _json(self.together.write(hand, item), status)
        with self.together.database.transaction(actor=hand.actor) as session:
            kept = retries.claim(self.together.database, session, asked)
            response = _json(write_all(session, hand, [item])[0], status)
            retries.keep(kept, response)
        return response


def _json(made: BaseModel | Exception, status: int) -> Response:
    if isinstance(made, Exception):
        raise made
    return Response(made.model_dump_json(), status, media_type="application/json")
