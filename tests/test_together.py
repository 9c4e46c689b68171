"""Writes that share a transaction: each gets its own answer, and nobody pays for another's mistake."""

import threading
from asyncio import CancelledError
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from onmodel.db import Database
from onmodel.engine import DatabaseBusy
from onmodel.errors import Conflict
from onmodel.together import Hand, Together


class Writer:
    """Writes numbers into a table; counts transactions, and waits in the first one until the others stand in line."""

    def __init__(self, database: Database, together: Together) -> None:
        self.together, self.sizes = together, list[int]()
        self.hand = Hand(self.work, "project", "local")
        self.go = threading.Event()
        with database.transaction() as session:
            session.execute(text("CREATE TABLE n (n INTEGER PRIMARY KEY)"))

    def work(self, session: Session, _project_id: str, items: Sequence[int]) -> list[Any]:
        self.sizes.append(len(items))
        if len(self.sizes) == 1:
            self.go.wait(10)
        for item in items:
            if item >= 0:
                session.execute(text("INSERT INTO n VALUES (:n)"), {"n": item})
        return [item if item >= 0 else Conflict(f"{item} is too small") for item in items]

    def all(self, items: Sequence[int]) -> list[Any]:
        """What each gets who writes one of these, all at one moment; the first one is written alone."""

        def write(item: int) -> Any:
            try:
                return self.together.write(self.hand, item)
            except Exception as error:
                return error

        with ThreadPoolExecutor(len(items)) as pool:
            first = pool.submit(write, items[0])
            wait_until(lambda: self.sizes == [1])
            others = [pool.submit(write, item) for item in items[1:]]
            wait_until(lambda: len(self.together._lines[self.hand]) == len(items))
            self.go.set()
            return [first.result(10), *(other.result(10) for other in others)]


def wait_until(true: Callable[[], bool]) -> None:
    for _ in range(1000):
        if true():
            return
        threading.Event().wait(0.005)
    raise AssertionError("it never came to this")


def kept(database: Database) -> list[int]:
    with database.reading() as session:
        return list(session.scalars(text("SELECT n FROM n ORDER BY n")))


def test_who_comes_while_one_is_written_shares_the_next_transaction(either_database: Database) -> None:
    writer = Writer(either_database, Together(either_database))
    assert writer.all(list(range(8))) == list(range(8))
    assert writer.sizes == [1, 7]
    assert kept(either_database) == list(range(8))
    assert writer.together._lines == {}


def test_each_is_told_its_own_refusal(database: Database) -> None:
    writer = Writer(database, Together(database))
    found = writer.all([1, -2, 3, -4])
    assert (found[0], found[2]) == (1, 3)
    assert [str(found[n]) for n in (1, 3)] == ["-2 is too small.", "-4 is too small."]
    assert kept(database) == [1, 3]


def test_one_who_spoils_a_transaction_spoils_only_his_own(either_database: Database) -> None:
    writer = Writer(either_database, Together(either_database))
    found = writer.all([1, 2, 1, 3])  # the second 1 breaks the key of the table
    assert sorted(each for each in found if isinstance(each, int)) == [1, 2, 3]
    assert sum(isinstance(each, Exception) for each in found) == 1
    assert kept(either_database) == [1, 2, 3]


def test_a_database_that_is_away_is_told_to_all_and_asked_once(database: Database) -> None:
    together, calls = Together(database), []

    def work(_session: Session, _project_id: str, items: Sequence[int]) -> list[Any]:
        calls.append(len(items))
        raise DatabaseBusy("away")

    for _ in range(2):  # the line is free again afterwards
        with pytest.raises(DatabaseBusy):
            together.write(Hand(work, "project", "local"), 1)
    assert calls == [1, 1]


@pytest.mark.parametrize("fault", [SystemExit, CancelledError])
def test_whatever_ends_a_write_the_line_is_free_afterwards(database: Database, fault: type[BaseException]) -> None:
    together, ill = Together(database), [True]

    def broken(_session: Session, _project_id: str, _items: Sequence[int]) -> list[Any]:
        if ill:
            ill.clear()
            raise fault
        return [1]

    hand = Hand(broken, "project", "local")
    with pytest.raises(fault):
        together.write(hand, 1)
    assert together.write(hand, 1) == 1


def test_work_that_gives_too_little_back_is_a_fault_and_no_silence(database: Database) -> None:
    together = Together(database)
    for _ in range(2):
        with pytest.raises(RuntimeError, match="1 were to be written, 0 came back"):
            together.write(Hand(nothing, "project", "local"), 1)


def nothing(_session: Session, _project_id: str, _items: Sequence[int]) -> list[Any]:
    return []


def test_another_person_s_writes_are_another_transaction(database: Database) -> None:
    together, actors = Together(database), []

    def work(session: Session, _project_id: str, items: Sequence[int]) -> list[Any]:
        actors.append(session.info["actor"])
        return list(items)

    for actor in ("ada", "bek"):
        together.write(Hand(work, "project", actor), 1)
    assert actors == ["ada", "bek"]
