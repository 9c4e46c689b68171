"""Who is in a project: added, invited, changed, removed in the middle of a session."""

from functools import partial

import pytest
from fastapi.testclient import TestClient

from onmodel.db import Database
from onmodel.projects import queries, service
from onmodel.projects.rules import ApprovalRule, ProjectRules, Role
from tests.factories.crowd import at_once, kinds
from tests.factories.studio import Studio


@pytest.fixture
def owner(studio: Studio) -> TestClient:
    return studio.browser("owner")


def _members(studio: Studio) -> str:
    return f"/api/projects/{studio.project_id}/members"


def test_somebody_of_the_organization_is_added_at_once(owner: TestClient, studio: Studio) -> None:
    outsider = studio.browser("outsider")
    assert outsider.get(f"/api/projects/{studio.project_id}").status_code == 404
    answer = owner.post(_members(studio), json={"email": "Outsider@studio.kz", "role": "viewer"})
    assert (answer.status_code, answer.json()) == (201, {"invitation": None})
    assert outsider.get(f"/api/projects/{studio.project_id}").status_code == 200
    again = owner.post(_members(studio), json={"email": "outsider@studio.kz", "role": "editor"})
    assert again.status_code == 409


def test_somebody_new_is_invited_and_comes_with_the_link(owner: TestClient, studio: Studio) -> None:
    made = owner.post(_members(studio), json={"email": "New@studio.kz", "role": "editor"}).json()["invitation"]
    assert made["link"] in made["letter"]
    token = made["link"].rpartition("/")[2]
    client = studio.nobody()
    seen = client.post("/api/invitations/read", json={"token": token}).json()
    assert (seen["organization"], seen["email"]) == ("Studio", "new@studio.kz")
    body = {"token": token, "name": "New", "password": "correct horse battery"}
    assert client.post("/api/join", json={**body, "password": "short"}).status_code == 422
    assert client.post("/api/join", json=body).status_code == 204
    assert client.get("/api/me").json()["email"] == "new@studio.kz"
    assert client.post("/api/storyboards", json={}).status_code == 422, "an editor may"
    assert studio.nobody().post("/api/join", json=body).status_code == 404


def test_a_stranger_s_account_does_not_come_in_by_address_alone(owner: TestClient, studio: Studio) -> None:
    """Adding an address of another organization invites; nobody is put into a film without having said yes."""
    made = owner.post(_members(studio), json={"email": "stranger@studio.kz", "role": "viewer"}).json()["invitation"]
    stranger = studio.browser("stranger")
    assert stranger.get(f"/api/projects/{studio.project_id}").status_code == 404
    token = made["link"].rpartition("/")[2]
    assert studio.browser("viewer").post("/api/invitations/accept", json={"token": token}).status_code == 403
    assert stranger.post("/api/invitations/accept", json={"token": token}).status_code == 204
    assert stranger.get(f"/api/projects/{studio.project_id}").status_code == 200


def test_who_is_removed_in_the_middle_of_a_session_is_out_with_the_next_request(
    owner: TestClient, studio: Studio
) -> None:
    editor = studio.browser("editor")
    assert editor.post("/api/storyboards", json={}).status_code == 422
    change = owner.patch(f"{_members(studio)}/{studio.ids['editor']}", json={"role": "viewer"})
    assert change.status_code == 204
    refused = editor.post("/api/storyboards", json={})
    assert (refused.status_code, refused.json()["needs"]) == (403, "editor")
    assert owner.delete(f"{_members(studio)}/{studio.ids['editor']}").status_code == 204
    assert editor.get("/api/storyboards").status_code == 404


def test_the_last_owner_cannot_leave_or_become_less(owner: TestClient, studio: Studio) -> None:
    me = f"{_members(studio)}/{studio.ids['owner']}"
    assert owner.delete(me).status_code == 409
    assert owner.patch(me, json={"role": "viewer"}).status_code == 409
    owner.patch(f"{_members(studio)}/{studio.ids['editor']}", json={"role": "owner"})
    assert owner.delete(me).status_code == 204


