"""Scrolling through 10,000 characters in Chromium, frames as the browser's own trace counts them.

    .venv/bin/python benchmarks/gallery.py [--characters 10000] [--seconds 8] [--keep FOLDER]

Each character has a picture of its own. The peer is what the platform does alone: the same cards, all of them in one
document, pictures with `loading=lazy`. A frame is dropped when the compositor was due to show one that scrolling waited
for and had none (`PipelineReporter`, `affects_smoothness`). Chromium draws in software here, on the CPU that the server
uses too.
"""

import argparse
import io
import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from api import WORDS
from browsing import asked, chromium, server
from PIL import Image, ImageDraw
from playwright.sync_api import Page

from onmodel import bootstrap
from onmodel.assets import service as assets
from onmodel.characters.tables import Character, CharacterReference
from onmodel.settings import Settings

BATCH = 500
PLAIN = """(characters) => {
  document.body.innerHTML = '<main style="height:100vh;overflow-y:auto"><ul style="display:grid;gap:12px;padding:12px;'
    + 'grid-template-columns:repeat(5,1fr);list-style:none">' + characters.map((c) => `<li><a href="#"><img
    loading="lazy" alt="" style="width:100%;aspect-ratio:1" src="${c.thumbnail_url}?edge=320"><b
    style="display:block;height:44px">${c.name}</b></a></li>`).join('') + '</ul></main>'
}"""


def picture(number: int) -> bytes:
    """A face of flat colours that no other number has."""
    rng = np.random.default_rng(number)
    image = Image.new("RGB", (320, 320), tuple(int(v) for v in rng.integers(40, 160, 3)))
    draw = ImageDraw.Draw(image)
    draw.ellipse((80, 60, 240, 270), fill=tuple(int(v) for v in rng.integers(90, 230, 3)))
    draw.ellipse((70, 30, 250, 150), fill=tuple(int(v) for v in rng.integers(0, 120, 3)))
    for x in (125, 195):
        draw.ellipse((x - 12, 150, x + 12, 165), fill="white")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def fill(home: Path, count: int) -> None:
    """So many characters, each with a picture of its own."""
    settings = Settings(home=home)
    product = bootstrap.open_product(settings)
    blobs = product.backends.blobs
    for start in range(0, count, BATCH):
        with product.database.transaction() as session:
            for number in range(start, min(start + BATCH, count)):
                project_id = product.project_id
                asset = assets.store(session, blobs, picture(number), "image/jpeg", project_id=project_id)
                session.add(_character(number, project_id, asset.id))
        print(f"{min(start + BATCH, count)} characters", end="\r", file=sys.stderr)


def _character(number: int, project_id: str, asset_id: str) -> Character:
    name, tags = f"{WORDS[number % 20].upper()} {number}", [WORDS[number * 7 % 20], WORDS[number * 11 % 20]]
    importance = ("lead", "supporting", "background")[number % 3]
    reference = CharacterReference(position=0, asset_id=asset_id, filename=f"{number}.jpg", quality=0.9)
    return Character(
        project_id=project_id, name=name, description="tall, in a red coat", tags=tags, importance=importance,
        references=[reference],
    )  # fmt: skip


def scrolled(page: Page, speed: int, seconds: float) -> dict[str, Any]:
    """Scroll with the wheel at so many pixels a second, and what became of the frames."""
    browser, devtools = page.context.browser, page.context.new_cdp_session(page)
    assert browser is not None
    browser.start_tracing(page=page, categories=["benchmark", "cc", "toplevel", "devtools.timeline"])
    devtools.send(
        "Input.synthesizeScrollGesture",
        {"x": 640, "y": 500, "yDistance": -int(speed * seconds), "speed": speed, "gestureSourceType": "mouse"},
    )
    return frames(json.loads(browser.stop_tracing())["traceEvents"])


def frames(events: list[dict[str, Any]]) -> dict[str, Any]:
    """Frames of a trace by what became of them; long tasks are those of the page that took 50 ms and more."""
    reports = [
        (event["ts"], report)
        for event in events
        if event["name"] == "PipelineReporter" and event["ph"] == "b"
        for report in [event["args"].get("frame_reporter") or event["args"].get("chrome_frame_reporter", {})]
    ]
    states = Counter(str(report["state"]).removeprefix("STATE_") for _, report in reports if "state" in report)
    dropped = sum(r.get("state") == "STATE_DROPPED" and bool(r.get("affects_smoothness")) for _, r in reports)
    shown = sum(count for state, count in states.items() if state.startswith("PRESENTED"))
    tasks = [e["dur"] / 1000 for e in events if e["name"] == "RunTask" and e.get("dur", 0) >= 50_000]
    return {
        "shown": shown, "dropped": dropped, "dropped_%": round(100 * dropped / max(1, shown + dropped), 2),
        "long_tasks": len(tasks), "longest_ms": round(max(tasks, default=0.0)), "states": dict(states),
    }  # fmt: skip


def late(page: Page) -> str:
    """How many pictures that are on the screen are there when scrolling ends."""
    return str(
        page.evaluate("""() => {
          const seen = [...document.querySelectorAll('main img')].filter((image) => {
            const { top, bottom } = image.getBoundingClientRect()
            return bottom > 0 && top < innerHeight
          })
          return `${seen.filter((image) => image.complete && image.naturalWidth).length} of ${seen.length}`
        }""")
    )


def everyone(url: str) -> list[dict[str, Any]]:
    """All characters, page by page."""
    found: list[dict[str, Any]] = []
    before = ""
    while before is not None:
        page = asked(f"{url}/api/characters?limit=200{before and '&before=' + before}")
        found, before = [*found, *page["characters"]], page["next"]
    return found


def measured(url: str, seconds: float) -> None:
    """Ours and the peer's figures, at a reader's speed and at a flick's."""
    project = asked(f"{url}/api/projects")["items"][0]["id"]
    with chromium() as browser:
        for name in ("ours", "plain"):
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            began = time.perf_counter()
            page.goto(f"{url}/p/{project}/characters")
            page.locator("main img").first.wait_for()
            if name == "plain":
                cards = everyone(url)
                began = time.perf_counter()
                page.evaluate(PLAIN, cards)
                page.wait_for_function("() => document.querySelector('main img').complete")
            print(json.dumps({"page": name, "first_card_s": round(time.perf_counter() - began, 2)}))
            for speed in (2000, 8000):
                told = {"page": name, "pixels_per_s": speed, **scrolled(page, speed, seconds), "pictures": late(page)}
                print(json.dumps(told | {"elements": page.evaluate("document.querySelectorAll('*').length")}))
            page.close()


def main() -> None:
    """Fill (or find) a home, serve it, scroll."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--characters", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--keep", type=Path, help="a folder that keeps the characters for the next run")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = given.keep or Path(folder)
        home.mkdir(parents=True, exist_ok=True)
        if not (home / "filled").exists():
            fill(home, given.characters)
            (home / "filled").touch()
        with server(home) as url:
            measured(url, given.seconds)


if __name__ == "__main__":
    main()
