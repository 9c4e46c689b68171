"""How soon a picture follows a knob in Chromium: a style's and a place's preview, by the page's own clock.

    .venv/bin/python benchmarks/knobs.py [--home demo/home] [--turns 20]

Milliseconds from the turn of a knob (a key, a choice) until the picture that shows this turn is on the screen (the
frame after its load event). `light` are a place's contrast and colours; `hour` is another hour, for which the place is
built and traced anew the first time: chosen at once, and after a rest in which the page has looked ahead. Server,
worker and browser share the machine.
"""

import argparse
import json
import os
import statistics
import urllib.request
from pathlib import Path
from typing import Any

from browsing import asked, chromium, server
from playwright.sync_api import Browser, Page, expect

AHEAD = 20_000  # ms in which a page traces the other hours
WATCH = """() => {
  window.turned = null
  window.took = []
  const told = ({ target }) => {
    if (target.matches('input[type=range], select')) window.turned = { at: performance.now(), knob: target }
  }
  for (const kind of ['keydown', 'input']) addEventListener(kind, told, true)
  document.addEventListener('load', ({ target }) => {
    const { turned } = window
    if (!turned || target.tagName !== 'IMG' || !target.src.includes('/preview?')) return
    const shown = new URL(target.src).searchParams.get(window.knob)
    const { value } = turned.knob
    if (shown === null || (shown !== value && Number(shown) !== Number(value))) return
    window.turned = null
    requestAnimationFrame(() => window.took.push(performance.now() - turned.at))
  }, true)
}"""


def made(url: str, kind: str, **given: Any) -> str:
    """A new style or environment; its id."""
    body = json.dumps({"name": f"Knobs {os.getpid()}", **given}).encode()
    request = urllib.request.Request(f"{url}/api/{kind}", body, {"content-type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return str(json.load(answer)["id"])


def turned(page: Page, knob: str, label: str, turns: int) -> list[float]:
    """Turn a slider step by step, each once the picture of the one before is there."""
    page.evaluate("(knob) => { window.knob = knob; window.took = [] }", knob)
    slider = page.get_by_role("slider", name=label, exact=True)
    expect(slider).to_be_enabled(timeout=60_000)  # the shared document is here
    slider.focus()
    for turn in range(turns):
        page.keyboard.press("ArrowRight")
        page.wait_for_function("(many) => window.took.length > many", arg=turn)
        page.wait_for_timeout(150)  # as a hand rests
    return list(page.evaluate("window.took"))


def chosen(page: Page, knob: str, label: str, values: list[str]) -> list[float]:
    """Choose one word after another, each once the picture of the one before is there."""
    page.evaluate("(knob) => { window.knob = knob; window.took = [] }", knob)
    for turn, value in enumerate(values):
        page.get_by_label(label, exact=True).select_option(value)
        page.wait_for_function("(many) => window.took.length > many", arg=turn)
        page.wait_for_timeout(4000)  # until this hour is traced
    return list(page.evaluate("window.took"))


def opened(browser: Browser, address: str) -> Page:
    """The page, once its first picture is there."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(120_000)
    page.add_init_script(f"({WATCH})()")
    page.goto(address)
    page.wait_for_function("() => [...document.images].some((i) => i.src.includes('/preview?') && i.naturalWidth)")
    return page


def told(what: str, took: list[float]) -> None:
    """One line of figures."""
    ordered = sorted(took)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    figures = {"p50": round(statistics.median(ordered)), "p95": round(p95), "worst": round(ordered[-1])}
    print(
        json.dumps({"what": what, "turns": len(took), "ms": figures, "load": round(os.getloadavg()[0], 1)}), flush=True
    )


def main() -> None:
    """Serve, turn, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, default=Path("demo/home"))
    parser.add_argument("--turns", type=int, default=20)
    given = parser.parse_args()
    with server(given.home) as url, chromium() as browser:
        project = asked(f"{url}/api/projects")["items"][0]["id"]
        page = opened(browser, f"{url}/p/{project}/styles/{made(url, 'styles')}")
        told("style, exposure", turned(page, "exposure", "Exposure", given.turns))
        page.close()
        for name, hour in (("interior", "night"), ("exterior", "dusk")):
            words = {"set": "room" if name == "interior" else "steppe", "lighting": hour, "colour_temperature": 4000}
            place = made(url, "environments", **{**words, "name": f"{name} {os.getpid()}"})
            page = opened(browser, f"{url}/p/{project}/environments/{place}")
            page.locator("img[data-quality=fine]").wait_for()
            told(f"place, {name}: light, contrast", turned(page, "contrast", "Contrast", given.turns))
            colours = turned(page, "colour_temperature", "Colour temperature", given.turns)
            told(f"place, {name}: light, colour temperature", colours)
            told(f"place, {name}: hour, first time, at once", chosen(page, "lighting", "Hour", ["day"]))
            page.wait_for_timeout(AHEAD)
            others = [each for each in ("dawn", "dusk", "night") if each != hour]
            told(f"place, {name}: hour, first time, after a rest", chosen(page, "lighting", "Hour", others))
            told(f"place, {name}: hour, again", chosen(page, "lighting", "Hour", [hour, "day", "dawn", hour]))
            page.close()


if __name__ == "__main__":
    main()
