"""Every page at two sizes, dark and light: axe finds nothing, nothing is too wide, nothing complains in the console."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.pages.conftest import look, still
from tests.e2e.pages.homes import FILMED, clip_of, passes
from tests.e2e.pages.servers import Studio

pytestmark = pytest.mark.slow
TABS = ["people", "links", "backends", "budget", "told", "tokens", "webhooks", "audit", "you"]
PAGES = {
    "home": "", "script": "script", "script-one": "script/{script}", "script-cast": "script/{script}?tab=cast",
    "script-order": "script/{script}?tab=board", "script-drafts": "script/{script}?tab=drafts",
    "characters": "characters", "character": "characters/{character}",
    "character-variations": "characters/{character}?tab=variations",
    "character-notes": "characters/{character}?tab=notes", "character-versions": "characters/{character}?tab=versions",
    "character-usage": "characters/{character}?tab=usage", "character-rights": "characters/{character}?tab=rights",
    "styles": "styles", "style": "styles/{style}", "style-notes": "styles/{style}?tab=notes",
    "style-versions": "styles/{style}?tab=versions",
    "environments": "environments", "environment": "environments/{environment}",
    "environment-versions": "environments/{environment}?tab=versions",
    "storyboards": "storyboards", "storyboard": "storyboards/{board}",
    "continuity": "storyboards/{board}?view=continuity", "animatic": "storyboards/{board}?view=animatic",
    "compare": "storyboards/{board}?view=compare", "shot": "storyboards/{board}/shots/{shot}",
    "shot-takes": "storyboards/{board}/shots/{shot}?view=takes",
    "shot-stage": "storyboards/{board}/shots/{shot}?view=stage",
    "shot-compare": "storyboards/{board}/shots/{shot}?view=compare",
    "heroes": "storyboards/{board}/shots/{shot}?view=heroes",
    "clips-none": "storyboards/{board}/shots/{shot}?view=clips",
    "clips": "storyboards/{board}/shots/{filmed}?view=clips",
    "clip-notes": "storyboards/{board}/shots/{filmed}?view=clips&notes={clip}",
    "quality": "storyboards/{board}/quality", "quality-trends": "storyboards/{board}/quality?view=trends",
    "quality-compare": "storyboards/{board}/quality?view=compare",
    "cuts": "cuts", "cuts-bin": "cuts?bin=1", "cut": "cuts/{cut}",
    "canvases": "canvas", "library": "library", "library-bin": "library?bin=1",
    "review": "review?state=all", "review-said": "review?tab=said", "jobs": "jobs", "settings": "settings",
    **{f"settings-{tab}": f"settings?tab={tab}" for tab in TABS},
}  # fmt: skip


@pytest.fixture(scope="module")
def begins_with(filmed: Path) -> Path:
    """A home with clips."""
    return filmed


@pytest.fixture(scope="module")
def things(studio: Studio) -> dict[str, str]:
    """One of each kind that has a page; one shot has clips, in two iterations, and is in a cut."""

    def made(path: str, name: str) -> str:
        answer = studio.http.post(path, json={"name": name, "description": "dusty, low sun"})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    shots = studio.http.get(f"/api/storyboards/{studio.board}/shots").json()["shots"]
    filmed = shots[FILMED - 1]
    cut = studio.http.post("/api/cuts", json={"storyboard_id": studio.board})
    assert cut.status_code == 201, cut.text
    gone = studio.http.post("/api/cuts", json={"storyboard_id": studio.board, "name": "Too long"}).json()
    assert studio.http.delete(f"/api/cuts/{gone['id']}").status_code == 200
    character = studio.http.get("/api/characters").json()["characters"][0]["id"]
    clip = clip_of(studio, passes(studio)[-1])
    for kind, thing in (("shot", filmed["id"]), ("take", clip), ("character", character), ("storyboard", studio.board)):
        target = {"kind": kind, "id": thing}
        assert studio.http.post("/api/reviews", json={"target": target, "message": "Look."}).status_code == 201
        assert studio.http.post("/api/notes", json={"target": target, "body": "@You a word"}).status_code == 201
    return {
        "board": studio.board,
        "shot": shots[1]["id"],
        "filmed": filmed["id"],
        "clip": clip,
        "cut": cut.json()["id"],
        "script": studio.http.get("/api/screenplays").json()["screenplays"][0]["id"],
        "character": character,
        "style": made("/api/styles", "Late summer"),
        "environment": made("/api/environments", "THE OLD MILL"),
    }


@pytest.mark.parametrize("name", PAGES)
def test_nobody_is_shut_out(name: str, studio: Studio, things: dict[str, str], open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at(PAGES[name].format(**things)) if PAGES[name] else studio.at())
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Live")).to_be_attached()
    look(page, f"page-{name}")
    page.get_by_role("button", name="Light or dark").click()
    still(page)
    look(page, f"light-{name}")
