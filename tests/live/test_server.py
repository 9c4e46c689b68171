"""Sockets beside the API: who comes in, what is too much, how it ends."""

import socket
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from urllib.request import urlopen

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from onmodel.live.client import Limits
from onmodel.projects.rules import Role
from tests.faults.size import within
from tests.live.conftest import Echo, ListDoor, Running

Serve = Callable[..., Running]


def closed_with(connection: ClientConnection) -> int:
    """The code with which the server closes, whatever it says before."""
    with suppress(ConnectionClosed):
        while True:
            connection.recv(timeout=5)
    assert connection.close_code is not None
    return connection.close_code


@pytest.fixture
def here(serve_live: Serve, project_id: str) -> tuple[Running, Echo, str]:
    echo = Echo()
    return serve_live([echo]), echo, f"/ws/projects/{project_id}"


def test_sockets_and_the_api_share_a_port(here: tuple[Running, Echo, str]) -> None:
    running, _, path = here
    with connect(running.url(path)) as socket_:
        assert socket_.recv(timeout=5) == "hello You"
        socket_.send("text")
        assert socket_.recv(timeout=5) == "text"
        assert urlopen(f"http://127.0.0.1:{running.port}/healthz").read() == b'{"status":"ok"}'
        socket_.send([b"in ", b"three ", b"frames"])
        assert socket_.recv(timeout=5) == b"in three frames"


def test_a_long_message_is_sent_in_frames_and_what_follows_waits(here: tuple[Running, Echo, str]) -> None:
    running, echo, path = here
    with connect(running.url(path), max_size=None) as socket_:
        socket_.recv(timeout=5)
        long = bytes(range(256)) * 40_000  # 10 MB
        running.call(lambda: [echo.clients[0].send(long), echo.clients[0].send("after")])
        assert socket_.recv(timeout=10) == long
        assert socket_.recv(timeout=5) == "after"


@pytest.mark.parametrize(
    ("origin", "admitted"),
    [(None, True), ("http://127.0.0.1:{port}", True), ("https://evil.example", False), ("null", False),
     ("http://127.0.0.1:1", False), ("https://review.studio", True)],
)  # fmt: skip
def test_pages_of_other_sites_open_no_sockets(
    serve_live: Serve, project_id: str, origin: str | None, admitted: bool
) -> None:
    running = serve_live([Echo()], allowed=frozenset({"https://review.studio"}))
    where = origin.format(port=running.port) if origin else None
    if admitted:
        with connect(running.url(f"/ws/projects/{project_id}"), origin=where) as socket_:
            assert socket_.recv(timeout=5) == "hello You"
    else:
        with pytest.raises(InvalidStatus, match="403"):
            connect(running.url(f"/ws/projects/{project_id}"), origin=where)


def test_a_foreign_name_that_leads_here_is_refused(here: tuple[Running, Echo, str]) -> None:
    running, _, path = here
    headers = {"Host": f"evil.example:{running.port}"}
    with socket.create_connection(("127.0.0.1", running.port)) as raw:
        lines = [f"GET {path} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items()), "Connection: Upgrade",
                 "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                 f"Origin: http://evil.example:{running.port}", "", ""]  # fmt: skip
        raw.sendall("\r\n".join(lines).encode())
        assert raw.recv(100).startswith(b"HTTP/1.1 403")


def test_what_is_not_there_is_told(here: tuple[Running, Echo, str]) -> None:
    running, _, _ = here
    with pytest.raises(InvalidStatus, match="404"):
        connect(running.url("/ws/elsewhere"))
    with connect(running.url("/ws/projects/0199b1e0-7f3a-7c00-8a00-000000000001")) as socket_:
        assert closed_with(socket_) == 4404


def test_a_ticket_is_good_once(serve_live: Serve, project_id: str) -> None:
    running = serve_live([Echo()], ListDoor({"ana": Role.EDITOR}), solo=False)
    path = f"/ws/projects/{project_id}"
    with connect(running.url(f"{path}?ticket=ana")) as socket_:
        assert socket_.recv(timeout=5) == "hello Ana"
    for again in ("?ticket=ana", "?ticket=eve", ""):
        with connect(running.url(path + again)) as socket_:
            assert closed_with(socket_) == 4401


def test_who_loses_his_place_loses_his_socket_within_a_second(serve_live: Serve, project_id: str) -> None:
    door, echo = ListDoor({"ana": Role.EDITOR, "bo": Role.EDITOR, "cy": Role.EDITOR}), Echo()
    running = serve_live([echo], door, solo=False)
    with ExitStack() as stack:
        urls = [running.url(f"/ws/projects/{project_id}?ticket={name}") for name in door.roles]
        sockets = [stack.enter_context(connect(url)) for url in urls]
        for each in sockets:
            each.recv(timeout=5)
        door.roles["bo"] = Role.VIEWER
        del door.roles["ana"]
        begun = time.monotonic()
        assert closed_with(sockets[0]) == 4403
        assert time.monotonic() - begun <= within(1.0)
        assert echo.roles == [Role.VIEWER]
        for each in sockets[1:]:
            each.send("still here")
            assert each.recv(timeout=5) == "still here"


@pytest.mark.parametrize(("size", "code"), [(2**20 + 1, 1009), (2**20, None)])
def test_a_message_has_a_limit(here: tuple[Running, Echo, str], size: int, code: int | None) -> None:
    running, _, path = here
    with connect(running.url(path), max_size=None) as socket_:
        socket_.recv(timeout=5)
        socket_.send(bytes(size))
        if code:
            assert closed_with(socket_) == code
        else:
            assert len(socket_.recv(timeout=5)) == size


def test_a_message_in_many_frames_has_the_same_limit(here: tuple[Running, Echo, str]) -> None:
    running, _, path = here
    with connect(running.url(path)) as socket_:
        socket_.recv(timeout=5)
        with pytest.raises(ConnectionClosed):
            socket_.send(bytes(100_000) for _ in range(1000))
        assert closed_with(socket_) == 1009


def test_a_flood_closes_only_its_own_socket(serve_live: Serve, project_id: str) -> None:
    running = serve_live([Echo()], limits=Limits(messages_per_second=20.0))
    url = running.url(f"/ws/projects/{project_id}")
    with connect(url) as flood, connect(url) as calm:
        for _ in range(101):
            flood.send("x")
        assert closed_with(flood) == 4429
        calm.recv(timeout=5)
        calm.send("y")
        assert calm.recv(timeout=5) == "y"


def test_who_does_not_read_is_closed_and_holds_little(serve_live: Serve, project_id: str) -> None:
    echo = Echo()
    running = serve_live([echo], limits=Limits(queue_bytes=100_000))
    with connect(running.url(f"/ws/projects/{project_id}"), max_queue=1) as deaf:
        deaf.recv(timeout=5)

        def shout() -> int:
            most = 0
            for _ in range(2000):
                echo.clients[0].send(bytes(10_000))
                most = max(most, echo.clients[0].queued)
            return most

        assert running.call(shout) <= 110_000
        assert echo.clients[0].closing == 1013


def test_the_end_is_announced(serve_live: Serve, project_id: str) -> None:
    echo = Echo()
    running = serve_live([echo])
    with connect(running.url(f"/ws/projects/{project_id}")) as socket_:
        socket_.recv(timeout=5)
        running.server.should_exit = True  # what SIGTERM does
        assert closed_with(socket_) == 1012
    running.thread.join(5)
    assert echo.drained
    assert echo.left == 1
