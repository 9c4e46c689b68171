"""Three people and a guest on one film, over real sockets, while a board renders and a worker is killed.

    .venv/bin/python examples/team.py

It starts a server of its own in a temporary folder with two workers, and prints what each person saw, and when. Anna
owns the film, Bek draws, Chen reviews, and Dana watches through a review link. It ends with a count of what was lost or
done twice, and exits with 1 unless both are none.
"""

import io
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx2
import psutil
from people import Editor, Refused, Someone, say
from PIL import Image

ONMODEL = str(Path(sys.executable).with_name("onmodel"))
PASSWORD = "a long enough password"  # of a server that lives for a minute
SCRIPT = """INT. WORKSHOP - DAY

EMMA bends over a broken radio. BEN watches from the door.

EMMA
It only needs patience.

BEN
And a new wire.

EXT. STREET - NIGHT

Emma runs along the street. Ben follows her.

BEN
Wait! You forgot the radio.
"""


@contextmanager
def studio(folder: Path) -> Iterator[str]:
    """A team server with two workers; its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "ONMODEL_HOME": str(folder), "ONMODEL_WORKERS": "2", "ONMODEL_LOG_LEVEL": "ERROR"}
    for name in ("anna", "bek", "chen"):
        command = [ONMODEL, "people", "add", f"{name}@studio.example", "--name", name.title(), "--password-stdin"]
        command += ["--owner"] if name == "anna" else []
        subprocess.run(command, input=PASSWORD, text=True, env=environment, check=True, stdout=subprocess.DEVNULL)
    command = [ONMODEL, "serve", "--team", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        base = f"http://127.0.0.1:{port}"
        wait_until_ready(base)
        yield base
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def wait_until_ready(base: str) -> None:
    """Wait until the server says so itself."""
    for _ in range(300):
        try:
            if httpx2.get(f"{base}/readyz").status_code == 200:
                return
        except httpx2.HTTPError:
            pass
        time.sleep(0.1)
    raise SystemExit("the server does not become ready")


def signed_in(base: str, name: str) -> Someone:
    """Somebody with an account."""
    person = Someone(name, base)
    person.ask("POST", "/api/login", email=f"{name.lower()}@studio.example", password=PASSWORD)
    return person


def line_of(event: dict[str, Any]) -> str:
    """What is worth printing of an event; a job's progress is not."""
    payload = event["payload"]
    if event["kind"] == "job.moved":
        ended = payload["what"] in {"succeeded", "failed", "requeued"} and payload["job_kind"] != "measure_character"
        return f"job {payload['job_kind']} {payload['what']}" if ended else ""
    facts = {k: v for k, v in payload.items() if k in {"name", "text", "verdict", "ups", "downs", "to", "consensus"}}
    return f"{event['kind']} {facts}"


def gather(base: str) -> tuple[Someone, Someone, Someone, Someone]:
    """Anna makes the film and lets the others in; everyone listens."""
    anna, bek, chen = (signed_in(base, name) for name in ("Anna", "Bek", "Chen"))
    project = anna.ask("POST", "/api/projects", name="The Radio")["id"]
    for person in (anna, bek, chen):
        person.project_id = project
    for person, role in ((bek, "editor"), (chen, "reviewer")):
        anna.ask("POST", f"/api/projects/{project}/members", email=f"{person.name.lower()}@studio.example", role=role)
    link = anna.ask("POST", f"/api/projects/{project}/links", label="producer", watermark="for Dana only")["link"]
    dana = Someone("Dana", base)
    dana.project_id = project
    dana.ask("POST", "/api/links/open", token=link.rsplit("/", 1)[1], name="Dana")
    for person in (anna, bek, chen, dana):
        person.listen(line_of)
    say("Anna", "made the film; Bek edits, Chen reviews, Dana came through a review link")
    return anna, bek, chen, dana


def edit_together(anna: Someone, bek: Someone, character: str) -> None:
    """Two people write in one description at the same moment; the row becomes a version of both."""
    one, two = Editor(anna, "character", character), Editor(bek, "character", character)
    one.write("description", " She is tired.")
    two.write("description", " She wears a green coat.")
    wanted = (" She is tired.", " She wears a green coat.")
    while not all(text in editor.field("description") for editor in (one, two) for text in wanted):
        time.sleep(0.02)
    say("both", f"see the same text: {one.field('description')!r}")
    anna.wait_for("character.changed", character_id=character)
    versions = anna.ask("GET", f"/api/characters/{character}/versions")["versions"]
    say("Anna", f"finds version {versions[0]['number']}: {versions[0]['message']}")


