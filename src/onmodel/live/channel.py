"""What stands behind a path: the interface that project events and shared documents fill."""

import re
from typing import Protocol

from sqlalchemy.orm import Session

from onmodel.live.client import Client
from onmodel.live.doors import Knock


class Channel(Protocol):
    """Everything of one kind of path. All is called on the event loop and must not wait, but for `project_of`."""

    path: str  # "/ws/projects/{project_id}"

    def start(self) -> None:
        """Begin what goes on in the background; the server starts."""

    def project_of(self, session: Session, knock: Knock) -> str:
        """The project that the path is about, looked up in a thread; raises NotFound."""

    def open(self, client: Client) -> None:
        """Meet a client whom the door has let in; `client.pass_` says who."""

    def message(self, client: Client, message: bytes | str) -> None:
        """Take what a client sent, bytes or text."""

    def changed(self, client: Client) -> None:
        """Hear that the client's role is another now."""

    def closed(self, client: Client) -> None:
        """Forget a client; also called for one who was never let in."""

    async def drain(self) -> None:
        """Bring to rest what is under way; the server stops."""


class OtherPath:
    """A second path to a channel, as the requirement names one for styles."""

    def __init__(self, path: str, channel: Channel) -> None:
        self.path = path
        self.project_of, self.open, self.message = channel.project_of, channel.open, channel.message
        self.changed, self.closed = channel.changed, channel.closed

    def start(self) -> None:
        """Nothing: the channel itself is started."""

    async def drain(self) -> None:
        """Nothing: the channel itself is drained."""


def matching(path: str, actual: str) -> dict[str, str] | None:
    """The names of a path's parts, None where it is another path.

    >>> matching("/ws/docs/{kind}/{id}", "/ws/docs/character/7")
    {'kind': 'character', 'id': '7'}
    """
    pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(path))
    found = re.fullmatch(pattern, actual)
    return found.groupdict() if found else None
