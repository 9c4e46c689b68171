"""What people say of a picture: notes drawn on it, threads, votes, approvals."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from onmodel.kit.ids import new_id
from tests.e2e.pages.conftest import look
from tests.e2e.pages.servers import Studio
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


@pytest.fixture(scope="module")
def asked(studio: Studio, eileen: str) -> list[dict[str, Any]]:
    """A character and three panels of which approval was asked: one is approved, of one changes are wanted."""
    shots: list[dict[str, Any]] = studio.http.get(f"/api/storyboards/{studio.board}/shots").json()["shots"]
    words = ["The grin", "The hat", "The light"]
    wanted = [("character", eileen, "The freckles")]
    wanted += [("shot", shot["id"], text) for shot, text in zip(shots, words, strict=False)]
    for kind, thing, text in wanted:
        body = {"target": {"kind": kind, "id": thing}, "message": text}
        assert studio.http.post("/api/reviews", json=body).status_code == 201
    for shot, verdict in zip(shots, ("approved", "changes"), strict=False):
        said = {"target": {"kind": "shot", "id": shot["id"]}, "verdict": verdict}
        assert studio.http.put("/api/approvals", json=said).status_code == 200
    return shots


def test_where_nothing_was_asked_the_first_step_is_told(studio: Studio, open_page: Callable[..., Page]) -> None:
    new = studio.http.post("/api/projects", json={"name": f"New film {new_id()[-8:]}"}).json()["id"]
    page = open_page(f"{studio.url}/p/{new}/review")
    expect(page.get_by_role("heading", name="Nothing waits for review")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("ask for approval")
    look(page, "review-empty")


def test_what_waits_is_seen_by_picture_and_name_and_narrowed(
    studio: Studio, asked: list[dict[str, Any]], open_page: Callable[..., Page]
) -> None:
    page = open_page(studio.at("review"))
    rows = page.get_by_role("list", name="To review").get_by_role("listitem")
    name = "Scene {scene}, shot {number}".format(**asked[2])
    expect(rows).to_have_count(2)
    expect(rows.filter(has_text="EILEEN")).to_contain_text("The freckles")
    panel = rows.filter(has_text=name)
    expect(panel).to_contain_text("You asked")
    expect(panel.locator("img")).to_have_attribute("src", re.compile(str(asked[2]["frame"]["asset_id"])))
    look(page, "review-rows")

    page.get_by_role("button", name="All", exact=True).click()
    expect(page).to_have_url(re.compile("state=all"))
    expect(rows).to_have_count(4)
    page.get_by_label("Kind").select_option("Panel")
    expect(rows).to_have_count(3)
    page.get_by_label("Scene").select_option(str(asked[0]["scene"]))
    here = [shot for shot in asked[:3] if shot["scene"] == asked[0]["scene"]]
    expect(rows).to_have_count(len(here))
    page.reload()
    expect(rows).to_have_count(len(here))
    page.goto(studio.at("review?state=changes"))
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Changes wanted")
    page.keyboard.press("/")
    page.keyboard.type("nobody")
    expect(page.get_by_role("searchbox")).to_have_value("nobody")
    expect(page.get_by_role("heading", name="None of them is like that")).to_be_visible()
    look(page, "review-none")
    page.get_by_role("button", name="Show all of them").click()
    expect(rows).to_have_count(4)
    page.get_by_label("Whose").select_option("Wait for me")
    expect(rows).to_have_count(2)


def test_what_waits_is_gone_through_by_keys_and_leaves_when_it_is_approved(
    studio: Studio, asked: list[dict[str, Any]], open_page: Callable[..., Page]
) -> None:
    studio.http.delete("/api/approvals", params={"kind": "shot", "id": asked[2]["id"]})
    page, other = open_page(studio.at("review?kind=panel")), open_page(studio.at("review?kind=panel"))
    links = page.get_by_role("list", name="To review").get_by_role("link")
    expect(links).to_have_count(1)
    page.keyboard.press("j")
    expect(links).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/shots/{asked[2]['id']}**")
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(other.get_by_role("heading", name="None of them is like that")).to_be_visible()
    page.goto(studio.at("review?tab=said"))
    expect(page.get_by_role("heading", name="What was said", level=2)).to_be_visible()
    look(page, "review-said")
