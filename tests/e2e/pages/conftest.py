"""Pages in a real browser on a real server."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, WebSocketRoute, expect, sync_playwright

from tests.e2e.pages.homes import draw, film, once
from tests.e2e.pages.servers import Studio, Team
from tools import browser as chromium

ROOT = Path(__file__).parents[3]
SCREENSHOTS = ROOT / "screenshots"
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--enable-unsafe-swiftshader", "--use-angle=swiftshader"),
]
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


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a board of four panels."""
    return once(tmp_path_factory, "drawn", draw)


@pytest.fixture(scope="session")
def filmed(drawn: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with two iterations of it that have clips."""

    def make(home: Path) -> None:
        shutil.copytree(drawn, home, dirs_exist_ok=True)
        film(home)

    return once(tmp_path_factory, "filmed", make)


@pytest.fixture(scope="module")
def begins_with(drawn: Path) -> Path:
    """The home that a module's servers begin with a copy of; a module that looks at clips says `filmed`."""
    return drawn


@pytest.fixture(scope="module")
def studio(browser: Browser, begins_with: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """A server of this module's own; none is started where no browser could look at it."""
    home = tmp_path_factory.mktemp("studio") / "home"
    shutil.copytree(begins_with, home)
    studio = Studio(home)
    yield studio
    studio.stop()


@pytest.fixture(scope="module")
def team(browser: Browser, begins_with: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """The same with accounts."""
    home = tmp_path_factory.mktemp("team") / "home"
    shutil.copytree(begins_with, home)
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
