"""Who is at a document and where their cursors stand: Yjs awareness states, passed on as they are and never stored."""

from dataclasses import dataclass

from pycrdt import write_var_uint

from onmodel.live.protocol import Malformed, read_bytes, read_uint

MOST = 8  # states that one socket may show; a browser tab has one


@dataclass
class _State:
    clock: int
    json: bytes
    owner: object


class States:
    """The states of one document. `changed` collects whose is to be told; an `owner` is the socket that showed it."""

    def __init__(self) -> None:
        self._states: dict[int, _State] = {}
        self.changed: set[int] = set()

    def take(self, update: bytes, owner: object) -> None:
        """Take a client's awareness update; raises Malformed. A state that another socket shows cannot be replaced."""
        for number, clock, json in _entries(update):
            known = self._states.get(number)
            if known is None:
                mine = sum(state.owner is owner for state in self._states.values())
                if json == b"null" or mine >= MOST:
                    continue
            elif known.owner is not owner or clock <= known.clock:
                continue
            self._states[number] = _State(clock, json, owner)
            self.changed.add(number)

    def hear(self, update: bytes, process: str) -> None:
        """Take what another process told of its own clients; raises Malformed."""
        for number, clock, json in _entries(update):
            known = self._states.get(number)
            if known is None or clock > known.clock or json == b"null":
                self._states[number] = _State(clock, json, process)
        self._states = {number: state for number, state in self._states.items() if state.json != b"null"}

    def leave(self, owner: object) -> None:
        """Take away the states that a socket showed; it is gone."""
        for number, state in self._states.items():
            if state.owner is owner:
                self._states[number] = _State(state.clock, b"null", None)
                self.changed.add(number)

    def news(self) -> bytes | None:
        """An awareness update of what changed since the last call, None where nothing did."""
        numbers, self.changed = self.changed, set()
        numbers &= self._states.keys()
        told = self._encoded(sorted(numbers)) if numbers else None
        self._states = {number: state for number, state in self._states.items() if state.json != b"null"}
        return told

    def all(self) -> bytes | None:
        """An awareness update of everyone, for who joins; None where nobody is."""
        return self._encoded(list(self._states)) if self._states else None

    def _encoded(self, numbers: list[int]) -> bytes:
        out = [write_var_uint(len(numbers))]
        for number in numbers:
            state = self._states[number]
            out += [write_var_uint(number), write_var_uint(state.clock), write_var_uint(len(state.json)), state.json]
        return b"".join(out)


def _entries(update: bytes) -> list[tuple[int, int, bytes]]:
    """Client number, clock and JSON text of each state; raises Malformed."""
    count, at = read_uint(update, 0)
    found = []
    for _ in range(count):
        number, at = read_uint(update, at)
        clock, at = read_uint(update, at)
        json, at = read_bytes(update, at)
        found.append((number, clock, json))
    if at != len(update):
        raise Malformed("bytes stand behind the last state")
    return found
