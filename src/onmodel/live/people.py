"""Who is in a project, on this process and, as far as heard, on the others. Kept nowhere."""

import time
from collections.abc import Iterable

import orjson
from pydantic import JsonValue

from onmodel.kit.ids import new_id
from onmodel.live.client import Client
from onmodel.live.project_protocol import People, Someone

SILENCE = 5.0  # seconds after which another process is taken for gone with its people
PLAYHEAD = ("board", "shot", "watches", "playing", "frame")  # what is told of who plays a board to who sees it alone


class Seen(Someone):
    """Somebody, and the one board that he follows; empty for who follows the whole project."""

    board: str = ""


class Crowd:
    """The people of one project: of its own path and of the paths of its boards."""

    def __init__(self, server: str) -> None:
        self._server = server  # this process's name among those that share the bus
        self.showing = False  # a message about them is on its way
        self._here: dict[Client, Seen] = {}
        self._elsewhere: dict[str, tuple[float, list[Seen]]] = {}

    @property
    def is_empty(self) -> bool:
        """Whether nobody is here on this process."""
        return not self._here

    def has(self, board: str = "") -> bool:
        """Whether somebody follows the project, or this board of it, on this process."""
        return any(seen.board == board for seen in self._here.values())

    def enter(self, client: Client, board: str = "") -> Someone:
        """Take somebody in, or his new role."""
        known, pass_ = self._here.get(client), client.pass_
        assert pass_ is not None  # the server lets in before it calls
        tab, at = (known.tab, known.at) if known else (new_id(), None)
        seen = Seen(tab=tab, id=pass_.actor, name=pass_.name, role=pass_.role, at=at, board=board)
        self._here[client] = seen
        return Someone.model_validate(seen.model_dump())

    def move(self, client: Client, at: dict[str, JsonValue] | None) -> None:
        """Note where somebody is."""
        if client in self._here:
            self._here[client] = self._here[client].model_copy(update={"at": at})

    def leave(self, client: Client) -> None:
        """Let somebody go."""
        self._here.pop(client, None)

    def views(self) -> Iterable[tuple[list[Client], People]]:
        """The sockets of this process with whom each of them sees."""
        for board in {seen.board for seen in self._here.values()}:
            yield [client for client, seen in self._here.items() if seen.board == board], self.people(board)

    def people(self, board: str = "") -> People:
        """Everyone; to who follows one board, who follows it too, and who of the project plays it just now."""
        everyone = [*self._here.values(), *(seen for _, people in self._elsewhere.values() for seen in people)]
        shown = everyone if board == "" else [seen for each in everyone if (seen := _to(board, each)) is not None]
        return People(people=sorted(shown, key=lambda person: person.tab))

    def told(self) -> bytes:
        """This process's people, for the others."""
        return orjson.dumps({"from": self._server, "people": [person.model_dump() for person in self._here.values()]})

    def hear(self, told: bytes) -> bool:
        """Take another process's people; whether anything changed."""
        said = orjson.loads(told)
        if said["from"] == self._server:
            return False
        people = [Seen.model_validate(person) for person in said["people"]]
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


def _to(board: str, seen: Seen) -> Seen | None:
    """Somebody as who sees this board alone is shown him: his playhead and nothing else; None where he is not."""
    if seen.board == board:
        return seen
    at = seen.at or {}
    if seen.board or at.get("board") != board or at.get("watches") is not True:
        return None
    return seen.model_copy(update={"at": {key: at[key] for key in PLAYHEAD if key in at}})
