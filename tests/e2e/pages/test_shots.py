"""A shot: its takes, what is wrong with them, the stage moved by hand, two takes against each other."""

import io
import re
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.pages.conftest import look
from tests.e2e.pages.servers import Studio

pytestmark = pytest.mark.slow


@pytest.fixture
def shot(studio: Studio) -> dict[str, str]:
    """The board's second panel, in which two people stand."""
    board = studio.http.get("/api/storyboards").json()["storyboards"][-1]["id"]
    found = studio.http.get(f"/api/storyboards/{board}/shots").json()["shots"][1]
    return {"board": board, "id": found["id"], "path": f"storyboards/{board}/shots/{found['id']}"}


def _takes(studio: Studio, shot: dict[str, str]) -> list[dict[str, object]]:
    takes: list[dict[str, object]] = studio.http.get(f"/api/shots/{shot['id']}/takes").json()["takes"]
    return takes


def test_a_frame_with_what_is_said_of_it(studio: Studio, shot: dict[str, str], open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at(shot["path"]))
    expect(page.get_by_role("list", name="Takes").get_by_role("listitem")).to_have_count(len(_takes(studio, shot)))
    expect(page.get_by_role("heading", name="Approval")).to_be_visible()
    look(page, "shot")
    page.get_by_role("tab", name="Takes").click()
    expect(page.get_by_role("heading", name="How it was made")).to_be_visible()
    look(page, "shot-takes")


def test_people_are_moved_on_the_plan_and_the_frame_is_drawn_again(
    studio: Studio, shot: dict[str, str], open_page: Callable[..., Page]
) -> None:
    many = len(_takes(studio, shot))
    page = open_page(studio.at(f"{shot['path']}?view=stage"))
    person = page.get_by_role("button", name=re.compile("ALDAR KOSE, at"))
    before = person.get_attribute("aria-label")
    look(page, "shot-stage")
    person.focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("q")
    expect(person).not_to_have_attribute("aria-label", before or "")
    page.keyboard.press("Control+z")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("img", name="Preview")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Keep and draw the frame").click()
    expect(page.get_by_text("the frame is being drawn")).to_be_visible()
    studio.until(lambda: len(_takes(studio, shot)) > many, "one more take", 180)
    newest = page.get_by_role("list", name="Takes").get_by_role("button", name=re.compile(f"Take {many + 1}"))
    expect(newest).to_be_visible()


def _colours(png: bytes) -> set[tuple[int, ...]]:
    """The colours of a picture, coarsely: one that was never drawn has one."""
    with Image.open(io.BytesIO(png)) as picture:
        small = np.asarray(picture.convert("RGB").resize((64, 36))) // 32
    return {tuple(colour) for colour in small.reshape(-1, 3).tolist()}


def test_the_camera_is_moved_in_the_drawn_scene_and_the_move_stays(
    studio: Studio, shot: dict[str, str], open_page: Callable[..., Page]
) -> None:
    page = open_page(studio.at(f"{shot['path']}?view=stage"))
    view = page.get_by_role("img", name="Through the camera")
    expect(view).to_be_visible()
    box = view.bounding_box()
    assert box is not None
    studio.until(lambda: len(_colours(view.screenshot())) > 8, "WebGL drew the scene", 60)
    before = view.screenshot()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 90, y + 15, steps=6)
    page.mouse.up()
    expect(page.get_by_text("not kept yet").first).to_be_visible()
    assert len(_colours(view.screenshot())) > 8
    assert _differs(before, view.screenshot()), "what is seen moves with the camera"

    page.get_by_role("tab", name="Frame", exact=True).click()
    expect(page.get_by_role("tab", name=re.compile("Stage · not kept yet"))).to_be_visible()
    lens = studio.http.get(f"/api/shots/{shot['id']}").json()["lens_mm"]
    other = 40 if lens != 40 else 50
    assert studio.http.patch(f"/api/shots/{shot['id']}", json={"lens_mm": other}).status_code == 200
    page.get_by_role("tab", name=re.compile("Stage")).click()
    expect(page.get_by_text("Somebody else changed this blocking meanwhile")).to_be_visible()
    studio.until(lambda: len(_colours(view.screenshot())) > 8, "the scene is drawn as it stands now", 60)
    look(page, "shot-stage-overtaken")
    page.get_by_role("button", name="Take theirs").click()
    expect(page.get_by_text("not kept yet")).to_have_count(0)
    assert studio.http.patch(f"/api/shots/{shot['id']}", json={"lens_mm": lens}).status_code == 200


def _differs(one: bytes, other: bytes) -> bool:
    pictures = []
    for png in (one, other):
        with Image.open(io.BytesIO(png)) as picture:
            pictures.append(np.asarray(picture.convert("RGB"), np.int16))
    return bool(np.abs(pictures[0] - pictures[1]).mean() > 2)


def test_two_takes_against_each_other_by_a_link(
    studio: Studio, shot: dict[str, str], open_page: Callable[..., Page]
) -> None:
    page = open_page(studio.at(f"{shot['path']}?view=compare&how=difference&gain=8"))
    expect(page.get_by_text("Difference, times 8")).to_be_visible()
    look(page, "shot-difference")
    expect(page).to_have_url(re.compile(r"[?&]a=[^&]+&b=|[?&]b=[^&]+&a="))  # a link that is passed on stays so
    page.get_by_role("button", name="Side by side").click()
    expect(page).to_have_url(re.compile("how=side"))
    page.get_by_role("button", name="Wipe").click()
    expect(page.get_by_role("slider", name="Position of the wipe")).to_be_visible()
    look(page, "shot-wipe")


def test_another_take_is_circled_and_the_first_one_again(
    studio: Studio, shot: dict[str, str], open_page: Callable[..., Page]
) -> None:
    # what is below the bar is taken again by itself, and the best of it circled
    studio.until(lambda: not studio.http.get("/api/jobs?state=running").json()["items"], "nothing is drawn any more")
    circled = next(t["number"] for t in _takes(studio, shot) if t["circled"])
    other = next(t["number"] for t in _takes(studio, shot) if not t["circled"])
    page = open_page(studio.at(shot["path"]))
    page.get_by_role("button", name=f"Circle this take {other}").click()
    expect(page.get_by_role("button", name=f"Circle this take {other}")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name=f"Circle this take {circled}")).to_have_attribute("aria-pressed", "true")


def test_a_suggestion_goes_into_the_order(studio: Studio, shot: dict[str, str], open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at(f"{shot['path']}?view=takes"))
    page.get_by_label("What is wrong with it").fill("the faces are too small")
    page.get_by_role("button", name="Order the take").click()
    expect(page.get_by_text("A take is ordered")).to_be_visible()
    making = page.get_by_role("list", name="Takes").get_by_role("listitem").last
    expect(making.get_by_role("progressbar")).to_be_visible()
    making.get_by_role("button", name="Stop this take").click()
    expect(page.get_by_role("button", name="Stop this take")).to_be_hidden()
