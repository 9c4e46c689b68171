"""The page of primitives, which only vite's own server has: what is developed with is looked at too."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.pages.conftest import NARROW, ROOT, SCREENSHOTS, WIDE, watched
from tests.e2e.pages.servers import Studio

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def dev(studio: Studio, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Vite's server before the studio's, as who works on the pages has it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("vite") / "vite.log"
    command = [sys.executable, ROOT / "tools" / "pages.py", "run", "exec", "vite", "--host", "127.0.0.1"]
    with log.open("w") as told:
        process = subprocess.Popen(
            [*command, "--port", str(port), "--strictPort"], env={**os.environ, "ONMODEL_SERVER": studio.url},
            stdout=told, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        studio.until(lambda: _answers(process, url, log), "vite serves", 120)
        yield url
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(20)


def _answers(process: "subprocess.Popen[bytes]", url: str, log: Path) -> bool:
    if process.poll() is not None:
        raise AssertionError(log.read_text()[-3000:])
    try:
        return httpx2.get(f"{url}/dev/ui", timeout=60).status_code == 200
    except httpx2.TransportError:
        return False


def test_every_primitive_can_be_used_by_everybody(dev: str, studio: Studio, open_page: Callable[..., Page]) -> None:
    assert studio.http.get("/dev/ui").status_code == 404  # what is built does without it
    page = open_page(f"{dev}/dev/ui")
    expect(page.get_by_role("heading", name="Primitives")).to_be_visible()
    open_page.complaints.clear()  # type: ignore[attr-defined] # vite packs what it meets, and then loads the page anew
    page.reload()
    SCREENSHOTS.mkdir(exist_ok=True)
    for size in (WIDE, NARROW):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        expect(page.get_by_role("heading", name="Primitives")).to_be_visible()
        page.screenshot(path=SCREENSHOTS / f"dev-ui-{size[0]}.png", full_page=True)
        watched(page, f"dev-ui at {size[0]}")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.get_by_role("button", name="Toast").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back")).to_be_visible()
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("menuitem", name="Take again").click()
    expect(page.get_by_text("Ordered")).to_be_visible()
    page.get_by_role("button", name="Dialog").click()
    dialog = page.get_by_role("dialog", name="A dialog")
    expect(dialog).to_be_visible()
    watched(page, "dev-ui with a dialog")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
