"""What goes wrong with one document troubles no other: one that no row takes, one that is gone, one that loads long."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from onmodel.characters.tables import Character
from onmodel.collaboration.service import Stored
from onmodel.db import Database
from onmodel.live import document_channel, room, rooms
from onmodel.live.documents import Fields
from onmodel.live.protocol import QUERY_AWARENESS, Close
from onmodel.live.store import Store
from tests.live.conftest import Running
from tests.live.editor import Editor


class Poisoned(Store):
    """The row of one document takes nothing, for a reason that nobody thought of."""

    def settle(
        self, document_id: str, which: tuple[str, str], seq: int, fields: Fields, authors: Sequence[str]
    ) -> None:
        if "poison" in str(fields["description"]):
            raise ValueError("no row takes this")
        super().settle(document_id, which, seq, fields, authors)


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")  # nor does it break the stopping
def test_a_document_that_breaks_while_it_settles_holds_up_no_other(
    database: Database, project_id: str, serve_documents: Callable[..., Running], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "SETTLE_AFTER", 0.1)
    with database.transaction() as session:
        made = [Character(project_id=project_id, name=name, description="") for name in ("Ana", "Bo")]
        session.add_all(made)
        session.flush()
        ids = [row.id for row in made]
    server = serve_documents(store=Poisoned(database))
    first, second = (Editor().connect(server.url(f"/ws/docs/character/{i}")).wait_synced() for i in ids)
    first.type("description", "poison")
    first.wait_saved()
    second.type("description", "rain")
    second.wait_saved()

    def kept() -> Any:
        with database.reading() as session:
            return session.get_one(Character, ids[1]).description

    second.wait(lambda: kept() == "rain", seconds=20)
    for editor in (first, second):
        editor.leave()


class Counted(Store):
    """Counts what is asked of it."""

    settled = looked = loaded = 0

    def settle(self, *of: Any) -> None:
        self.settled += 1
        super().settle(*of)

    def reconcile(self, *of: Any) -> bool:
        self.looked += 1
        return super().reconcile(*of)

    def load(self, kind: str, thing_id: str) -> Stored:
        self.loaded += 1
        return super().load(kind, thing_id)


@pytest.fixture
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    for where, name in ((room, "SETTLE_AFTER"), (rooms, "TEND"), (rooms, "LOOK"), (rooms, "SWEEP")):
        monkeypatch.setattr(where, name, 0.05)


@pytest.mark.usefixtures("_hasty")
@pytest.mark.parametrize("edited", [True, False])
def test_a_document_of_what_was_deleted_is_let_go_of_and_that_is_said_once(
    database: Database, character_id: str, serve_documents: Callable[..., Running], caplog: pytest.LogCaptureFixture,
    *, edited: bool,
) -> None:  # fmt: skip
    store = Counted(database)
    server = serve_documents(store=store)
    editor = Editor().connect(server.url(f"/ws/docs/character/{character_id}")).wait_synced()
    with database.transaction() as session:
        session.delete(session.get_one(Character, character_id))
    if edited:
        editor.type("description", "gone")
    editor.wait(lambda: editor.close_code is not None)
    assert editor.close_code == Close.NOT_FOUND
    time.sleep(0.2)  # what was under way ends
    asked = store.settled, store.looked, store.loaded
    time.sleep(0.5)
    assert (store.settled, store.looked, store.loaded) == asked, "it is tried for ever"
    assert caplog.text.count(f"character {character_id}") == 1, caplog.text


class Slow(Store):
    """Loads when it is told to."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.may = threading.Event()

    def load(self, kind: str, thing_id: str) -> Stored:
        assert self.may.wait(30)
        return super().load(kind, thing_id)


def say_much(client: ClientConnection) -> None:
    for _ in range(200):
        client.send(bytes((QUERY_AWARENESS,)))
        time.sleep(0.001)
    client.recv(10)


def test_who_says_too_much_before_the_document_is_there_is_told_to_come_again(
    database: Database, character_id: str, serve_documents: Callable[..., Running], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_channel, "EARLY", 40)
    store = Slow(database)
    server = serve_documents(store=store)
    url = server.url(f"/ws/docs/character/{character_id}")
    patient = Editor().connect(url)
    with connect(url) as hasty, pytest.raises(ConnectionClosed) as closed:
        say_much(hasty)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == Close.TOO_MANY
    store.may.set()
    patient.wait_synced()
    patient.type("description", " Tired.")
    patient.wait_saved()
    patient.leave()
