"""Hero frames of a shot: offered, looked at by keyboard, compared, made again, one's own taken in, one chosen."""

import io
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.e2e.pages.conftest import look, still
from tests.e2e.pages.servers import Studio

pytestmark = pytest.mark.slow
DRAWN = 240_000  # ms for two small frames, with others at work on the machine


@pytest.fixture(scope="module")
def shot(studio: Studio) -> dict[str, str]:
    """The board's second panel, in which people stand."""
    board = studio.board
    found = studio.http.get(f"/api/storyboards/{board}/shots").json()["shots"][1]
    passes = studio.http.get(f"/api/generations?storyboard_id={board}").json()["generations"]
    return {
        "id": found["id"],
        "path": f"storyboards/{board}/shots/{found['id']}?view=heroes",
        "api": f"/api/generations/{passes[0]['id']}/hero-frames?shot_id={found['id']}",
    }


def _heroes(studio: Studio, shot: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = studio.http.get(shot["api"]).json()["shots"][0]
    return found


def _cards(page: Page) -> Locator:
    return page.get_by_role("list", name="Hero frames").locator("[data-frame]")


def _drawing() -> bytes:
    """A square of grey with a lighter half, as somebody's own picture."""
    pixels = np.full((640, 640, 3), 90, np.uint8)
    pixels[:, 320:] = 170
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    return out.getvalue()


def test_offers_are_ordered_and_seen_as_they_are_drawn(
    studio: Studio, shot: dict[str, str], open_page: Callable[..., Page]
) -> None:
    page = open_page(studio.at(shot["path"]))
    many = len(_heroes(studio, shot)["frames"])
    expect(_cards(page)).to_have_count(many)
    page.get_by_label("How many").select_option("2")
    page.get_by_role("button", name="Offer more").click()
    expect(page.get_by_text(re.compile("2 frames are ordered, about"))).to_be_visible()
    expect(page.get_by_text("Offer 1 is being drawn")).to_be_visible()
    still(page)
    look(page, "heroes-drawing")
    expect(_cards(page)).to_have_count(many + 2, timeout=DRAWN)
    expect(_cards(page).filter(has_text="Offer 1")).to_contain_text("Soft light")
    look(page, "heroes")


def test_a_frame_is_chosen_by_keyboard_and_given_back(
    studio: Studio, shot: dict[str, str], open_page: Callable[..., Page]
) -> None:
    before = _heroes(studio, shot)
    page = open_page(studio.at(shot["path"]))
    last = _cards(page).last
    last.get_by_role("button").first.focus()
    chosen = last.get_attribute("data-frame")
    page.keyboard.press("ArrowLeft")
    expect(_cards(page).nth(-2).get_by_role("button").first).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(last.get_by_text("Hero frame", exact=True)).to_be_visible()
    assert _heroes(studio, shot)["confirmed"] == chosen
    page.get_by_role("button", name="Undo").click()
    expect(last.get_by_text("Hero frame", exact=True)).to_be_hidden()
    after = _heroes(studio, shot)
    assert (after["circled"], after["confirmed"]) == (before["circled"], before["confirmed"])
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_contain_text("Mark the frame for comparing")


def test_marked_frames_stand_beside_each_other_by_a_link(
    studio: Studio, shot: dict[str, str], open_page: Callable[..., Page]
) -> None:
    page = open_page(studio.at(shot["path"]))
    for place in (-1, -2):
        _cards(page).nth(place).get_by_role("button").first.focus()
        page.keyboard.press("x")
    page.keyboard.press("c")
    expect(page).to_have_url(re.compile("beside="))
    expect(page.get_by_role("columnheader", name="What differs")).to_be_visible()
    expect(page.get_by_role("rowheader", name="seed")).to_be_visible()
    look(page, "heroes-beside")
    page.reload()
    expect(page.get_by_role("button", name=re.compile("Use this frame: "))).to_have_count(2)
    page.keyboard.press("Escape")
    expect(_cards(page).first).to_be_visible()


def test_a_frame_is_made_again_with_other_words_and_stopped(
    studio: Studio, shot: dict[str, str], open_page: Callable[..., Page]
) -> None:
    page = open_page(studio.at(shot["path"]))
    _cards(page).filter(has_text="Offer 1").get_by_role("button").first.click()
    panel = page.get_by_role("complementary", name="Offer 1")
    expect(panel.get_by_label("Prompt")).not_to_be_empty()
    panel.get_by_label("Prompt").fill("The Bai counts his coins alone by a lamp.")
    panel.get_by_label("Seed").fill("7")
    panel.get_by_role("button", name="Make it again").click()
    expect(page.get_by_text("The frame is made again")).to_be_visible()
    page.get_by_role("button", name="Cancel the drawing").click()
    expect(page.get_by_text("is being drawn")).to_be_hidden()
    studio.until(lambda: not _heroes(studio, shot)["making"], "nothing is made any more")


def test_ones_own_drawing_becomes_the_hero_frame_and_a_text_does_not(
    studio: Studio, shot: dict[str, str], open_page: Callable[..., Page]
) -> None:
    before = _heroes(studio, shot)["circled"]
    page = open_page(studio.at(shot["path"]))
    chooser = page.get_by_label("Your drawing or photograph").first
    chooser.set_input_files({"name": "notes.txt", "mimeType": "text/plain", "buffer": b"no picture"})
    expect(
        page.get_by_role("dialog").filter(has_text="picture").or_(page.get_by_text("notes.txt")).first
    ).to_be_visible()
    open_page.complaints.clear()  # type: ignore[attr-defined] # the browser reports the refusal, as it should
    chooser.set_input_files({"name": "idea.png", "mimeType": "image/png", "buffer": _drawing()})
    expect(page.get_by_text(re.compile(r"idea\.png is taken in: cut to 16:9"))).to_be_visible()
    own = _cards(page).filter(has_text="Your own")
    expect(own.get_by_text("Hero frame", exact=True)).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(own.get_by_text("Hero frame", exact=True)).to_be_hidden()
    look(page, "heroes-own")
    assert _heroes(studio, shot)["circled"] == before
