"""Pages in a real browser on a real server: a small board is drawn once for all workers of the test run."""

import fcntl
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Browser, Error, Page, WebSocketRoute, expect, sync_playwright

from onmodel.sample import CAST, sample_script
from tools import browser as chromium

ROOT = Path(__file__).parents[3]
SCREENSHOTS = ROOT / "screenshots"
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--enable-unsafe-swiftshader", "--use-angle=swiftshader"),
]
PASSWORD = "correct horse battery staple"
WIDE, NARROW = (1280, 800), (390, 844)
PATIENCE = 45_000  # ms: two cores with fifteen at work on them


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test in a browser that fails is tried once more, and the run's last line counts it (ADR 0016)."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The Chromium that `tools/browser.py` finds. It ends with its module: till then asyncio has a loop here."""
    expect.set_options(timeout=PATIENCE)
    path = chromium.found()
    if path is None:
        pytest.skip("missing server: chromium")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        except Error as error:  # its libraries are not here
            pytest.skip(f"missing server: chromium ({path} does not start: {str(error).splitlines()[0]})")
        yield browser
        browser.close()


class Studio:
    """A server with its worker, as `onmodel serve` starts them."""

    def __init__(self, home: Path, *options: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.home, self.url = home, f"http://127.0.0.1:{self.port}"
        self._log = (home / "serve.log").open("w")
        self._process = subprocess.Popen(
            [Path(sys.executable).with_name("onmodel"), "serve", "--port", str(self.port), *options],
            env={**os.environ, "ONMODEL_HOME": str(home), "ONMODEL_WORKERS": "1"},
            stdout=self._log, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        self.http = httpx2.Client(base_url=self.url, timeout=60)
        self.until(self._answers, "the server answers", 90)
        self.project_id = self.http.get("/api/projects").json().get("items", [{}])[0].get("id", "")

    def _answers(self) -> bool:
        if self._process.poll() is not None:
            raise AssertionError((self.home / "serve.log").read_text()[-3000:])
        try:
            return self.http.get("/healthz").status_code == 200
        except httpx2.TransportError:
            return False

    def until(self, true: Callable[[], Any], what: str, seconds: float = 120) -> Any:
        """Wait for something; fails with the server's log."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            if found := true():
                return found
            time.sleep(0.1)
        raise AssertionError(f"not in {seconds} s: {what}\n{(self.home / 'serve.log').read_text()[-3000:]}")

    def at(self, *parts: str) -> str:
        """The address of a page of the project."""
        return "/".join([self.url, "p", self.project_id, *parts])

    @property
    def board(self) -> str:
        """The first board that was drawn."""
        return str(self.http.get("/api/storyboards").json()["storyboards"][-1]["id"])

    def stop(self) -> None:
        """As a deploy stops it."""
        os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._log.close()


class Team(Studio):
    """The same with accounts: ANNA owns it, the others are of the role that is their name."""

    def __init__(self, home: Path) -> None:
        self._person(home, "anna", "--owner")
        super().__init__(home, "--team")
        self.sign_in("anna")
        self.project_id = self.http.get("/api/projects").json()["items"][0]["id"]
        for role in ("reviewer", "viewer"):
            self._person(home, role)
            added = self.http.post(
                f"/api/projects/{self.project_id}/members", json={"email": f"{role}@studio.kz", "role": role}
            )
            assert added.status_code in {200, 201}, added.text

    def sign_in(self, name: str) -> None:
        """From now on `http` speaks as somebody."""
        entered = self.http.post("/api/login", json={"email": f"{name}@studio.kz", "password": PASSWORD})
        assert entered.status_code in {200, 204}, entered.text

    def enter(self, page: Page, name: str, *parts: str) -> None:
        """Sign in by the form, as somebody, on the way to a page."""
        page.goto(self.at(*parts))
        page.get_by_label("E-mail").fill(f"{name}@studio.kz")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(self.at(*parts))
        expect(page.get_by_role("status").filter(has_text="Live")).to_be_attached()

    @staticmethod
    def _person(home: Path, name: str, *options: str) -> None:
        command = [
            Path(sys.executable).with_name("onmodel"),
            "people",
            "add",
            f"{name}@studio.kz",
            "--name",
            name.title(),
        ]
        done = subprocess.run(
            [*command, *options, "--password-stdin"], env={**os.environ, "ONMODEL_HOME": str(home)},
            input=PASSWORD, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2000:]


def _draw(home: Path) -> None:
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


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a drawn board, made once in a test run however many workers it has."""
    shared = tmp_path_factory.getbasetemp()
    home = (shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared) / "drawn-home"
    with Path(f"{home}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the other workers of this run wait for the first
        if not (home / "drawn").exists():
            shutil.rmtree(home, ignore_errors=True)
            home.mkdir()
            _draw(home)
            (home / "drawn").touch()
    return home


@pytest.fixture(scope="module")
def studio(browser: Browser, drawn: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """A server of this module's own on a copy of the drawn home; none is started where no browser could look at it."""
    home = tmp_path_factory.mktemp("studio") / "home"
    shutil.copytree(drawn, home)
    studio = Studio(home)
    yield studio
    studio.stop()


FILMED = 3  # the scene that has clips
FRAMES = 8  # of its clips: a third of a second, made within seconds


def _processed(studio: Studio, generation: str) -> None:
    asked = studio.http.post(
        f"/api/generations/{generation}/process",
        json={"scene_numbers": [FILMED], "takes": 1, "handles": 0, "most_seconds": 3600},
    )
    assert asked.status_code == 202, asked.text
    job = f"/api/jobs/{asked.json()['job_id']}"
    studio.until(lambda: studio.http.get(job).json()["state"] == "succeeded", "the clip is there", 240)


def _passes(studio: Studio) -> tuple[str, str]:
    """Two iterations of the board: the second one with other words and another move, and a take of its own."""
    shot = studio.http.get(f"/api/storyboards/{studio.board}/shots").json()["shots"][FILMED - 1]
    body = {"duration_frames": FRAMES, "version": shot["version"]}
    assert studio.http.patch(f"/api/shots/{shot['id']}", json=body).status_code == 200
    first = studio.http.get(f"/api/generations?storyboard_id={studio.board}").json()["generations"][0]["id"]
    _processed(studio, first)
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
    scenes = studio.http.get(f"/api/generations/{second}/attempts").json()["scenes"]
    newest = next(scene for scene in scenes if scene["scene_number"] == FILMED)["attempts"][-1]["attempt_id"]
    assert studio.http.post(f"/api/generations/{second}/attempts/{newest}/select").status_code == 200
    return first, second


@pytest.fixture(scope="module")
def passes(studio: Studio) -> tuple[str, str]:
    """Two iterations with clips, by one person on a laptop."""
    return _passes(studio)


@pytest.fixture(scope="module")
def filmed(team: "Team") -> tuple[str, str]:
    """The same in a team."""
    return _passes(team)


@pytest.fixture(scope="module")
def team(browser: Browser, drawn: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """A server with accounts on a copy of the drawn home."""
    home = tmp_path_factory.mktemp("team") / "home"
    shutil.copytree(drawn, home)
    team = Team(home)
    yield team
    team.stop()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page in a browser of its own; what it complains of fails the test."""
    contexts, complaints = [], []

    def opened(url: str, size: tuple[int, int] = WIDE) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda said: said.type == "error" and complaints.append(f"{page.url}: {said.text}"))
        page.goto(url)
        return page

    opened.complaints = complaints  # type: ignore[attr-defined] # a test that provokes one may clear it
    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


class Cable:
    """The network of a page: what goes over sockets can be cut, and no new one gets through meanwhile."""

    def __init__(self, page: Page) -> None:
        self._page, self._cut = page, False
        self._open: list[WebSocketRoute] = []
        page.route_web_socket(re.compile("/ws/"), self._plug)

    def _plug(self, socket: WebSocketRoute) -> None:
        if self._cut:
            socket.close(code=1011)
            return
        socket.connect_to_server()
        self._open.append(socket)

    @contextmanager
    def cut(self) -> Iterator[None]:
        """Offline while the block lasts."""
        self._cut = True
        for plugged in self._open:
            plugged.close(code=1011)
        self._open.clear()
        self._page.context.set_offline(True)
        yield
        self._page.context.set_offline(False)
        self._cut = False


STILL = """() => {
  const here = ({ top, bottom }) => bottom > 0 && top < innerHeight
  return document.fonts.status === 'loaded' && document.querySelector('h1')
    && !document.querySelector('main .block.animate-pulse')
    && [...document.images].every((image) => image.complete || !here(image.getBoundingClientRect()))
    && document.getAnimations().every(({ effect }) => effect.getComputedTiming().iterations === Infinity)
}"""
PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def still(page: Page) -> None:
    """Wait until nothing is awaited: no skeleton, no picture on the way, no colour between two, the face is loaded."""
    page.evaluate(PAINTED)  # what was just pressed begins to show
    page.wait_for_function(STILL)


def watched(page: Page, name: str) -> None:
    """Axe finds nothing that shuts people out."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run().then(({ violations }) => violations)")
    told = [f"{v['id']}: {v['help']} · {n['html'][:200]}" for v in found for n in v["nodes"]]
    assert told == [], f"{name}: " + "\n".join(told)


def look(page: Page, name: str) -> None:
    """Keep screenshots at two sizes to be looked at, and let axe look for what shuts people out."""
    SCREENSHOTS.mkdir(exist_ok=True)
    for size in (WIDE, NARROW):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        still(page)
        page.screenshot(path=SCREENSHOTS / f"{name}-{size[0]}.png")
        watched(page, f"{name} at {size[0]}")
        across = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert across <= 0, f"{name} at {size[0]} is {across} px too wide"
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
