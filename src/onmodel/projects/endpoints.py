"""HTTP for projects, their people, rules and audit log."""

from typing import Annotated

from fastapi import Query

from onmodel.accounts import queries as accounts_queries
from onmodel.accounts.schemas import AuditOut
from onmodel.db import LOCAL
from onmodel.kit.ids import IdText
from onmodel.kit.pagination import Page, cut
from onmodel.organizations.endpoints import mailed
from onmodel.projects import queries, service
from onmodel.projects.rules import ProjectRules
from onmodel.projects.schemas import (
    MemberAdded,
    MemberIn,
    MemberOut,
    MembersOut,
    ProjectIn,
    ProjectOut,
    ProjectPatch,
    RoleIn,
    RulesBody,
)
from onmodel.projects.tables import Project
from onmodel.routing import NounRouter
from onmodel.web import BaseUrl, CurrentAccess, CurrentPost, Reading, Writing

router = NounRouter(prefix="/api/projects", tags=["projects"])
Limit = Annotated[int, Query(ge=1, le=200)]


@router.get("")
def list_projects(
    session: Reading, access: CurrentAccess, before: IdText | None = None, limit: Limit = 50
) -> Page[ProjectOut]:
    """Your projects, newest first."""
    own = None if access.actor == LOCAL else access.actor
    projects, following = cut(queries.newest(session, user_id=own, before=before, limit=limit), limit)
    return Page(items=[ProjectOut.model_validate(project) for project in projects], next=following)


@router.post("", status_code=201, response_model=ProjectOut)
def create_project(body: ProjectIn, session: Writing, access: CurrentAccess) -> Project:
    """Make a project; you are its owner."""
    return service.found(
        session, body.name, body.description, organization_id=body.organization_id, actor=access.actor
    )  # fmt: skip


@router.get("/{project_id}", response_model=ProjectOut)
def read_project(project_id: IdText, session: Reading) -> Project:
    """A project."""
    return service.get(session, project_id)


@router.patch("/{project_id}", response_model=ProjectOut)
def change_project(project_id: IdText, body: ProjectPatch, session: Writing) -> Project:
    """Change a project's name or description."""
    return service.rename(session, project_id, name=body.name, description=body.description)


@router.get("/{project_id}/rules", response_model=RulesBody)
def read_project_rules(project_id: IdText, session: Reading) -> ProjectRules:
    """What holds in the project: how approval is reached."""
    return service.rules_of(session, project_id)


@router.put("/{project_id}/rules", response_model=RulesBody)
def change_project_rules(project_id: IdText, body: RulesBody, session: Writing) -> ProjectRules:
    """Put other rules in force."""
    return service.change_rules(session, project_id, body.to_rules())


@router.get("/{project_id}/members")
def list_members(project_id: IdText, session: Reading, access: CurrentAccess) -> MembersOut:
    """Everyone in the project."""
    rows = queries.members(session, project_id)
    return MembersOut(members=[MemberOut.of(member, user, seen_by=access.role) for member, user in rows])


@router.post("/{project_id}/members", status_code=201)
def add_member(
    project_id: IdText, body: MemberIn, session: Writing, *, access: CurrentAccess, base: BaseUrl, post: CurrentPost
) -> MemberAdded:
    """Put somebody of the organization into the project, or invite who does not belong to it yet, by mail if it can."""
    invited = service.invite(session, project_id, body.email, body.role, base=base, inviter=access.name)
    return MemberAdded(invitation=mailed(post, invited) if invited else None)


@router.patch("/{project_id}/members/{user_id}", status_code=204)
def change_member(project_id: IdText, user_id: IdText, body: RoleIn, session: Writing) -> None:
    """Make somebody more or less in the project."""
    service.change_role(session, project_id, user_id, body.role)


@router.delete("/{project_id}/members/{user_id}", status_code=204)
def remove_member(project_id: IdText, user_id: IdText, session: Writing) -> None:
    """Put somebody out of the project, at once."""
    service.remove(session, project_id, user_id)


@router.get("/{project_id}/audit")
def list_project_audit(
    project_id: IdText, session: Reading, before: IdText | None = None, limit: Limit = 50
) -> Page[AuditOut]:
    """Who changed which right, licence or consent in the project, newest first."""
    rows = accounts_queries.audit(session, project_id=project_id, before=before, limit=limit)
    entries, following = cut(rows, limit)
    return Page(items=[AuditOut.model_validate(entry) for entry in entries], next=following)
