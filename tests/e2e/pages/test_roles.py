"""Who looks on and who reviews, on the pages of a film: nothing breaks, and what is not theirs says why."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.pages.conftest import look, still, watched
from tests.e2e.pages.homes import FILMED, clip_of, passes
from tests.e2e.pages.servers import Team

pytestmark = pytest.mark.slow
PAGES = {
    "heroes": "storyboards/{board}/shots/{filmed}?view=heroes",
    "clips": "storyboards/{board}/shots/{filmed}?view=clips",
    "clip-notes": "storyboards/{board}/shots/{filmed}?view=clips&notes={clip}",
    "stage": "storyboards/{board}/shots/{filmed}?view=stage", "takes": "storyboards/{board}/shots/{filmed}?view=takes",
    "quality": "storyboards/{board}/quality", "quality-trends": "storyboards/{board}/quality?view=trends",
    "quality-compare": "storyboards/{board}/quality?view=compare",
    "cuts": "cuts", "cuts-bin": "cuts?bin=1", "cut": "cuts/{cut}", "library": "library",
    "character": "characters/{character}", "storyboard": "storyboards/{board}", "settings": "settings",
}  # fmt: skip
# fields that cannot be used and do not say why, to the eye or to a screen reader
SILENT = """() => [...document.querySelectorAll(
    'main :is(input, select, textarea):disabled, main [role=switch]:is([data-disabled], :disabled)')]
  .filter((field) => field.type !== 'file' && field.ariaHidden !== 'true')
  .filter((field) => !field.closest('[title]') && !field.getAttribute('aria-description'))
  .map((field) => field.outerHTML.slice(0, 160))"""


@pytest.fixture(scope="module")
def begins_with(filmed: Path) -> Path:
    """A home with clips."""
    return filmed


@pytest.fixture(scope="module")
def things(team: Team) -> dict[str, str]:
    """A shot with clips in two iterations, and a cut."""
    shot = team.http.get(f"/api/storyboards/{team.board}/shots").json()["shots"][FILMED - 1]
    cut = team.http.post("/api/cuts", json={"storyboard_id": team.board})
    assert cut.status_code == 201, cut.text
    return {
        "board": team.board,
        "filmed": shot["id"],
        "clip": clip_of(team, passes(team)[-1]),
        "cut": cut.json()["id"],
        "character": team.http.get("/api/characters").json()["characters"][0]["id"],
    }


@pytest.mark.parametrize(("role", "sign"), [("viewer", "You look on"), ("reviewer", "You review")])
def test_who_may_not_change_things_is_told_why(
    role: str, sign: str, team: Team, things: dict[str, str], open_page: Callable[..., Page]
) -> None:
    page = open_page("about:blank")
    team.enter(page, role, "cuts")
    for name, path in PAGES.items():
        page.goto(team.at(path.format(**things)))
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        expect(page.get_by_role("status").filter(has_text="Live")).to_be_attached()
        expect(page.get_by_role("banner").get_by_text(sign)).to_be_visible()
        still(page)
        assert page.evaluate(SILENT) == [], name
        look(page, f"{role}-{name}")
    page.get_by_role("button", name="Light or dark").click()  # what a role adds to a page is the same on each
    still(page)
    watched(page, f"settings in the light as {role}")


def test_who_looks_on_presses_in_vain_and_reviewers_speak(
    team: Team, things: dict[str, str], open_page: Callable[..., Page]
) -> None:
    viewer, reviewer = open_page("about:blank"), open_page("about:blank")
    notes = PAGES["clip-notes"].format(**things)
    team.enter(viewer, "viewer", notes)
    team.enter(reviewer, "reviewer", notes)
    expect(viewer.get_by_role("textbox", name="Say something; @ tells somebody")).to_be_hidden()
    reviewer.get_by_role("textbox", name="Say something; @ tells somebody").fill("Hold it longer.")
    reviewer.get_by_role("button", name="Send").click()
    expect(viewer.get_by_role("list", name="Notes", exact=True)).to_contain_text("Hold it longer.")
    expect(viewer.get_by_role("list", name="Notes on frames").get_by_role("button")).to_have_count(1)
    viewer.goto(team.at("cuts"))
    make = viewer.get_by_role("button", name="New cut")
    expect(make).to_have_attribute("aria-description", "You are a viewer here: editors and owners do that.")
    make.click(force=True)
    expect(viewer.get_by_role("dialog")).to_be_hidden()
    viewer.goto(team.at(f"cuts/{things['cut']}"))
    expect(viewer.get_by_role("textbox", name=re.compile("^Length"))).to_have_attribute(
        "title", "You are a viewer here: editors and owners do that."
    )
