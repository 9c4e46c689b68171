"""Takes the pictures of docs/tour.md: drives Chromium through the sample board as a newcomer goes.

    .venv/bin/onmodel demo && .venv/bin/python tools/tour.py [--home demo/home] [--out docs/pictures/tour]

Works on a copy of that home; a picture is WebP, 1280 × 800.
"""

import argparse
import io
import json
import os
import re
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

from browser import found
from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --enable-unsafe-swiftshader --use-angle=swiftshader"
PATIENCE = 120_000  # ms: the stage draws on the CPU
STILL = """() => document.fonts.status === 'loaded' && !document.querySelector('main .block.animate-pulse')
  && [...document.images].every((image) => image.complete || image.getBoundingClientRect().top > innerHeight)"""


@contextmanager
def server(home: Path) -> Iterator[str]:
    """`onmodel serve` on that home; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("onmodel")), "serve", "--port", str(port)]
    with (home / "serve.log").open("w") as log:
        process = subprocess.Popen(command, env={**os.environ, "ONMODEL_HOME": str(home)}, stdout=log, stderr=log)
    try:
        ends = time.monotonic() + 120
        while not _answers(f"http://127.0.0.1:{port}/healthz"):
            if time.monotonic() > ends or process.poll() is not None:
                raise SystemExit((home / "serve.log").read_text()[-2000:])
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def _answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=5).close()
    except OSError:
        return False
    return True


def asked(url: str) -> Any:
    """What the API answers."""
    with urllib.request.urlopen(url, timeout=60) as answer:
        return json.load(answer)


class Tour:
    """A page, and where its pictures go."""

    def __init__(self, page: Page, url: str, out: Path) -> None:
        self.page, self.out = page, out
        project = asked(f"{url}/api/projects")["items"][0]["id"]
        boards = asked(f"{url}/api/storyboards")["storyboards"]
        self.board = next(one["id"] for one in boards if one["title"] == "The Price of a Smell")
        self.script = asked(f"{url}/api/screenplays")["screenplays"][-1]["id"]
        self.shots = asked(f"{url}/api/storyboards/{self.board}/shots")["shots"]
        people = asked(f"{url}/api/characters")["characters"]
        self.lead = next(one["id"] for one in people if one["name"] == "ALDAR KOSE")
        self.root = f"{url}/p/{project}"

    def go(self, path: str = "") -> None:
        """To a page of the project."""
        self.page.goto(f"{self.root}/{path}" if path else self.root)
        expect(self.page.get_by_role("heading", level=1).first).to_be_visible()

    def keep(self, name: str) -> None:
        """A picture of what is seen."""
        self.page.mouse.move(640, 799)
        self.page.wait_for_function(STILL)
        with Image.open(io.BytesIO(self.page.screenshot())) as picture:
            picture.convert("RGB").save(self.out / f"{name}.webp", quality=82, method=6)

    def script_pages(self) -> None:
        """The script, and the order of a board."""
        self.go()
        expect(self.page.get_by_role("link", name=re.compile("Price of a Smell")).first).to_be_visible()
        self.keep("home")
        self.go(f"script/{self.script}")
        self.keep("script")

    def characters(self) -> None:
        """The gallery, photographs judged as they are dropped, a model sheet."""
        self.go("characters")
        expect(self.page.get_by_role("link", name="TIMUR")).to_be_visible()
        self.keep("characters")
        self.go(f"characters/{self.lead}")
        expect(self.page.get_by_label("Description")).to_be_enabled()
        self.keep("character")

    def board_pages(self) -> None:
        """The board, its matrix, its film."""
        self.go(f"storyboards/{self.board}")
        expect(self.page.get_by_role("button", name=re.compile(r"Panel 1\b"))).to_be_visible()
        self.keep("board")
        self.go(f"storyboards/{self.board}?view=continuity")
        cell = self.page.get_by_role("button", name=re.compile(r" in .*: \d+")).first
        expect(cell).to_be_visible()
        self.keep("continuity")
        cell.click()
        expect(self.page.get_by_role("dialog").get_by_role("img", name="In this frame")).to_be_visible()
        self.keep("continuity-cell")
        self.go(f"storyboards/{self.board}?view=animatic")
        playhead = self.page.get_by_role("slider", name="Position in the animatic")
        playhead.focus()
        self.page.keyboard.press("ArrowRight")
        self.keep("animatic")

    def shot_pages(self) -> None:
        """One panel mended on the stage, taken again, compared."""
        shot = next(one for one in self.shots if len(one.get("characters", ())) > 1)
        path = f"storyboards/{self.board}/shots/{shot['id']}"
        self.go(path)
        expect(self.page.get_by_role("heading", name="Approval")).to_be_visible()
        self.keep("shot")
        self.go(f"{path}?view=stage")
        person = self.page.get_by_role("button", name=re.compile(", at ")).first
        person.focus()
        for _ in range(4):
            self.page.keyboard.press("ArrowLeft")
        self.page.get_by_role("button", name="Preview").click()
        expect(self.page.get_by_role("img", name="Preview")).to_be_visible(timeout=PATIENCE)
        self.keep("stage")
        takes = self.page.get_by_role("list", name="Takes").get_by_role("button", name=re.compile("^Take"))
        many = takes.count()
        self.page.get_by_role("button", name="Keep and draw the frame").click()
        expect(takes.nth(many)).to_be_visible(timeout=PATIENCE)  # one that is below the bar is taken again by itself
        self.go(f"{path}?view=compare&how=wipe")
        expect(self.page.get_by_role("tabpanel").get_by_role("slider")).to_be_visible()
        self.keep("wipe")

    def clip_pages(self) -> None:
        """A shot offered in several ways, and the takes of its clip beside each other."""
        shot = next(one for one in self.shots if len(one.get("characters", ())) > 1)
        path = f"storyboards/{self.board}/shots/{shot['id']}"
        self.go(f"{path}?view=heroes")
        cards = self.page.get_by_role("list", name="Hero frames").locator("[data-frame]")
        expect(cards.first).to_be_visible()
        many = cards.count()
        self.page.get_by_role("button", name="Offer more").click()
        expect(cards).to_have_count(many + 4, timeout=8 * PATIENCE)
        expect(self.page.get_by_role("button", name="Close")).to_be_hidden()  # what was told goes by itself
        self.keep("heroes")
        self.go(f"{path}?view=clips")
        expect(self.page.get_by_role("heading", name="What is measured")).to_be_visible()
        self.page.wait_for_function(
            "() => [...document.querySelectorAll('video')].every((film) => film.readyState > 1)"
        )
        self.keep("clips")

    def style_pages(self, url: str) -> None:
        """A style with its picture."""
        body = json.dumps({"name": "Late summer", "description": "low sun, dust", "parameters": {"temperature": 25}})
        request = urllib.request.Request(f"{url}/api/styles", body.encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            style = json.load(answer)["id"]
        self.go(f"styles/{style}")
        expect(self.page.get_by_role("slider", name="Exposure", exact=True)).to_be_enabled()
        expect(self.page.get_by_role("img", name="Preview")).to_be_visible()
        self.keep("style")
        self.go("jobs")
        self.keep("jobs")


def main() -> None:
    """The whole tour."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, default=Path("demo/home"))
    parser.add_argument("--out", type=Path, default=Path("docs/pictures/tour"))
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder) / "home"
        shutil.copytree(given.home, home)
        browser = playwright.chromium.launch(executable_path=found(), args=FLAGS.split())
        expect.set_options(timeout=30_000)
        page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        with server(home) as url:
            tour = Tour(page, url, given.out)
            tour.script_pages()
            tour.characters()
            tour.board_pages()
            tour.shot_pages()
            tour.clip_pages()
            tour.style_pages(url)
        browser.close()


if __name__ == "__main__":
    main()
