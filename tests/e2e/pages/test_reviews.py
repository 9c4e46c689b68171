"""What people say of a picture: notes drawn on it, threads, votes, approvals."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.pages.conftest import Studio, look
from tests.e2e.pages.test_characters import portrait

pytestmark = pytest.mark.slow


def _defined(studio: Studio) -> str:
    made = studio.http.post(
        "/api/characters",
        data={"name": "EILEEN", "description": "astronaut, woman in her thirties"},
        files={"images": ("eileen.jpg", portrait(), "image/jpeg")},
    )
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


@pytest.fixture(scope="module")
def eileen(studio: Studio) -> str:
    return _defined(studio)


def _drag(page: Page, over: Locator, *places: tuple[float, float]) -> None:
    """Draw with the mouse through places in 0–1 of an element."""
    box = over.bounding_box()
    assert box is not None
    spots = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in places]
    page.mouse.move(*spots[0])
    page.mouse.down()
    for spot in spots[1:]:
        page.mouse.move(*spot, steps=6)
    page.mouse.up()


def _say(page: Page, words: str) -> Locator:
    box = page.get_by_role("textbox", name="Say something; @ tells somebody")
    box.fill(words)
    page.get_by_role("button", name="Send").click()
    expect(box).to_have_value("")
    thread = page.get_by_role("list", name="Notes").get_by_role("listitem").filter(has_text=words)
    expect(thread).to_be_visible()
    return thread


def test_notes_are_drawn_answered_and_done(studio: Studio, eileen: str, open_page: Callable[..., Page]) -> None:
    page, other = (open_page(studio.at("characters", f"{eileen}?tab=notes")) for _ in range(2))
    picture = page.get_by_role("img", name="Reference 1 of EILEEN").last
    expect(picture).to_be_visible()

    page.get_by_role("button", name="Box", exact=True).click()
    _drag(page, picture, (0.25, 0.6), (0.45, 0.8))
    expect(page.get_by_text("A box on the picture")).to_be_visible()
    _say(page, "The patch sits too low")
    region = studio.http.get("/api/notes", params={"kind": "character", "id": eileen}).json()["notes"][0]["region"]
    assert region["type"] == "box"
    assert (region["x"], region["y"]) == (pytest.approx(0.25, abs=0.01), pytest.approx(0.6, abs=0.01))
    assert (region["width"], region["height"]) == (pytest.approx(0.2, abs=0.01), pytest.approx(0.2, abs=0.01))

    page.keyboard.press("Escape")
    page.get_by_role("heading", name="Notes").click()
    page.keyboard.press("d")  # the pen
    _drag(page, picture, (0.3, 0.1), (0.4, 0.05), (0.5, 0.1))
    page.get_by_label("What it is").select_option("Suggestion")
    thread = _say(page, "A softer curl here")
    expect(thread).to_contain_text("Suggestion")
    expect(page.locator("canvas")).to_be_visible()

    page.get_by_role("heading", name="Notes").click()
    page.keyboard.press("p")
    cross = page.get_by_role("button", name=re.compile("Place the note"))
    cross.focus()
    for key in ("ArrowLeft", "ArrowUp", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_text("A point on the picture")).to_be_visible()
    _say(page, "The chin strap is missing")

    there = other.get_by_role("list", name="Notes").get_by_role("listitem")
    expect(there.filter(has_text="The chin strap is missing")).to_be_visible()
    expect(other.get_by_role("button", name=re.compile("^Note 1 of You: The patch")).first).to_be_visible()
    look(page, "reviews-notes")
    patch = there.filter(has_text="The patch sits too low")
    patch.get_by_role("button", name="Answer").click()
    patch.get_by_role("textbox").fill("Two fingers higher?")
    patch.get_by_role("textbox").press("Control+Enter")
    here = page.get_by_role("list", name="Notes").get_by_role("listitem").filter(has_text="The patch sits too low")
    expect(here).to_contain_text("Two fingers higher?")
    here.get_by_role("button", name="Mark as done").click()
    page.get_by_role("button", name="Undo").click()
    expect(here.get_by_role("button", name="Mark as done")).to_be_visible()
    here.get_by_role("button", name="Mark as done").click()
    expect(patch).to_be_hidden()


def test_own_words_are_changed_and_taken_back(studio: Studio, eileen: str, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("characters", f"{eileen}?tab=notes"))
    thread = _say(page, "The visor is to blue")
    thread.get_by_role("button", name="More for this note").click()
    page.get_by_role("menuitem", name="Change the words").click()
    words = page.get_by_role("textbox", name="Change the words")
    words.fill("The visor is too blue")
    page.get_by_role("list", name="Notes").get_by_role("listitem").filter(has=words).get_by_role(
        "button", name="Keep"
    ).click()
    changed = page.get_by_role("list", name="Notes").get_by_role("listitem").filter(has_text="too blue")
    expect(changed).to_contain_text("changed")
    changed.get_by_role("button", name="More for this note").click()
    page.get_by_role("menuitem", name="Take back").click()
    page.get_by_role("dialog").get_by_role("button", name="Take back").click()
    expect(page.get_by_text("The visor is too blue")).to_be_hidden()


def test_votes_and_the_word_of_one_who_works_alone(studio: Studio, eileen: str, open_page: Callable[..., Page]) -> None:
    page, other = (open_page(studio.at("characters", f"{eileen}?tab=notes")) for _ in range(2))
    page.get_by_role("button", name="Against it: 0").click()
    expect(other.get_by_role("button", name="Against it: 1")).to_be_visible()
    page.get_by_role("button", name="For it: 0").click()
    expect(other.get_by_role("button", name="Against it: 0")).to_be_visible()
    page.get_by_role("button", name="Undo").first.click()
    expect(other.get_by_role("button", name="Against it: 1")).to_be_visible()
    approval = other.get_by_role("region", name="Approval")
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(approval).to_contain_text("Approved")
    changed = studio.http.patch(f"/api/characters/{eileen}", json={"description": "astronaut, woman in her forties"})
    assert changed.status_code == 200
    expect(approval).to_contain_text("nothing yet")  # an approval is of one revision
