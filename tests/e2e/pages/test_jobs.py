"""Jobs: seen as they go, first in line, paused and gone on with, cancelled and tried again; their log."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.pages.conftest import look
from tests.e2e.pages.servers import Studio

pytestmark = pytest.mark.slow
DRAWN = 240_000  # ms: a frame in full HD is finished before it, on a busy machine


@pytest.fixture(scope="module")
def in_line(studio: Studio) -> Iterator[Studio]:
    """A studio that works on one thing at a time, so that a line forms."""
    budget = f"/api/projects/{studio.project_id}/budget"
    assert studio.http.put(budget, json={"weight": 1, "max_running": 1}).status_code == 200
    yield studio
    assert studio.http.put(budget, json={"weight": 1}).status_code == 200


@pytest.fixture
def board(in_line: Studio) -> Iterator[str]:
    """A job that is at it for minutes: a board in full HD."""
    script = in_line.http.get("/api/screenplays").json()["screenplays"][0]["id"]
    asked = in_line.http.post(
        "/api/storyboards", json={"screenplay_id": script, "frames": 8, "tier": "high", "seed": 3}
    )
    assert asked.status_code == 202, asked.text
    job = str(asked.json()["job_id"])
    in_line.until(lambda: in_line.http.get("/api/jobs?state=running").json()["items"], "a frame is being drawn")
    yield job
    in_line.http.post(f"/api/jobs/{job}/cancel")


@pytest.fixture
def frame(in_line: Studio, board: str) -> str:
    """A take of a panel that waits behind it, last in line."""
    shots = in_line.http.get(f"/api/storyboards/{in_line.board}/shots").json()["shots"]
    asked = in_line.http.post(f"/api/shots/{shots[0]['id']}/retakes", json={})
    assert asked.status_code == 202, asked.text
    job = str(asked.json()["job_id"])
    assert in_line.http.post(f"/api/jobs/{job}/priority", json={"priority": 0}).status_code == 200
    return job


def _state(studio: Studio, job: str) -> str:
    return str(studio.http.get(f"/api/jobs/{job}").json()["state"])


def _row(page: Page, name: str) -> Locator:
    return page.get_by_role("main").get_by_role("listitem").filter(has_text=re.compile(f"^{name}")).first


def test_a_job_is_held_gone_on_with_cancelled_tried_again_and_let_first(
    in_line: Studio, board: str, frame: str, open_page: Callable[..., Page]
) -> None:
    page, other = (open_page(in_line.at("jobs")) for _ in range(2))
    waits, seen = _row(page, "Frame"), _row(other, "Frame")
    expect(waits).to_contain_text("in line")
    expect(page.get_by_role("region", name="Queues")).to_contain_text("render")
    waits.get_by_role("button", name="Pause").click()
    expect(seen).to_contain_text("paused")
    waits.get_by_role("button", name="Go on").click()
    expect(seen).to_contain_text("in line")
    waits.get_by_role("button", name="Cancel").click()
    expect(seen).to_contain_text("cancelled")
    page.get_by_role("button", name="Undo").click()
    expect(seen).to_contain_text("in line")

    page.get_by_role("button", name="Open", exact=True).click()
    expect(page).to_have_url(re.compile("show=open"))
    page.keyboard.press("j")
    sheet = page.get_by_role("dialog", name="Frame")
    expect(sheet).to_contain_text("in line")
    look(page, "job")
    sheet.get_by_label("Priority").select_option("9")
    in_line.until(lambda: in_line.http.get(f"/api/jobs/{frame}").json()["priority"] == 9, "it is first in line")
    expect(sheet).to_contain_text("done", timeout=DRAWN)
    assert _state(in_line, board) not in {"succeeded", "failed"}  # who was there before still is
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()

    page.get_by_role("button", name="All", exact=True).click()
    drawn = _row(page, "Storyboard")
    expect(drawn.get_by_role("progressbar")).to_be_visible()
    drawn.get_by_role("button", name="Cancel").click()
    expect(drawn).to_contain_text("cancelled", timeout=DRAWN)
    assert _state(in_line, board) == "cancelled"


def test_what_a_job_did_is_told_by_its_log(in_line: Studio, open_page: Callable[..., Page]) -> None:
    done = next(one for one in in_line.http.get("/api/jobs").json()["items"] if one["state"] == "succeeded")
    page = open_page(in_line.at(f"jobs?job={done['id']}"))
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("heading", name="Log")).to_be_visible()
    expect(sheet).to_contain_text("Ordered.")
    expect(sheet).to_contain_text("Done.")
    expect(sheet).to_contain_text("queue ")
    expect(sheet).to_contain_text("Workers spent")


def test_what_a_job_used_of_the_machine_is_in_its_sheet(in_line: Studio, open_page: Callable[..., Page]) -> None:
    shot = in_line.http.get(f"/api/storyboards/{in_line.board}/shots").json()["shots"][1]["id"]
    job = in_line.http.post(f"/api/shots/{shot}/retakes", json={"reason": "closer"}).json()["job_id"]
    in_line.until(lambda: _state(in_line, job) == "succeeded", "the take is drawn", 240)
    used = in_line.http.get(f"/api/jobs/{job}").json()["used"]
    assert used["cpu_seconds"] > 0.1
    page = open_page(in_line.at(f"jobs?job={job}"))
    sheet = page.get_by_role("dialog", name="Frame")
    expect(sheet.get_by_role("heading", name="Used")).to_be_visible()
    expect(sheet.get_by_role("definition").first).to_contain_text("s")
    expect(sheet).to_contain_text(re.compile("It used .* of the processor"))
    look(page, "job-used")


def test_what_was_ordered_is_listed_and_leads_to_its_parts(in_line: Studio, open_page: Callable[..., Page]) -> None:
    ordered = in_line.http.get("/api/jobs", params={"parent": "none", "state": "succeeded"}).json()["items"]
    whole = next(one for one in ordered if one["kind"] == "generation")
    page = open_page(in_line.at(f"jobs?job={whole['id']}"))
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("heading", name="Parts")).to_be_visible()
    expect(sheet.get_by_role("link", name="The Price of a Smell", exact=True)).to_be_visible()
    sheet.get_by_role("button", name=re.compile("^Frame · .*The Price of a Smell")).first.click()
    part = page.get_by_role("dialog", name="Frame")
    expect(part.get_by_role("link", name=re.compile(r"Scene \d, shot \d · The Price of a Smell"))).to_have_attribute(
        "href", re.compile("/shots/")
    )
    page.get_by_role("button", name="The whole it is a part of").click()
    expect(page.get_by_role("dialog", name="Storyboard")).to_be_visible()
