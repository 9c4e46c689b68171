"""The cutting room: a cut is made of a board, played, trimmed, put in order, scored, rendered, and taken back."""

import io
import re
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import opentimelineio as otio
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.pages.conftest import look
from tests.e2e.pages.servers import Studio

pytestmark = pytest.mark.slow
PANEL, FRAMES, HANDLES = 3, 16, 4  # the scene that has a clip, two thirds of a second long, and frames to trim with
RENDERED = 120_000  # ms


@pytest.fixture(scope="module")
def clip(studio: Studio) -> None:
    """One shot of the board has a clip, the others are frames that are held."""
    shot = studio.http.get(f"/api/storyboards/{studio.board}/shots").json()["shots"][PANEL - 1]
    body = {"duration_frames": FRAMES, "version": shot["version"]}
    assert studio.http.patch(f"/api/shots/{shot['id']}", json=body).status_code == 200
    generation = studio.http.get(f"/api/generations?storyboard_id={studio.board}").json()["generations"][0]["id"]
    asked = studio.http.post(
        f"/api/generations/{generation}/process", json={"scene_numbers": [PANEL], "takes": 1, "handles": HANDLES}
    )
    assert asked.status_code == 202, asked.text
    job = f"/api/jobs/{asked.json()['job_id']}"
    studio.until(lambda: studio.http.get(job).json()["state"] == "succeeded", "the clip is there", 240)


@pytest.fixture
def cut(studio: Studio, clip: None) -> dict[str, Any]:
    """A cut of four shots, a second each at most."""
    made = studio.http.post("/api/cuts", json={"storyboard_id": studio.board}).json()
    items = [{"key": i["key"], "length": 24} if i["kind"] == "still" else {"key": i["key"]} for i in made["items"]]
    changed: dict[str, Any] = studio.http.patch(f"/api/cuts/{made['id']}", json={"items": items}).json()
    return changed


def _items(page: Page) -> Locator:
    return page.get_by_role("region", name="Timeline").get_by_role("listitem").get_by_role("button")


def _names(page: Page) -> list[str]:
    return [str(item.get_attribute("aria-label")).split(" ")[0] for item in _items(page).all()]


def _now(studio: Studio, cut: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = studio.http.get(f"/api/cuts/{cut['id']}").json()
    return found


def test_a_first_cut_is_made_from_the_board(studio: Studio, clip: None, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("cuts"))
    expect(page.get_by_role("heading", name="No cut yet")).to_be_visible()
    look(page, "cuts-empty")
    page.get_by_role("button", name="New cut").first.click()
    page.get_by_role("dialog").get_by_label("Frames a second").select_option("25")
    page.get_by_role("dialog").get_by_role("button", name="New cut").click()
    page.wait_for_url(re.compile(r"/cuts/[0-9a-f-]+"))
    expect(_items(page)).to_have_count(4)
    expect(page.get_by_role("heading", level=1)).to_have_text("The Price of a Smell")
    page.goto(studio.at("cuts"))
    expect(page.get_by_role("link", name=re.compile("The Price of a Smell"))).to_be_visible()
    look(page, "cuts")


def test_a_cut_is_found_put_away_and_restored(
    studio: Studio, cut: dict[str, Any], open_page: Callable[..., Page]
) -> None:
    made = studio.http.post("/api/cuts", json={"storyboard_id": studio.board, "name": "Festival trailer"}).json()
    page = open_page(studio.at("cuts"))
    trailer = page.get_by_role("link", name=re.compile("Festival trailer"))
    other = page.get_by_role("link", name=re.compile(re.escape(cut["name"]))).first
    expect(other).to_be_visible()
    page.get_by_label("Search cuts").fill("trail fest")
    expect(other).to_be_hidden()
    page.get_by_role("button", name="What to do with Festival trailer").click()
    page.get_by_role("menuitem", name="Put away").click()
    expect(trailer).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    expect(trailer).to_be_visible()
    expect(page.get_by_text("Festival trailer is put away.")).to_be_hidden()
    page.get_by_role("button", name="What to do with Festival trailer").click()
    page.get_by_role("menuitem", name="Put away").click()
    expect(trailer).to_be_hidden()
    page.get_by_label("Search cuts").fill("")
    page.get_by_role("button", name="Bin", exact=True).click()
    expect(page).to_have_url(re.compile("bin=1"))
    card = page.get_by_role("article").filter(has_text="Festival trailer")
    expect(card).not_to_contain_text("deleted")
    look(page, "cuts-bin")
    card.get_by_role("button", name="Restore").click()
    expect(page.get_by_role("heading", name="The bin is empty")).to_be_visible()
    page.get_by_role("button", name="Bin", exact=True).click()
    expect(trailer).to_be_visible()
    assert studio.http.get(f"/api/cuts/{made['id']}").json()["name"] == "Festival trailer"


def test_it_is_played_by_the_keys_of_an_editor(
    studio: Studio, cut: dict[str, Any], open_page: Callable[..., Page]
) -> None:
    page = open_page(studio.at("cuts", cut["id"]))
    head = page.get_by_role("slider", name="Playhead")
    expect(head).to_have_value("0")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(head).to_have_value("25")
    page.keyboard.press("ArrowDown")
    expect(head).to_have_value("48")
    clip = page.get_by_role("region", name="Monitor").locator("video:visible")
    expect(clip).to_have_count(1)
    page.wait_for_function("() => [...document.querySelectorAll('video')].some((film) => film.readyState >= 2)")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "at => [...document.querySelectorAll('video')].some((f) => Math.floor(f.currentTime * 24) === at)",
        arg=HANDLES + 1,  # what is seen of a clip begins behind its handle
    )
    page.keyboard.press("l")
    page.keyboard.press("l")
    expect(page.get_by_text("2×").first).to_be_visible()
    expect(head).to_have_value(str(cut["length"] - 1))
    page.keyboard.press("j")
    expect(head).not_to_have_value(str(cut["length"] - 1))
    page.keyboard.press("k")
    page.keyboard.press("Home")
    expect(head).to_have_value("0")
    look(page, "cut")


