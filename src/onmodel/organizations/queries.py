"""Every question asked of organizations."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from onmodel.accounts.tables import UserAccount
from onmodel.organizations.tables import Invitation, Membership, Organization


def first(session: Session) -> Organization | None:
    """The oldest organization."""
    return session.scalars(select(Organization).order_by(Organization.id).limit(1)).one_or_none()


def by_name(session: Session, name: str) -> Organization | None:
    """The oldest organization of this name."""
    query = select(Organization).where(Organization.name == name).order_by(Organization.id).limit(1)
    return session.scalars(query).one_or_none()


def of_user(session: Session, user_id: str) -> list[tuple[Organization, Membership]]:
    """The person's organizations with what they are in them, oldest first."""
    query = select(Organization, Membership).join(Membership, Membership.organization_id == Organization.id)
    query = query.where(Membership.user_id == user_id).order_by(Organization.id)
    return [(row[0], row[1]) for row in session.execute(query)]


def membership(session: Session, organization_id: str, user_id: str) -> Membership | None:
    """The person's membership."""
    query = select(Membership).where(Membership.organization_id == organization_id, Membership.user_id == user_id)
    return session.scalars(query).one_or_none()


def members(session: Session, organization_id: str) -> list[tuple[Membership, UserAccount]]:
    """Everyone in the organization, by name."""
    query = select(Membership, UserAccount).join(UserAccount, UserAccount.id == Membership.user_id)
    query = query.where(Membership.organization_id == organization_id).order_by(UserAccount.name, UserAccount.id)
    return [(row[0], row[1]) for row in session.execute(query)]


def lock(session: Session, organization_id: str) -> None:
    """Let nobody else change the organization's people until the end of the transaction."""
    session.execute(select(Organization.id).where(Organization.id == organization_id).with_for_update())


def invitation(session: Session, organization_id: str, invitation_id: str) -> Invitation | None:
    """The organization's invitation with this id."""
    query = select(Invitation).where(Invitation.organization_id == organization_id, Invitation.id == invitation_id)
    return session.scalars(query).one_or_none()


def open_invitations(session: Session, organization_id: str, now: datetime) -> list[Invitation]:
    """Invitations that somebody can still accept, newest first."""
    query = select(Invitation).where(Invitation.organization_id == organization_id, Invitation.expires_at > now)
    query = query.where(Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
    return list(session.scalars(query.order_by(Invitation.id.desc())))


def invited(session: Session, email: str, now: datetime) -> list[Invitation]:
    """What somebody with this address can still accept, oldest first."""
    query = select(Invitation).where(Invitation.email == email, Invitation.expires_at > now)
    query = query.where(Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
    return list(session.scalars(query.order_by(Invitation.id)))


def by_hash(session: Session, token_hash: str, now: datetime) -> Invitation | None:
    """The invitation behind a link that still opens."""
    query = select(Invitation).where(Invitation.token_hash == token_hash, Invitation.expires_at > now)
    query = query.where(Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
    return session.scalars(query).one_or_none()


def use(session: Session, invitation_id: str, now: datetime) -> bool:
    """Mark an invitation as accepted; False if somebody was quicker. One statement, so only one can win."""
    statement = (
        update(Invitation)
        .where(Invitation.id == invitation_id, Invitation.expires_at > now)
        .where(Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
        .values(accepted_at=now)
    )
    changed = session.scalar(statement.returning(Invitation.id), execution_options={"synchronize_session": False})
    return changed is not None
