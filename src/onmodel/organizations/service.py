"""What can be done with organizations, their people and invitations."""

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from onmodel.accounts import queries as accounts_queries
from onmodel.accounts import service as accounts
from onmodel.accounts.rules import NotAllowed, UserState, email_of
from onmodel.accounts.tables import UserAccount
from onmodel.backends.oidc import Identity
from onmodel.db import Database, announce
from onmodel.errors import Conflict, NotFound
from onmodel.kit.clock import utc_now
from onmodel.kit.letters import Letter
from onmodel.kit.tokens import digest, new_token
from onmodel.organizations import queries, rules
from onmodel.organizations.events import InvitationAccepted
from onmodel.organizations.rules import OrganizationRole
from onmodel.organizations.tables import Invitation, Membership, Organization


class OrganizationNotFound(NotFound):
    """No organization has this id, or you do not belong to it."""


class MemberNotFound(NotFound):
    """This person is not among the organization's or the project's people."""


class InvitationNotFound(NotFound):
    """The invitation is wrong, expired, accepted or revoked."""


class LastOwner(Conflict):
    """Without this owner nobody could manage it any more."""


class AlreadyMember(Conflict):
    """This person is in already."""


@dataclass(frozen=True)
class Invited:
    """An invitation with its token, which is not kept, and the letter that carries the link."""

    invitation: Invitation
    link: str
    letter: Letter


def create(session: Session, name: str) -> Organization:
    """A new organization without people."""
    organization = Organization(name=" ".join(name.split()))
    session.add(organization)
    session.flush()
    return organization


def get(session: Session, organization_id: str) -> Organization:
    """The organization; raises OrganizationNotFound."""
    found = session.get(Organization, organization_id)
    if found is None:
        raise OrganizationNotFound(f"There is no organization {organization_id}")
    return found


def found(session: Session, name: str, actor: str) -> Organization:
    """A new organization whose owner is the one who asks."""
    user, organization = accounts.user_of(session, actor), create(session, name)
    join(session, organization.id, user, OrganizationRole.OWNER)
    return organization


def join(session: Session, organization_id: str, user: UserAccount, role: OrganizationRole) -> Membership:
    """Put somebody into the organization; raises AlreadyMember."""
    membership = Membership(organization_id=organization_id, user_id=user.id, role=role)
    try:
        with session.begin_nested():
            session.add(membership)
    except IntegrityError as error:
        raise AlreadyMember(f"{user.email} belongs to the organization already") from error
    accounts.audit(session, "organization.joined", subject=user.email, organization_id=organization_id, role=role)
    return membership


def role_of(session: Session, organization_id: str, user_id: str) -> OrganizationRole | None:
    """What the person is in the organization."""
    membership = queries.membership(session, organization_id, user_id)
    return OrganizationRole(membership.role) if membership else None


def change_role(session: Session, organization_id: str, user_id: str, role: OrganizationRole) -> None:
    """Make somebody an owner or a member; raises MemberNotFound, LastOwner."""
    membership, user = _theirs(session, organization_id, user_id)
    _keep_an_owner(session, organization_id, user_id, role)
    before, membership.role = membership.role, role
    accounts.audit(
        session, "organization.role_changed", subject=user.email, organization_id=organization_id,
        before=before, after=role,
    )  # fmt: skip


def remove(session: Session, organization_id: str, user_id: str) -> None:
    """Put somebody out of the organization, and so out of its projects at once; raises MemberNotFound, LastOwner."""
    membership, user = _theirs(session, organization_id, user_id)
    _keep_an_owner(session, organization_id, user_id, None)
    session.delete(membership)
    accounts.audit(session, "organization.left", subject=user.email, organization_id=organization_id)


def _theirs(session: Session, organization_id: str, user_id: str) -> tuple[Membership, UserAccount]:
    queries.lock(session, organization_id)
    found = [pair for pair in queries.members(session, organization_id) if pair[1].id == user_id]
    if not found:
        raise MemberNotFound(f"There is no member {user_id}")
    return found[0]


def _keep_an_owner(session: Session, organization_id: str, user_id: str, role: OrganizationRole | None) -> None:
    owners = {m.user_id for m, _ in queries.members(session, organization_id) if m.role == OrganizationRole.OWNER}
    if role != OrganizationRole.OWNER and owners == {user_id}:
        raise LastOwner("This is the organization's last owner", todo="Make somebody else an owner first")


def invite(
    session: Session, organization_id: str, email: str, *, base: str, inviter: str,
    role: OrganizationRole = OrganizationRole.MEMBER, project_id: str | None = None, project_role: str | None = None,
) -> Invited:  # fmt: skip
    """Ask somebody to join; `base` is the address of our pages, an empty `email` lets in whoever has the link."""
    organization, token = get(session, organization_id), new_token()
    invitation = Invitation(
        organization_id=organization_id, email=email and email_of(email), role=role, project_id=project_id,
        project_role=project_role, token_hash=digest(token), expires_at=utc_now() + rules.INVITATION_LIFE,
    )  # fmt: skip
    session.add(invitation)
    session.flush()
    accounts.audit(
        session, "invitation.sent", subject=invitation.email, organization_id=organization_id, project_id=project_id,
        role=role, project_role=project_role,
    )  # fmt: skip
    link = f"{base.rstrip('/')}/#/join/{token}"  # behind the #, so that no server or proxy logs it
    letter = rules.letter(invitation.email, organization.name, inviter, link, invitation.expires_at)
    return Invited(invitation, link, letter)


