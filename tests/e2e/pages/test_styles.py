"""Styles: made of stills, knobs turned by two people with a picture that follows, one of them offline and back."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.pages.conftest import Cable, look
from tests.e2e.pages.servers import Studio
from tests.e2e.pages.test_characters import portrait

pytestmark = pytest.mark.slow


@pytest.fixture
def style(studio: Studio, request: pytest.FixtureRequest) -> str:
    """A style of the test's own, without stills: the drawn panels show it."""
    made = studio.http.post("/api/styles", json={"name": f"Dust {request.node.name}", "description": "low sun"})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def _kept(studio: Studio, style: str) -> dict[str, object]:
    found: dict[str, object] = studio.http.get(f"/api/styles/{style}").json()["parameters"]
    return found


def _knob(page: Page, name: str) -> Locator:
    return page.get_by_role("slider", name=name, exact=True)


def _turned(page: Page, name: str, times: int) -> None:
    _knob(page, name).focus()
    for _ in range(abs(times)):
        page.keyboard.press("ArrowRight" if times > 0 else "ArrowLeft")


def test_a_style_is_made_of_a_still(studio: Studio, open_page: Callable[..., Page], tmp_path: Path) -> None:
    still = tmp_path / "still.jpg"
    still.write_bytes(portrait())
    page = open_page(studio.at("styles"))
    page.get_by_role("button", name="New style").first.click()
    dialog = page.get_by_role("dialog", name="New style")
    dialog.get_by_label("Name").fill("Mission control")
    dialog.get_by_label("Stills that show it (up to 12)").set_input_files(still)
    dialog.get_by_role("button", name="New style").click()
    page.wait_for_url(re.compile("/styles/.+"))
    expect(page.get_by_text("from the stills")).to_be_visible()
    expect(page.get_by_role("img", name="Preview")).to_be_visible()
    page.get_by_role("button", name="Put away").click()
    page.wait_for_url(re.compile("/styles$"))
    expect(page.get_by_role("link", name="Mission control")).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    page.wait_for_url(re.compile("/styles/.+"))
    expect(page.get_by_role("heading", name="Mission control", level=1)).to_be_visible()


def test_two_turn_knobs_and_both_see_the_picture_follow(
    studio: Studio, style: str, open_page: Callable[..., Page]
) -> None:
    first, second = (open_page(studio.at("styles", style)) for _ in range(2))
    for page in (first, second):
        expect(_knob(page, "Exposure")).to_be_enabled()
        expect(page.get_by_role("img", name="Preview")).to_be_visible()
    _turned(first, "Exposure", 10)
    expect(_knob(second, "Exposure")).to_have_value("0.5")
    _turned(second, "Temperature", -20)
    expect(_knob(first, "Temperature")).to_have_value("-20")
    for page in (first, second):
        shown = page.get_by_role("img", name="Preview")
        for knob in (r"exposure=0\.5\b", r"temperature=-20\b"):
            expect(shown).to_have_attribute("src", re.compile(knob))
        page.wait_for_function("() => document.querySelector('img[alt=Preview]').complete")
        assert page.evaluate("document.querySelector('img[alt=Preview]').naturalWidth") > 0
    studio.until(
        lambda: (_kept(studio, style)["exposure"], _kept(studio, style)["temperature"]) == (0.5, -20), "both kept", 30
    )
    first.get_by_role("button", name="Exposure as inherited").click()
    expect(_knob(second, "Exposure")).to_have_value("0")


def test_what_one_turns_offline_is_merged_when_they_are_back(
    studio: Studio, style: str, open_page: Callable[..., Page]
) -> None:
    first, second = open_page("about:blank"), open_page("about:blank")
    cable = Cable(second)
    for page in (first, second):
        page.goto(studio.at("styles", style))
        expect(_knob(page, "Contrast")).to_be_enabled()
    with cable.cut():
        expect(second.get_by_text("Offline: what you type is kept here").first).to_be_visible()
        _turned(second, "Contrast", 15)
        _turned(first, "Saturation", -15)
        expect(_knob(second, "Contrast")).to_have_value("1.15")
        expect(_knob(second, "Saturation")).to_have_value("1")
    for page in (first, second):
        expect(_knob(page, "Contrast")).to_have_value("1.15")
        expect(_knob(page, "Saturation")).to_have_value("0.85")
    studio.until(
        lambda: (_kept(studio, style)["contrast"], _kept(studio, style)["saturation"]) == (1.15, 0.85), "both kept", 30
    )
    open_page.complaints.clear()  # type: ignore[attr-defined] # a browser that is offline says so in its console


