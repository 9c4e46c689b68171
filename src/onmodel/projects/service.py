"""What can be done with projects and their people."""

from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from onmodel.accounts import queries as accounts_queries
from onmodel.accounts import service as accounts
from onmodel.accounts.rules import NotAllowed, email_of
from onmodel.accounts.tables import UserAccount
from onmodel.db import LOCAL, announce
from onmodel.errors import Conflict, NotFound
from onmodel.kit.ids import new_id
from onmodel.organizations import queries as organizations_queries
from onmodel.organizations import service as organizations
from onmodel.organizations.events import InvitationAccepted
from onmodel.organizations.service import AlreadyMember, Invited, LastOwner, MemberNotFound
from onmodel.projects import queries, rules
from onmodel.projects.events import MemberAdded, MemberRemoved, MemberRoleChanged, Renamed, RulesChanged
from onmodel.projects.rules import ProjectRules, Role
from onmodel.projects.tables import Project, ProjectMember

DEFAULT = "local"


class ProjectNotFound(NotFound):
    """No project has this id."""


class ProjectExists(Conflict):
    """A project of this name is there already."""


def create(
    session: Session, name: str, *, description: str = "", slug: str | None = None, organization_id: str | None = None
) -> Project:
    """A new project; raises ProjectExists where its slug is taken.

    A name that another organization uses is nobody's business: there the slug gets an ending.
    """
    slug = slug or rules.slug_of(name)
    taken = queries.by_slug(session, slug)
    if taken is not None and organization_id is not None and taken.organization_id != organization_id:
        slug = f"{slug[:55]}-{new_id()[-8:]}"
    project = Project(slug=slug, name=name, description=description, organization_id=organization_id)
    try:
        with session.begin_nested():
            session.add(project)
    except IntegrityError as error:
        raise ProjectExists(f"There is a project {project.slug!r} already", todo="Choose another name") from error
    return project


def found(session: Session, name: str, description: str, *, organization_id: str | None, actor: str) -> Project:
    """A new project of one's own, in one's organization; raises ProjectExists, NotAllowed, OrganizationNotFound."""
    if actor == LOCAL:
        return create(session, name, description=description)
    user = accounts.user_of(session, actor)
    own = [organization.id for organization, _ in organizations_queries.of_user(session, user.id)]
    if not own:
        raise NotAllowed("You belong to no organization", todo="Found one, or ask for an invitation")
    if organization_id is not None and organization_id not in own:
        raise organizations.OrganizationNotFound(f"There is no organization {organization_id}")
    project = create(session, name, description=description, organization_id=organization_id or own[0])
    _add(session, project, user, Role.OWNER)
    return project


def default_project(session: Session) -> Project:
    """The project of a person who works alone; made on first use, even if two processes ask at one moment."""
    known = queries.by_slug(session, DEFAULT)
    if known:
        return known
    try:
        return create(session, "Local project", slug=DEFAULT)
    except ProjectExists:
        made = queries.by_slug(session, DEFAULT)
        assert made is not None  # the unique slug refused ours because theirs is there
        return made


def get(session: Session, project_id: str) -> Project:
    """The project; raises ProjectNotFound."""
    project = session.get(Project, project_id)
    if project is None:
        raise ProjectNotFound(f"There is no project {project_id}")
    return project


def rename(session: Session, project_id: str, *, name: str | None, description: str | None) -> Project:
    """Change what is given of a project's name and description; its slug stays."""
    project = get(session, project_id)
    project.name = project.name if name is None else name
    project.description = project.description if description is None else description
    announce(session, Renamed(project_id))
    return project


def rules_of(session: Session, project_id: str) -> ProjectRules:
    """What holds in the project."""
    return ProjectRules.from_json(get(session, project_id).rules)


def change_rules(session: Session, project_id: str, changed: ProjectRules) -> ProjectRules:
    """Put other rules in force."""
    project = get(session, project_id)
    before, project.rules = project.rules, {**project.rules, **changed.to_json()}
    accounts.audit(session, "project.rules_changed", project_id=project_id, before=before, after=asdict(changed))
    announce(session, RulesChanged(project_id))
    return changed