def test_order_and_trims_are_changed_and_taken_back(
    studio: Studio, cut: dict[str, Any], open_page: Callable[..., Page]
) -> None:
    page = open_page(studio.at("cuts", cut["id"]))
    expect(_items(page)).to_have_count(4)
    before = _names(page)
    first, second = _items(page).nth(0).bounding_box(), _items(page).nth(1).bounding_box()
    assert first is not None
    assert second is not None
    page.mouse.move(first["x"] + first["width"] / 2, first["y"] + 20)
    page.mouse.down()
    page.mouse.move(second["x"] + second["width"] * 0.9, first["y"] + 20, steps=6)
    page.mouse.up()
    expect(_items(page).nth(0)).to_have_attribute("aria-label", re.compile(f"^{before[1]} "))
    page.keyboard.press("Control+z")
    expect(_items(page).nth(0)).to_have_attribute("aria-label", re.compile(f"^{before[0]} "))
    page.keyboard.press("Control+Shift+z")
    expect(_items(page).nth(0)).to_have_attribute("aria-label", re.compile(f"^{before[1]} "))
    studio.until(lambda: _now(studio, cut)["items"][0]["name"] == before[1], "the order is kept")

    clip = _items(page).filter(has_text=re.compile("^3|^2")).and_(page.get_by_label(re.compile(" clip, ")))
    clip.click()
    box = clip.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 2 + box["width"] / 2, box["y"] + box["height"] / 2, steps=6)
    page.mouse.up()
    inspector = page.get_by_role("region", name="Chosen shot")
    expect(inspector.get_by_label(re.compile("First frame of the take"))).not_to_have_value("00:00:00:00")
    length = inspector.get_by_label(re.compile("^Length"))
    length.fill("00:05")
    length.press("Enter")
    expect(length).to_have_value("00:00:00:05")
    studio.until(
        lambda: [i["length"] for i in _now(studio, cut)["items"] if i["kind"] == "clip"] == [5], "the trim is kept"
    )
    length.fill("soon")
    expect(inspector.get_by_text("Frames such as 36, or a timecode such as 01:12")).to_be_visible()
    length.press("Escape")
    clip.focus()
    page.keyboard.press("Delete")
    expect(_items(page)).to_have_count(3)
    page.get_by_role("button", name="Undo").last.click()
    expect(_items(page)).to_have_count(4)


