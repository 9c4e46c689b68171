"""Every question asked of the projects."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningUpdate

from onmodel.accounts.tables import UserAccount
from onmodel.kit.ids import is_id
from onmodel.organizations.rules import OrganizationRole
from onmodel.organizations.tables import Membership
from onmodel.projects.rules import Role
from onmodel.projects.tables import Project, ProjectMember


def by_slug(session: Session, slug: str) -> Project | None:
    """The project of this name."""
    return session.scalars(select(Project).where(Project.slug == slug)).one_or_none()


def by_ids(session: Session, ids: Collection[str]) -> list[Project]:
    """These projects, as far as there are any."""
    return list(session.scalars(select(Project).where(Project.id.in_(ids))))


def newest(session: Session, *, user_id: str | None, before: str | None, limit: int) -> list[Project]:
    """Projects that the person is in (None: all), newest first; one more than `limit` so that a next page is known."""
    query = select(Project).order_by(Project.id.desc()).limit(limit + 1)
    if user_id is not None:
        query = query.where(Project.id.in_(_of_user(user_id)))
    return list(session.scalars(query.where(Project.id < before) if before else query))


def _of_user(user_id: str) -> Select[Any]:
    """Ids of the projects in which the person is something: see `roles`."""
    of_project = and_(ProjectMember.project_id == Project.id, ProjectMember.user_id == user_id)
    query = select(Project.id).join(Membership, Membership.organization_id == Project.organization_id)
    query = query.outerjoin(ProjectMember, of_project).where(Membership.user_id == user_id)
    return query.where(or_(Membership.role == OrganizationRole.OWNER, ProjectMember.role.is_not(None)))


def roles(session: Session, project_id: str, user_ids: Sequence[str]) -> dict[str, Role]:
    """What each of these people is in the project, by user id; who is nothing in it is left out."""
    return {user_id: role for (_, user_id), role in roles_in(session, [project_id], user_ids).items()}


def roles_in(
    session: Session, project_ids: Collection[str], user_ids: Collection[str]
) -> dict[tuple[str, str], Role]:  # fmt: skip
    """What each of these people is in each of these projects, by project and user id; who is nothing is left out.

    The organization's owners own its projects; others are what they were made, as long as they belong to it.
    """
    member = and_(ProjectMember.project_id == Project.id, ProjectMember.user_id == Membership.user_id)
    query = select(Project.id, Membership.user_id, Membership.role, ProjectMember.role).select_from(Project)
    query = query.join(Membership, Membership.organization_id == Project.organization_id)
    query = query.outerjoin(ProjectMember, member).where(
        Project.id.in_(project_ids), Membership.user_id.in_(filter(is_id, user_ids))
    )
    found = {}
    for project_id, user_id, of_organization, of_project in session.execute(query):
        role = Role.OWNER if of_organization == OrganizationRole.OWNER else of_project
        if role:
            found[project_id, user_id] = Role(role)
    return found


def member(session: Session, project_id: str, user_id: str) -> ProjectMember | None:
    """The person's membership of the project."""
    query = select(ProjectMember).where(ProjectMember.project_id == project_id, ProjectMember.user_id == user_id)
    return session.scalars(query).one_or_none()


def members(session: Session, project_id: str) -> list[tuple[ProjectMember, UserAccount]]:
    """Everyone in the project with their account, by name; organization's owners who were not added are not here."""
    return members_in(session, [project_id])


def members_in(session: Session, project_ids: Collection[str]) -> list[tuple[ProjectMember, UserAccount]]:
    """Everyone in each of these projects, as `members` has them."""
    query = select(ProjectMember, UserAccount).join(UserAccount, UserAccount.id == ProjectMember.user_id)
    query = query.join(Project, Project.id == ProjectMember.project_id)
    still = and_(Membership.organization_id == Project.organization_id, Membership.user_id == ProjectMember.user_id)
    query = query.join(Membership, still).where(ProjectMember.project_id.in_(project_ids))
    return [(row[0], row[1]) for row in session.execute(query.order_by(UserAccount.name, UserAccount.id))]


def names(session: Session, project_id: str) -> dict[str, str]:
    """Who is in the project, id → name, by name: its members and the organization's owners, who are in all of its."""
    member = and_(ProjectMember.project_id == Project.id, ProjectMember.user_id == UserAccount.id)
    query = select(UserAccount.id, UserAccount.name).join(Membership, Membership.user_id == UserAccount.id)
    query = query.join(Project, Project.organization_id == Membership.organization_id).outerjoin(ProjectMember, member)
    query = query.where(
        Project.id == project_id, or_(Membership.role == OrganizationRole.OWNER, ProjectMember.role.is_not(None))
    )
    return {row[0]: row[1] for row in session.execute(query.order_by(UserAccount.name, UserAccount.id))}


def lock(session: Session, project_id: str) -> None:
    """Let nobody else change the project's people until the end of the transaction."""
    session.execute(select(Project.id).where(Project.id == project_id).with_for_update())


def adopt(session: Session, organization_id: str) -> int:
    """Give the projects that belong to no organization to this one; how many."""
    statement = update(Project).where(Project.organization_id.is_(None)).values(organization_id=organization_id)
    return len(list(session.scalars(statement.returning(Project.id), execution_options={"synchronize_session": False})))


def event_seq(session: Session, project_id: str) -> int:
    """The number of the project's last event; 0 before the first."""
    return session.scalar(select(Project.event_seq).where(Project.id == project_id)) or 0


def event_seqs(session: Session, project_ids: Collection[str]) -> dict[str, int]:
    """The number of the last event of each project that there is."""
    rows = session.execute(select(Project.id, Project.event_seq).where(Project.id.in_(project_ids)))
    return {row.id: row.event_seq for row in rows}


@cache  # built once, past the ORM: it is in the way of everything that is changed
def _count_events() -> ReturningUpdate[Any]:
    table = Project.metadata.tables["project"]
    counted = {"event_seq": table.c.event_seq + bindparam("count")}
    return update(table).where(table.c.id == bindparam("project")).values(counted).returning(table.c.event_seq)


def next_event_seqs(session: Session, project_id: str, count: int) -> int:
    """Count so many events, and return the last one's number; the counter is locked until the transaction ends."""
    given = {"project": project_id, "count": count}
    counted = session.connection().scalar(_count_events(), given)
    assert counted is not None  # an event names the project of rows that refer to it
    return int(counted)
