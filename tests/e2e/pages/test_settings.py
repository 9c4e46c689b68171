"""Settings: of who works alone, and of a team with people, roles, tokens, links and what was done by whom."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from onmodel.kit.ids import new_id
from tests.e2e.pages.conftest import look
from tests.e2e.pages.servers import PASSWORD, Studio, Team

pytestmark = pytest.mark.slow


def test_the_project_is_named_and_its_rule_chosen(studio: Studio, open_page: Callable[..., Page]) -> None:
    page, other = open_page(studio.at("settings")), open_page(studio.at())
    before = studio.http.get(f"/api/projects/{studio.project_id}").json()["name"]
    page.get_by_label("Name").fill("Tales of the steppe")
    page.get_by_role("button", name="Save").first.click()
    expect(other.get_by_role("heading", name="Tales of the steppe", level=1)).to_be_visible()
    page.get_by_label("What approves a thing").select_option("A number of reviewers")
    page.get_by_label("How many").fill("2")
    page.get_by_role("button", name="Save").last.click()

    def kept() -> bool:
        found = studio.http.get(f"/api/projects/{studio.project_id}/rules").json()
        return (found["approval"], found["approvals_needed"]) == ("n", 2)

    studio.until(kept, "the rule is kept", 30)
    page.get_by_label("Name").fill(before)
    page.get_by_role("button", name="Save").first.click()
    expect(other.get_by_role("heading", name=before, level=1)).to_be_visible()


def test_what_the_machine_can_is_told_and_what_may_be_used(studio: Studio, open_page: Callable[..., Page]) -> None:
    page = open_page(studio.at("settings?tab=backends"))
    expect(page.get_by_text("Everything that is needed works here.")).to_be_visible()
    page.get_by_role("tab", name="Budget").click()
    page.get_by_label("Jobs in line at most").fill("50")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.").first).to_be_visible()
    page.reload()
    expect(page.get_by_label("Jobs in line at most")).to_have_value("50")
    page.get_by_role("tab", name="Webhooks").click()
    page.get_by_label("Address").fill("https://hooks.example/onmodel")
    page.get_by_label(re.compile("^Events")).fill("take., approval.")
    page.get_by_role("button", name="Add a webhook").click()
    expect(page.get_by_text("The secret with which deliveries are signed")).to_be_visible()
    page.get_by_role("button", name="Remove https://hooks.example/onmodel").click()
    expect(page.get_by_text("No program is told")).to_be_visible()


def test_people_are_added_given_a_role_and_join(team: Team, open_page: Callable[..., Page]) -> None:
    page, newcomer = open_page("about:blank"), open_page("about:blank")
    team.enter(page, "anna", "settings?tab=people")
    page.get_by_label("E-mail").fill("dana@studio.kz")
    page.get_by_label("Role", exact=True).select_option("Viewer")
    page.get_by_role("button", name="Add", exact=True).click()
    link = page.get_by_role("status").locator("code")
    expect(link).to_contain_text("#/join/")
    newcomer.goto(link.inner_text())
    newcomer.get_by_label("Your name").fill("Dana")
    newcomer.get_by_label("Password").fill(PASSWORD)
    newcomer.get_by_role("button", name=re.compile("Join")).click()
    newcomer.wait_for_url(re.compile("/p/"))
    page.reload()
    page.get_by_label("Role of Dana").select_option("Editor")
    expect(page.get_by_text("Saved.").first).to_be_visible()
    newcomer.goto(team.at("styles"))
    expect(newcomer.get_by_role("button", name="New style").first).not_to_have_attribute("aria-disabled", "true")
    look(page, "settings-people-team")
    page.get_by_role("button", name="Remove Dana").click()
    expect(page.get_by_label("Role of Dana")).to_be_hidden()
    expect(newcomer.get_by_text("You are no longer of this project").first).to_be_visible()
    open_page.complaints.clear()  # type: ignore[attr-defined] # whoever is put out is refused, and the console says so


def test_whoever_signs_in_is_told_what_is_wrong(team: Team, open_page: Callable[..., Page]) -> None:
    page = open_page(team.at("styles"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page).to_have_url(f"{team.url}/login")
    look(page, "login")
    page.get_by_label("E-mail").fill("nobody@studio.kz")
    page.get_by_label("Password").fill("not the right words")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("Password")).to_have_attribute("aria-invalid", "true")
    look(page, "login-wrong")
    page.get_by_label("E-mail").fill("viewer@studio.kz")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(team.at("styles"))  # where somebody wanted to go
    open_page.complaints.clear()  # type: ignore[attr-defined] # 401 is logged by the browser


def test_an_owner_hands_out_a_link_to_a_new_password_and_takes_an_invitation_back(
    team: Team, open_page: Callable[..., Page]
) -> None:
    page, forgetful = open_page("about:blank"), open_page("about:blank")
    team.enter(page, "anna", "settings?tab=people")
    page.get_by_role("button", name="Link to a new password for Viewer").click()
    link = page.get_by_role("status").filter(has_text="Viewer").locator("code")
    expect(link).to_contain_text("#/password/")
    forgetful.goto(link.inner_text())
    expect(forgetful.get_by_text("viewer@studio.kz")).to_be_visible()
    look(forgetful, "password-handed")
    forgetful.get_by_label("Password").fill(PASSWORD)
    forgetful.get_by_role("button", name="Set it and sign in").click()
    forgetful.wait_for_url(re.compile("/p/"))
    expect(forgetful.get_by_role("button", name="You: Viewer")).to_be_visible()
    eve = f"{new_id()[-8:]}@studio.kz"
    page.get_by_label("Whom to invite").fill(eve)
    page.get_by_role("button", name="Invite", exact=True).click()
    invitations = page.get_by_role("list", name="Invitations")
    expect(invitations).to_contain_text(eve)
    look(page, "settings-organization")
    back = page.get_by_role("button", name=f"Take the invitation of {eve} back")
    back.press("Enter")  # what was just told may lie over it
    expect(invitations).not_to_contain_text(eve)


def test_a_token_works_until_it_is_revoked_and_all_of_it_is_on_record(
    team: Team, open_page: Callable[..., Page]
) -> None:
    page = open_page("about:blank")
    team.enter(page, "anna", "settings?tab=tokens")
    page.get_by_label("Name").fill("render farm")
    page.get_by_role("button", name="Make a token").click()
    token = page.get_by_role("status").locator("code").inner_text()
    asked = {"Authorization": f"Bearer {token}"}
    assert page.request.get(f"{team.url}/api/characters", headers=asked | {"X-Onmodel-Project": team.project_id}).ok
    look(page, "settings-tokens-team")
    page.get_by_role("button", name="Revoke render farm").click()
    expect(page.get_by_text("No token yet.")).to_be_visible()
    page.get_by_role("tab", name="Audit").click()
    expect(page.get_by_role("main")).to_contain_text("viewer@studio.kz")
    look(page, "settings-audit-team")


def test_a_viewer_looks_and_is_told_why_no_more(team: Team, open_page: Callable[..., Page]) -> None:
    page = open_page("about:blank")
    team.enter(page, "viewer", "styles")
    make = page.get_by_role("button", name="New style").first
    expect(make).to_have_attribute("aria-disabled", "true")
    expect(make).to_have_accessible_description("You are a viewer here: editors and owners do that.")
    make.focus()
    expect(page.get_by_text("You are a viewer here: editors and owners do that.").last).to_be_visible()
    expect(page.get_by_text("You look on")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.goto(team.at("storyboards", team.board))
    again = page.get_by_role("button", name=re.compile("below 70|Take again"))
    expect(again.first).to_have_attribute("aria-disabled", "true")
    shots = team.http.get(f"/api/storyboards/{team.board}/shots").json()["shots"]
    page.goto(team.at("storyboards", team.board, "shots", shots[0]["id"]))
    expect(page.get_by_role("heading", name="Approval")).to_be_visible()
    expect(page.get_by_role("button", name="For it: 0")).to_have_attribute("aria-disabled", "true")
    expect(page.get_by_role("button", name="Approve", exact=True)).to_be_hidden()
    page.goto(team.at("settings"))
    expect(page.get_by_label("Name")).to_be_disabled()
    look(page, "settings-viewer")
    page.goto(team.at("settings?tab=people"))
    expect(page.get_by_label("Role of Reviewer")).to_be_disabled()
    refused = page.request.post(f"{team.url}/api/styles", data={"name": "x"}, headers={"Origin": team.url})
    assert refused.status == 403  # the server would not have it either
