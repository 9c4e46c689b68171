"""A project's events as they happen, at `/ws/projects/{project_id}?since=N`, and who is here; or those of one board.

Who has no number yet says `ago=MS`: for how long he has been reading, so that what happened meanwhile is told.
The rows are the truth: a hint from the bus, or a look every second, makes a feed read what is new; one encoding is sent
to everyone. A client first gets what it missed, in pages, and joins the others when it has caught up.
"""

import asyncio
import logging
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from onmodel.collaboration import queries
from onmodel.collaboration.tables import ProjectEvent
from onmodel.db import Database
from onmodel.kit.clock import utc_now
from onmodel.kit.ids import new_id
from onmodel.live.bus import Bus
from onmodel.live.client import Client
from onmodel.live.doors import Knock, Pass
from onmodel.live.feed import Feed, encoded
from onmodel.live.people import Crowd
from onmodel.live.project_protocol import Hello, Here, Resync, Since, decode, encode
from onmodel.live.protocol import Close, Malformed
from onmodel.live.store import thing
from onmodel.projects import queries as projects

log = logging.getLogger(__name__)

LOOK = 1.0  # seconds between two looks, for hints that were lost
PAGE = 500  # events read at once
LONGEST_REPLAY = 5_000  # events; who missed more reads his pages afresh
LONGEST_AGO = 60_000  # ms
BOARD_PATH = "/ws/storyboards/{storyboard_id}"


