"""Fault 7: kill -9 of the socket server. Promise: no acknowledged edit is lost, none doubled, all clients converge.

600 edits here; `benchmarks/sync.py` does 10,000.
"""

import re
import time
from collections.abc import Callable

import pytest
from pycrdt import Text

from onmodel.db import Database
from tests.faults.sync import Server, character
from tests.live.editor import Editor, converged

EDITS = 200  # of each person


def words(editor: Editor) -> list[str]:
    return re.findall(r"<\w+>", editor.fields["description"])


def type_in_turn(people: list[Editor]) -> None:
    for k in range(EDITS):
        for i, each in enumerate(people):
            each.type("description", f"<{'abc'[i]}{k}>")
            if k % 20 == 0:
                each.take(0.0)


@pytest.mark.slow
def test_what_was_acknowledged_is_there_once(
    either_database: Database, sync_server: Callable[[Database], Server]
) -> None:
    server, who = sync_server(either_database), character(either_database)
    people = [Editor().connect(server.url(who)).wait_synced() for _ in range(3)]
    type_in_turn(people)
    for each in people:  # let some be acknowledged, not all
        each.wait(lambda each=each: each.saved > EDITS // 4)
    server.kill()
    # the first of each one's edits was the answer to the server's hello
    acknowledged = {f"<{'abc'[i]}{k}>" for i, each in enumerate(people) for k in range(each.saved - 1)}
    closed_his_tab = people.pop()
    for each in people:
        each.leave()
    server.start()
    stranger = Editor().connect(server.url(who)).wait_synced()
    assert acknowledged <= set(words(stranger))
    assert len(words(stranger)) == len(set(words(stranger)))
    for each in people:
        each.connect(server.url(who)).wait_synced()
        each.wait_saved()
    stranger.wait(lambda: converged(stranger, *people))
    everything = words(stranger)
    assert len(everything) == len(set(everything))
    assert {f"<{name}{k}>" for name in "ab" for k in range(EDITS)} | acknowledged <= set(everything)
    assert stranger.fields["description"].count("A detective.") == 1
    for each in (*people, stranger, closed_his_tab):
        each.leave()


@pytest.mark.slow
def test_what_a_killed_server_left_reaches_the_row(
    database: Database, sync_server: Callable[[Database], Server]
) -> None:
    from onmodel.characters.tables import Character

    server, who = sync_server(database), character(database)
    ana = Editor().connect(server.url(who)).wait_synced()
    ana.edit(lambda root: root.__setitem__("description", Text("Killed before it settled.")))
    ana.wait_saved()
    server.kill()
    ana.leave()
    server.start()  # nobody connects
    deadline = time.monotonic() + 10.0
    while time.monotonic() < deadline:
        with database.reading() as session:
            row = session.get(Character, who)
            assert row is not None
            if row.description == "Killed before it settled.":
                return
        time.sleep(0.1)
    raise AssertionError(row.description)
