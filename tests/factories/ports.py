"""Ports that stay free until they are used.

What `bind(0)` gives can be taken by any outgoing connection before a server opens it, or while it is restarted. These
lie below the kernel's own range (32768 and up), and each belongs to the test process that asked for it until it ends:
processes that only began in different places came to the same port, and people met a server of another test.
"""

import fcntl
import itertools
import os
import socket
import tempfile
from getpass import getuser
from pathlib import Path
from typing import IO

FIRST, LAST = 10_000, 30_000
_turns = itertools.count(os.getpid() * 64)
_held: list[IO[str]] = []  # the kernel lets go of a lock with the process


def free_port() -> int:
    """A port of 127.0.0.1 on which nobody listens, another one at each call and in each process."""
    for turn in itertools.islice(_turns, LAST - FIRST):
        port = FIRST + turn % (LAST - FIRST)
        if _is_free(port) and _take(port):
            return port
    raise AssertionError("no port is free")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as servers do: the last one's end is no matter
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _take(port: int) -> bool:
    """Hold the port against other test processes of this machine."""
    folder = Path(tempfile.gettempdir()) / f"onmodel-ports-{getuser()}"
    folder.mkdir(exist_ok=True)
    held = (folder / str(port)).open("w")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        held.close()
        return False
    _held.append(held)
    return True
