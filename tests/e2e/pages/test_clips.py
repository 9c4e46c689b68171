"""Clips of a shot: made, played by one clock, judged, chosen, directed anew; what it costs, and what refuses it."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.pages.conftest import look, still
from tests.e2e.pages.servers import Studio

pytestmark = pytest.mark.slow
MADE = 240_000  # ms for two takes of a third of a second, with others at work on the machine
FRAMES = 8


@pytest.fixture(scope="module")
def shot(studio: Studio) -> dict[str, str]:
    """The board's third panel, shortened so that a take is made in seconds."""
    board = studio.board
    found = studio.http.get(f"/api/storyboards/{board}/shots").json()["shots"][2]
    changed = studio.http.patch(
        f"/api/shots/{found['id']}", json={"duration_frames": FRAMES, "version": found["version"]}
    )
    assert changed.status_code == 200, changed.text
    passes = studio.http.get(f"/api/generations?storyboard_id={board}").json()["generations"]
    return {
        "id": found["id"],
        "path": f"storyboards/{board}/shots/{found['id']}?view=clips",
        "pass": f"/api/generations/{passes[0]['id']}",
    }


def _takes(studio: Studio, shot: dict[str, str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = studio.http.get(f"{shot['pass']}/attempts?scene_number=3").json()["scenes"][0][
        "attempts"
    ]
    return found


def _make_weak_take(studio: Studio, shot: dict[str, str]) -> None:
    """Let a take of a grey fog stand for the shot: something that suggestions have to speak of."""
    fog = BytesIO()
    Image.linear_gradient("L").resize((640, 360)).point(lambda value: 90 + value // 16).save(fog, "PNG")
    sent = studio.http.post(
        f"{shot['pass']}/hero-frames/upload",
        data={"scene_number": "3"}, files={"image": ("fog.png", fog.getvalue(), "image/png")},
    )  # fmt: skip
    assert sent.status_code == 201, sent.text
    known = {take["attempt_id"] for take in _takes(studio, shot)}
    ordered = studio.http.post(f"{shot['pass']}/scenes/3/regenerate", json={"takes": 1})
    assert ordered.status_code == 202, ordered.text
    new = studio.until(
        lambda: [
            take for take in _takes(studio, shot) if take["attempt_id"] not in known and take["score"] is not None
        ],
        "a take of the fog is scored",
    )[0]
    chosen = studio.http.post(f"{shot['pass']}/attempts/{new['attempt_id']}/select")
    assert chosen.status_code == 200, chosen.text


def _ordered(page: Page, takes: int) -> None:
    """Set how many takes, and order them."""
    knob = page.get_by_role("slider", name="Takes")
    while int(knob.get_attribute("aria-valuenow") or knob.input_value()) > takes:
        knob.press("ArrowLeft")
    page.get_by_role("button", name=f"Generate {takes} take").click()


def test_without_clips_the_quality_page_says_how_to_get_them(studio: Studio, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("storyboards", studio.board))
    page.get_by_role("link", name="Quality").click()
    expect(page.get_by_role("region", name="What needs work")).to_contain_text("Order clips of its frame.")
    look(page, "quality-none")


def test_the_first_takes_are_reckoned_made_and_ranked(
    studio: Studio, shot: dict[str, str], open_page: Callable[..., Page]
) -> None:
    page = open_page(studio.at(shot["path"]))
    expect(page.get_by_role("heading", name="No clip yet")).to_be_visible()
    expect(page.get_by_text(re.compile(r"About .+ of machine time"))).to_be_visible()
    look(page, "clips-none")
    _ordered(page, 2)
    expect(page.get_by_text(re.compile("Ordered, about"))).to_be_visible()
    expect(
        page.get_by_role("status").filter(has_text="Cancel").or_(page.get_by_text("Takes are being made")).first
    ).to_be_visible()
    still(page)
    look(page, "clips-making")
    films = page.get_by_role("list", name="Clips").locator("video")
    expect(films).to_have_count(2, timeout=MADE)
    expect(page.get_by_role("heading", name="What is measured")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_be_hidden(timeout=MADE)
    expect(page.get_by_text(re.compile("This pass: .+ of machine time"))).to_be_visible()


def test_takes_play_by_one_clock(studio: Studio, shot: dict[str, str], open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at(shot["path"]))
    films = page.get_by_role("list", name="Clips").locator("video")
    expect(films).to_have_count(2)
    scrub = page.get_by_role("slider", name="Place in the takes")
    page.wait_for_function("() => [...document.querySelectorAll('video')].every((film) => film.readyState >= 2)")
    for _ in range(3):
        page.get_by_role("button", name="One frame on").click()
    expect(scrub).to_have_value("3")
    page.wait_for_function(
        "() => [...document.querySelectorAll('video')].every((f) => Math.floor(f.currentTime * 24) === 3)"
    )
    page.locator("body").press("ArrowLeft")
    expect(scrub).to_have_value("2")
    page.get_by_role("button", name="Play all").click()
    page.wait_for_function("() => [...document.querySelectorAll('video')].every((film) => film.currentTime > 0.15)")
    page.get_by_role("button", name="Pause all").click()
    apart = page.evaluate(
        "(() => { const at = [...document.querySelectorAll('video')].map((f) => f.currentTime);"
        " return Math.max(...at) - Math.min(...at) })()"
    )
    assert apart <= 2 / 24, f"{apart} s apart"
    look(page, "clips")


def test_a_frame_is_spoken_of_and_the_others_see_it_at_once(
    studio: Studio, shot: dict[str, str], open_page: Callable[..., Page]
) -> None:
    first = _takes(studio, shot)[0]
    said = f"/api/notes?kind=take&id={first['attempt_id']}"
    for note in studio.http.get(said).json()["notes"]:  # of a run before this one
        studio.http.post(f"/api/notes/{note['id']}/resolve")
    mine, theirs = open_page(studio.at(shot["path"])), open_page(studio.at(shot["path"]))
    for page in (mine, theirs):
        expect(page.get_by_role("list", name="Clips").locator("video")).to_have_count(2)
    mine.get_by_role("button", name="One frame on").click(click_count=3)
    mine.get_by_role("button", name=f"Notes on take {first['number']}: 0 open").click()
    scrub = mine.get_by_role("slider", name="Place in the takes")
    expect(scrub).to_have_value("3")
    mine.get_by_role("button", name="Play all").click()
    mine.locator("body").press("b")
    expect(mine.get_by_role("button", name="Play all")).to_be_visible()
    stood = int(scrub.input_value())
    surface = mine.get_by_role("button", name=re.compile("^Place the note")).bounding_box()
    assert surface is not None
    mine.mouse.move(surface["x"] + surface["width"] * 0.4, surface["y"] + surface["height"] * 0.3)
    mine.mouse.down()
    mine.mouse.move(surface["x"] + surface["width"] * 0.6, surface["y"] + surface["height"] * 0.7, steps=4)
    mine.mouse.up()
    expect(mine.get_by_text(f"A box on the picture · Frame {stood}")).to_be_visible()
    mine.get_by_role("textbox", name=re.compile("^Say something")).fill("The hand slips off the ladle.")
    mine.get_by_role("button", name="Send").click()
    mark = re.compile(f"^Take {first['number']}, frame {stood}: .*The hand slips off the ladle")
    expect(mine.get_by_role("list", name="Notes on frames").get_by_role("button", name=mark)).to_be_visible()
    look(mine, "clip-notes")

    theirs.get_by_role("list", name="Notes on frames").get_by_role("button", name=mark).click()
    expect(theirs.get_by_role("slider", name="Place in the takes")).to_have_value(str(stood))
    expect(theirs.get_by_role("button", name=re.compile("^Note 1 of .*slips")).first).to_be_visible()
    expect(theirs.get_by_role("list", name="Notes", exact=True)).to_contain_text("The hand slips off the ladle.")
    theirs.get_by_role("button", name="One frame on").click()
    pin = theirs.locator("main").get_by_role("button", name=re.compile("^Note 1 of"))
    expect(pin).to_have_count(0)
    theirs.get_by_role("button", name=f"Frame {stood}", exact=True).click()
    expect(theirs.get_by_role("slider", name="Place in the takes")).to_have_value(str(stood))
    theirs.get_by_role("button", name="Mark as done").click()
    expect(mine.get_by_role("list", name="Notes on frames")).to_be_hidden()
    mine.locator("body").press("Escape")
    expect(mine.get_by_role("list", name="Clips").locator("video")).to_have_count(2)
    note = studio.http.get(said).json()["notes"][0]
    assert (note["frame"], note["region"]["type"], note["resolved"]) == (stood, "box", True)
    theirs.goto(studio.at(f"takes/{first['attempt_id']}?note={note['id']}"))
    expect(theirs.get_by_role("slider", name="Place in the takes")).to_have_value(str(stood))


def test_another_take_stands_and_the_first_one_again(
    studio: Studio, shot: dict[str, str], open_page: Callable[..., Page]
) -> None:
    takes = _takes(studio, shot)
    standing = next(take["number"] for take in takes if take["selected"])
    other = next(take["number"] for take in takes if not take["selected"])
    page = open_page(studio.at(shot["path"]))
    page.get_by_role("button", name=f"Use this: take {other}").click()
    expect(page.get_by_text(f"Take {other} stands for the shot.")).to_be_visible()
    expect(page.get_by_role("button", name=f"Use this: take {other}")).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Undo")).to_be_hidden(timeout=3000)
    expect(page.get_by_text(f"Take {other} stands for the shot.")).to_be_hidden()
    expect(page.get_by_role("button", name=f"Use this: take {other}")).to_be_visible()
    assert next(take["number"] for take in _takes(studio, shot) if take["selected"]) == standing


def test_a_take_is_directed_anew_and_cancelled(
    studio: Studio, shot: dict[str, str], open_page: Callable[..., Page]
) -> None:
    page = open_page(studio.at(shot["path"]))
    words = page.get_by_label("What happens")
    before = words.input_value()
    assert before, "the words are those of the take before"
    page.locator("body").press("n")
    expect(words).to_be_focused()
    page.get_by_label("Camera", exact=True).select_option("Push in")
    page.get_by_label("Seed").fill("5")
    page.get_by_role("button", name="Generate 1 take").click()
    expect(page.get_by_text(re.compile("Ordered, about"))).to_be_visible()
    page.get_by_role("button", name="Cancel", exact=True).click()
    expect(page.get_by_text("Cancelled. What is made stays.")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_be_hidden()
    scene = studio.http.get(shot["pass"]).json()["scenes"][2]
    assert (scene["camera_movement"], scene["prompt"]) == ("push-in", before), "only what was changed is asked for"


def test_a_suggestion_is_accepted_and_tells_what_it_brought(
    studio: Studio, shot: dict[str, str], open_page: Callable[..., Page]
) -> None:
    _make_weak_take(studio, shot)
    many = len(_takes(studio, shot))
    page = open_page(studio.at(shot["path"]))
    page.get_by_role("button", name=re.compile("Make it with these words: ")).first.click()
    expect(page.get_by_text(re.compile("^Accepted: "))).to_be_visible()
    expect(page.get_by_text("is being made")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^[+−]\d+\.\d points$"))).to_be_visible(timeout=MADE)
    strip = page.get_by_role("list", name="All takes of the clip")
    expect(strip.get_by_role("listitem")).to_have_count(many + 1)
    look(page, "clips-three")
    newest = strip.get_by_role("button", name=re.compile(f"^Take {many + 1}"))
    newest.click()
    expect(newest).to_have_attribute("aria-pressed", "false")
    expect(page).to_have_url(re.compile("beside="))


def test_a_budget_that_is_used_up_is_told_before_and_after(
    studio: Studio, shot: dict[str, str], open_page: Callable[..., Page]
) -> None:
    budget = f"/api/projects/{studio.project_id}/budget"
    assert studio.http.put(budget, json={"seconds_per_day": 1}).status_code == 200
    page = open_page(studio.at(shot["path"]))
    expect(page.get_by_text(re.compile("It would stop before its end"))).to_be_visible()
    page.get_by_role("button", name="Generate 1 take").click()
    expect(page.get_by_role("alert").filter(has_text="are used up")).to_be_visible()
    look(page, "clips-refused")
    open_page.complaints.clear()  # type: ignore[attr-defined] # the browser reports the refusal, as it should
    assert studio.http.put(budget, json={}).status_code == 200
