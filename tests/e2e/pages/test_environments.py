"""Environments: made, their set and light changed by two people, one offline and back; put away and brought back."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.pages.conftest import Cable, look
from tests.e2e.pages.servers import Studio

pytestmark = pytest.mark.slow


def test_a_place_is_made_and_lit_by_two_people(studio: Studio, open_page: Callable[..., Page]) -> None:
    first = open_page(studio.at("environments"))
    first.get_by_role("button", name="New environment").first.click()
    dialog = first.get_by_role("dialog", name="New environment")
    dialog.get_by_label("Name, as the script calls it").fill("THE TEAHOUSE")
    dialog.get_by_label("What it looks like").fill("low tables, steam, one lamp")
    dialog.get_by_role("button", name="New environment").click()
    first.wait_for_url(re.compile("/environments/.+"))
    environment = first.url.rpartition("/")[2]

    second = open_page("about:blank")
    cable = Cable(second)
    second.goto(first.url)
    for page in (first, second):
        expect(page.get_by_label("Set", exact=True)).to_be_enabled()
    first.get_by_label("Set", exact=True).select_option("Bar")
    expect(second.get_by_label("Set", exact=True)).to_have_value("bar")
    second.get_by_role("switch", name="A colour temperature of its own").click()
    expect(first.get_by_role("slider", name="Colour temperature", exact=True)).to_have_value("5600")
    with cable.cut():
        expect(second.get_by_text("Offline: what you type is kept here").first).to_be_visible()
        second.get_by_label("Hour").select_option("Dusk")
        first.get_by_label("Mood").select_option("warm")
        expect(second.get_by_label("Mood")).to_have_value("")
    for page in (first, second):
        expect(page.get_by_label("Hour")).to_have_value("dusk")
        expect(page.get_by_label("Mood")).to_have_value("warm")

    def row() -> tuple[str, ...]:
        found = studio.http.get(f"/api/environments/{environment}").json()
        return found["set"], found["lighting"], found["mood"], found["colour_temperature"]

    studio.until(lambda: row() == ("bar", "dusk", "warm", 5600), "the row has what both chose", 30)

    first.get_by_role("button", name="Put away").click()
    first.wait_for_url(re.compile("/environments$"))
    expect(first.get_by_role("link", name="THE TEAHOUSE")).to_be_hidden()
    first.get_by_role("button", name="Undo").click()
    first.wait_for_url(re.compile("/environments/.+"))
    expect(first.get_by_label("Set", exact=True)).to_have_value("bar")
    open_page.complaints.clear()  # type: ignore[attr-defined] # one was offline; the place was gone for the other


def test_pictures_of_a_place_are_dropped_named_and_taken_away(
    studio: Studio, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    place = studio.http.post("/api/environments", json={"name": "THE WELL"}).json()["id"]
    files = [tmp_path / "north.jpg", tmp_path / "from the yard.jpg"]
    for number, file in enumerate(files):
        Image.effect_noise((320 + number, 180), 60).convert("RGB").save(file)
    page = open_page(studio.at("environments", place))
    page.get_by_label("Drop pictures of the place, or choose them").set_input_files(files)
    expect(page.get_by_label("Angle")).to_have_count(2)
    expect(page.get_by_label("Angle").last).to_have_value("from the yard")
    page.get_by_label("Angle").last.fill("south")
    page.get_by_label("Angle").last.press("Enter")
    expect(page.get_by_role("img", name="south")).to_be_visible()
    page.get_by_role("button", name="Take north away").click()
    expect(page.get_by_label("Angle")).to_have_count(1)
    look(page, "environment-references")
    found = studio.http.get(f"/api/environments/{place}").json()["references"]
    assert [each["angle"] for each in found] == ["south"]


def test_a_place_is_seen_as_two_turn_its_knobs(studio: Studio, open_page: Callable[..., Page]) -> None:
    place = studio.http.post("/api/environments", json={"name": "THE BAZAAR", "lighting": "dusk"}).json()["id"]
    first, second = (open_page(studio.at("environments", place)) for _ in range(2))
    for page in (first, second):
        expect(page.get_by_label("Hour")).to_be_enabled()
    pictures = [page.get_by_role("img", name="The place as it is now") for page in (first, second)]
    first.get_by_label("Mood").select_option("tense")
    slider = second.get_by_role("slider", name="Contrast")
    slider.focus()
    for _ in range(4):
        second.keyboard.press("ArrowRight")
    first.get_by_role("button", name="Left", exact=True).click()
    for picture in pictures:
        for knob in (r"lighting=dusk\b", r"mood=tense\b", r"contrast=1\.2\b"):
            expect(picture).to_have_attribute("src", re.compile(knob))
    expect(pictures[0]).to_have_attribute("src", re.compile(r"side=left\b"))
    expect(pictures[1]).to_have_attribute("src", re.compile(r"side=front\b"))  # each looks from where they like
    for page, picture in zip((first, second), pictures, strict=True):
        expect(picture).to_have_attribute("data-quality", "fine", timeout=120_000)
        page.wait_for_function("() => document.querySelector('img[data-quality=fine]')?.complete")
        assert picture.evaluate("(image) => image.naturalWidth") == 640
    # while nothing is turned the other hours are traced, so that they come at once
    ahead = (
        "() => performance.getEntriesByType('resource').some(({ name }) => /lighting=night.*quality=live/.test(name))"
    )
    first.wait_for_function(ahead, timeout=120_000)
    first.get_by_label("Hour").select_option("night")
    expect(pictures[0]).to_have_attribute("src", re.compile(r"lighting=night.*quality=rough"))
    first.wait_for_function("() => document.querySelector('img[data-quality=live]')?.naturalWidth === 320")
    look(first, "environment")
