"""Who of a document's clients is owed an acknowledgement, and how far his edits are on their way to the disk.

An edit is sent, then grouped with others, then written and told, then safe: on the disk, where even a power cut leaves
it. Everything counts edits of one connection; an acknowledgement says how many of its first edits are safe.
"""

from onmodel.live.client import Client

Counts = dict[Client, int]


class Receipts:
    """The counts of one document. Who asked for no acknowledgements is never in them."""

    def __init__(self) -> None:
        self._sent: Counts = {}
        self._grouped: Counts = {}
        self._told: Counts = {}
        self._flushing: Counts = {}
        self._at_risk = False  # something was told that a power cut could take

    def sent(self, client: Client, count: int) -> None:
        """Note that a client has sent this many."""
        self._sent[client] = count

    def grouped(self) -> None:
        """Note that all that was sent is being written."""
        self._grouped.update(self._sent)
        self._sent = {}

    def written(self, *, safe: bool) -> None:
        """Note that the group was told; `safe`: it is on the disk, and so is all that was written before."""
        self._told.update(self._grouped)
        self._grouped = {}
        self._at_risk = not safe

    def flushing(self) -> None:
        """Note that what was told is being brought to the disk."""
        self._flushing.update(self._told)
        self._told, self._at_risk = {}, False

    def flushed(self) -> Counts:
        """Who can be told now: what was being brought to the disk is there."""
        found, self._flushing = self._flushing, {}
        return found

    def due(self) -> Counts:
        """Who can be told now, because what was told waits for no disk."""
        if self._at_risk or self._flushing:
            return {}
        found, self._told = self._told, {}
        return found

    def at_rest(self) -> Counts:
        """Who can be told now, as nothing is being written."""
        self.grouped()
        self.written(safe=not self._at_risk)
        return self.due()
