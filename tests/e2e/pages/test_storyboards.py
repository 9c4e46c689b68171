"""The board: panels by scene, edited, ordered, taken again, measured, played and compared."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.pages.conftest import Studio, look

pytestmark = pytest.mark.slow


@pytest.fixture
def board(studio: Studio) -> str:
    found: str = studio.http.get("/api/storyboards").json()["storyboards"][-1]["id"]
    return found


def _panel(page: Page, place: int) -> "Page":
    return page.get_by_role("button", name=re.compile(rf"Panel {place}\b"))


def _choose(page: Page, place: int) -> None:
    """What keys do is done to the panel that is current."""
    _panel(page, place).click()
    expect(_panel(page, place)).to_have_attribute("aria-current", "true")


def test_boards_are_found_and_opened(studio: Studio, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("storyboards"))
    card = page.get_by_role("link", name=re.compile("The Price of a Smell"))
    expect(card).to_contain_text("4 panels")
    look(page, "storyboards")
    card.click()
    expect(page.get_by_role("heading", name="The Price of a Smell")).to_be_visible()
    expect(_panel(page, 4)).to_be_visible()
    look(page, "board")


def test_through_the_panels_by_keyboard(studio: Studio, board: str, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("storyboards", board))
    expect(_panel(page, 1)).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(_panel(page, 1)).to_be_focused()
    expect(_panel(page, 1)).to_have_attribute("aria-current", "true")
    page.keyboard.press("ArrowRight")
    expect(_panel(page, 2)).to_be_focused()
    expect(_panel(page, 2)).to_have_attribute("aria-current", "true")
    page.keyboard.press("x")
    expect(page.get_by_role("toolbar", name="1 panel chosen")).to_be_visible()
    page.keyboard.press("e")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_what_one_edits_the_other_sees_and_offline_edits_come_back(
    studio: Studio, board: str, open_page: Callable[..., Page]
) -> None:
    first, second = open_page(studio.at("storyboards", board)), open_page(studio.at("storyboards", board))
    for page in (first, second):
        _choose(page, 1)
        page.keyboard.press("e")
        expect(page.get_by_label("Action")).to_be_enabled()
    first.get_by_label("Action").fill("Timur stirs the cauldron.")
    expect(second.get_by_label("Action")).to_have_value("Timur stirs the cauldron.")
    second.context.set_offline(True)
    expect(second.get_by_role("status").filter(has_text="Offline").first).to_be_visible(timeout=40_000)
    second.get_by_label("Action").fill("Timur stirs the cauldron. Steam rises.")
    first.get_by_label("Lens").select_option("50")
    second.context.set_offline(False)
    expect(first.get_by_label("Action")).to_have_value("Timur stirs the cauldron. Steam rises.")
    expect(second.get_by_label("Lens")).to_have_value("50")
    open_page.complaints.clear()  # type: ignore[attr-defined] # the browser says that it was offline
    shots = studio.until(
        lambda: [
            s
            for s in studio.http.get(f"/api/storyboards/{board}/shots").json()["shots"]
            if s["description"].endswith("Steam rises.") and s["lens_mm"] == 50
        ],
        "the row has both edits",
    )
    assert shots[0]["stale"]


def test_a_panel_is_moved_and_moved_back(studio: Studio, board: str, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("storyboards", board))
    second = _panel(page, 2).locator(".line-clamp-2").inner_text()
    _choose(page, 2)
    page.keyboard.press("Alt+ArrowLeft")
    expect(_panel(page, 1).locator(".line-clamp-2")).to_have_text(second)
    page.keyboard.press("Control+z")
    expect(_panel(page, 2).locator(".line-clamp-2")).to_have_text(second)


def test_a_panel_is_taken_again(studio: Studio, board: str, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("storyboards", board))
    _choose(page, 3)
    page.keyboard.press("r")
    expect(page.get_by_text("1 take ordered")).to_be_visible()
    expect(_panel(page, 3)).to_contain_text("being drawn")

    def taken() -> bool:
        shots = studio.http.get(f"/api/storyboards/{board}/shots").json()["shots"]
        return bool(shots[2]["takes"] >= 2 and not shots[2]["job_id"])

    studio.until(taken, "the panel has two takes", 180)
    expect(_panel(page, 3)).not_to_contain_text("being drawn")


def test_the_matrix_opens_both_pictures(studio: Studio, board: str, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("storyboards", f"{board}?view=continuity"))
    cell = page.get_by_role("button", name=re.compile(r" in .*: \d+")).first
    look(page, "continuity")
    cell.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("img", name="In this frame")).to_be_visible()
    expect(dialog).to_contain_text("Outfit")
    look(page, "continuity-cell")


def test_the_board_is_played(studio: Studio, board: str, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("storyboards", f"{board}?view=animatic"))
    playhead = page.get_by_role("slider", name="Position in the animatic")
    expect(playhead).to_have_value("0")
    page.keyboard.press("Space")
    expect(playhead).not_to_have_value("0")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    look(page, "animatic")


def test_two_watch_together_until_one_takes_the_playhead(
    studio: Studio, board: str, open_page: Callable[..., Page]
) -> None:
    leads, follows = (open_page(studio.at("storyboards", f"{board}?view=animatic")) for _ in range(2))
    heads = [page.get_by_role("slider", name="Position in the animatic") for page in (leads, follows)]
    expect(heads[0]).to_have_value("0")
    follows.get_by_role("button", name="Watch together").click()
    follows.get_by_role("menuitem").first.click()
    leads.keyboard.press("ArrowRight")
    expect(heads[0]).not_to_have_value("0")
    expect(heads[1]).to_have_value(heads[0].input_value())
    leads.keyboard.press("Space")
    expect(follows.get_by_role("button", name="Pause")).to_be_visible()
    leads.keyboard.press("Space")
    expect(heads[1]).to_have_value(heads[0].input_value())
    follows.keyboard.press("ArrowLeft")
    expect(follows.get_by_role("button", name="Watch together")).to_be_visible()
    leads.keyboard.press("ArrowRight")
    leads.keyboard.press("ArrowRight")
    expect(heads[1]).not_to_have_value(heads[0].input_value())


def test_the_board_s_versions_are_looked_at(studio: Studio, board: str, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("storyboards", board))
    page.get_by_role("button", name="Versions").click()
    expect(page.get_by_role("dialog", name="Versions")).to_be_visible()
    look(page, "storyboard-versions")


def test_what_can_be_taken_away(studio: Studio, board: str, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("storyboards", board))
    page.get_by_role("button", name="Export").click()
    with page.context.expect_page() as opened:
        page.get_by_role("menuitem", name="Contact sheet").click()
    opened.value.wait_for_load_state()
    assert studio.http.get(f"/api/storyboards/{board}/storyboard.pdf").content.startswith(b"%PDF")
