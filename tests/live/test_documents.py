"""Documents over real sockets: several people, two server processes, restarts, roles, presence, settling."""

import threading
import time
from collections.abc import Callable

import pytest
from pycrdt import Doc, Map

from onmodel.characters.tables import Character
from onmodel.db import Database
from onmodel.live.client import Limits
from onmodel.live.presence import States
from onmodel.live.protocol import Malformed
from onmodel.projects.rules import Role
from onmodel.versions import service as versions
from onmodel.versions.rules import Subject
from tests.faults.size import within
from tests.live.conftest import ListDoor, Running
from tests.live.editor import Editor, converged

Serve = Callable[..., Running]


def url(running: Running, character_id: str, ticket: str = "") -> str:
    return running.url(f"/ws/docs/character/{character_id}") + (f"?ticket={ticket}" if ticket else "")


def row(database: Database, character_id: str) -> Character:
    with database.reading() as session:
        found = session.get(Character, character_id)
        assert found is not None
        return found


def until(what: Callable[[], object], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_two_people_type_in_one_text(serve_documents: Serve, character_id: str) -> None:
    running = serve_documents()
    ana, bo = (Editor().connect(url(running, character_id)).wait_synced() for _ in range(2))
    assert ana.fields["description"] == "A detective."
    ana.type("description", " Tired.")
    bo.type("description", " Қайсар.")
    ana.edit(lambda root: root.__setitem__("importance", "lead"))
    for each in (ana, bo):
        each.wait_saved()
    ana.wait(lambda: converged(ana, bo) and "Tired" in bo.fields["description"])
    assert {" Tired.", " Қайсар."} <= {ana.fields["description"][12:19], ana.fields["description"][19:],
                                       ana.fields["description"][12:20], ana.fields["description"][20:]}  # fmt: skip
    for each in (ana, bo):
        each.leave()


def test_a_settled_document_is_a_row_and_a_version_of_its_authors(
    serve_documents: Serve, database: Database, project_id: str, character_id: str
) -> None:
    running = serve_documents(door=ListDoor({"ana": Role.EDITOR, "bo": Role.EDITOR}), solo=False)
    ana, bo = (Editor().connect(url(running, character_id, name)).wait_synced() for name in ("ana", "bo"))
    ana.type("description", " Tired.")
    bo.type("description", " Tall.")
    for each in (ana, bo):
        each.wait_saved()
    until(lambda: "Tired" in row(database, character_id).description, 5.0)
    assert "Tall" in row(database, character_id).description
    with database.reading() as session:
        newest = versions.history(session, project_id, Subject("character", character_id)).versions[0]
    assert {"ana", "bo"} <= set(newest.message.replace(",", " ").split())
    for each in (ana, bo):
        each.leave()


def test_what_changed_by_another_way_comes_into_the_document_once(
    serve_documents: Serve, database: Database, character_id: str
) -> None:
    servers = [serve_documents(), serve_documents()]
    people = [Editor().connect(url(running, character_id)).wait_synced() for running in servers]
    with database.transaction() as session:
        found = session.get(Character, character_id)
        assert found is not None
        found.description = "A tired detective."
    people[0].wait(lambda: people[0].fields["description"] == "A tired detective.")
    people[1].wait(lambda: people[1].fields["description"] == "A tired detective.")
    time.sleep(2.5)  # a second look of either server must find nothing more
    assert converged(*people)
    assert people[0].fields["description"] == "A tired detective."
    for each in people:
        each.leave()


def test_a_restart_doubles_nothing(serve_live: Serve, serve_documents: Serve, character_id: str) -> None:
    first = serve_documents()
    ana = Editor().connect(url(first, character_id)).wait_synced()
    ana.type("description", " Tired.")
    ana.wait_saved()
    ana.leave()
    first.server.should_exit = True
    first.thread.join(10)
    second = serve_documents()
    ana.connect(url(second, character_id)).wait_synced()
    new = Editor().connect(url(second, character_id)).wait_synced()
    assert new.fields["description"] == ana.fields["description"] == "A detective. Tired."
    for each in (ana, new):
        each.leave()


@pytest.mark.slow
@pytest.mark.parametrize("with_bus", [True, False])
def test_two_servers_converge(serve_documents: Serve, character_id: str, with_bus: bool, valkey: str) -> None:
    """With the bus at once, without it at the next look."""
    servers = [serve_documents(bus=valkey if with_bus else "") for _ in range(2)]
    people = [Editor().connect(url(servers[i % 2], character_id)).wait_synced() for i in range(4)]
    for i, each in enumerate(people):
        for k in range(20):
            each.edit(lambda root, i=i, k=k: root.__setitem__(f"p{i}", float(k)))
    for each in people:
        each.wait_saved()
    begun = time.monotonic()
    people[0].wait(lambda: converged(*people) and all(people[0].fields.get(f"p{i}") == 19 for i in range(4)))
    assert time.monotonic() - begun < within(1.0 if with_bus else 4.0)
    late = Editor().connect(url(servers[1], character_id)).wait_synced()
    late.wait(lambda: converged(late, people[0]))
    for each in (*people, late):
        each.leave()


def test_an_empty_room_is_compacted_and_given_back(
    serve_documents: Serve, character_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onmodel.live.rooms.LINGER", 0.2)
    monkeypatch.setattr("onmodel.live.room.SETTLE_AFTER", 0.2)
    running = serve_documents()
    rooms = running.live.channels[0].rooms  # type: ignore[attr-defined]  # the one channel is of documents
    ana = Editor().connect(url(running, character_id)).wait_synced()
    for i in range(30):
        ana.edit(lambda root, i=i: root.__setitem__("x", float(i)))
    ana.wait_saved()
    assert len(rooms.loaded) == 1
    ana.leave()
    until(lambda: not rooms.loaded)
    again = Editor().connect(url(running, character_id)).wait_synced()
    assert again.fields["x"] == 29
    room = next(iter(rooms.loaded.values()))
    assert room.log_length == 1  # one snapshot in place of the log
    again.leave()


def test_cursors_are_passed_on_and_go_with_their_person(serve_documents: Serve, character_id: str) -> None:
    running = serve_documents()
    ana, bo = (Editor().connect(url(running, character_id)).wait_synced() for _ in range(2))
    state = b'{"user":"Ana"}'
    ana.point(bytes((1, 7, 1, len(state))) + state)
    bo.wait(lambda: any(state in each for each in bo.here))
    late = Editor().connect(url(running, character_id)).wait_synced()
    late.wait(lambda: any(state in each for each in late.here))
    ana.leave()
    bo.wait(lambda: any(b"null" in each for each in bo.here))
    for each in (bo, late):
        each.leave()


def test_nobody_moves_anothers_cursor() -> None:
    states = States()
    states.take(bytes((1, 7, 1, 1)) + b"1", "ana")
    states.take(bytes((1, 7, 9, 1)) + b"2", "eve")
    assert states.all() == bytes((1, 7, 1, 1)) + b"1"
    with pytest.raises(Malformed):
        states.take(b"\xff", "eve")


def test_a_stalled_joiner_does_not_hold_up_the_others(serve_documents: Serve, character_id: str) -> None:
    running = serve_documents(limits=Limits(message_bytes=8 * 2**20))
    ana = Editor().connect(url(running, character_id)).wait_synced()
    big: Doc[Map[str]] = Doc()
    big.get("big", type=Map)["text"] = "x" * 6_000_000
    ana.show(big.get_update())
    ana.wait_saved()
    stalled = Editor().connect(url(running, character_id))  # asks, and does not read
    begun = time.monotonic()
    late = Editor().connect(url(running, character_id)).wait_synced()
    ana.type("description", "!")
    late.wait(lambda: late.fields["description"].endswith("!"))
    assert time.monotonic() - begun < within(3.0)
    stalled.wait(lambda: stalled.fields.get("description", "").endswith("!"))  # it reads again and misses nothing
    for each in (ana, late, stalled):
        each.leave()
    assert threading.active_count() < 100
