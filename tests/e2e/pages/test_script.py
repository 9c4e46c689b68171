"""A newcomer's way: a script is dropped, who is who is said, and a board is ordered from it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import skimage.data
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.pages.conftest import Studio, look
from tests.e2e.pages.drops import drop

pytestmark = pytest.mark.slow

SCRIPT = """Title: The Letter

INT. OFFICE - DAY

EMMA, thirty, short hair, sits at the desk and reads a letter.

EMMA
It is from him.

EXT. STREET - NIGHT

Emma runs. A CLERK watches.
"""


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A public-domain portrait (NASA) that ships with scikit-image."""
    path = tmp_path / "emma.jpg"
    Image.fromarray(skimage.data.astronaut()).save(path, quality=92)
    return path


def test_a_script_is_dropped_on_any_page_and_read(
    studio: Studio, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page(studio.at("jobs"))
    expect(page.get_by_role("heading", name="Jobs")).to_be_visible()
    script = tmp_path / "letter.fountain"
    script.write_text(SCRIPT)
    drop(page, script)
    page.wait_for_url(re.compile("/script/"))
    expect(page.get_by_role("heading", name="The Letter")).to_be_visible()
    expect(page.get_by_text("INT. OFFICE - DAY").first).to_be_visible()
    expect(page.get_by_label("Who EMMA is")).to_be_visible()
    look(page, "script")


def test_what_is_neither_script_nor_photograph_is_said_so(
    studio: Studio, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page(studio.at("script"))
    expect(page.get_by_role("heading", name="Drop a script here")).to_be_visible()
    look(page, "scripts")
    film = tmp_path / "cut.mp4"
    film.write_bytes(b"x")
    drop(page, film)
    expect(page.get_by_text("cut.mp4 is neither a script nor a photograph")).to_be_visible()


def test_from_script_and_photograph_to_a_scored_board(
    studio: Studio, open_page: Callable[..., Page], photo: Path
) -> None:
    page = open_page(studio.at("script"))
    page.get_by_label("The script").fill(SCRIPT.replace("The Letter", "The Second Letter"))
    page.get_by_role("button", name="Read it").click()
    page.wait_for_url(re.compile("/script/"))
    page.get_by_label("Who CLERK is").select_option("No character at all")
    expect(page.get_by_label("Who CLERK is")).to_have_count(0)
    page.locator('input[type="file"][aria-label="Photographs of EMMA"]').set_input_files(photo)
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Name")).to_have_value("EMMA")
    dialog.get_by_role("button", name=re.compile("Define|Make|Create")).last.click()
    expect(dialog).to_be_hidden(timeout=60_000)
    expect(page.get_by_label("Who EMMA is")).not_to_have_value("")
    page.get_by_role("tab", name="Storyboard").click()
    page.get_by_label("Tier").select_option("low")
    page.get_by_label("Panels").fill("2")
    page.get_by_role("button", name="Draw the storyboard").click()
    page.wait_for_url(re.compile("/storyboards/"))
    board = page.url.split("/storyboards/")[1].split("?")[0]
    studio.until(
        lambda: studio.http.get(f"/api/storyboards/{board}").json()["status"] == "completed", "the board is drawn", 240
    )
    expect(page.get_by_role("button", name=re.compile(r"Panel 2\b")).locator("img")).to_be_visible()


def test_a_new_draft_keeps_locked_numbers(studio: Studio, open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page(studio.at("script"))
    page.get_by_label("The script").fill(SCRIPT.replace("The Letter", "The Third Letter"))
    page.get_by_role("button", name="Read it").click()
    page.wait_for_url(re.compile("/script/"))
    later = tmp_path / "third-2.fountain"
    later.write_text(
        SCRIPT.replace("The Letter", "The Third Letter").replace(
            "EXT. STREET",
            "INT. STAIRCASE - DAY\n\nEmma hurries down the stairs, the letter in her hand.\n\nEXT. STREET",
        )
    )
    page.get_by_role("tab", name="Drafts").click()
    before = page.url
    page.locator('input[type="file"][aria-label="Import a new draft"]').set_input_files(later)
    page.wait_for_url(lambda url: url.endswith("?tab=drafts") and url.split("?")[0] != before.split("?")[0])
    expect(page.get_by_text("1 added")).to_be_visible()
    expect(page.get_by_role("region", name=re.compile(r"1A INT\. STAIRCASE"))).to_be_visible()
    look(page, "script-drafts")
