"""One character in two browsers: typing at once, one of them offline and back; its versions; who is there."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.pages.conftest import Cable, look
from tests.e2e.pages.servers import Studio

pytestmark = pytest.mark.slow


def _of(studio: Studio, name: str) -> str:
    return str(studio.http.get("/api/characters", params={"search": name}).json()["characters"][0]["id"])


def _words(studio: Studio, character: str) -> str:
    return str(studio.http.get(f"/api/characters/{character}").json()["description"])


def test_two_type_in_one_description_and_one_of_them_is_offline(studio: Studio, open_page: Callable[..., Page]) -> None:
    character = _of(studio, "BAI")
    before = _words(studio, character)
    first, second = open_page("about:blank"), open_page("about:blank")
    cable = Cable(second)
    for page in (first, second):
        page.goto(studio.at("characters", character))
        expect(page.get_by_label("Description")).to_have_value(before)
    here, there = first.get_by_label("Description"), second.get_by_label("Description")

    here.press("Control+Home")
    here.press_sequentially("once poor, ")
    expect(second.get_by_text("typing …")).to_be_visible()
    expect(there).to_have_value(f"once poor, {before}")
    expect(first.get_by_text("Saved", exact=True)).to_be_visible()

    with cable.cut():
        expect(second.get_by_text("Offline: what you type is kept here")).to_be_visible()
        there.press("Control+End")
        there.press_sequentially(", a gold ring")
        here.press("Control+Home")
        here.press_sequentially("greedy, ")
        expect(there).to_have_value(f"once poor, {before}, a gold ring")
        expect(here).to_have_value(f"greedy, once poor, {before}")
        look(second, "character-offline")
    merged = f"greedy, once poor, {before}, a gold ring"
    for box in (here, there):
        expect(box).to_have_value(merged)
    expect(second.get_by_text("Saved", exact=True)).to_be_visible()
    studio.until(lambda: _words(studio, character) == merged, "the row has what both wrote", 30)

    here.press("Control+z")  # takes back what was typed here, not what the other typed
    expect(there).to_have_value(re.compile(r"^(?!greedy, ).*a gold ring$"))
    open_page.complaints.clear()  # type: ignore[attr-defined] # a browser that is offline says so in its console


def test_the_caret_stays_where_it_is_while_another_types_before_it(
    studio: Studio, open_page: Callable[..., Page]
) -> None:
    character = _of(studio, "TIMUR")
    first, second = (open_page(studio.at("characters", character)) for _ in range(2))
    before = _words(studio, character)
    here, there = first.get_by_label("Description"), second.get_by_label("Description")
    for box in (here, there):
        expect(box).to_have_value(before)
    there.press("Control+End")
    here.press("Control+Home")
    here.press_sequentially("shy ")
    expect(there).to_have_value(f"shy {before}")
    there.press_sequentially("!")
    for box in (here, there):
        expect(box).to_have_value(f"shy {before}!")
    first.get_by_label("Tags").fill("child")
    first.keyboard.press("Enter")
    expect(second.get_by_role("button", name="Remove tag child")).to_be_visible()


def test_versions_are_compared_word_by_word_and_gone_back_to(studio: Studio, open_page: Callable[..., Page]) -> None:
    character = _of(studio, "SAULE")
    before = _words(studio, character)
    after = before.replace("green dress", "yellow dress")
    assert studio.http.patch(f"/api/characters/{character}", json={"description": after}).status_code == 200
    page = open_page(studio.at("characters", f"{character}?tab=versions"))
    changed = page.get_by_role("region", name=re.compile("What changed"))
    expect(changed.locator("del")).to_have_text("green")
    expect(changed.locator("ins")).to_have_text("yellow")
    look(page, "character-versions")
    page.get_by_role("button", name=re.compile("Make it as it was in version")).click()
    expect(page.get_by_role("list", name="Versions, newest first")).to_contain_text("rolled back")
    studio.until(lambda: _words(studio, character) == before, "the old words are back")
    page.get_by_role("button", name="Undo").click()
    studio.until(lambda: _words(studio, character) == after, "and the new ones again")


def test_who_is_on_a_character_is_seen_in_the_gallery(studio: Studio, open_page: Callable[..., Page]) -> None:
    gallery = open_page(studio.at("characters"))
    page = open_page(studio.at("characters", _of(studio, "ALDAR")))
    card = gallery.get_by_role("listitem").filter(has_text="ALDAR KOSE")
    expect(card.get_by_role("img", name="You")).to_be_visible()
    page.goto(studio.at("jobs"))
    expect(card.get_by_role("img", name="You")).to_be_hidden()
