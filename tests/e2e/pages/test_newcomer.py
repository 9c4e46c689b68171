"""The whole way of somebody who has read nothing: a script and two photographs in, a board with a fixed panel out."""

import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest
import skimage.data
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.e2e.pages.drops import drop
from tests.e2e.pages.servers import Studio
from tests.e2e.pages.test_script import SCRIPT

pytestmark = pytest.mark.slow


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """A public-domain portrait (NASA) that ships with scikit-image: whole, and nearer and dimmer."""
    whole = Image.fromarray(skimage.data.astronaut())
    found = [tmp_path / "emma-1.jpg", tmp_path / "emma-2.jpg"]
    whole.save(found[0], quality=92)
    whole.crop((90, 0, 400, 310)).resize((620, 620)).point(lambda v: int(v * 0.85)).save(found[1], quality=92)
    return found


def _dropped(studio: Studio, page: Page, script: Path, photos: list[Path]) -> None:
    """One drop on the first page that somebody sees: the script is read, the photographs define who is in it."""
    page.goto(studio.at())
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    script.write_text(SCRIPT.replace("The Letter", "The Arrival"))
    drop(page, script, *photos)
    page.wait_for_url(re.compile("/script/"))
    dialog = page.get_by_role("dialog", name="New character")
    expect(dialog.get_by_label("Name")).to_have_value("EMMA")
    chosen = dialog.get_by_role("list", name="Photographs")
    expect(chosen.get_by_role("img")).to_have_count(2)
    expect(chosen.get_by_text(re.compile("px wide"))).to_have_count(2)  # each was looked at
    dialog.get_by_role("button", name="Make the character").click()
    expect(dialog).to_be_hidden(timeout=90_000)
    expect(page.get_by_role("heading", name="The Arrival")).to_be_visible()
    expect(page.get_by_label("Who EMMA is")).not_to_have_value("")


def _scored(panel: Locator, shot: dict[str, Any]) -> None:
    """The panel shows the score that the server measured, of somebody whom it measured."""
    score = shot["frame"]["score"]
    assert score is not None, "the first panel has no score"
    assert any(each["score"] is not None for each in shot["scores"]), "nobody was measured on it"
    badge = panel.get_by_role("img", name=re.compile(rf"^Score {math.floor(score)}: (excellent|good|take again)$"))
    expect(badge).to_be_visible()


def _drawn(studio: Studio, page: Page) -> dict[str, Any]:
    """The first shot of a board of two panels, ordered from the script's page; `path` is the board's."""
    page.get_by_role("tab", name="Storyboard").click()
    page.get_by_label("Tier").select_option("low")
    page.get_by_label("Panels").fill("2")
    page.get_by_role("button", name="Draw the storyboard").click()
    page.wait_for_url(re.compile("/storyboards/"))
    board = page.url.split("/storyboards/")[1].split("?")[0]
    path = f"/api/storyboards/{board}"
    studio.until(lambda: studio.http.get(path).json()["status"] == "completed", "the board is drawn", 240)
    [shot, *_] = studio.http.get(f"{path}/shots").json()["shots"]
    return {"path": path, **shot}


def _takes(studio: Studio, shot: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = studio.http.get(f"/api/shots/{shot['id']}/takes").json()["takes"]
    return found


def test_from_a_dropped_script_to_the_pdf_of_a_board_with_a_fixed_panel(
    studio: Studio, open_page: Callable[..., Page], photos: list[Path], tmp_path: Path
) -> None:
    page = open_page("about:blank")
    _dropped(studio, page, tmp_path / "arrival.fountain", photos)

    shot = _drawn(studio, page)
    panel = page.get_by_role("button", name=re.compile(r"Panel 1\b"))
    expect(panel.locator("img")).to_be_visible()
    _scored(panel, shot)

    many = len(_takes(studio, shot))
    panel.dblclick()  # a panel is opened, moved on the stage, and drawn again
    page.wait_for_url(re.compile("/shots/"))
    page.get_by_role("tab", name="Stage").click()
    person = page.get_by_role("button", name=re.compile("EMMA, at"))
    person.focus()
    page.keyboard.press("ArrowLeft")
    page.get_by_role("button", name="Keep and draw the frame").click()
    studio.until(lambda: len(_takes(studio, shot)) == many + 1, "the frame of the moved stage", 180)

    page.get_by_role("tab", name="Takes").click()  # a retake for a wish
    page.get_by_label("What is wrong with it").fill("too dark")
    page.get_by_role("button", name="Order the take").click()
    studio.until(lambda: len(_takes(studio, shot)) == many + 2, "the retake", 240)
    page.get_by_role("tab", name="Frame", exact=True).click()
    page.get_by_role("group", name="Votes").first.get_by_role("button", name=re.compile("For it")).click()
    expect(page.get_by_text("You voted for it")).to_be_visible()

    page.get_by_role("link", name="To the board").click()
    page.wait_for_url(re.compile(r"/storyboards/[^/]+$"))
    page.evaluate("window.open = (url) => { window.opened = url }")  # headless Chromium shows no PDF
    page.get_by_role("button", name="Export").click()
    page.get_by_role("menuitem", name="PDF").click()
    answer = httpx2.get(studio.url + page.evaluate("window.opened"), timeout=60)
    assert answer.content.startswith(b"%PDF")
    [again, *_] = studio.http.get(f"{shot['path']}/shots").json()["shots"]
    assert again["by_hand"]