def kill_a_worker(parent: int) -> None:
    """Kill -9 the worker process that computes most."""

    def worked(process: psutil.Process) -> float:
        return sum(process.cpu_times()[:2])

    workers = [p for p in psutil.Process(parent).children(recursive=True) if "forkserver" in " ".join(p.cmdline())]
    victim = max(workers, key=worked)
    say("fate", f"kills worker {victim.pid} with -9")
    victim.kill()


def review(people: tuple[Someone, Someone, Someone, Someone], board: str, character: str) -> None:
    """Votes, notes on a picture, a roll-back, an approval."""
    anna, bek, chen, dana = people
    scene = anna.ask("GET", f"/api/storyboards/{board}")["scenes"][0]
    picture = re.search(r"/api/assets/([0-9a-f-]+)", scene["image_url"])
    assert picture is not None
    plain, marked = (Image.open(io.BytesIO(who.ask("GET", scene["image_url"]))) for who in (anna, dana))
    say("Dana", f"sees the panel with her watermark: {plain.tobytes() != marked.tobytes()}")
    target = {"kind": "character", "id": character}
    box = {"type": "box", "x": 0.4, "y": 0.2, "width": 0.2, "height": 0.3}
    note = {"target": {"kind": "storyboard", "id": board}, "asset_id": picture[1], "region": box}
    chen.ask("POST", "/api/notes", body="@Bek the radio should be red", kind="suggestion", **note)
    dana.ask("POST", "/api/notes", body="Lovely light.", **note)
    bek.wait_for("person.mentioned")
    unread = bek.ask("GET", "/api/notifications?unread=true")
    say("Bek", f"has {unread['unread']} unread: {unread['notifications'][0]['text']}")
    for person, value in ((anna, 1), (bek, 1), (chen, -1)):
        tally = person.ask("PUT", "/api/votes", target=target, value=value)
    say("Chen", f"votes against; the tally is {tally['ups']} to {tally['downs']}")
    try:
        dana.ask("PUT", "/api/votes", target=target, value=1)
    except Refused as refused:
        say("Dana", f"may not vote: {refused}")
    anna.ask("POST", f"/api/characters/{character}/rollback", number=1)
    chen.wait_for("character.rolled_back", character_id=character)
    anna.ask("POST", "/api/reviews", target=target, message="as she was at first")
    consensus = chen.ask("PUT", "/api/approvals", target=target, verdict="approved")
    say("Chen", f"approves; consensus: {consensus['verdict']}")
    dana.wait_for("consensus.reached")


def account(people: tuple[Someone, ...], board: str) -> bool:
    """Whether everyone heard every event once and in order, and every panel is there once."""
    good = True
    for person in people[:3]:
        seqs = [event["seq"] for event in person.heard]
        gaps = [b for a, b in pairwise(seqs) if b != a + 1]
        say(person.name, f"heard {len(seqs)} events, {len(gaps)} out of order, missing or twice")
        good &= not gaps
    jobs = people[0].ask("GET", "/api/jobs?limit=200")["items"]
    states = Counter(job["state"] for job in jobs if job["kind"] in {"generation", "frame"})
    scenes = people[0].ask("GET", f"/api/storyboards/{board}")["scenes"]
    pictures = [scene["image_url"] for scene in scenes]
    say("Anna", f"counts {len(pictures)} panels, {len(set(pictures))} pictures; jobs {dict(states)}")
    return good and all(pictures) and set(states) == {"succeeded"}


def main() -> int:
    """The story."""
    with tempfile.TemporaryDirectory(prefix="onmodel-team-") as folder, studio(Path(folder)) as base:
        anna, bek, _, _ = people = gather(base)
        emma = bek.ask("POST", "/api/characters", name="EMMA", description="A detective, 30s, red hair.")["id"]
        words = "A tall man, 40s, black hair, blue jacket."
        ben = bek.ask("POST", "/api/characters", name="BEN", description=words)["id"]
        order = {"script": SCRIPT, "character_ids": [emma, ben], "frames": 6, "tier": "low", "title": "The Radio"}
        board = bek.ask("POST", "/api/storyboards", **order)["id"]
        say("Bek", "ordered a board of 6 panels")
        bek.wait_for("job.moved", seconds=120, job_kind="frame", what="started")
        server = next(p for p in psutil.Process().children() if "serve" in p.cmdline())
        time.sleep(0.5)
        kill_a_worker(server.pid)
        edit_together(anna, bek, emma)
        bek.wait_for("job.moved", seconds=300, job_kind="generation", what="succeeded")
        review(people, board, emma)
        time.sleep(1.0)
        good = account(people, board)
    print("nothing lost, nothing done twice" if good else "something was lost or done twice")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
