"""Fault 13: the S3 server answers 500, 503, slowly or not to the end; a process dies between put and commit.

Promise: calls are tried again with jitter, a bounded number of times; a row points only to complete objects; a sweep
leaves no orphan and nothing dangling. A proxy with faults stands before a real server (OpenStack Swift).
"""

import hashlib
import random
import signal
import socket
import socketserver
import struct
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from onmodel.assets import queries, service
from onmodel.backends.blobs import s3
from onmodel.backends.blobs.s3 import S3Address, S3Blobs
from onmodel.backends.errors import Unavailable
from onmodel.db import Database
from tests.factories.swift import S3Server

FAULTS = ("500", "503", "slow", "reset", "cut")


class Faulty(socketserver.ThreadingTCPServer):
    """Passes requests on, or plays one of the faults with probability `share`. One request a connection."""

    daemon_threads, allow_reuse_address = True, True

    def __init__(self, behind: str, share: float, faults: tuple[str, ...] = FAULTS, seed: int = 1) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        at = urlsplit(behind)
        self.behind = (at.hostname or "", at.port or 0)
        self.share, self.faults, self.rng = share, faults, random.Random(seed)
        self.seen: Counter[str] = Counter()
        self.lock = threading.Lock()

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def draw(self) -> str:
        with self.lock:
            drawn = self.rng.choice(self.faults) if self.rng.random() < self.share else "none"
            self.seen[drawn] += 1
            return drawn


class _Handler(socketserver.BaseRequestHandler):
    server: Faulty

    def handle(self) -> None:
        request = self._request()
        fault = self.server.draw() if request else "gone"
        if fault in {"500", "503"}:
            self.request.sendall(f"HTTP/1.1 {fault} Bad\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        elif fault == "reset":
            self._reset()
        elif request:
            if fault == "slow":
                time.sleep(0.3)
            answer = self._pass_on(request)
            if fault == "cut":  # the server has done it, but the answer does not arrive whole
                answer = answer[: len(answer) // 2]
            self.request.sendall(answer)
            if fault == "cut":
                self._reset()

    def _request(self) -> bytes:
        data = b""
        while b"\r\n\r\n" not in data:
            part = self.request.recv(65536)
            if not part:
                return b""
            data += part
        head, _, body = data.partition(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        length = next((int(n.split(b":")[1]) for n in lines if n.lower().startswith(b"content-length:")), 0)
        while len(body) < length:
            body += self.request.recv(65536)
        kept = [line for line in lines if not line.lower().startswith(b"connection:")]
        return b"\r\n".join([*kept, b"Connection: close"]) + b"\r\n\r\n" + body

    def _pass_on(self, request: bytes) -> bytes:
        with socket.create_connection(self.server.behind, timeout=20) as behind:
            behind.sendall(request)
            parts = []
            while part := behind.recv(65536):
                parts.append(part)
        return b"".join(parts)

    def _reset(self) -> None:
        self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.request.close()


@pytest.fixture
def faulty(s3_server: S3Server, request: pytest.FixtureRequest) -> Iterator[tuple[Faulty, S3Address]]:
    address = s3_server.bucket()
    with Faulty(s3_server.endpoint, *request.param) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        # the signature names the host, so the proxy's is what is signed; Swift looks at the Host header alone
        yield proxy, replace(address, endpoint=proxy.endpoint)
        proxy.shutdown()


@pytest.mark.parametrize("faulty", [(0.1,), (0.5,)], indirect=True, ids=["10 %", "50 %"])
def test_a_faltering_server_loses_and_halves_nothing(faulty: tuple[Faulty, S3Address]) -> None:
    proxy, address = faulty
    blobs = S3Blobs(address)
    blobs.setup()
    data = {f"sha256/{n:02d}/x{n}": random.Random(n).randbytes(20_000) for n in range(15)}
    for key, content in data.items():
        blobs.put(key, content)
        assert not blobs.put(key, b"another"), "it was there"
    assert {key: blobs.get(key) for key in data} == data
    assert list(blobs.list()) == sorted(data)
    assert [blobs.get_range(key, 5, 9) for key in data] == [content[5:9] for content in data.values()]
    assert len([f for f in FAULTS if proxy.seen[f]]) >= 3, proxy.seen


@pytest.mark.parametrize("faulty", [(1.0, ("500", "503", "reset"))], indirect=True)
def test_trying_again_ends(faulty: tuple[Faulty, S3Address], monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that never answers: a bounded number of requests, then 503."""
    proxy, address = faulty
    monkeypatch.setattr(s3, "LONGEST_PAUSE", 0.2)
    monkeypatch.setattr(
        s3, "_RETRY", {**s3._RETRY, "backoff": {**s3._RETRY["backoff"], "max_backoff": timedelta(seconds=0.1)}}
    )
    with pytest.raises(Unavailable) as caught:
        S3Blobs(address).setup()
    assert caught.value.status == 503
    most = (s3.TRIES + 1) * (s3._RETRY["max_retries"] + 1)
    assert s3.TRIES < proxy.seen.total() <= most


DIES = """
import signal, sys
import onmodel.tables
from onmodel.assets import service
from onmodel.backends.blobs.s3 import S3Address, S3Blobs
from onmodel.db import Database
url, project_id, data, *address = sys.argv[1:]
blobs = S3Blobs(S3Address(*address))
blobs.setup()
with Database(url).transaction() as session:
    service.store(session, blobs, data.encode(), "text/plain", project_id=project_id)
    session.flush()
    print("put", flush=True)
    signal.pause()
"""


def test_killed_between_put_and_commit(
    s3_server: S3Server, database: Database, project_id: str, tmp_path: Path
) -> None:
    """The object is there, its row is not: swept. Whoever stores the same again before that keeps it."""
    address = s3_server.bucket(prefix="studio")
    blobs = S3Blobs(address)
    blobs.setup()
    with database.transaction() as session:
        kept = service.store(session, blobs, b"kept", "text/plain", project_id=project_id)
    for data in ("lost", "found again"):
        facts = (
            address.bucket,
            address.prefix,
            address.endpoint,
            address.region,
            address.access_key,
            address.secret_key,
        )
        command = [sys.executable, "-c", DIES, f"sqlite:///{tmp_path / 'test.db'}", project_id, data, *facts]
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline() == b"put\n"
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        process.stdout.close()
    assert len(list(blobs.list("sha256"))) == 3
    with database.transaction() as session:
        assert len(queries.used_keys(session)) == 1
        assert service.condemn_orphans(session, blobs) == 2
    with database.transaction() as session:
        found = service.store(session, blobs, b"found again", "text/plain", project_id=project_id)
    with database.transaction() as session:
        assert service.remove_orphans(session, blobs, timedelta()) == 1
    with database.transaction() as session:
        assert service.condemn_orphans(session, blobs) == 0, "no orphan is left"
        assert service.dangling(session, blobs) == []
    assert service.read(blobs, kept) == b"kept"
    assert service.read(blobs, found) == b"found again"
    assert not [key for key in blobs.list() if hashlib.sha256(b"lost").hexdigest() in key]
