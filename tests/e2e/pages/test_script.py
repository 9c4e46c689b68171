"""A newcomer's way: a script is dropped, who is who is said, and a board is ordered from it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import skimage.data
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.e2e.pages.conftest import look
from tests.e2e.pages.drops import drop
from tests.e2e.pages.servers import Studio

pytestmark = pytest.mark.slow

SCRIPT = """Title: The Letter

INT. OFFICE - DAY

EMMA, thirty, short hair, sits at the desk and reads a letter.

EMMA
It is from him.

EXT. STREET - NIGHT

Emma runs. A CLERK watches.
"""


NAMES = """Title: The Names

INT. WORKSHOP - DAY

TIMUR waits by the door. The OLD MAN coughs.

OLD MAN
Come in, Timur.

YOUNG TIMUR, six, hides.

YOUNG TIMUR
No!

EXT. ORCHARD - NIGHT

Timur and the old man sit down. A SIGN creaks.
"""


def _read(page: Page, studio: Studio, title: str) -> None:
    """The page of a script with names, of its own title."""
    page.goto(studio.at("script"))
    page.get_by_label("The script").fill(NAMES.replace("The Names", title))
    page.get_by_role("button", name="Read it").click()
    page.wait_for_url(re.compile("/script/.+"))
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def _named(page: Page, text: str) -> Locator:
    """Where the text of the script has a name."""
    return page.get_by_role("article").get_by_role("link", name=text, exact=True)


def _card(page: Page, name: str) -> Locator:
    return page.get_by_role("dialog", name=f"About {name}", exact=True)


def _choose(page: Page, field: Locator, text: str) -> None:
    """Choose one of very many by typing a part of its name."""
    field.fill(text)
    page.get_by_role("option").filter(has_text=re.compile(text, re.IGNORECASE)).first.click()


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
    page.get_by_role("button", name="More about CLERK").click()
    _card(page, "CLERK").get_by_role("button", name="No character at all").click()
    expect(page.get_by_label("Who CLERK is")).to_have_count(0)
    page.locator('input[type="file"][aria-label="Photographs of EMMA"]').set_input_files(photo)
    dialog = page.get_by_role("dialog", name="New character")
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


def test_a_name_in_the_text_is_linked_and_corrected(studio: Studio, open_page: Callable[..., Page]) -> None:
    page = open_page("about:blank")
    _read(page, studio, "The Linked Names")
    for mark in _named(page, "TIMUR").all():
        expect(mark).to_have_attribute("title", "TIMUR is TIMUR")
    old = _named(page, "OLD MAN").first
    expect(old).to_have_attribute("title", "OLD MAN: not linked yet")
    look(page, "script-names")
    old.click()
    who = _card(page, "OLD MAN").get_by_label("Who OLD MAN is")
    look(page, "script-name-card")
    _choose(page, who, "bai")
    expect(who).to_have_value("BAI")
    for spelled in (old, _named(page, "old man").first):  # every place where he is named
        expect(spelled).to_have_attribute("title", "OLD MAN is BAI")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Who OLD MAN is")).to_have_value("")
    expect(old).to_have_attribute("title", "OLD MAN: not linked yet")
    old.click()
    card = _card(page, "OLD MAN")
    card.get_by_role("button", name="Nobody of ours").click()
    expect(card.get_by_role("button", name="Nobody of ours")).to_have_attribute("aria-pressed", "true")
    card.get_by_role("button", name="As the names tell").click()
    expect(card.get_by_role("button", name="Nobody of ours")).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(old).to_be_focused()


def test_two_names_are_one_person_and_apart_again(studio: Studio, open_page: Callable[..., Page]) -> None:
    page = open_page("about:blank")
    _read(page, studio, "The Same Names")
    young = _named(page, "YOUNG TIMUR").first
    expect(young).to_have_attribute("title", "YOUNG TIMUR: not linked yet")
    young.click()
    _card(page, "YOUNG TIMUR").get_by_label("Whose other name YOUNG TIMUR is").select_option("The same as TIMUR")
    expect(_card(page, "YOUNG TIMUR")).to_be_hidden()
    expect(young).to_have_attribute("title", "TIMUR is TIMUR")
    expect(page.get_by_label("Who YOUNG TIMUR is")).to_have_count(0)
    young.click()
    same = _card(page, "TIMUR").get_by_role("list", name="Other names of TIMUR")
    expect(same).to_contain_text("YOUNG TIMUR")
    same.get_by_role("button", name="YOUNG TIMUR is somebody else than TIMUR").click()
    expect(young).to_have_attribute("title", "YOUNG TIMUR: not linked yet")
    expect(page.get_by_label("Who YOUNG TIMUR is")).to_have_count(1)


def test_who_is_no_character_can_be_made_one_again(studio: Studio, open_page: Callable[..., Page]) -> None:
    page = open_page("about:blank")
    _read(page, studio, "The Left Out Names")
    page.get_by_role("button", name="More about OLD MAN").click()
    _card(page, "OLD MAN").get_by_role("button", name="No character at all").click()
    expect(_named(page, "OLD MAN")).to_have_count(0)
    page.get_by_role("region", name="No characters").get_by_role("button", name="Make OLD MAN").click()
    expect(_named(page, "OLD MAN").first).to_be_visible()
    expect(page.get_by_label("Who OLD MAN is")).to_be_visible()


def test_the_keyboard_goes_from_name_to_name(studio: Studio, open_page: Callable[..., Page]) -> None:
    page = open_page("about:blank")
    _read(page, studio, "The Walked Names")
    page.keyboard.press("m")
    expect(_named(page, "WORKSHOP")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(_named(page, "TIMUR").first).to_be_focused()
    page.keyboard.press("m")
    expect(_named(page, "OLD MAN").first).to_be_focused()
    page.keyboard.press("Shift+M")
    page.keyboard.press("Enter")
    card = _card(page, "TIMUR")
    expect(card.get_by_label("Who TIMUR is")).to_have_value("TIMUR")
    page.keyboard.press("Escape")
    expect(_named(page, "TIMUR").first).to_be_focused()
    card = page.get_by_role("link", name="Open TIMUR").first
    card.click()
    page.wait_for_url(re.compile("/characters/.+"))


def test_a_place_in_a_heading_is_linked(studio: Studio, open_page: Callable[..., Page]) -> None:
    made = studio.http.post("/api/environments", json={"name": "The walled garden"})
    assert made.status_code in {201, 409}, made.text
    page = open_page("about:blank")
    _read(page, studio, "The Places")
    orchard = _named(page, "ORCHARD")
    orchard.click()
    where = _card(page, "ORCHARD").get_by_label("Which environment ORCHARD is")
    _choose(page, where, "walled")
    expect(orchard).to_have_attribute("title", "ORCHARD is The walled garden")
    look(page, "script-place-card")
    _card(page, "ORCHARD").get_by_role("button", name="ORCHARD is not The walled garden").click()
    expect(orchard).to_have_attribute("title", "ORCHARD: not linked yet")
    page.get_by_role("button", name="Undo").click()
    expect(orchard).to_have_attribute("title", "ORCHARD is The walled garden")
    page.get_by_role("tab", name="Places").click()
    expect(page.get_by_label("Which environment ORCHARD is")).to_have_value("The walled garden")
    workshop = page.get_by_role("listitem").filter(has_text="WORKSHOP")
    workshop.get_by_role("button", name="Make an environment of it").click()
    expect(_named(page, "WORKSHOP")).to_have_attribute("title", "WORKSHOP is WORKSHOP")
    made_of_it = page.get_by_role("dialog", name="WORKSHOP is an environment now.")
    made_of_it.get_by_role("button", name="Undo").click()
    expect(_named(page, "WORKSHOP")).to_have_attribute("title", "WORKSHOP: not linked yet")


MANY = 70  # more than the list brings at once


def test_one_of_very_many_characters_is_found(studio: Studio, open_page: Callable[..., Page]) -> None:
    for number in range(MANY):
        made = studio.http.post("/api/characters", json={"name": f"EXTRA {number:03}", "description": "woman, 30"})
        assert made.status_code in {201, 409}, made.text
    everybody = studio.http.get("/api/characters?limit=200").json()["characters"]
    page = open_page("about:blank")
    _read(page, studio, "The Crowd")
    who = page.get_by_label("Who OLD MAN is")
    who.click()
    options = page.get_by_role("option")
    expect(options).to_have_count(50)
    page.get_by_role("listbox").evaluate("(list) => { list.scrollTop = list.scrollHeight }")
    expect(options).to_have_count(len(everybody))
    who.fill("EXTRA 003")
    expect(options).to_have_count(1)
    page.keyboard.press("Enter")
    expect(who).to_have_value("EXTRA 003")
    expect(_named(page, "OLD MAN").first).to_have_attribute("title", "OLD MAN is EXTRA 003")
    who.fill("")
    page.keyboard.press("Tab")
    expect(who).to_have_value("EXTRA 003")  # nothing is taken away by an emptied field
