"""Documents at `/ws/docs/{kind}/{id}`: what clients say, on its way to their rooms."""

import logging

from sqlalchemy.orm import Session

from onmodel.live.client import Client
from onmodel.live.doors import Knock
from onmodel.live.protocol import AskPresence, AskState, Close, Edit, Malformed, Presence, decode, encode
from onmodel.live.room import Room
from onmodel.live.rooms import Key, Rooms
from onmodel.live.store import thing

log = logging.getLogger(__name__)


class DocumentChannel:
    """All shared documents of this process."""

    path = "/ws/docs/{kind}/{id}"

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms
        self._early: dict[Client, list[bytes | str]] = {}  # of those whose document is being loaded

    def start(self) -> None:
        """Begin to write and to tend."""
        self.rooms.start()

    def project_of(self, session: Session, knock: Knock) -> str:
        """The project of the thing that the path names; raises NoSuchDocument."""
        return thing(session, knock.name("kind"), knock.name("id"))[2]

    def open(self, client: Client) -> None:
        """Let a client into his room once it is there."""
        self._early[client] = []
        self.rooms.enter(_key(client), lambda room: self._enter(client, room))

    def message(self, client: Client, message: bytes | str) -> None:
        """Take a message; what cannot be read closes this client alone."""
        room = self.rooms.loaded.get(_key(client))
        if room is None or client not in room.members:
            self._early.get(client, []).append(message)
            return
        try:
            self._take(room, client, message)
        except ValueError as error:
            log.warning("%s sent what cannot be read: %s", client.pass_.actor if client.pass_ else "?", error)
            client.close(Close.MALFORMED)

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

    def _enter(self, client: Client, room: Room | None) -> None:
        early = self._early.pop(client, [])
        if room is None:
            client.close(Close.FAULT, "the document cannot be loaded now; connect again")
        elif not client.gone:
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
                self.rooms.write_soon(room)
            case Presence(states):
                room.presence.take(states, client)
            case AskPresence():
                everyone = room.presence.all()
                if everyone:
                    client.send(encode(Presence(everyone)))


def _key(client: Client) -> Key:
    return client.knock.name("kind"), client.knock.name("id")
