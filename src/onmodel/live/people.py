"""Who is in a project, on this process and, as far as heard, on the others. Kept nowhere."""

import time

import orjson
from pydantic import JsonValue

from onmodel.kit.ids import new_id
from onmodel.live.client import Client
from onmodel.live.project_protocol import People, Someone

SILENCE = 5.0  # seconds after which another process is taken for gone with its people


class Crowd:
    """The people of one project."""

    def __init__(self, server: str) -> None:
        self._server = server  # this process's name among those that share the bus
        self.showing = False  # a message about them is on its way
        self._here: dict[Client, Someone] = {}
        self._elsewhere: dict[str, tuple[float, list[Someone]]] = {}

    @property
    def is_empty(self) -> bool:
        """Whether nobody is here on this process."""
        return not self._here

    @property
    def clients(self) -> list[Client]:
        """The sockets of this process."""
        return list(self._here)

    def enter(self, client: Client) -> Someone:
        """Take somebody in, or his new role."""
        known, pass_ = self._here.get(client), client.pass_
        assert pass_ is not None  # the server lets in before it calls
        tab, at = (known.tab, known.at) if known else (new_id(), None)
        self._here[client] = Someone(tab=tab, id=pass_.actor, name=pass_.name, role=pass_.role, at=at)
        return self._here[client]

    def move(self, client: Client, at: dict[str, JsonValue] | None) -> None:
        """Note where somebody is."""
        if client in self._here:
            self._here[client] = self._here[client].model_copy(update={"at": at})

    def leave(self, client: Client) -> None:
        """Let somebody go."""
        self._here.pop(client, None)

    def people(self) -> People:
        """Everyone."""
        others = [person for _, people in self._elsewhere.values() for person in people]
        return People(people=sorted([*self._here.values(), *others], key=lambda person: person.tab))

    def told(self) -> bytes:
        """This process's people, for the others."""
        return orjson.dumps({"from": self._server, "people": [person.model_dump() for person in self._here.values()]})

    def hear(self, told: bytes) -> bool:
        """Take another process's people; whether anything changed."""
        said = orjson.loads(told)
        if said["from"] == self._server:
            return False
        people = [Someone.model_validate(person) for person in said["people"]]
        before = self._elsewhere.get(said["from"], (0.0, []))[1]
        self._elsewhere[said["from"]] = (time.monotonic(), people)
        return people != before

    def forget_the_silent(self) -> bool:
        """Let go of processes that said nothing for long; whether there were any."""
        now = time.monotonic()
        silent = [name for name, (heard, _) in self._elsewhere.items() if now - heard > SILENCE]
        for name in silent:
            del self._elsewhere[name]
        return bool(silent)
