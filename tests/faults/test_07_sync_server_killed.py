"""Fault 7: kill -9 of the socket server. Promise: no acknowledged edit is lost, none doubled, all clients converge.

Ten people write a thousand edits each, and the server is killed twice while they do; one closes his tab at the first.
"""

import asyncio
import re
import time
from collections.abc import Callable

import pytest
from pycrdt import Doc, Text

from onmodel.characters.tables import Character
from onmodel.db import Database
from onmodel.live.protocol import Edit, encode, read_bytes
from tests.faults.conftest import on_both_databases
from tests.faults.crowd import Guest, join, leave_all
from tests.faults.sync import Server, character
from tests.live.editor import Editor

PEOPLE, EDITS = 10, 1_000  # edits of each person
WINDOW = 32  # edits that a person sends before he hears that the first is saved
ASKS = b"\0\0"  # how the server asks for what somebody has
FREE = {"messages_per_second": 1_000_000}  # the limit is tried elsewhere


class Writer:
    """A person with his document, who goes on writing wherever he was; `sure` edits were acknowledged."""

    def __init__(self, name: str) -> None:
        self.name, self.written, self.sure = name, 0, 0
        self.doc: Doc[Text] = Doc()
        self._made: list[bytes] = []
        self._watching = self.doc.observe(lambda event: self._made.append(event.update))
        self._first, self._sent = 0, 0  # written before this connection; edits sent on it, with the answer

    async def connect(self, url: str) -> None:
        self._first, self._sent = self.written, 0
        self.guest = await join(url, Guest(self._hear))

    def _hear(self, guest: Guest, message: bytes) -> None:
        if message.startswith(ASKS):
            update = self.doc.get_update(read_bytes(message, 2)[0])
            self._sent += 1
            guest.send(encode(Edit(update, answer=True)))
        if guest.saved and self._first + guest.saved - 1 > self.sure:
            self.sure = self._first + guest.saved - 1
        while self._sent and self.written < EDITS and self._sent - guest.saved < WINDOW:
            self.doc.get("words", type=Text).insert(len(self.doc.get("words", type=Text)), self.word(self.written))
            self.written += 1
            self._sent += 1
            guest.send(encode(Edit(self._made.pop())))

    def word(self, number: int) -> str:
        return f"<{self.name}{number}>"

    @property
    def acknowledged(self) -> set[str]:
        return {self.word(number) for number in range(self.sure)}


def words(doc: Doc[Text]) -> list[str]:
    return re.findall(r"<\w+>", str(doc.get("words", type=Text)))


async def write_until(people: list[Writer], url: str, sure: int) -> None:
    """All connect and write until so many edits are acknowledged."""
    await asyncio.gather(*(each.connect(url) for each in people))
    async with asyncio.timeout(120):
        while sum(each.sure for each in people) < sure:
            await asyncio.sleep(0.001)


def look(url: str) -> list[str]:
    """What a stranger finds."""
    stranger = Editor().connect(url).wait_synced()
    stranger.leave()
    return words(stranger.doc)


@pytest.mark.slow
@on_both_databases
def test_what_was_acknowledged_is_there_once(
    database: Database, sync_server: Callable[..., Server], record_property: Callable[[str, object], None]
) -> None:
    server, who = sync_server(database, **FREE), character(database)
    everybody = [Writer(name) for name in "abcdefghij"[:PEOPLE]]
    acknowledged: list[int] = []

    async def a_bad_day() -> None:
        people = list(everybody)
        for part in (0.3, 0.6):
            await write_until(people, server.url(who), int(part * EDITS * len(people)))
            server.kill()
            await asyncio.gather(*(each.guest.gone.wait() for each in people))
            await asyncio.to_thread(server.start)
            found = await asyncio.to_thread(look, server.url(who))
            sure = set[str]().union(*(each.acknowledged for each in everybody))
            acknowledged.append(len(sure))
            assert sure <= set(found), "acknowledged and lost"
            assert len(found) == len(set(found)), "doubled"
            people = everybody[1:]  # the first one closed his tab
        await write_until(people, server.url(who), EDITS * len(people))
        leave_all([each.guest for each in people])

    asyncio.run(a_bad_day())
    found = look(server.url(who))
    assert len(found) == len(set(found))
    assert {each.word(k) for each in everybody[1:] for k in range(EDITS)} | everybody[0].acknowledged <= set(found)
    whole = Editor().connect(server.url(who)).wait_synced()
    state = whole.doc.get_update()
    for each in everybody[1:]:
        each.doc.apply_update(state)
        assert words(each.doc) == found
    assert whole.fields["description"] == "A detective."
    whole.leave()
    record_property("told", f"{len(found)} edits; acknowledged when killed: {acknowledged}; lost 0, doubled 0")


@pytest.mark.slow
@on_both_databases
def test_what_a_killed_server_left_reaches_the_row(database: Database, sync_server: Callable[..., Server]) -> None:
    server, who = sync_server(database), character(database)
    ana = Editor().connect(server.url(who)).wait_synced()
    ana.edit(lambda root: root.__setitem__("description", Text("Killed before it settled.")))
    ana.wait_saved()
    server.kill()
    ana.leave()
    server.start()  # nobody connects
    deadline = time.monotonic() + 60.0
    while time.monotonic() < deadline:
        with database.reading() as session:
            row = session.get(Character, who)
            assert row is not None
            if row.description == "Killed before it settled.":
                return
        time.sleep(0.1)
    raise AssertionError(row.description)
