"""Organizations and invitations as the API shows and takes them."""

from datetime import datetime
from typing import Self

from pydantic import BaseModel, Field, SecretStr

from onmodel.accounts.rules import LONGEST_PASSWORD
from onmodel.accounts.tables import UserAccount
from onmodel.kit.words import Name
from onmodel.organizations.rules import OrganizationRole
from onmodel.organizations.service import Invited
from onmodel.organizations.tables import Invitation, Membership, Organization


class OrganizationIn(BaseModel):
    """An organization to be founded."""

    name: Name = Field(max_length=200)


class OrganizationOut(BaseModel):
    """An organization, and what you are in it."""

    id: str
    name: str
    role: OrganizationRole

    @classmethod
    def of(cls, organization: Organization, role: str) -> Self:
        """For somebody who is `role` in it."""
        return cls(id=organization.id, name=organization.name, role=OrganizationRole(role))


class OrganizationsOut(BaseModel):
    """Your organizations."""

    organizations: list[OrganizationOut]


class OrganizationMemberOut(BaseModel):
    """Somebody in the organization."""

    user_id: str
    name: str
    email: str
    role: OrganizationRole
    since: datetime

    @classmethod
    def of(cls, membership: Membership, user: UserAccount) -> Self:
        """From the rows."""
        role = OrganizationRole(membership.role)
        return cls(user_id=user.id, name=user.name, email=user.email, role=role, since=membership.created_at)


class OrganizationMembersOut(BaseModel):
    """Everyone in the organization."""

    members: list[OrganizationMemberOut]


class OrganizationRoleIn(BaseModel):
    """What somebody is to be."""

    role: OrganizationRole


class InvitationIn(BaseModel):
    """Somebody to be asked to join."""

    email: str = Field(min_length=3, max_length=254)
    role: OrganizationRole = OrganizationRole.MEMBER


class InvitationOut(BaseModel):
    """An open invitation."""

    id: str
    email: str
    role: OrganizationRole
    project_id: str | None
    project_role: str | None
    expires_at: datetime
    mail: str = Field(description="sending, sent, or why it failed; empty: there is no mail server, send it yourself")

    @classmethod
    def of(cls, row: Invitation) -> Self:
        """From the row."""
        return cls(
            id=row.id, email=row.email, role=OrganizationRole(row.role), project_id=row.project_id,
            project_role=row.project_role, expires_at=row.expires_at, mail=row.mail,
        )  # fmt: skip


class InvitationsOut(BaseModel):
    """Open invitations."""

    invitations: list[InvitationOut]


class InvitedOut(InvitationOut):
    """A new invitation. `link` is told only now; `letter` is the e-mail that carries it."""

    link: str
    subject: str
    letter: str

    @classmethod
    def told(cls, invited: Invited) -> Self:
        """From what the service made."""
        row = InvitationOut.of(invited.invitation)
        return cls(**row.model_dump(), link=invited.link, subject=invited.letter.subject, letter=invited.letter.text)


class InvitationTokenIn(BaseModel):
    """What stands behind the last slash of an invitation's link."""

    token: SecretStr = Field(max_length=200)


class InvitationView(BaseModel):
    """What a link invites to."""

    organization: str
    email: str = Field(description="empty: the address is yours to choose")
    role: OrganizationRole
    expires_at: datetime

    @classmethod
    def of(cls, invitation: Invitation, organization: Organization) -> Self:
        """From the rows."""
        role = OrganizationRole(invitation.role)
        return cls(organization=organization.name, email=invitation.email, role=role, expires_at=invitation.expires_at)


class JoinIn(InvitationTokenIn):
    """A new account by an invitation. `email` counts only where the invitation leaves it open."""

    name: Name = Field(max_length=200)
    password: SecretStr = Field(max_length=LONGEST_PASSWORD)
    email: str = Field("", max_length=254)