def note_mail(database: Database, invitation_id: str, what: str) -> None:
    """Write down what became of an invitation's letter."""
    with database.transaction() as session:
        invitation = session.get(Invitation, invitation_id)
        if invitation is not None:
            invitation.mail = what


def revoke(session: Session, organization_id: str, invitation_id: str) -> None:
    """Let an invitation open nothing any more; raises InvitationNotFound."""
    invitation = queries.invitation(session, organization_id, invitation_id)
    if invitation is None or invitation.accepted_at is not None:
        raise InvitationNotFound(f"There is no open invitation {invitation_id}")
    invitation.revoked_at = utc_now()
    accounts.audit(session, "invitation.revoked", subject=invitation.email, organization_id=organization_id)


def look(session: Session, token: str) -> tuple[Invitation, Organization]:
    """What a link invites to; raises InvitationNotFound."""
    invitation = queries.by_hash(session, digest(token), utc_now())
    if invitation is None:
        raise InvitationNotFound("The invitation is wrong, expired or used", todo="Ask for another one")
    return invitation, get(session, invitation.organization_id)


def accept_as_new(session: Session, token: str, *, email: str, name: str, password_hash: str) -> UserAccount:
    """Make an account by an invitation, and join. Raises InvitationNotFound, EmailTaken (then: sign in and accept)."""
    invitation, _ = look(session, token)
    user = accounts.create_user(session, invitation.email or email, name, password_hash)
    accounts.act_as(session, user)
    _accept(session, invitation, user)
    return user


def accept_as(session: Session, token: str, actor: str) -> UserAccount:
    """Join with one's account; raises NotAllowed where the invitation is somebody else's."""
    invitation, _ = look(session, token)
    user = accounts.user_of(session, actor)
    if invitation.email not in {"", user.email}:
        raise NotAllowed(
            f"The invitation is for {invitation.email}", todo="Sign in as that person, or ask for your own"
        )
    _accept(session, invitation, user)
    return user


def accept_all(session: Session, user: UserAccount) -> int:
    """Join everything that a person with a proved address is invited to; how much it was."""
    invitations = queries.invited(session, user.email, utc_now())
    for invitation in invitations:
        _accept(session, invitation, user)
    return len(invitations)


def welcome(session: Session, identity: Identity) -> UserAccount:
    """Who comes from the OIDC provider: an account it knows, else one of the same proved address, else an invited one.

    Raises NotAllowed for strangers and for addresses that the provider did not prove.
    """
    user = accounts_queries.by_subject(session, identity.issuer, identity.subject)
    if user is None and identity.email_verified:
        user = _of_address(session, identity)
    if user is None or user.state != UserState.ACTIVE:
        raise NotAllowed(f"{identity.email or identity.subject} has no account here", todo="Ask for an invitation")
    accounts.act_as(session, user)
    if identity.email_verified and email_of(identity.email) == user.email:
        accept_all(session, user)
    return user


def _of_address(session: Session, identity: Identity) -> UserAccount | None:
    email = email_of(identity.email)
    user = accounts_queries.by_email(session, email)
    if user is None and queries.invited(session, email, utc_now()):
        user = accounts.create_user(session, email, identity.name, None)
    if user is not None and user.subject is None:
        user.issuer, user.subject = identity.issuer, identity.subject
        accounts.audit(session, "account.linked", subject=email, issuer=identity.issuer)
        return user
    return None  # the address belongs to somebody else of the same provider


def _accept(session: Session, invitation: Invitation, user: UserAccount) -> None:
    if not queries.use(session, invitation.id, utc_now()):
        raise InvitationNotFound("The invitation was used a moment ago", todo="Ask for another one")
    if queries.membership(session, invitation.organization_id, user.id) is None:
        join(session, invitation.organization_id, user, OrganizationRole(invitation.role))
    if invitation.project_id and invitation.project_role:
        announce(session, InvitationAccepted(invitation.project_id, user.id, user.name, invitation.project_role))


def first_owner_link(session: Session, base: str) -> str | None:
    """A link for whoever is to be the first owner, where there is nobody yet; earlier such links are void."""
    if accounts_queries.anybody(session):
        return None
    organization = queries.first(session) or create(session, "Studio")
    for invitation in queries.open_invitations(session, organization.id, utc_now()):
        invitation.revoked_at = utc_now()
    return invite(session, organization.id, "", base=base, inviter="Onmodel", role=OrganizationRole.OWNER).link
