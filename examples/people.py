"""A person as examples/team.py plays them: requests, an ear on the events, and an editor of shared documents."""

import json
import threading
import time
from collections.abc import Callable
from typing import Any

import httpx2
from pycrdt import (
    Doc,
    Map,
    Text,
    YMessageType,
    YSyncMessageType,
    create_sync_message,
    create_update_message,
    handle_sync_message,
)
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

BEGAN = time.monotonic()
_speaking = threading.Lock()


def say(who: str, what: str) -> None:
    """Print a line with the seconds since the story began."""
    with _speaking:
        print(f"{time.monotonic() - BEGAN:7.2f} s  {who:<8} {what}", flush=True)


class Refused(RuntimeError):
    """The server said no."""


class Someone:
    """A person with a browser of their own: cookies, an ear on the project's events, documents open."""

    def __init__(self, name: str, base: str) -> None:
        self.name, self.base, self.project_id = name, base, ""
        self.http = httpx2.Client(base_url=base, timeout=60.0)
        self.heard: list[dict[str, Any]] = []
        self._told = threading.Event()

    def ask(self, method: str, path: str, **body: Any) -> Any:
        """One request; what comes back as JSON, or bytes. Raises Refused."""
        headers = {"X-Onmodel-Project": self.project_id} if self.project_id else {}
        answer = self.http.request(method, path, json=body or None, headers=headers)
        if answer.status_code >= 400:
            raise Refused(f"{answer.status_code} {answer.json().get('detail', '')}")
        kind = answer.headers.get("content-type", "")
        return answer.json() if "json" in kind and answer.content else answer.content

    def socket(self, path: str, query: str = "") -> Any:
        """A socket of this person, opened with a ticket that is good once."""
        ticket = self.ask("POST", "/api/tickets")["ticket"]
        url = f"ws{self.base.removeprefix('http')}{path}?ticket={ticket}{query}"
        return connect(url, max_size=None, compression=None)

    def listen(self, tell: Callable[[dict[str, Any]], str]) -> None:
        """Hear the project's events in the background; `tell` makes a line of those worth printing."""
        ear = self.socket(f"/ws/projects/{self.project_id}")

        def hear() -> None:
            try:
                for message in ear:
                    event = json.loads(message)
                    if event["type"] == "event":
                        self.heard.append(event)
                        self._told.set()
                        if line := tell(event):
                            say(self.name, f"hears #{event['seq']}: {line}")
            except ConnectionClosed as closed:
                say(self.name, f"is disconnected: {closed}")

        threading.Thread(target=hear, daemon=True).start()

    def wait_for(self, kind: str, seconds: float = 60.0, **payload: Any) -> dict[str, Any]:
        """The first event of this kind with these facts, heard by now or soon."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self._told.clear()
            for event in list(self.heard):
                if event["kind"] == kind and all(event["payload"].get(k) == v for k, v in payload.items()):
                    return event
            self._told.wait(0.5)
        raise TimeoutError(f"{self.name} heard nothing of {kind}")


class Editor:
    """A shared document, kept in sync as a browser does it with y-websocket."""

    def __init__(self, who: Someone, kind: str, thing_id: str) -> None:
        self.who, self.doc, self.lock = who, Doc[Any](), threading.RLock()
        self._socket = who.socket(f"/ws/docs/{kind}/{thing_id}")
        self._socket.send(create_sync_message(self.doc))
        self._synced = threading.Event()
        threading.Thread(target=self._hear, daemon=True).start()
        if not self._synced.wait(10):
            raise TimeoutError("the document does not come")

    def field(self, name: str) -> str:
        """What a field says now."""
        with self.lock:
            return str(self.doc.get("fields", type=Map).get(name))

    def write(self, name: str, text: str) -> None:
        """Write at the end of a field of prose."""
        with self.lock:
            before = self.doc.get_state()
            prose = self.doc.get("fields", type=Map)[name]
            assert isinstance(prose, Text)
            prose.insert(len(prose), text)
            self._socket.send(create_update_message(self.doc.get_update(before)))

    def _hear(self) -> None:
        try:
            for message in self._socket:
                if message[0] != YMessageType.SYNC:
                    continue
                with self.lock:
                    reply = handle_sync_message(message[1:], self.doc)
                if reply is not None:
                    self._socket.send(reply)
                if message[1] == YSyncMessageType.SYNC_STEP2:
                    self._synced.set()
        except ConnectionClosed:
            return
