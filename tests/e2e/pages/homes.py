"""What pages are opened on, made once in a test run however many workers it has: every module gets a copy."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from onmodel.sample import CAST, sample_script
from tests.e2e.pages.servers import Studio

FILMED = 3  # the scene that has clips
FRAMES = 8  # of its clips: a third of a second, made within seconds


def once(folders: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A home that the first worker of this run makes; the others wait for it."""
    shared = folders.getbasetemp()
    home = (shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared) / f"{name}-home"
    done = Path(f"{home}.done")
    with Path(f"{home}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(home, ignore_errors=True)
            home.mkdir()
            make(home)
            done.touch()
    return home


def draw(home: Path) -> None:
    """A board of four panels of the sample tale, drawn by the stage at the lowest tier."""
    script = home / "tale.fountain"
    script.write_text(sample_script().read_text())
    words = [word for person in CAST for word in ("--describe", f"{person.name}={person.description}")]
    command = [Path(sys.executable).with_name("onmodel"), "storyboard", script, *words]
    options = ["--frames", "4", "--tier", "low", "--out", home / "board", "--json"]
    done = subprocess.run(
        [*command, *options], env={**os.environ, "ONMODEL_HOME": str(home)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]


def film(home: Path) -> None:
    """Two iterations of the board: the second one with other words and another move, and a take of its own."""
    studio = Studio(home)
    try:
        _film(studio)
    finally:
        studio.stop()


def _film(studio: Studio) -> None:
    shot = studio.http.get(f"/api/storyboards/{studio.board}/shots").json()["shots"][FILMED - 1]
    body = {"duration_frames": FRAMES, "version": shot["version"]}
    assert studio.http.patch(f"/api/shots/{shot['id']}", json=body).status_code == 200
    _processed(studio, passes(studio)[0])
    begun = studio.http.post(
        "/api/generations",
        json={
            "storyboard_id": studio.board, "negative_prompt": "blur",
            "scenes": [{"scene_number": FILMED, "prompt": "She pours the soup slowly.", "camera_movement": "push-in"}],
        },
    )  # fmt: skip
    assert begun.status_code == 201, begun.text
    second = str(begun.json()["id"])
    _processed(studio, second)
    assert studio.http.post(f"/api/generations/{second}/attempts/{clip_of(studio, second)}/select").status_code == 200


def _processed(studio: Studio, generation: str) -> None:
    asked = studio.http.post(
        f"/api/generations/{generation}/process",
        json={"scene_numbers": [FILMED], "takes": 1, "handles": 0, "most_seconds": 3600},
    )
    assert asked.status_code == 202, asked.text
    job = f"/api/jobs/{asked.json()['job_id']}"
    studio.until(lambda: studio.http.get(job).json()["state"] == "succeeded", "the clip is there", 240)


def passes(studio: Studio) -> list[str]:
    """The iterations of the board, the first one first."""
    found = studio.http.get(f"/api/generations?storyboard_id={studio.board}").json()["generations"]
    return [str(one["id"]) for one in sorted(found, key=lambda one: one["number"])]


def clip_of(studio: Studio, generation: str) -> str:
    """The newest take of the filmed scene in an iteration."""
    scenes = studio.http.get(f"/api/generations/{generation}/attempts").json()["scenes"]
    filmed = next(scene for scene in scenes if scene["scene_number"] == FILMED)
    return str(filmed["attempts"][-1]["attempt_id"])
