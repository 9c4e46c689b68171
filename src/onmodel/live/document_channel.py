"""Documents at `/ws/docs/{kind}/{id}`: what clients say, on its way to their rooms."""

import logging
import time

from sqlalchemy.orm import Session

from onmodel.live.client import Bucket, Client
from onmodel.live.doors import Knock
from onmodel.live.protocol import AskPresence, AskState, Close, Edit, Malformed, Presence, decode, encode
from onmodel.live.room import Room
from onmodel.live.rooms import Key, Rooms
from onmodel.live.store import thing
from onmodel.live.values import is_panic

log = logging.getLogger(__name__)

EARLY = 256  # messages that may come before their document is loaded
FOULS = 5  # messages that cannot be read, of one person, before he is kept out …
KEPT_OUT = 60.0  # … for so many seconds


class DocumentChannel:
    """All shared documents of this process."""

    path = "/ws/docs/{kind}/{id}"

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms
        self._early: dict[Client, list[bytes | str]] = {}  # of those whose document is being loaded
        self._fouls: dict[str, Bucket] = {}  # by who sent what cannot be read; yrs may crash on much of it
        self._kept_out: dict[str, float] = {}  # and who has sent too much of it, until when

    def start(self) -> None:
        """Begin to write and to tend."""
        self.rooms.start()

    def project_of(self, session: Session, knock: Knock) -> str:
        """The project of the thing that the path names; raises NoSuchDocument."""
        return thing(session, knock.name("kind"), knock.name("id"))[2]

    def open(self, client: Client) -> None:
        """Let a client into his room once it is there."""
        if client.pass_ is not None and time.monotonic() < self._kept_out.get(client.pass_.actor, 0.0):
            client.close(Close.TOO_MANY, "too much could not be read; connect again in a minute")
            return
        self._early[client] = []
        self.rooms.enter(_key(client), lambda room: self._enter(client, room))

    def message(self, client: Client, message: bytes | str) -> None:
        """Take a message; what cannot be read closes this client alone."""
        room = self.rooms.loaded.get(_key(client))
        if room is None or client not in room.members:
            self._wait(client, message)
            return
        try:
            self._take(room, client, message)
        except ValueError as error:
            self._foul(client, error)
        except BaseException as error:
            if not is_panic(error):
                raise
            self._foul(client, error)
            self.rooms.discard(room)

    def changed(self, client: Client) -> None:
        """Nothing: the role is looked up at each edit."""

    def closed(self, client: Client) -> None:
        """Forget a client."""
        self._early.pop(client, None)
        room = self.rooms.loaded.get(_key(client))
        if room is not None:
            room.leave(client)

    async def drain(self) -> None:
        """Write and settle everything."""
        await self.rooms.drain()

    def _foul(self, client: Client, error: BaseException) -> None:
        """Close who sent what cannot be read, and keep him out for a while where he makes a habit of it."""
        client.close(Close.MALFORMED)
        who = client.pass_.actor if client.pass_ else "?"
        log.warning("%s sent what cannot be read: %s", who, error)
        if not self._fouls.setdefault(who, Bucket(FOULS / KEPT_OUT, FOULS)).take():
            self._kept_out[who] = time.monotonic() + KEPT_OUT

    def _wait(self, client: Client, message: bytes | str) -> None:
        """Keep what comes before the document is there; who says too much sends it again when he comes again."""
        early = self._early.get(client, [])
        if len(early) >= EARLY or sum(map(len, early)) + len(message) > client.limits.queue_bytes:
            client.close(Close.TOO_MANY)
        else:
            early.append(message)

    def _enter(self, client: Client, room: Room | None) -> None:
        early = self._early.pop(client, [])
        if room is None:
            client.close(Close.FAULT, "the document cannot be loaded now; connect again")
        elif not client.gone and client.closing is None:
            room.join(client)
            for message in early:
                self.message(client, message)

    def _take(self, room: Room, client: Client, message: bytes | str) -> None:
        if isinstance(message, str):
            raise Malformed("documents speak in bytes")
        match decode(message):
            case AskState(state):
                room.answer(client, state)
            case Edit() as edit:
                room.edit(client, edit)
                self.rooms.log.write_soon(room)
            case Presence(states):
                room.presence.take(states, client)
            case AskPresence():
                everyone = room.presence.all()
                if everyone:
                    client.send(encode(Presence(everyone)))


def _key(client: Client) -> Key:
    return client.knock.name("kind"), client.knock.name("id")