class ProjectChannel:
    """All projects' events of this process, a feed for each project or board that somebody follows."""

    path = "/ws/projects/{project_id}"

    def __init__(self, database: Database, bus: Bus) -> None:
        self._database, self._bus, self._server = database, bus, new_id()
        self._feeds: dict[str, Feed] = {}
        self._crowds: dict[str, Crowd] = {}  # by project
        self._tasks: set[asyncio.Task[None]] = set()
        bus.hear("event:", lambda project_id, _seq: self._look_at(project_id))
        bus.hear("people:", self._hear_people)

    def start(self) -> None:
        """Begin to look."""
        self._spawn(self._look_around())

    def project_of(self, session: Session, knock: Knock) -> str:
        """The project that the path names, or whose board it names; raises NoSuchDocument."""
        named = dict(knock.names)
        return named["project_id"] if "project_id" in named else thing(session, "storyboard", named["storyboard_id"])[2]

    def open(self, client: Client) -> None:
        """Greet a client, then let him catch up."""
        self._spawn(self._greet(client, _number(client, "since")))

    def message(self, client: Client, message: bytes | str) -> None:
        """Take where he is, or replay for him."""
        try:
            said = decode(message)
        except Malformed as error:
            client.close(Close.MALFORMED, str(error))
            return
        feed = self._feeds.get(_key(client))
        match said:
            case Since(seq=seq):
                if feed is not None:
                    feed.members.pop(client, None)
                self._spawn(self._greet(client, seq))
            case Here(at=at):
                if feed is not None:
                    feed.crowd.move(client, at)
                    self._tell_people(feed.project_id)

    def changed(self, client: Client) -> None:
        """Show the new role to the others."""
        feed = self._feeds.get(_key(client))
        if feed is not None:
            feed.crowd.enter(client, feed.board)
            self._tell_people(feed.project_id)

    def closed(self, client: Client) -> None:
        """Forget a client, and the feed with its last one."""
        if client.pass_ is None or (feed := self._feeds.get(_key(client))) is None:
            return
        feed.members.pop(client, None)
        feed.crowd.leave(client)
        self._tell_people(feed.project_id)
        if not feed.crowd.has(feed.board):
            self._feeds.pop(feed.key, None)
        if feed.crowd.is_empty:
            self._crowds.pop(feed.project_id, None)

    async def drain(self) -> None:
        """Stop looking."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # events

    async def _greet(self, client: Client, since: int | None) -> None:
        try:
            await self._catch_up(client, since)
        except Exception:
            log.warning("cannot read what a client missed", exc_info=True)
            client.close(Close.FAULT)

    async def _catch_up(self, client: Client, since: int | None) -> None:
        """Say who he is and what he missed, until he has caught up with the others."""
        pass_, key = _pass(client), _key(client)
        latest = await asyncio.to_thread(self._latest, pass_.project_id)
        if client.gone:
            return
        crowd = self._crowds.setdefault(pass_.project_id, Crowd(self._server))
        feed = self._feeds.setdefault(key, Feed(key, pass_.project_id, latest, crowd))
        me = feed.crowd.enter(client, feed.board)
        client.send(encode(Hello(project_id=pass_.project_id, seq=latest, you=me)))
        self._tell_people(feed.project_id)
        if since is None and (ago := _number(client, "ago")):
            since = await asyncio.to_thread(self._seq_before, pass_.project_id, min(ago, LONGEST_AGO))
        at = feed.seq if since is None else since
        if since is not None and not 0 <= latest - since <= LONGEST_REPLAY:
            why = "the number is ahead of the project" if since > latest else "too much happened since"
            client.send(encode(Resync(seq=latest, why=why)))
            at = latest
        while at < feed.seq and not client.gone:
            for event in await asyncio.to_thread(self._events, pass_.project_id, at):
                at = event.seq
                if feed.tells(pass_, event):
                    client.send(encoded(event))
        if not client.gone:
            feed.members[client] = at  # he may have read further than the others
            self._look(feed)

    def _look_at(self, project_id: str) -> None:
        """Read what is new in a project, for it and for its boards."""
        for feed in list(self._feeds.values()):
            if feed.project_id == project_id:
                self._look(feed)

    def _look(self, feed: Feed) -> None:
        """Read what is new in the feed's project, once at a time."""
        if feed.reading:
            feed.again = True
            return
        feed.reading = True
        self._spawn(self._read(feed))

    async def _read(self, feed: Feed) -> None:
        try:
            while True:
                feed.again = False
                events = await asyncio.to_thread(self._events, feed.project_id, feed.seq)
                for event in events:
                    feed.take(event)
                if not feed.again and len(events) < PAGE:
                    return
        except Exception:  # the database is away: the next look finds the same rows
            log.warning("cannot read the events of %s", feed.project_id, exc_info=True)
        finally:
            feed.reading = False

    async def _look_around(self) -> None:
        while True:
            await asyncio.sleep(LOOK)
            for feed in list(self._feeds.values()):
                self._look(feed)
            for project_id, crowd in list(self._crowds.items()):
                if crowd.forget_the_silent():
                    self._show(crowd)
                self._bus.tell(f"people:{project_id}", crowd.told())

    def _events(self, project_id: str, after: int) -> list[ProjectEvent]:
        with self._database.reading() as session:
            return queries.events_after(session, project_id, after, PAGE)

    def _latest(self, project_id: str) -> int:
        with self._database.reading() as session:
            return projects.event_seq(session, project_id)

    def _seq_before(self, project_id: str, ago: int) -> int:
        with self._database.reading() as session:
            return queries.seq_before(session, project_id, utc_now() - timedelta(milliseconds=ago))

    # people

    def _tell_people(self, project_id: str) -> None:
        crowd = self._crowds[project_id]
        self._bus.tell(f"people:{project_id}", crowd.told())
        self._show(crowd)

    def _show(self, crowd: Crowd) -> None:
        """Show everyone who is here, once per turn of the loop however many came."""
        if not crowd.showing:
            crowd.showing = True
            asyncio.get_running_loop().call_later(0.05, self._show_now, crowd)

    def _show_now(self, crowd: Crowd) -> None:
        crowd.showing = False
        for clients, people in crowd.views():
            text = encode(people)
            for client in clients:
                client.send(text)

    def _hear_people(self, project_id: str, told: bytes) -> None:
        crowd = self._crowds.get(project_id)
        if crowd is not None and crowd.hear(told):
            self._show(crowd)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _pass(client: Client) -> Pass:
    assert client.pass_ is not None  # the server lets in before it calls
    return client.pass_


def _key(client: Client) -> str:
    """The feed that he follows."""
    return dict(client.knock.names).get("storyboard_id") or _pass(client).project_id


def _number(client: Client, name: str) -> int | None:
    """What the client asks for by this name: after which event (`since`) or moment (`ago`) he wants to hear."""
    asked = dict(client.knock.query).get(name, "")
    return int(asked) if asked.isdigit() and len(asked) < 18 else None
