"""Sync of one document between 50, 200 and 500 clients, beside Hocuspocus 4.7 and y-websocket in the same run.

Run: python benchmarks/sync.py [--repeat 3] [--seconds 6] [--clients 50,200,500] [--only onmodel] [--what window]

Server and generator have a core each; repeats go round the servers, so that a busy machine hurts all of them. Ours is
`onmodel serve` as it is, API, worker, bus and all, once it has started its workers; it tells an edit only once it is in
the log, and acknowledges it only once it is on disk (`saved_…_ms`); the peers keep it in memory. Needs node; the peers
are installed once by npm from benchmarks/peers/package.json into the user's cache.
"""

import argparse
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from onmodel import bootstrap
from onmodel.characters.tables import Character
from onmodel.settings import Settings
from onmodel.supervisor import SPARE_AFTER

HERE = Path(__file__).parent / "peers"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser() / "onmodel-sync-peers"
SERVER_CORE, GENERATOR_CORE = "0", "1"
BARS = {"p99_ms": 10.0, "share": 0.9, "storm_ms": 2500, "storm_mib": 150}
PEERS = {
    "hocuspocus": ["node", "hocuspocus.mjs", "{port}"],
    "y-websocket": ["node", "node_modules/y-websocket/bin/server.cjs"],
}


def install() -> None:
    """The peers, where they are not yet there."""
    CACHE.mkdir(parents=True, exist_ok=True)
    for file in HERE.iterdir():
        shutil.copy(file, CACHE)
    if not (CACHE / "node_modules" / "yjs").exists():
        subprocess.run(["npm", "install", "--no-audit", "--no-fund"], cwd=CACHE, check=True, stdout=subprocess.DEVNULL)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def spent(session: int) -> int:
    """Ticks of processor time that the living processes of a session have used."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rsplit(") ", 1)[1].split()
            total += int(fields[11]) + int(fields[12]) if int(fields[3]) == session else 0
    return total


def rest(session: int, at_least: float = 1.0) -> None:
    """Wait until a server and what it started, workers too, have nothing to do: it is the server that is measured."""
    begun, before = time.monotonic(), spent(session)
    while time.monotonic() - begun < 40:
        time.sleep(1.0)
        now = spent(session)
        if now - before <= 3 and time.monotonic() - begun >= at_least:
            return
        before = now


@contextmanager
def started(command: list[str], port: int, **options: Any) -> Iterator[int]:
    """The process id of a server on its core, once it answers."""
    process = subprocess.Popen(["taskset", "-c", SERVER_CORE, *command], start_new_session=True, **options)
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    sys.exit(f"{command} does not answer")
                time.sleep(0.1)
        rest(process.pid)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def onmodel(port: int, database_url: str) -> Iterator[tuple[int, str]]:
    """Our server on a new home with one character: process id and path."""
    with tempfile.TemporaryDirectory() as home:
        own = {"ONMODEL_HOME": home, "ONMODEL_SOCKET_MESSAGES_PER_SECOND": "1e6", "ONMODEL_LOG_LEVEL": "ERROR"}
        own |= {"ONMODEL_SOCKET_MESSAGE_BYTES": str(8 * 2**20)}  # the storm's document comes in one message
        own |= {"ONMODEL_DATABASE_URL": database_url} if database_url else {}
        product = bootstrap.open_product(Settings(home=Path(home), database_url=database_url))
        with product.database.transaction() as session:
            row = Character(project_id=product.project_id, name=f"Bench {port} {time.time_ns()}", description="")
            session.add(row)
            session.flush()
            path = f"/ws/docs/character/{row.id}"
        product.database.dispose()
        program = str(Path(sys.executable).with_name("onmodel"))
        environment = {**os.environ, **own}
        quiet = subprocess.DEVNULL
        with started([program, "serve", "--port", str(port)], port, env=environment, stderr=quiet, stdout=quiet) as pid:
            yield pid, path


@contextmanager
def server(name: str, database_url: str) -> Iterator[list[str]]:
    """A server of this name; gives the generator's options for it."""
    port = free_port()
    if name == "onmodel":
        with onmodel(port, database_url) as (pid, path):
            rest(pid, at_least=SPARE_AFTER + 3)  # the spare worker starts later than the others
            yield ["--proto=y", f"--port={port}", f"--path={path}?acks=1", f"--pid={pid}"]
    else:
        command = [part.format(port=port) for part in PEERS[name]]
        environment = {**os.environ, "PORT": str(port), "HOST": "127.0.0.1"}
        quiet = subprocess.DEVNULL
        with started(command, port, cwd=CACHE, env=environment, stdout=quiet, stderr=quiet) as pid:
            proto = "hocuspocus" if name == "hocuspocus" else "y"
            yield [f"--proto={proto}", f"--port={port}", "--path=/room", f"--pid={pid}"]


def measure(name: str, options: list[str], database_url: str) -> dict[str, Any]:
    """One run against a fresh server."""
    with server(name, database_url) as where:
        command = ["taskset", "-c", GENERATOR_CORE, "node", "generator.mjs", *where, *options]
        done = subprocess.run(command, cwd=CACHE, capture_output=True, text=True, timeout=180, check=False)
        if done.returncode:
            sys.exit(done.stderr)
        return {"server": name, "load": round(os.getloadavg()[0], 1), **json.loads(done.stdout)}


def runs(clients: list[int], seconds: int) -> dict[str, list[str]]:
    """What is measured: name → the generator's options."""
    timed = f"--seconds={seconds}"
    found = {f"{n} clients, 100/s": [f"--clients={n}", "--mode=open", "--rate=100", timed] for n in clients}
    found |= {f"{n} clients, window 64": [f"--clients={n}", "--mode=closed", "--window=64", timed] for n in clients}
    found["500 join 2 MB"] = ["--clients=500", "--mode=storm"]
    return found


def line(found: list[dict[str, Any]]) -> str:
    """The medians of some runs."""
    middle = {
        key: statistics.median(run[key] for run in found) for key, v in found[0].items() if isinstance(v, int | float)
    }
    return "  ".join(f"{key} {value:g}" for key, value in middle.items() if key not in {"clients", "document_kib"})


def main() -> None:
    """Measure and print, or print as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=6)
    parser.add_argument("--clients", default="50,200,500")
    parser.add_argument("--only", default="onmodel,hocuspocus,y-websocket")
    parser.add_argument("--database-url", default="", help="PostgreSQL in place of SQLite")
    parser.add_argument("--what", default="", help="only what has this in its name: 100/s, window, join")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    install()
    wanted = runs([int(n) for n in args.clients.split(",")], args.seconds)
    for title, options in wanted.items():
        if args.what not in title:
            continue
        found: dict[str, list[dict[str, Any]]] = {name: [] for name in args.only.split(",")}
        for _ in range(args.repeat):
            for name, list_ in found.items():
                list_.append(measure(name, options, args.database_url))
        for name, list_ in found.items():
            print(
                json.dumps({"what": title, "runs": list_}) if args.json else f"{title:<24}{name:<14}{line(list_)}",
                flush=True,
            )


if __name__ == "__main__":
    main()
