"""How soon a board is seen in Chromium: a browser that was never here, and one that was.

    .venv/bin/python benchmarks/first_view.py [--home demo/home] [--times 7]

Milliseconds from the start of the navigation, by the page's own clock: first paint of content, the first panel's
picture decoded and on the screen, all panels of the screen; and what went over the wire (kB, as it was packed).
Server, worker and browser share the machine.
"""

import argparse
import json
import statistics
from pathlib import Path
from typing import Any

from browsing import asked, chromium, server
from playwright.sync_api import Browser

WATCH = """() => {
  const seen = window.seen = {}
  const shown = (image) => {
    const { top, bottom, width } = image.getBoundingClientRect()
    return width > 60 && bottom > 0 && top < innerHeight
  }
  const look = () => {
    const pictures = [...document.querySelectorAll('main img')].filter(shown)
    const there = pictures.filter((image) => image.complete && image.naturalWidth)
    if (there.length) seen.first ??= performance.now()
    if (there.length && there.length === pictures.length) seen.all ??= performance.now()
    if (seen.all === undefined) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}"""
FIGURES = """() => ({
  paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
  first: window.seen.first, all: window.seen.all,
  kB: [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .reduce((sum, { transferSize }) => sum + transferSize, 0) / 1000,
  code_kB: [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .filter(({ name }) => /\\.(js|css)$|\\/storyboards\\/[^/]+$/.test(name) && !name.includes('/api/'))
    .reduce((sum, { transferSize }) => sum + transferSize, 0) / 1000,
})"""


def measured(browser: Browser, address: str, times: int) -> list[dict[str, Any]]:
    """Each time a fresh browser's figures, and the same browser's second visit."""
    told = []
    for _ in range(times):
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        for visit in ("first", "again"):
            page = context.new_page()
            page.add_init_script(f"({WATCH})()")
            page.goto(address)
            page.wait_for_function("() => window.seen.all !== undefined")
            told.append({"visit": visit, **page.evaluate(FIGURES)})
            page.close()
        context.close()
    return told


def main() -> None:
    """Serve, visit, tell medians and the worst."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, default=Path("demo/home"))
    parser.add_argument("--times", type=int, default=7)
    given = parser.parse_args()
    with server(given.home) as url, chromium() as browser:
        project = asked(f"{url}/api/projects")["items"][0]["id"]
        board = asked(f"{url}/api/storyboards")["storyboards"][-1]["id"]
        for name, path in (("board", f"/storyboards/{board}"), ("home", "")):
            told = measured(browser, f"{url}/p/{project}{path}", given.times)
            for visit in ("first", "again"):
                rows = [one for one in told if one["visit"] == visit]
                figures = {
                    key: [round(statistics.median(one[key] for one in rows)), round(max(one[key] for one in rows))]
                    for key in ("paint", "first", "all", "kB", "code_kB")
                }
                print(json.dumps({"page": name, "visit": visit, "median_and_worst": figures}))


if __name__ == "__main__":
    main()