def _recording() -> bytes:
    kept = io.BytesIO()
    with wave.open(kept, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(bytes(16_000 * 2 * 2))
    return kept.getvalue()


def test_titles_ways_over_and_sound(studio: Studio, cut: dict[str, Any], open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("cuts", cut["id"]))
    _items(page).nth(0).click()
    page.get_by_label("To the next shot").select_option("dissolve")
    expect(page.get_by_label(re.compile("Length of the transition"))).to_have_value("00:00:00:12")
    page.get_by_role("button", name="Add a title card").click()
    card = _items(page).filter(has_text="TITLE")
    expect(card).to_have_count(1)
    card.click()
    words = page.get_by_label("Words of the card")
    words.fill("THE PRICE\nOF A SMELL")
    words.blur()
    expect(_items(page).filter(has_text="THE PRICE")).to_have_count(1)
    page.get_by_label("Add music", exact=True).set_input_files(
        {"name": "theme.wav", "mimeType": "audio/wav", "buffer": _recording()}
    )
    expect(page.get_by_role("button", name=re.compile("theme, Music, from"))).to_be_visible()
    page.get_by_label("Loudness").select_option("-14")
    gain = page.get_by_label("Gain (dB)")
    gain.fill("-6")
    gain.blur()
    studio.until(
        lambda: (_now(studio, cut)["loudness"], _now(studio, cut)["sounds"][0]["gain_db"]) == (-14, -6), "all is kept"
    )
    page.get_by_role("slider", name="Playhead").fill("1")
    look(page, "cut-titled")


def test_it_is_rendered_cancelled_and_played_as_a_film(
    studio: Studio, cut: dict[str, Any], open_page: Callable[..., Page]
) -> None:
    page = open_page(studio.at("cuts", cut["id"]))
    film = page.get_by_role("button", name="Rendered film")
    expect(film).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name="Render", exact=True).click()
    page.get_by_role("menuitem", name="H.264 (.mp4)").click()
    rendered = page.get_by_role("region", name="Rendered", exact=True)
    expect(rendered.get_by_role("progressbar")).to_be_visible()
    page.get_by_role("button", name="Render", exact=True).click()
    page.get_by_role("menuitem", name="ProRes 422 (.mov)").click()
    rendered.get_by_role("button", name="Cancel ProRes 422 (.mov)").press("Enter")  # what was told may lie over it
    expect(rendered.get_by_text("cancelled")).to_be_visible(timeout=RENDERED)
    link = rendered.get_by_role("link", name=re.compile("Download .*\\.mp4"))
    expect(link).to_be_visible(timeout=RENDERED)
    expect(rendered.get_by_text("as it stands")).to_be_visible()
    expect(film).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Space")
    page.wait_for_function("() => [...document.querySelectorAll('video')].some((film) => film.currentTime > 0.2)")
    page.keyboard.press("k")
    look(page, "cut-rendered")
    with page.expect_download() as download:
        link.click()
    assert download.value.path().stat().st_size > 10_000


def test_every_form_for_an_editor_and_their_cut_back(
    studio: Studio, cut: dict[str, Any], open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page(studio.at("cuts", cut["id"]))
    expect(_items(page)).to_have_count(4)
    before = _names(page)
    page.get_by_role("button", name="Export").click()
    expect(page.get_by_role("menuitem")).to_have_count(6)
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="OpenTimelineIO (.otio)").click()
    ours = tmp_path / "ours.otio"
    download.value.save_as(ours)
    timeline = otio.adapters.read_from_file(str(ours))
    track = next(each for each in timeline.tracks if each.kind == otio.schema.TrackKind.Video)
    clips = [each for each in track if isinstance(each, otio.schema.Clip)]
    last = clips[-1]
    track.remove(last)
    track.insert(0, last)
    track.remove(clips[0])
    theirs = tmp_path / "theirs.otio"
    otio.adapters.write_to_file(timeline, str(theirs))

    page.get_by_role("button", name="Take back an editor’s cut").click()
    dialog = page.get_by_role("dialog")
    look(page, "cut-conform-empty")
    dialog.get_by_label("Choose the editor’s file").set_input_files(theirs)
    expect(dialog.get_by_text("left out", exact=True)).to_be_visible()
    expect(dialog.get_by_text("moved", exact=True)).to_be_visible()
    look(page, "cut-conform")
    dialog.get_by_role("button", name="Take it over").click()
    expect(_items(page)).to_have_count(3)
    assert _names(page)[0] == before[-1]
    out = page.get_by_role("region", name="Left out")
    look(page, "cut-left-out")
    out.get_by_role("button", name=re.compile("^Bring .* back$")).click()
    expect(_items(page)).to_have_count(4)
    expect(out).to_be_hidden()
    page.get_by_role("button", name="Give the editor’s cut back").click()
    expect(_items(page)).to_have_count(4)
    studio.until(lambda: _names(page) == before, "the cut is as it was")


def test_what_another_changes_is_seen_at_once(
    studio: Studio, cut: dict[str, Any], open_page: Callable[..., Page]
) -> None:
    page = open_page(studio.at("cuts", cut["id"]))
    expect(_items(page)).to_have_count(4)
    items = [{"key": item["key"]} for item in cut["items"][:2]]
    changed = studio.http.patch(f"/api/cuts/{cut['id']}", json={"items": items})
    assert changed.status_code == 200, changed.text
    expect(_items(page)).to_have_count(2)
