"""Ports that stay free until they are used.

What `bind(0)` gives can be taken by any outgoing connection before a server opens it, or while it is restarted. These
lie below the kernel's own range (32768 and up), and each test process begins somewhere else.
"""

import itertools
import os
import socket

FIRST, LAST = 10_000, 30_000
PER_PROCESS = 64
_turns = itertools.count(os.getpid() * PER_PROCESS)


def free_port() -> int:
    """A port of 127.0.0.1 on which nobody listens, another one at each call."""
    for turn in itertools.islice(_turns, LAST - FIRST):
        port = FIRST + turn % (LAST - FIRST)
        with socket.socket() as probe:
            probe.setsockopt(
                socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
            )  # as servers do: the last one's end is no matter
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
    raise AssertionError("no port is free")
