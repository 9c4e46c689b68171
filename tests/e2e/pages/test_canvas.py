"""A canvas: laid out by dragging, joined by lines, by two people at once, one of them offline for a while."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.pages.conftest import NARROW, look
from tests.e2e.pages.servers import Studio
from tests.e2e.pages.test_character_together import Cable

pytestmark = pytest.mark.slow


def _canvas(studio: Studio, name: str, **lying: Any) -> str:
    made = studio.http.post("/api/canvases", json={"name": name, **lying})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def _id(studio: Studio, name: str) -> str:
    return str(studio.http.get("/api/characters", params={"search": name}).json()["characters"][0]["id"])


def _graph(studio: Studio, canvas: str) -> tuple[list[tuple[str, str]], list[str]]:
    """What the row has: kinds with words or things, and what the lines say."""
    found = studio.http.get(f"/api/canvases/{canvas}").json()
    nodes = sorted((node["kind"], node["ref"] or node["text"]) for node in found["nodes"].values())
    return nodes, sorted(edge["label"] for edge in found["edges"].values())


def _node(page: Page, name: str | re.Pattern[str]) -> Locator:
    return page.get_by_role("group", name=name)


def _ready(page: Page) -> None:
    expect(page.get_by_role("region", name=re.compile("^Canvas "))).to_be_visible()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()


def _place(page: Page, name: str) -> tuple[float, float]:
    box = _node(page, name).bounding_box()
    assert box is not None
    return box["x"], box["y"]


def _drag(page: Page, what: Locator, by: tuple[int, int]) -> None:
    box = what.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by[0], y + by[1], steps=8)
    page.mouse.up()


def test_the_first_canvas_is_made_and_a_board_laid_out_on_it(studio: Studio, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("canvas"))
    expect(page.get_by_role("heading", name="Think with pictures")).to_be_visible()
    look(page, "canvases-empty")
    page.keyboard.press("c")
    dialog = page.get_by_role("dialog", name="New canvas")
    dialog.get_by_role("textbox", name="Name").fill("Who wants what")
    dialog.get_by_label("What it is about").fill("Aldar against the Bai")
    page.keyboard.press("Tab")
    dialog.get_by_role("button", name="New canvas").click()
    page.wait_for_url("**/canvas/*")
    _ready(page)
    expect(page.get_by_role("heading", name="Drag somebody onto the canvas")).to_be_visible()
    look(page, "canvas-empty")
    page.get_by_role("button", name=re.compile("^Lay out")).click()
    expect(_node(page, re.compile("^Shot Shot"))).to_have_count(4)
    expect(_node(page, "Character ALDAR KOSE").get_by_role("img", name=re.compile("^Score"))).to_be_visible()
    look(page, "canvas")
    page.get_by_role("button", name="Light or dark").click()
    look(page, "canvas-light")
    canvas = page.url.rpartition("/")[2]
    studio.until(lambda: len(_graph(studio, canvas)[0]) >= 5, "the row has what lies on it", 30)
    page.get_by_role("link", name="All canvases").click()
    expect(page.get_by_role("link", name=re.compile("Who wants what.*Aldar against the Bai"))).to_be_visible()
    look(page, "canvases")


def test_one_drags_a_character_and_the_other_sees_it(studio: Studio, open_page: Callable[..., Page]) -> None:
    canvas = _canvas(studio, "Together")
    first, second = (open_page(studio.at("canvas", canvas)) for _ in range(2))
    for page in (first, second):
        _ready(page)
    tray = first.get_by_role("complementary", name="Tray")
    surface = first.get_by_role("region", name=re.compile("^Canvas "))
    tray.get_by_role("button", name="BAI").drag_to(surface, target_position={"x": 300, "y": 300})
    expect(_node(first, "Character BAI")).to_be_visible()
    expect(_node(second, "Character BAI")).to_be_visible()

    before = _place(second, "Character BAI")
    _drag(first, _node(first, "Character BAI"), (200, 60))
    studio.until(lambda: _place(second, "Character BAI")[0] > before[0] + 100, "the other sees it move", 20)
    # whose selection it is stands over it, and their pointer beside
    expect(_node(second, "Character BAI").get_by_text("You", exact=True)).to_be_visible()
    look(second, "canvas-together")

    tray.get_by_role("button", name="SAULE").press("Enter")  # without a mouse: into the middle
    expect(_node(second, "Character SAULE")).to_be_visible()
    first.keyboard.press("Control+a")
    first.keyboard.press("l")
    expect(first.get_by_label("What the line says")).to_have_value("knows")
    first.get_by_label("What the line says").fill("outwits")
    expect(second.get_by_role("button", name="Line: outwits")).to_be_visible()
    studio.until(lambda: _graph(studio, canvas)[1] == ["outwits"], "the row has the line", 30)


def test_one_is_offline_and_both_have_the_same_in_the_end(studio: Studio, open_page: Callable[..., Page]) -> None:
    bai, timur = _id(studio, "BAI"), _id(studio, "TIMUR")
    lying = {
        "nodes": {
            "bai": {"kind": "character", "ref": bai, "x": 0, "y": 0},
            "timur": {"kind": "character", "ref": timur, "x": 300, "y": 0},
            "plan": {"kind": "note", "text": "He pays", "x": 0, "y": 300},
        },
        "edges": {"fears": {"source": "bai", "target": "timur", "label": "fears"}},
    }
    canvas = _canvas(studio, "Apart", **lying)
    first, second = open_page("about:blank"), open_page("about:blank")
    cable = Cable(second)
    for page in (first, second):
        page.goto(studio.at("canvas", canvas))
        _ready(page)
        expect(_node(page, "Character TIMUR")).to_be_visible()
    with cable.cut():
        expect(second.get_by_text("Offline: what you type is kept here")).to_be_visible()
        _drag(second, _node(second, "Character BAI"), (0, 120))
        _node(second, "He pays").dblclick()
        second.get_by_label("Note", exact=True).last.press("End")
        second.keyboard.type(" in the end")
        _node(first, "Character TIMUR").click()
        first.keyboard.press("Delete")
        first.keyboard.press("n")
        first.keyboard.type("Where is Timur?")
        expect(_node(first, "Character TIMUR")).to_be_hidden()
        expect(_node(second, "Character TIMUR")).to_be_visible()
    for page in (first, second):
        expect(_node(page, "Character TIMUR")).to_be_hidden()
        expect(page.get_by_text("He pays in the end")).to_be_visible()
        expect(page.get_by_text("Where is Timur?")).to_be_visible()
        expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    wanted = sorted([("character", bai), ("note", "He pays in the end"), ("note", "Where is Timur?")])
    studio.until(lambda: _graph(studio, canvas) == (wanted, []), "the row has both", 30)
    moved = studio.http.get(f"/api/canvases/{canvas}").json()["nodes"]["bai"]
    assert moved["y"] > 0
    open_page.complaints.clear()  # type: ignore[attr-defined] # a browser that is offline says so in its console


def test_steps_are_undone_things_aligned_doubled_and_taken_off_by_keys(
    studio: Studio, open_page: Callable[..., Page]
) -> None:
    nodes = {f"n{at}": {"kind": "note", "text": f"note {at}", "x": at * 130, "y": at * 70} for at in range(3)}
    canvas = _canvas(studio, "By keys", nodes=nodes)
    page = open_page(studio.at("canvas", canvas))
    _ready(page)
    expect(_node(page, "note 2")).to_be_visible()
    page.keyboard.press("Control+a")
    expect(page.get_by_role("region", name="3 selected")).to_be_visible()
    page.keyboard.press("a")
    page.keyboard.press("t")
    studio.until(lambda: _place(page, "note 0")[1] == _place(page, "note 2")[1], "tops are aligned", 10)
    page.keyboard.press("Control+d")
    expect(_node(page, re.compile("^note"))).to_have_count(6)
    page.keyboard.press("Delete")
    expect(_node(page, re.compile("^note"))).to_have_count(3)
    for _ in range(3):
        page.keyboard.press("Control+z")
    studio.until(lambda: _place(page, "note 0")[1] < _place(page, "note 2")[1], "all three steps are taken back", 10)
    page.get_by_role("button", name="Redo").click()
    studio.until(lambda: _place(page, "note 0")[1] == _place(page, "note 2")[1], "and one taken again", 10)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_contain_text("Align tops")


def test_a_canvas_is_renamed_put_away_and_its_things_lead_to_their_pages(
    studio: Studio, open_page: Callable[..., Page]
) -> None:
    nodes = {"bai": {"kind": "character", "ref": _id(studio, "BAI"), "x": 0, "y": 0}}
    canvas = _canvas(studio, "Draft", nodes=nodes)
    page = open_page(studio.at("canvas", canvas))
    _ready(page)
    page.keyboard.press("F2")
    page.get_by_role("dialog", name="Rename").get_by_role("textbox", name="Name").fill("The plot")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="The plot")).to_be_visible()
    studio.until(lambda: studio.http.get(f"/api/canvases/{canvas}").json()["name"] == "The plot", "it has its name", 20)
    _node(page, "Character BAI").dblclick()
    page.wait_for_url(f"**/characters/{nodes['bai']['ref']}")
    page.go_back()
    _ready(page)
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Versions").click()
    expect(page.get_by_role("list", name="Versions, newest first")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Put away").click()
    page.wait_for_url("**/canvas")
    page.get_by_text("Undo", exact=True).click()  # the message's: the canvas has an Undo of its own while it leaves
    page.wait_for_url(f"**/canvas/{canvas}")


def test_on_a_telephone_it_is_looked_at_and_a_tap_opens(studio: Studio, open_page: Callable[..., Page]) -> None:
    nodes = {"bai": {"kind": "character", "ref": _id(studio, "BAI"), "x": 0, "y": 0}}
    page = open_page(studio.at("canvas", _canvas(studio, "On the way", nodes=nodes)), NARROW)
    card = _node(page, "Character BAI")
    expect(card).to_be_visible()
    expect(page.get_by_role("complementary", name="Tray")).to_be_hidden()
    card.click()
    page.wait_for_url("**/characters/*")