def test_a_style_is_applied_to_a_scene_after_its_cost_and_taken_back(
    studio: Studio, style: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(studio.at("styles", style))
    page.get_by_role("button", name="Apply to …").click()
    dialog = page.get_by_role("dialog")
    panels = dialog.get_by_role("button", name=re.compile("^Panel "))
    expect(panels).to_have_count(4)
    expect(dialog.get_by_role("status")).to_contain_text("4 panels become stale")
    expect(dialog.get_by_role("status")).to_contain_text("Drawing again takes about")
    panels.nth(3).click()  # from the whole board on to chosen panels
    expect(dialog.get_by_label("Which panels")).to_contain_text("chosen panels (3)")
    expect(dialog.get_by_role("status")).to_contain_text("3 panels become stale")
    look(page, "style-apply")
    dialog.get_by_role("button", name="Apply, draw later").click()
    page.wait_for_url(re.compile(f"/storyboards/{studio.board}"))
    expect(page.get_by_text("3 panels are stale until they are drawn again.")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Panel 3\\b"))).to_contain_text("stale")
    laid = studio.http.get(f"/api/storyboards/{studio.board}/styles").json()["styles"]
    assert set(laid["shots"].values()) == {style}
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name=re.compile("Panel 3\\b"))).not_to_contain_text("stale")
    assert studio.http.get(f"/api/storyboards/{studio.board}/styles").json()["styles"] == {
        "style_id": None, "shots": {},
    }  # fmt: skip


def test_a_style_is_applied_and_its_panel_drawn_again(
    studio: Studio, style: str, open_page: Callable[..., Page]
) -> None:
    studio.http.patch(f"/api/styles/{style}", json={"parameters": {"saturation": 0}})
    page = open_page(studio.at("styles", style))
    page.get_by_role("button", name="Apply to …").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Which panels").select_option("*")
    expect(dialog.get_by_role("status")).to_contain_text("Choose the panels")
    dialog.get_by_role("button", name=re.compile("^Panel ")).first.click()
    expect(dialog.get_by_role("status")).to_contain_text("1 panel becomes stale")
    dialog.get_by_role("button", name="Apply and draw again").click()
    page.wait_for_url(re.compile(f"/storyboards/{studio.board}"))
    expect(page.get_by_text("1 panel is being drawn again.")).to_be_visible()

    def shown() -> bool:
        first = studio.http.get(f"/api/storyboards/{studio.board}/shots").json()["shots"][0]
        return bool(first["takes"] >= 2 and not first["stale"] and not first["job_id"])

    studio.until(shown, "the panel is drawn in the style", 180)
    expect(page.get_by_role("button", name=re.compile("Panel 1\\b"))).not_to_contain_text("stale")


def test_a_style_becomes_that_of_new_boards_and_is_not_any_more(
    studio: Studio, style: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(studio.at("styles", style))
    page.get_by_role("button", name="Apply to …").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("To", exact=True).select_option("new")
    dialog.get_by_role("button", name="Make it the project’s style").click()
    expect(page.get_by_text("New boards are in Dust")).to_be_visible()
    expect(dialog.get_by_role("button", name="Let new boards be without it")).to_be_visible()
    studio.until(lambda: studio.http.get("/api/styles").json()["default"] == style, "new boards are in it")
    page.get_by_role("button", name="Undo").click()
    studio.until(lambda: studio.http.get("/api/styles").json()["default"] is None, "they are not any more")
    expect(dialog.get_by_role("button", name="Make it the project’s style")).to_be_visible()
