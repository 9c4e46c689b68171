"""Events as they happen: in order, none missed, by who may hear them; and who is here."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from websockets.sync.client import ClientConnection, connect

from onmodel.broker import publisher
from onmodel.db import Database, Publish, announce
from onmodel.events import Event
from onmodel.live.bus import Bus
from onmodel.live.channel import OtherPath
from onmodel.live.project_channel import LONGEST_REPLAY, ProjectChannel
from onmodel.projects.rules import Role
from tests.live.conftest import ListDoor, Running
from tests.live.test_server import closed_with

Serve = Callable[..., Running]


@dataclass(frozen=True)
class HatBought(Event):
    kind: ClassVar[str] = "hat.bought"
    size: int


@dataclass(frozen=True)
class NoteLeft(Event):
    kind: ClassVar[str] = "note.left"


class Ear:
    """A client that sorts what it hears by type."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    def next(self, kind: str, timeout: float = 5.0) -> dict[str, Any]:
        while True:
            message = json.loads(self.connection.recv(timeout=timeout))
            if message["type"] == kind:
                return dict(message)

    def sizes(self, count: int) -> list[int]:
        return [self.next("event")["payload"]["size"] for _ in range(count)]

    def people_until(self, names: list[str]) -> dict[str, Any]:
        while True:
            told = self.next("people")
            if sorted(person["name"] for person in told["people"]) == sorted(names):
                return told


def buy(database: Database, project_id: str, *sizes: int) -> None:
    for size in sizes:
        with database.transaction(actor="anna") as session:
            announce(session, HatBought(project_id, size))


@pytest.fixture
def here(serve_live: Serve, database: Database, project_id: str) -> tuple[Running, str]:
    channel = ProjectChannel(database, Bus(""))
    return serve_live([channel, OtherPath("/project/{project_id}/styles", channel)]), f"/ws/projects/{project_id}"


def test_what_happens_is_told_once_and_in_order(here: tuple[Running, str], database: Database, project_id: str) -> None:
    running, path = here
    buy(database, project_id, 1, 2)
    with connect(running.url(path)) as one, connect(running.url(f"/project/{project_id}/styles")) as other:
        hello = Ear(one).next("hello")
        assert (hello["version"], hello["seq"], hello["you"]["role"]) == (1, 2, "owner")
        Ear(other).next("hello")
        buy(database, project_id, 3, 4)
        assert Ear(one).sizes(2) == Ear(other).sizes(2) == [3, 4]


def test_who_was_away_hears_all_from_his_last_number(
    here: tuple[Running, str], database: Database, project_id: str
) -> None:
    running, path = here
    buy(database, project_id, *range(1200))
    buyer = threading.Thread(target=buy, args=(database, project_id, *range(1200, 1260)))
    with connect(running.url(f"{path}?since=100")) as connection:
        buyer.start()  # what happens while he catches up is neither lost nor told twice
        events = [Ear(connection).next("event") for _ in range(1160)]
        buyer.join()
        assert [event["seq"] for event in events] == list(range(101, 1261))
        assert events[-1]["actor"] == "anna"
        connection.send(json.dumps({"type": "since", "seq": 1258}))
        assert [Ear(connection).next("event")["seq"] for _ in range(2)] == [1259, 1260]


def test_who_begins_hears_what_happened_while_the_page_was_read(
    here: tuple[Running, str], database: Database, project_id: str
) -> None:
    running, path = here
    buy(database, project_id, 1, 2)
    time.sleep(0.4)
    buy(database, project_id, 3)
    with connect(running.url(f"{path}?ago=300")) as connection:
        buy(database, project_id, 4)
        assert Ear(connection).sizes(2) == [3, 4]
    with connect(running.url(f"{path}?ago=60000")) as connection:
        assert Ear(connection).sizes(4) == [1, 2, 3, 4]
    with connect(running.url(f"{path}?since=3&ago=60000")) as connection:  # a number is the better word
        assert Ear(connection).sizes(1) == [4]


@pytest.mark.parametrize("since", [7, 999_999])
def test_who_was_away_too_long_or_is_ahead_reads_afresh(
    here: tuple[Running, str], database: Database, project_id: str, since: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onmodel.live.project_channel.LONGEST_REPLAY", 20)
    assert LONGEST_REPLAY > 1000
    running, path = here
    buy(database, project_id, *range(30))
    with connect(running.url(f"{path}?since={since}")) as connection:
        assert Ear(connection).next("resync")["seq"] == 30
        buy(database, project_id, 77)
        assert Ear(connection).sizes(1) == [77]


def test_people_are_seen_where_they_are_and_leave(serve_live: Serve, database: Database, project_id: str) -> None:
    door = ListDoor({"anna": Role.EDITOR, "ben": Role.VIEWER})
    running = serve_live([ProjectChannel(database, Bus(""))], door)
    path = f"/ws/projects/{project_id}?ticket="
    with connect(running.url(path + "anna")) as one:
        with connect(running.url(path + "ben")) as other:
            Ear(one).people_until(["Anna", "Ben"])
            other.send(json.dumps({"type": "here", "at": {"page": "character", "id": "7"}}))
            people = Ear(one).next("people")["people"]
            assert {person["name"]: person["at"] for person in people}["Ben"] == {"page": "character", "id": "7"}
        Ear(one).people_until(["Anna"])


def test_a_guest_hears_of_notes_and_not_of_the_rest(serve_live: Serve, database: Database, project_id: str) -> None:
    running = serve_live([ProjectChannel(database, Bus(""))], ListDoor({"guest": Role.GUEST}))
    with connect(running.url(f"/ws/projects/{project_id}?ticket=guest")) as connection:
        Ear(connection).next("hello")
        buy(database, project_id, 1)
        with database.transaction() as session:
            announce(session, NoteLeft(project_id))
        assert Ear(connection).next("event")["kind"] == "note.left"


@pytest.mark.parametrize("message", ["", "{", '{"type":"dance"}', '{"type":"since","seq":-1}', b"\xff\xff"])
def test_what_cannot_be_read_closes_who_sent_it(here: tuple[Running, str], message: str | bytes) -> None:
    running, path = here
    with connect(running.url(path)) as connection, connect(running.url(path)) as other:
        Ear(connection).next("hello")
        connection.send(message)
        assert closed_with(connection) == 1007
        Ear(other).next("hello")


def test_servers_tell_each_other(serve_live: Serve, database: Database, project_id: str, valkey: str) -> None:
    writer = Database(str(database.engine.url), react=database._react, publish=publisher(valkey))
    servers = []
    for _ in range(2):
        bus = Bus(valkey)
        servers.append(serve_live([ProjectChannel(database, bus)], background=[bus.run]))
    path = f"/ws/projects/{project_id}"
    with connect(servers[0].url(path)) as one, connect(servers[1].url(path)) as other:
        Ear(one).people_until(["You", "You"])  # both see both, though each is on his own server
        Ear(other).people_until(["You", "You"])
        buy(writer, project_id, 5)
        assert Ear(one).sizes(1) == Ear(other).sizes(1) == [5]
    writer.dispose()


def test_nobody_is_told_where_there_is_no_bus() -> None:
    nothing: Publish | None = publisher("")
    assert nothing is None
