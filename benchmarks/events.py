"""Events of a project to 500 sockets, beside a broadcast as tutorials write it, in the same run.

Run: python benchmarks/events.py [--repeat 3] [--clients 500] [--rate 20] [--seconds 10] [--only onmodel] [--json]

Characters are created through the API at a steady rate; each is an event that every socket of the project hears. The
delay is from the API's answer, after the commit, to the arrival at each client; below 0: it came before the answer.
Server and clients have a core each. Ours is `onmodel serve` with its workers, once they have started.
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import sync
from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

PEER = Path(__file__).parent / "peers" / "relay.py"
MARK = b"Event-"
BAR_MS = 50.0


class Heard(WSListener):  # type: ignore[misc]  # picows' class has no types
    """One client: which events came, and when."""

    def __init__(self) -> None:
        self.at: dict[int, float] = {}

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """Note the first arrival of each event."""
        now = time.perf_counter()
        if frame.msg_type == WSMsgType.TEXT:
            payload = frame.get_payload_as_bytes()
            begin = payload.find(MARK)
            if begin >= 0 and len(payload) < 20_000:  # a list of who is here is longer
                self.at.setdefault(int(payload[begin + len(MARK) :][:6]), now)
        elif frame.msg_type == WSMsgType.PING:
            transport.send_pong(frame.get_payload_as_bytes())


async def create(streams: tuple[asyncio.StreamReader, asyncio.StreamWriter], number: int) -> float:
    """Create a character; the moment of the answer."""
    reader, writer = streams
    body = json.dumps({"name": f"{MARK.decode()}{number:06d} {time.time_ns()}", "description": "a tall man"})
    head = "POST /api/characters HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
    writer.write(f"{head}{len(body)}\r\n\r\n{body}".encode())
    answer = await reader.readuntil(b"\r\n\r\n")
    answered = time.perf_counter()
    if b" 201 " not in answer.split(b"\r\n")[0]:
        sys.exit(answer.decode())
    length = next(line for line in answer.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    await reader.readexactly(int(length.split(b":")[1]))
    return answered


async def load(port: int, path: str, clients: int, rate: float, seconds: float) -> dict[str, Any]:
    """Connect, create at a steady rate, and tell the delays."""
    heard = []
    for number in range(clients):
        heard.append((await ws_connect(Heard, f"ws://127.0.0.1:{port}{path}"))[1])
        if number % 20 == 19:
            await asyncio.sleep(0.05)
    await asyncio.sleep(5.0)
    streams = await asyncio.open_connection("127.0.0.1", port)
    answered, begun = [], time.perf_counter()
    for number in range(int(rate * seconds)):
        await asyncio.sleep(max(begun + number / rate - time.perf_counter(), 0))
        answered.append(await create(streams, number))
    await asyncio.sleep(2.0)
    delays = sorted((each.at[k] - at) * 1e3 for k, at in enumerate(answered) for each in heard if k in each.at)
    lost = len(answered) * clients - len(delays)
    at = {name: round(delays[min(int(len(delays) * part), len(delays) - 1)], 2) for name, part in PARTS.items()}
    return {**at, "lost": lost, "events_per_second": round(len(answered) / (answered[-1] - begun), 1)}


PARTS = {"p50_ms": 0.5, "p95_ms": 0.95, "p99_ms": 0.99, "most_ms": 1.0}


@contextmanager
def server(name: str) -> Iterator[tuple[int, str]]:
    """A server of this name: port and path of the events."""
    port = sync.free_port()
    if name == "onmodel":
        with sync.onmodel(port, "") as (pid, _):
            sync.rest(pid, at_least=sync.SPARE_AFTER + 3)
            with urlopen(f"http://127.0.0.1:{port}/api/projects") as answer:
                project = json.load(answer)["items"][0]["id"]
            yield port, f"/ws/projects/{project}"
    else:
        quiet = subprocess.DEVNULL
        with sync.started([sys.executable, str(PEER), str(port)], port, stdout=quiet, stderr=quiet):
            yield port, "/ws/projects/any"


def main() -> None:
    """Measure and print, or print as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--clients", type=int, default=500)
    parser.add_argument("--rate", type=float, default=20.0)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--only", default="onmodel,relay")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in args.only.split(",")}
    for _ in range(args.repeat):
        for name, runs in found.items():
            with server(name) as (port, path):
                os.sched_setaffinity(0, {int(sync.GENERATOR_CORE)})
                runs.append(asyncio.run(load(port, path, args.clients, args.rate, args.seconds)))
                runs[-1] |= {"load": round(os.getloadavg()[0], 1)}
    for name, runs in found.items():
        middle = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        print(
            json.dumps({name: runs}) if args.json else f"{name:<10}{'  '.join(f'{k} {v:g}' for k, v in middle.items())}"
        )


if __name__ == "__main__":
    main()
