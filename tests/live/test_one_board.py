"""A guest of one board follows it live: what happens on it and nothing else, as long as the link holds."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from websockets.sync.client import ClientConnection, connect

from onmodel.guests import service as guests
from onmodel.kit.clock import utc_now
from onmodel.live.bus import Bus
from onmodel.live.channel import OtherPath
from onmodel.live.document_channel import DocumentChannel
from onmodel.live.doors import TeamDoor
from onmodel.live.project_channel import BOARD_PATH, ProjectChannel
from onmodel.live.rooms import Rooms
from onmodel.live.store import Store
from tests.factories.boards import board_with_picture
from tests.factories.studio import Studio
from tests.live.conftest import Running
from tests.live.test_project_channel import Ear
from tests.live.test_server import closed_with


@pytest.fixture
def here(serve_live: Callable[..., Running], studio: Studio) -> Running:
    bus = Bus("")
    channel = ProjectChannel(studio.database, bus)
    documents = DocumentChannel(Rooms(Store(studio.database), bus))
    return serve_live([documents, channel, OtherPath(BOARD_PATH, channel)], TeamDoor(), solo=False)


def _ticket(client: object, path: str) -> str:
    answer = client.post(path)  # type: ignore[attr-defined]
    assert answer.status_code == 201, answer.text
    return str(answer.json()["ticket"])


def _kinds(connection: ClientConnection, count: int) -> list[tuple[str, str]]:
    events = [Ear(connection).next("event") for _ in range(count)]
    return [(event["kind"], event["payload"]["storyboard_id"]) for event in events]


def test_what_happens_on_the_board_is_told_and_nothing_else(here: Running, studio: Studio) -> None:
    mine, other = board_with_picture(studio), board_with_picture(studio)
    tickets = f"/api/storyboards/{mine.id}/tickets"
    guest, editor = studio.guest(storyboard_id=mine.id), studio.browser("editor")
    at = here.url(f"/ws/storyboards/{mine.id}?ticket=")
    with connect(at + _ticket(guest, tickets)) as one, connect(at + _ticket(editor, tickets)) as two:
        people = Ear(one).people_until(["Dana (guest)", "Editor"])
        assert {person["role"] for person in people["people"]} == {"guest", "editor"}
        Ear(two).people_until(["Dana (guest)", "Editor"])
        other.note("take", "Secret")
        other.circle_again()
        mine.note("take", "Warmer")
        mine.circle_again()
        mine.note("shot")
        wanted = [("note.added", mine.id), ("take.circled", mine.id), ("note.added", mine.id)]
        assert _kinds(one, 3) == _kinds(two, 3) == wanted


def test_who_was_away_hears_what_happened_on_the_board(here: Running, studio: Studio) -> None:
    mine, other = board_with_picture(studio), board_with_picture(studio)
    other.note()
    mine.note("take")
    ticket = _ticket(studio.guest(storyboard_id=mine.id), f"/api/storyboards/{mine.id}/tickets")
    with connect(here.url(f"/ws/storyboards/{mine.id}?since=0&ticket={ticket}")) as connection:
        assert _kinds(connection, 2) == [("take.circled", mine.id), ("note.added", mine.id)]


def test_people_of_the_project_are_not_shown_to_the_guest(here: Running, studio: Studio) -> None:
    mine = board_with_picture(studio)
    ticket = _ticket(studio.browser("owner"), f"/api/tickets?project={studio.project_id}")
    with connect(here.url(f"/ws/projects/{studio.project_id}?ticket={ticket}")) as inside:
        inside.send(json.dumps({"type": "here", "at": {"page": "budget"}}))
        ticket = _ticket(studio.guest(storyboard_id=mine.id), f"/api/storyboards/{mine.id}/tickets")
        with connect(here.url(f"/ws/storyboards/{mine.id}?ticket={ticket}")) as connection:
            assert [p["name"] for p in Ear(connection).next("people")["people"]] == ["Dana (guest)"]


def test_who_of_the_project_plays_the_board_shares_the_playhead_with_the_guest(here: Running, studio: Studio) -> None:
    mine, other = board_with_picture(studio), board_with_picture(studio)
    playing = {"board": mine.id, "shot": "s", "watches": True, "playing": True, "frame": 12}
    inside = _ticket(studio.browser("owner"), f"/api/tickets?project={studio.project_id}")
    outside = _ticket(studio.guest(storyboard_id=mine.id), f"/api/storyboards/{mine.id}/tickets")
    with (
        connect(here.url(f"/ws/projects/{studio.project_id}?ticket={inside}")) as owner,
        connect(here.url(f"/ws/storyboards/{mine.id}?ticket={outside}")) as guest,
    ):
        seen = Ear(owner).people_until(["Dana (guest)", "Owner"])["people"]
        assert all("board" not in person for person in seen), "who follows what is not on the wire"
        owner.send(json.dumps({"type": "here", "at": {**playing, "note": "not yours"}}))
        told = Ear(guest).people_until(["Dana (guest)", "Owner"])["people"]
        assert {person["name"]: person["at"] for person in told}["Owner"] == playing, "the playhead and nothing else"
        guest.send(json.dumps({"type": "here", "at": {**playing, "frame": 13}}))
        while (at := {p["name"]: p["at"] for p in Ear(owner).next("people")["people"]}["Dana (guest)"]) is None:
            pass
        assert at["frame"] == 13
        owner.send(json.dumps({"type": "here", "at": {**playing, "board": other.id}}))
        Ear(guest).people_until(["Dana (guest)"])
        owner.send(json.dumps({"type": "here", "at": {"board": mine.id, "shot": "s"}}))
        assert [p["name"] for p in Ear(guest).next("people")["people"]] == ["Dana (guest)"], (
            "he edits, he does not play"
        )


def test_no_other_socket_opens_with_the_ticket(here: Running, studio: Studio) -> None:
    mine, other = board_with_picture(studio), board_with_picture(studio)
    guest = studio.guest(storyboard_id=mine.id)
    paths = (f"/ws/projects/{studio.project_id}", f"/ws/storyboards/{other.id}", f"/ws/docs/note/{mine.note()}",
             f"/ws/docs/storyboard/{mine.id}")  # fmt: skip
    for path in paths:
        ticket = _ticket(guest, f"/api/storyboards/{mine.id}/tickets")
        with connect(here.url(f"{path}?ticket={ticket}")) as connection:
            assert closed_with(connection) == 4403, path
    with connect(here.url("/ws/storyboards/none")) as connection:
        assert closed_with(connection) == 4404
    with connect(here.url(f"/ws/storyboards/{mine.id}")) as connection:
        assert closed_with(connection) == 4401


@pytest.mark.parametrize("end", ["revoked", "expired", "left"])
def test_the_socket_ends_with_the_link(
    here: Running, studio: Studio, end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = board_with_picture(studio)
    guest = studio.guest(storyboard_id=mine.id)
    ticket = _ticket(guest, f"/api/storyboards/{mine.id}/tickets")
    with connect(here.url(f"/ws/storyboards/{mine.id}?ticket={ticket}")) as connection:
        Ear(connection).next("hello")
        if end == "revoked":
            [link] = studio.browser("owner").get(f"/api/projects/{studio.project_id}/links").json()["links"]
            studio.browser("owner").delete(f"/api/projects/{studio.project_id}/links/{link['id']}")
        elif end == "left":
            assert guest.post("/api/links/leave").status_code == 204
        else:
            monkeypatch.setattr(guests, "utc_now", lambda: utc_now() + timedelta(days=15))
        assert closed_with(connection) == 4403
    assert guest.post(f"/api/storyboards/{mine.id}/tickets").status_code == 401


def test_a_passphrase_stands_before_the_socket(here: Running, studio: Studio) -> None:
    mine = board_with_picture(studio)
    body = {"storyboard_id": mine.id, "passphrase": "open sesame"}
    link = studio.browser("owner").post(f"/api/projects/{studio.project_id}/links", json=body).json()["link"]
    guest = studio.nobody()
    tickets = f"/api/storyboards/{mine.id}/tickets"
    for passphrase, status in (("wrong", 401), ("open sesame", 200)):
        assert guest.post(tickets).status_code == 401
        given = {"token": link.rpartition("/")[2], "passphrase": passphrase, "name": "Dana"}
        assert guest.post("/api/links/open", json=given).status_code == status
    with connect(here.url(f"/ws/storyboards/{mine.id}?ticket={_ticket(guest, tickets)}")) as connection:
        assert Ear(connection).next("hello")["you"]["name"] == "Dana (guest)"
