"""What is told at one path of events: a project's, or those of one board; and to whom which of them."""

from onmodel.collaboration.tables import ProjectEvent
from onmodel.live.client import Client
from onmodel.live.doors import Pass
from onmodel.live.people import Crowd
from onmodel.live.project_protocol import Happened, encode
from onmodel.projects.rules import Role

# what a guest of a review link sees happen; other kinds tell of people, money and work behind the scenes
FOR_GUESTS = (
    "note.", "approval.", "consensus.", "shot.", "stage.", "take.", "clip.circled", "storyboard.", "variation.",
    "vote.",
)  # fmt: skip


class Feed:
    """One path on this process: its last number, who has caught up, who is here.

    `key` is the project's id, or the board's. The `crowd` is the project's; each path sees its part of it.
    """

    def __init__(self, key: str, project_id: str, seq: int, crowd: Crowd) -> None:
        self.key, self.project_id, self.seq, self.crowd = key, project_id, seq, crowd
        self.members: dict[Client, int] = {}  # with the number up to which each was told when he joined
        self.reading = False
        self.again = False

    @property
    def board(self) -> str:
        """The one board that it is about; empty for the whole project."""
        return "" if self.key == self.project_id else self.key

    def tells(self, pass_: Pass, event: ProjectEvent) -> bool:
        """Whether this event is told to this person here."""
        if self.board and event.payload.get("storyboard_id") != self.board:
            return False
        return pass_.role != Role.GUEST or event.kind.startswith(FOR_GUESTS)

    def take(self, event: ProjectEvent) -> None:
        """Tell everyone who has caught up what happened next."""
        if event.seq <= self.seq:
            return
        self.seq = event.seq
        text = encoded(event)
        for client, told in list(self.members.items()):
            if event.seq > told and client.pass_ is not None and self.tells(client.pass_, event):
                client.send(text)


def encoded(event: ProjectEvent) -> str:
    """An event as it is sent, to everyone the same."""
    at = event.created_at.isoformat()
    return encode(Happened(seq=event.seq, kind=event.kind, actor=event.actor, at=at, payload=event.payload))
