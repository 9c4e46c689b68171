"""Pages in a real browser on a real server: a small board is drawn once for all workers of the test run."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

from onmodel.sample import CAST, sample_script

ROOT = Path(__file__).parents[3]
SCREENSHOTS = ROOT / "screenshots"
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--enable-unsafe-swiftshader", "--use-angle=swiftshader"),
]
WIDE, NARROW = (1280, 800), (390, 844)
PATIENCE = 20_000  # ms: a busy machine of two cores


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the system's, else Playwright's own."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
        try:
            browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        except Error:
            pytest.skip("missing server: chromium")
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

    def stop(self) -> None:
        """As a deploy stops it."""
        os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._log.close()


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


def look(page: Page, name: str) -> None:
    """Keep screenshots at two sizes to be looked at, and let axe look for what shuts people out."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page.evaluate(AXE.read_text())
    for size in (WIDE, NARROW):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.wait_for_timeout(300)
        page.screenshot(path=SCREENSHOTS / f"{name}-{size[0]}.png")
        found = page.evaluate("axe.run().then(({ violations }) => violations)")
        told = [f"{v['id']}: {v['help']} · {n['html'][:200]}" for v in found for n in v["nodes"]]
        assert told == [], f"{name} at {size[0]}: " + "\n".join(told)
        across = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert across <= 0, f"{name} at {size[0]} is {across} px too wide"
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
