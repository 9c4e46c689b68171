"""Reviews in a team: a guest comes by a link and its passphrase, says what they think; a reviewer approves."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.pages.conftest import look
from tests.e2e.pages.servers import Team

pytestmark = pytest.mark.slow


def _link(page: Page, team: Team) -> str:
    """A link to the board, made in the settings as an owner makes it."""
    team.enter(page, "anna", "settings?tab=links")
    page.get_by_label("What it is for").fill("The client")
    page.get_by_label("Shows").select_option(index=1)
    page.get_by_label("Passphrase (optional)").fill("open sesame")
    page.get_by_label("Watermark on every picture (optional)").fill("CLIENT COPY")
    page.get_by_role("button", name="Make a link").click()
    link = page.get_by_role("status").locator("code")
    expect(link).to_contain_text("#/review/")
    return link.inner_text()


def test_a_guest_with_the_passphrase_approves_and_the_owner_sees_it(team: Team, open_page: Callable[..., Page]) -> None:
    owner, guest = open_page("about:blank"), open_page("about:blank")
    link = _link(owner, team)
    shots = team.http.get(f"/api/storyboards/{team.board}/shots").json()["shots"]
    owner.goto(team.at("storyboards", team.board, "shots", shots[0]["id"]))
    expect(owner.get_by_role("heading", name="Approval")).to_be_visible()

    guest.goto(link)
    look(guest, "guest-door")
    guest.get_by_label("Your name, as the others see it").fill("Mr. Ospanov")
    guest.get_by_label(re.compile("^Passphrase")).fill("shut sesame")
    guest.get_by_role("button", name="Look at it").click()
    expect(guest.get_by_role("alert").or_(guest.locator("[aria-invalid=true]")).first).to_be_visible()
    open_page.complaints.clear()  # type: ignore[attr-defined] # the 403 of the wrong passphrase
    guest.get_by_label(re.compile("^Passphrase")).fill("open sesame")
    guest.get_by_role("button", name="Look at it").click()
    panels = guest.get_by_role("main").get_by_role("listitem")
    expect(panels).to_have_count(4)
    guest.get_by_role("button", name="Approve panel 1").click()
    expect(panels.first).to_contain_text("approved by you")
    expect(owner.get_by_role("region", name="Approval")).to_contain_text("Mr. Ospanov")
    look(guest, "guest-board")
    panels.first.get_by_role("button").first.click()
    guest.get_by_role("textbox", name="Say something; @ tells somebody").fill("Good as it is")
    guest.get_by_role("button", name="Send").click()
    expect(guest.get_by_role("list", name="Notes")).to_contain_text("Good as it is")
    look(guest, "guest-panel")
    said = owner.get_by_role("list", name="Notes")
    expect(said).to_contain_text("Good as it is")
    expect(said).to_contain_text("Mr. Ospanov")

    guest.keyboard.press("Escape")
    guest.get_by_role("heading", level=1).click()
    guest.keyboard.press("ArrowRight")
    expect(guest).to_have_url(re.compile(shots[1]["id"]))
    owner.goto(team.at("settings?tab=links"))
    owner.get_by_role("button", name="Revoke The client").click()
    expect(owner.get_by_text("revoked")).to_be_visible()
    guest.reload()
    guest.wait_for_url(re.compile("/login"))
    open_page.complaints.clear()  # type: ignore[attr-defined] # what a guest asks for who was put out


def test_a_guest_and_the_team_watch_on_one_playhead(team: Team, open_page: Callable[..., Page]) -> None:
    owner, guest = open_page("about:blank"), open_page("about:blank")
    guest.goto(_link(owner, team))
    guest.get_by_label("Your name, as the others see it").fill("Mr. Ospanov")
    guest.get_by_label(re.compile("^Passphrase")).fill("open sesame")
    guest.get_by_role("button", name="Look at it").click()
    guest.get_by_role("button", name="Play the board").click()
    head = "Position in the animatic"
    expect(guest.get_by_role("slider", name=head)).to_be_visible()
    expect(guest.get_by_role("button", name="Watch together")).to_be_hidden()

    owner.goto(team.at("storyboards", f"{team.board}?view=animatic"))
    expect(owner.get_by_role("slider", name=head)).to_be_visible()
    guest.get_by_role("button", name="Watch together").click()
    guest.get_by_role("menuitem", name="Follow Anna").click()
    expect(guest.get_by_role("button", name="With Anna")).to_be_visible()
    owner.keyboard.press("ArrowRight")
    there = owner.get_by_role("slider", name=head).input_value()
    assert there != "0"
    expect(guest.get_by_role("slider", name=head)).to_have_value(there)
    look(guest, "guest-together")

    guest.keyboard.press("ArrowRight")  # who moves the playhead has it in hand again
    expect(guest.get_by_role("button", name="Watch together")).to_be_visible()
    assert guest.get_by_role("slider", name=head).input_value() != there
    owner.get_by_role("button", name="Watch together").click()
    owner.get_by_role("menuitem", name=re.compile("^Follow Mr. Ospanov")).click()
    expect(owner.get_by_role("slider", name=head)).to_have_value(guest.get_by_role("slider", name=head).input_value())
    look(owner, "team-together")
    guest.get_by_role("button", name="All panels").click()
    expect(owner.get_by_role("button", name=re.compile("^With Mr. Ospanov"))).to_be_hidden()


def test_a_reviewer_is_asked_approves_and_it_waits_no_more(team: Team, open_page: Callable[..., Page]) -> None:
    owner, reviewer = open_page("about:blank"), open_page("about:blank")
    shots = team.http.get(f"/api/storyboards/{team.board}/shots").json()["shots"]
    path = ("storyboards", team.board, "shots", shots[1]["id"])
    team.enter(reviewer, "reviewer", "review")
    team.enter(owner, "anna", *path)
    owner.get_by_role("button", name="Ask for approval").click()
    dialog = owner.get_by_role("dialog", name="Ask for approval")
    dialog.get_by_label("Reviewer").check()
    dialog.get_by_label("What to look at").fill("Is the grin too wide?")
    dialog.get_by_role("button", name="Ask for approval").click()
    expect(dialog).to_be_hidden()
    asked = reviewer.get_by_role("list", name="To review").get_by_role("link").filter(has_text="Is the grin too wide?")
    expect(asked).to_contain_text("Anna asked")
    look(reviewer, "review-waits")
    asked.click()
    reviewer.get_by_role("button", name="Approve", exact=True).click()
    approval = owner.get_by_role("region", name="Approval")
    expect(approval).to_contain_text("Approved")
    reviewer.goto(team.at("review"))
    expect(reviewer.get_by_role("heading", name="None of them is like that")).to_be_visible()
    reviewer.get_by_role("button", name="Approved", exact=True).click()
    expect(asked).to_contain_text("Approved")
