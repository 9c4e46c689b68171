"""Home: what failed and how it is tried again, who named you, and somebody's several projects."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from onmodel.kit.ids import new_id
from tests.e2e.pages.conftest import look
from tests.e2e.pages.servers import Studio, Team

pytestmark = pytest.mark.slow
DRAWN = 240_000  # ms: frames at the lowest tier are finished before it, on a busy machine


@pytest.fixture
def failed(studio: Studio) -> Iterator[dict[str, Any]]:
    """A shot whose picture was ordered and failed, since it was put away while it stood in line; it is back now."""
    budget = f"/api/projects/{studio.project_id}/budget"
    assert studio.http.put(budget, json={"weight": 1, "max_running": 1}).status_code == 200
    first, shot = studio.http.get(f"/api/storyboards/{studio.board}/shots").json()["shots"][:2]
    orders = [studio.http.post(f"/api/shots/{one['id']}/retakes", json={}) for one in (first, shot)]
    assert [order.status_code for order in orders] == [202, 202]
    assert studio.http.delete(f"/api/shots/{shot['id']}").status_code == 200
    job = str(orders[1].json()["job_id"])
    studio.until(lambda: studio.http.get(f"/api/jobs/{job}").json()["state"] == "failed", "its picture failed")
    assert studio.http.post(f"/api/shots/{shot['id']}/restore").status_code == 200
    yield {"job": job, "shot": shot["id"]}
    studio.http.post(f"/api/jobs/{job}/discard")  # where it is still failed
    assert studio.http.put(budget, json={"weight": 1}).status_code == 200


def test_what_failed_is_told_with_its_reason_and_tried_again(
    studio: Studio, failed: dict[str, Any], open_page: Callable[..., Page]
) -> None:
    page, other = open_page(studio.at()), open_page(studio.at())
    waits = page.get_by_role("region", name="Waits for you")
    broken = waits.get_by_role("link").filter(has_text="The shot was deleted meanwhile")
    expect(broken).to_contain_text("Failed")
    expect(broken).to_contain_text("Frame")
    look(page, "home-failed")
    broken.click()
    sheet = page.get_by_role("dialog", name="Frame")
    expect(sheet.get_by_role("alert")).to_contain_text("The shot was deleted meanwhile")
    look(page, "job-failed")
    sheet.get_by_role("button", name="Try again").click()
    expect(sheet).to_contain_text("done", timeout=DRAWN)
    expect(sheet.get_by_role("alert")).to_be_hidden()
    elsewhere = other.get_by_role("region", name="Waits for you")
    expect(elsewhere.get_by_role("link").filter(has_text="The shot was deleted meanwhile")).to_be_hidden()


def test_who_is_named_reads_it_at_home_and_is_led_to_it(team: Team, open_page: Callable[..., Page]) -> None:
    shot = team.http.get(f"/api/storyboards/{team.board}/shots").json()["shots"][1]
    for old in team.http.get("/api/notes?resolved=false").json()["notes"]:
        team.http.post(f"/api/notes/{old['id']}/resolve")
    page = open_page("about:blank")
    team.enter(page, "reviewer")
    waits = page.get_by_role("region", name="Waits for you")
    mentions = waits.get_by_role("link").filter(has_text="You are mentioned")
    expect(waits).to_be_visible()
    expect(mentions).to_have_count(0)
    said = {"target": {"kind": "shot", "id": shot["id"]}, "body": "@Reviewer the scarf should be red"}
    note = team.http.post("/api/notes", json=said)
    assert note.status_code == 201, note.text
    named = mentions.filter(has_text="the scarf should be red")
    expect(named).to_contain_text(f"Scene {shot['scene']}, shot {shot['number']}")
    expect(named).to_contain_text("Anna")
    look(page, "home-mentioned")
    named.click()
    page.wait_for_url(re.compile(f"note={note.json()['id']}"))
    thread = page.get_by_role("list", name="Notes", exact=True).get_by_role("listitem")
    thread.filter(has_text="the scarf should be red").get_by_role("button", name="Mark as done").click()
    page.goto(team.at())
    expect(waits).to_be_visible()
    expect(mentions).to_have_count(0)


def test_several_projects_are_cards_and_each_thing_that_waits_names_its_own(
    team: Team, open_page: Callable[..., Page]
) -> None:
    here = team.http.get(f"/api/projects/{team.project_id}").json()
    name = f"Night Shift {new_id()[-8:]}"
    made = team.http.post("/api/projects", json={"name": name, "organization_id": here["organization_id"]})
    assert made.status_code == 201, made.text
    other = made.json()["id"]
    added = team.http.post(f"/api/projects/{other}/members", json={"email": "reviewer@studio.kz", "role": "reviewer"})
    assert added.status_code == 201, added.text
    style = team.http.post("/api/styles", json={"name": "Neon rain"}, headers={"X-Onmodel-Project": other}).json()
    asked = {"target": {"kind": "style", "id": style["id"]}, "message": "Too green?"}
    assert team.http.post("/api/reviews", json=asked, headers={"X-Onmodel-Project": other}).status_code == 201

    page = open_page("about:blank")
    team.enter(page, "reviewer")
    projects = page.get_by_role("region", name="Your projects").get_by_role("link")
    expect(projects.first).to_contain_text(name)  # it changed last
    expect(projects.first).to_contain_text("1 to review")
    expect(projects.filter(has_text=here["name"])).to_have_attribute("aria-current", "page")
    waits = page.get_by_role("region", name="Waits for you").get_by_role("link").filter(has_text=name)
    expect(waits).to_contain_text("Neon rain")
    look(page, "home-projects")
    page.get_by_role("button", name="Light or dark").click()
    look(page, "home-projects-light")
    waits.click()
    page.wait_for_url(re.compile(f"/p/{other}/styles/{style['id']}"))
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_role("region", name="Approval")).to_contain_text("Approved")
    page.goto(team.at())
    expect(projects.first).to_contain_text(name)
    expect(waits).to_be_hidden()
    projects.first.click()
    page.wait_for_url(f"{team.url}/p/{other}")
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