def style_of(session: Session, project_id: str) -> str:
    """The style that new boards of the project are in, where nobody names another; "" for none."""
    return str(get(session, project_id).rules.get("style", ""))


def choose_style(session: Session, project_id: str, style_id: str) -> None:
    """Let new boards of the project be in this style; "" for none."""
    project = get(session, project_id)
    project.rules = {**project.rules, "style": style_id}


def role_of(session: Session, project_id: str, user_id: str) -> Role | None:
    """What the person is in the project; None: nothing."""
    return queries.roles(session, project_id, [user_id]).get(user_id)


def roles(session: Session, project_id: str, user_ids: Collection[str]) -> dict[str, Role]:
    """What each of these people is in the project, in one question; who is nothing in it is left out."""
    return queries.roles(session, project_id, list(user_ids))


def invite(session: Session, project_id: str, email: str, role: Role, *, base: str, inviter: str) -> Invited | None:
    """Add somebody of the organization (None), or ask who does not belong to it yet. Raises BadEmail, AlreadyMember."""
    project = get(session, project_id)
    user = accounts_queries.by_email(session, email_of(email))
    organization_id = _organization_of(project)
    if user is not None and organizations.role_of(session, organization_id, user.id) is not None:
        _add(session, project, user, role)
        return None
    return organizations.invite(
        session, organization_id, email, base=base, inviter=inviter, project_id=project_id, project_role=role
    )


def admit_invited(session: Session, accepted: InvitationAccepted) -> None:
    """Put who accepted an invitation into the project that it names; who is in it stays what they are."""
    user = accounts.user_of(session, accepted.user_id)
    if queries.member(session, accepted.project_id, user.id) is None:
        _add(session, get(session, accepted.project_id), user, Role(accepted.role))


def change_role(session: Session, project_id: str, user_id: str, role: Role) -> None:
    """Make somebody more or less; raises MemberNotFound, LastOwner."""
    member, user = _theirs(session, project_id, user_id, role)
    before, member.role = member.role, role
    accounts.audit(session, "member.role_changed", subject=user.email, project_id=project_id, before=before, after=role)
    announce(session, MemberRoleChanged(project_id, user_id, role))


def remove(session: Session, project_id: str, user_id: str) -> None:
    """Put somebody out of the project; raises MemberNotFound, LastOwner."""
    member, user = _theirs(session, project_id, user_id, None)
    session.delete(member)
    accounts.audit(session, "member.removed", subject=user.email, project_id=project_id, before=member.role)
    announce(session, MemberRemoved(project_id, user_id))


def adopt(session: Session, organization_id: str) -> int:
    """Give what was made by a person who worked alone to the organization; how many projects that were."""
    return queries.adopt(session, organization_id)


def _add(session: Session, project: Project, user: UserAccount, role: Role) -> ProjectMember:
    member = ProjectMember(project_id=project.id, user_id=user.id, role=role)
    try:
        with session.begin_nested():
            session.add(member)
    except IntegrityError as error:
        raise AlreadyMember(f"{user.email} is in the project already", todo="Change the role instead") from error
    accounts.audit(session, "member.added", subject=user.email, project_id=project.id, role=role)
    announce(session, MemberAdded(project.id, user.id, role))
    return member


def _theirs(session: Session, project_id: str, user_id: str, role: Role | None) -> tuple[ProjectMember, UserAccount]:
    """The member who is to become `role`; two owners who remove each other at one moment are asked one by one."""
    queries.lock(session, project_id)
    people = queries.members(session, project_id)
    found = [pair for pair in people if pair[1].id == user_id]
    if not found:
        raise MemberNotFound(f"There is no member {user_id}")
    owners = frozenset(member.user_id for member, _ in people if member.role == Role.OWNER)
    if rules.leaves_no_owner(owners, user_id, role):
        raise LastOwner("This is the project's last owner", todo="Make somebody else an owner first")
    return found[0]


def _organization_of(project: Project) -> str:
    if project.organization_id is None:
        raise accounts.NoAccountHere("The project belongs to nobody's organization", todo="Serve with --team")
    return project.organization_id
