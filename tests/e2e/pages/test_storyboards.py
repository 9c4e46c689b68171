"""The board: panels by scene, edited, ordered, taken again, measured, played and compared."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.pages.conftest import NARROW, look
from tests.e2e.pages.servers import Studio

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


def _lines(page: Page) -> list[str]:
    return [panel.inner_text() for panel in page.locator("[data-shot] .line-clamp-2").all()]


def test_a_panel_is_dragged_to_where_the_mark_is(studio: Studio, board: str, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("storyboards", board))
    expect(_panel(page, 4)).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Live")).to_be_attached()
    _choose(page, 2)
    page.keyboard.press("e")
    expect(page.get_by_label("Action")).to_be_enabled()  # the shared document is here
    page.keyboard.press("Escape")
    before = _lines(page)
    cards = page.locator("[data-shot]")
    cards.nth(2).scroll_into_view_if_needed()
    held, onto = cards.nth(2).bounding_box(), cards.nth(1).bounding_box()
    assert held is not None
    assert onto is not None
    page.mouse.move(held["x"] + 60, held["y"] + 60)
    page.mouse.down()
    page.mouse.move(onto["x"] + onto["width"] - 30, onto["y"] + 60, steps=5)
    expect(cards.nth(1)).to_have_attribute("data-mark", "after")
    page.mouse.move(onto["x"] + 20, onto["y"] + 60, steps=5)
    expect(cards.nth(1)).to_have_attribute("data-mark", "before")
    page.mouse.up()
    expect(cards.nth(1).locator(".line-clamp-2")).to_have_text(before[2])
    expect(page.locator("[data-mark]")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(cards.nth(2).locator(".line-clamp-2")).to_have_text(before[2])


def test_fingers_move_panels_by_buttons(studio: Studio, board: str, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("storyboards", board), NARROW)
    _choose(page, 1)
    first = _lines(page)[0]
    page.get_by_role("button", name="Move panel back").click()
    expect(page.locator("[data-shot]").nth(1).locator(".line-clamp-2")).to_have_text(first)
    look(page, "board-touch")
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    page.get_by_role("button", name="Move panel forward").click()
    expect(page.locator("[data-shot]").nth(0).locator(".line-clamp-2")).to_have_text(first)


def test_several_are_chosen_and_taken_again_together(
    studio: Studio, board: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(studio.at("storyboards", board))
    _choose(page, 2)
    page.keyboard.press("Shift+ArrowRight")
    expect(page.get_by_role("toolbar", name="2 panels chosen")).to_be_visible()
    page.keyboard.press("Control+a")
    chosen = page.get_by_role("toolbar", name="4 panels chosen")
    expect(chosen).to_be_visible()
    page.keyboard.press("Escape")
    expect(chosen).to_be_hidden()
    _choose(page, 1)
    page.keyboard.press("ArrowDown")
    expect(_panel(page, 2)).to_be_focused()
    page.keyboard.press("x")
    _panel(page, 3).click(modifiers=["Shift"])
    page.get_by_role("toolbar", name="2 panels chosen").get_by_role("button", name="Take again").click()
    expect(page.get_by_text("2 takes ordered")).to_be_visible()
    page.get_by_role("button", name="Cancel", exact=True).click()
    studio.until(
        lambda: not any(s["job_id"] for s in studio.http.get(f"/api/storyboards/{board}/shots").json()["shots"]),
        "both takes are cancelled",
    )


def test_a_stale_panel_is_drawn_again(studio: Studio, board: str, open_page: Callable[..., Page]) -> None:
    shot = studio.http.get(f"/api/storyboards/{board}/shots").json()["shots"][2]
    framing = "MCU" if shot["framing"] != "MCU" else "CU"
    assert studio.http.patch(f"/api/shots/{shot['id']}", json={"framing": framing}).status_code == 200
    page = open_page(studio.at("storyboards", board))
    expect(_panel(page, 3)).to_contain_text("stale")
    page.get_by_role("button", name=re.compile("Draw stale panels again")).click()
    expect(_panel(page, 3)).not_to_contain_text("stale", timeout=180_000)
    shown = studio.http.get(f"/api/storyboards/{board}/shots").json()["shots"][2]
    assert not shown["stale"]


def test_who_is_in_a_shot_and_what_they_say(studio: Studio, board: str, open_page: Callable[..., Page]) -> None:
    shot = studio.http.get(f"/api/storyboards/{board}/shots").json()["shots"][1]
    page = open_page(studio.at("storyboards", f"{board}?edit={shot['id']}"))
    sheet = page.get_by_role("dialog")
    gone = shot["characters"][-1]
    person = sheet.get_by_role("button", name=gone, exact=True)
    expect(person).to_have_attribute("aria-pressed", "true")
    person.click()
    expect(person).to_have_attribute("aria-pressed", "false")
    look(page, "shot-editor")

    def now() -> dict[str, object]:
        found: dict[str, object] = studio.http.get(f"/api/shots/{shot['id']}").json()
        return found

    studio.until(lambda: gone not in str(now()["characters"]), "the row leaves them out")
    sheet.get_by_role("button", name="Undo").click()
    expect(person).to_have_attribute("aria-pressed", "true")
    studio.until(lambda: now()["characters"] == shot["characters"], "the row has them again")
    place = len(shot["dialogue"]) + 1
    sheet.get_by_role("button", name="Add a line").click()
    sheet.get_by_label(f"Line {place}", exact=True).fill("Who counts my money?")
    sheet.get_by_label(f"How line {place} is said").fill("whispering")
    sheet.get_by_label(f"How line {place} is said").blur()
    studio.until(lambda: "Who counts my money?" in str(now()["dialogue"]), "the row has the line")
    studio.until(lambda: "whispering" in str(now()["dialogue"]), "and how it is said")


def test_captions_are_read_and_the_playhead_is_dragged(
    studio: Studio, board: str, open_page: Callable[..., Page]
) -> None:
    shot = studio.http.get(f"/api/storyboards/{board}/shots").json()["shots"][0]
    said = [{"character": "TIMUR", "text": "The soup is hot."}]
    assert studio.http.patch(f"/api/shots/{shot['id']}", json={"dialogue": said}).status_code == 200
    page = open_page(studio.at("storyboards", f"{board}?view=animatic"))
    line = page.get_by_text("The soup is hot.")
    expect(line).to_be_visible()
    page.keyboard.press("c")
    expect(line).to_be_hidden()
    page.keyboard.press("c")
    expect(line).to_be_visible()
    playhead = page.get_by_role("slider", name="Position in the animatic")
    box = playhead.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 5, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 5, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    timeline = studio.http.get(f"/api/storyboards/{board}/timeline").json()
    assert int(playhead.input_value()) > timeline["panels"][-1]["start"]
    expect(line).to_be_hidden()
    page.get_by_role("button", name=f"{shot['scene']}/{shot['number']}", exact=True).click()
    expect(playhead).to_have_value("0")


def test_the_matrix_by_keys_and_on_to_the_shot(studio: Studio, board: str, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("storyboards", f"{board}?view=continuity"))
    cells = page.locator("[data-cell]")
    expect(cells.first).to_be_visible()
    assert page.locator('[data-cell][tabindex="0"]').count() == 1
    cells.first.focus()
    page.keyboard.press("End")
    page.keyboard.press("Home")
    expect(cells.first).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(cells.first).not_to_be_focused()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Take again").click()
    expect(page.get_by_text("1 take ordered")).to_be_visible()
    page.get_by_role("button", name="Cancel", exact=True).click()
    page.locator('[data-cell][tabindex="0"]').click()
    dialog.get_by_role("link", name="Open shot").click()
    expect(page).to_have_url(re.compile(r"/shots/"))


def test_a_board_in_the_making_says_so_and_is_compared(
    studio: Studio, board: str, open_page: Callable[..., Page]
) -> None:
    script = studio.http.get("/api/screenplays").json()["screenplays"][0]["id"]
    order = {
        "screenplay_id": script,
        "frames": 4,
        "tier": "high",
        "seed": time.time_ns() % 10**6,
        "title": "Second pass",
    }
    made = studio.http.post("/api/storyboards", json=order).json()
    page = open_page(studio.at("storyboards", made["id"]))
    state = page.get_by_role("region", name="The making of the board")
    expect(state.get_by_role("progressbar")).to_be_visible()
    expect(_panel(page, 4)).to_be_visible(timeout=120_000)
    look(page, "board-making")
    state.get_by_role("button", name="Cancel the drawing").click()
    expect(state).to_contain_text("was cancelled", timeout=120_000)
    expect(state.get_by_role("button", name="Draw again")).to_be_visible()
    look(page, "board-cancelled")
    page.goto(studio.at("storyboards", f"{board}?view=compare&with={made['id']}"))
    expect(page.get_by_text("That one: Second pass")).to_be_visible()
    expect(page.get_by_label("Compare with")).to_have_value(made["id"])
    look(page, "boards-compared")
    page.goto(studio.at("storyboards", made["id"]))
    state.get_by_role("button", name="Draw again").click()
    expect(state.get_by_role("button", name="Cancel the drawing")).to_be_visible()
    state.get_by_role("button", name="Cancel the drawing").click()
    expect(state).to_contain_text("was cancelled", timeout=120_000)


def test_a_board_is_renamed_put_away_and_rolled_back(
    studio: Studio, board: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(studio.at("storyboards", board))
    expect(_panel(page, 1)).to_be_visible()
    more = page.get_by_role("button", name="More of this board")
    more.click()
    page.get_by_role("menuitem", name="Rename").click()
    page.get_by_label("Title of the board").fill("The Price of a Sound")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="The Price of a Sound")).to_be_visible()

    def title() -> str:
        return str(studio.http.get(f"/api/storyboards/{board}/shots").json()["title"])

    studio.until(lambda: title() == "The Price of a Sound", "the row has the name")
    page.get_by_role("button", name="Versions").click()
    page.get_by_role("button", name=re.compile("Make it as it was in version")).click()
    studio.until(lambda: title() == "The Price of a Smell", "it is called as before")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1, name="The Price of a Smell")).to_be_visible()
    more.click()
    page.get_by_role("menuitem", name="Put the board away").click()
    expect(page.get_by_text("This board was put away")).to_be_visible()
    page.goto(studio.at("storyboards?bin=1"))
    expect(page.get_by_role("link", name="The Price of a Smell")).to_be_visible()
    look(page, "storyboards-bin")
    page.get_by_role("button", name="Take it back").first.click()
    studio.until(
        lambda: board in [b["id"] for b in studio.http.get("/api/storyboards").json()["storyboards"]], "it is back"
    )