def test_two_owners_who_remove_each_other_at_one_moment_leave_one(either_database: Database) -> None:
    from onmodel.accounts import service as accounts
    from onmodel.organizations import service as organizations
    from onmodel.organizations.rules import OrganizationRole

    with either_database.transaction(actor="test") as session:
        home = organizations.create(session, "Studio").id
        film = service.create(session, "Film", organization_id=home).id
        ids = []
        for name in ("anna", "ben"):
            user = accounts.create_user(session, f"{name}@studio.kz", name, None)
            organizations.join(session, home, user, OrganizationRole.MEMBER)
            service.invite(session, film, user.email, Role.OWNER, base="http://x", inviter="t")
            ids.append(user.id)

    def remove(user_id: str) -> None:
        with either_database.transaction() as session:
            service.remove(session, film, user_id)

    assert kinds(at_once(*[partial(remove, user_id) for user_id in ids])) == ["LastOwner", "NoneType"]


def test_projects_are_made_in_one_s_organization_and_listed_for_who_is_in_them(studio: Studio) -> None:
    viewer, stranger = studio.browser("viewer"), studio.browser("stranger")
    made = viewer.post("/api/projects", json={"name": "Short"}).json()
    assert made["organization_id"] == studio.organization_id
    assert {p["name"] for p in viewer.get("/api/projects").json()["items"]} == {"Local project", "Short"}
    assert {p["name"] for p in stranger.get("/api/projects").json()["items"]} == {"Other film"}
    same_name = stranger.post("/api/projects", json={"name": "Short"})
    assert same_name.status_code == 201, "another studio's names are nobody's business"
    assert viewer.post("/api/projects", json={"name": "Short"}).status_code == 409
    elsewhere = {"name": "X", "organization_id": studio.other_organization_id}
    assert viewer.post("/api/projects", json=elsewhere).status_code == 404


def test_rules_are_kept_and_told_in_the_audit_log(owner: TestClient, studio: Studio) -> None:
    path = f"/api/projects/{studio.project_id}/rules"
    assert owner.get(path).json()["approval"] == "any"
    assert owner.put(path, json={"approval": "n", "approvals_needed": 2}).status_code == 200
    with studio.database.reading() as session:
        assert service.rules_of(session, studio.project_id) == ProjectRules(ApprovalRule.N, 2)
    assert owner.put(path, json={"approval": "moon"}).status_code == 422
    entries = owner.get(f"/api/projects/{studio.project_id}/audit", params={"limit": 1}).json()
    [entry] = entries["items"]
    assert (entry["what"], entry["actor"], entry["address"]) == (
        "project.rules_changed", studio.ids["owner"], "testclient"
    )  # fmt: skip
    older = owner.get(f"/api/projects/{studio.project_id}/audit", params={"before": entries["next"]}).json()
    assert all(item["id"] < entry["id"] for item in older["items"])


def test_names_in_two_scripts_are_kept(owner: TestClient, studio: Studio) -> None:
    answer = owner.patch(f"/api/projects/{studio.project_id}", json={"name": "Көсе", "description": "武"})
    assert (answer.json()["name"], answer.json()["description"], answer.json()["slug"]) == ("Көсе", "武", "local")


@pytest.mark.parametrize("name", ["", "   ", "a\x00b", "x" * 201])
def test_names_that_no_database_keeps_or_nobody_sees_are_refused(owner: TestClient, studio: Studio, name: str) -> None:
    assert owner.post("/api/projects", json={"name": name}).status_code == 422
    assert owner.post("/api/organizations", json={"name": name}).status_code == 422
    assert owner.patch(f"/api/projects/{studio.project_id}", json={"name": name}).status_code == 422


def test_the_organization_s_owners_are_among_the_people_of_its_projects(studio: Studio) -> None:
    with studio.database.reading() as session:
        names = queries.names(session, studio.project_id)
    assert studio.ids["boss"] in names, "an owner of the organization, no member of the project"
    assert {studio.ids[role] for role in ("owner", "editor", "viewer")} <= names.keys()
    assert not {studio.ids["stranger"], studio.ids["outsider"]} & names.keys()
    assert list(names.values()) == sorted(names.values())
