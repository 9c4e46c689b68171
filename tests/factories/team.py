"""A studio with a project and people in it, as rows."""

from collections.abc import Mapping

from onmodel.accounts.tables import UserAccount
from onmodel.db import Database
from onmodel.organizations.rules import OrganizationRole
from onmodel.organizations.tables import Membership, Organization
from onmodel.projects import service as projects
from onmodel.projects.rules import ProjectRules, Role
from onmodel.projects.tables import ProjectMember


def team(
    database: Database, people: Mapping[str, Role], rules: ProjectRules | None = None
) -> tuple[str, dict[str, str]]:
    """A project with these people, name → role; returns its id and the people's ids by first name."""
    with database.transaction() as session:
        studio = Organization(name="Studio")
        session.add(studio)
        session.flush()
        project = projects.create(session, f"Film {studio.id}", organization_id=studio.id)
        project.rules = rules.to_json() if rules else {}
        ids: dict[str, str] = {}
        for name, role in people.items():
            user = UserAccount(name=name, email=f"{name.replace(' ', '.').lower()}@studio.kz")
            session.add(user)
            session.flush()
            session.add(Membership(organization_id=studio.id, user_id=user.id, role=OrganizationRole.MEMBER))
            session.add(ProjectMember(project_id=project.id, user_id=user.id, role=role))
            ids[name.split()[0].lower()] = user.id
        return project.id, ids
