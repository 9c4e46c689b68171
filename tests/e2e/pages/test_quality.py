"""The quality of a board's clips: told shot by shot, over the iterations, and two of them side by side."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.pages.conftest import look
from tests.e2e.pages.servers import Studio

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def begins_with(filmed: Path) -> Path:
    """A home with clips."""
    return filmed


def test_each_shot_is_told_with_what_it_needs(studio: Studio, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("storyboards", f"{studio.board}/quality"))
    work = page.get_by_role("region", name="What needs work")
    expect(work.get_by_role("listitem").first).to_be_visible()
    measured = page.get_by_role("article").filter(has=page.get_by_role("table"))
    expect(measured).to_have_count(1)
    rows = measured.get_by_role("table").first.get_by_role("rowheader").all_inner_texts()
    told = [row.split("(")[0].strip() for row in rows]
    assert told.index("Movement") <= 2, f"movement beside consistency, not far below it: {told}"
    expect(measured.get_by_role("img", name=re.compile("Radar of shot"))).to_be_visible()
    measured.get_by_text(re.compile(r"\d+ dimensions cannot be told")).click()
    expect(measured.get_by_text("told on VBench's own prompts only; it refuses custom clips")).to_be_visible()
    expect(page.get_by_role("region", name="Cost").get_by_role("progressbar")).to_be_visible()
    look(page, "quality")
    measured.get_by_role("link", name=re.compile("Open shot")).click()
    page.wait_for_url(re.compile("/shots/.*view=clips"))


def test_scores_are_lines_and_figures_over_the_iterations(studio: Studio, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("storyboards", f"{studio.board}/quality?view=trends"))
    expect(page.get_by_role("img", name="Scores over the iterations")).to_be_visible()
    table = page.get_by_role("table", name="Scores over the iterations")
    expect(table.get_by_role("rowheader", name="Iteration 2")).to_be_visible()
    page.get_by_role("button", name="Dimensions").click()
    expect(table.get_by_role("columnheader", name="Smooth motion")).to_be_visible()
    look(page, "quality-trends")
    page.get_by_role("button", name="Compare with 1").click()
    expect(page.get_by_role("region", name="What was changed")).to_be_visible()


def test_two_iterations_play_on_one_clock_and_say_what_was_changed(
    studio: Studio, open_page: Callable[..., Page]
) -> None:
    page = open_page(studio.at("storyboards", f"{studio.board}/quality?view=compare"))
    expect(page.locator("video")).to_have_count(2)
    changed = page.get_by_role("region", name="What was changed")
    expect(changed.locator("ins").filter(has_text="pours")).to_be_visible()
    expect(changed).to_contain_text("push-in")
    page.wait_for_function("() => [...document.querySelectorAll('video')].every((film) => film.readyState >= 2)")
    head = page.get_by_role("slider", name="Position in the clips")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(head).to_have_value("2")
    page.wait_for_function(
        "() => [...document.querySelectorAll('video')].every((f) => Math.floor(f.currentTime * 24) === 2)"
    )
    page.keyboard.press("Space")
    expect(head).not_to_have_value("2")
    page.get_by_role("button", name="Pause").click()
    table = page.get_by_role("table", name="Scores of both takes")
    expect(table.get_by_role("rowheader", name="Movement")).to_be_visible()
    look(page, "quality-compare")


def test_what_is_made_is_seen_at_once(studio: Studio, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("storyboards", f"{studio.board}/quality"))
    chooser = page.get_by_role("combobox", name="Iteration")
    expect(chooser).to_contain_text("Iteration 2")
    begun = studio.http.post("/api/generations", json={"storyboard_id": studio.board})
    assert begun.status_code == 201, begun.text
    expect(chooser).to_contain_text("Iteration 3")


def test_clips_are_ordered_with_handles_and_their_cost_is_told_before(
    studio: Studio, open_page: Callable[..., Page]
) -> None:
    page = open_page(studio.at("storyboards", f"{studio.board}/quality"))
    page.get_by_role("button", name="Begin another iteration").click()
    form = page.get_by_role("dialog")
    handles = form.get_by_role("spinbutton", name="Handles, frames")
    expect(handles).to_have_value("0")  # as the iteration before has it
    cost = form.get_by_role("region", name="What it is expected to cost")
    expect(cost).to_contain_text("clips made here took")
    expect(cost).to_contain_text("1 take is there already.")
    minutes = form.get_by_role("spinbutton", name="Cap, minutes of a machine")
    expect(minutes).to_have_value("60")  # as the iteration before has it
    minutes.fill("")
    handles.fill("12")
    form.get_by_role("spinbutton", name="Takes of each shot").fill("1")
    look(page, "quality-order")
    with page.expect_response(lambda answer: answer.url.endswith("/process")) as told:
        form.get_by_role("button", name="Begin it").click()
    ordered = told.value.json()
    page.get_by_role("button", name="Cancel", exact=True).click()
    made = studio.http.get(f"/api/generations/{ordered['generation_id']}").json()
    assert (made["settings"]["handles"], made["settings"]["most_seconds"]) == (12, None)
    assert {"path": "settings.handles", "before": 0, "after": 12} in made["changes"]
    job = f"/api/jobs/{ordered['job_id']}"
    studio.until(lambda: studio.http.get(job).json()["state"] == "cancelled", "the order was taken back")
