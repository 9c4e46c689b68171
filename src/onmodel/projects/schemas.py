"""Projects, their people and rules as the API shows and takes them."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from onmodel.accounts.tables import UserAccount
from onmodel.kit.ids import IdText
from onmodel.kit.words import Name, Words
from onmodel.organizations.schemas import InvitedOut
from onmodel.projects.rules import ApprovalRule, ProjectRules, Role
from onmodel.projects.tables import ProjectMember

MemberRole = Annotated[Literal[Role.OWNER, Role.EDITOR, Role.REVIEWER, Role.VIEWER], Field(description="what they may")]


class ProjectIn(BaseModel):
    """A project to be made; without an organization in the first one that you belong to."""

    name: Name = Field(max_length=200)
    description: Words = Field("", max_length=10_000)
    organization_id: IdText | None = None


class ProjectPatch(BaseModel):
    """What is to be changed of a project."""

    name: Name | None = Field(None, max_length=200)
    description: Words | None = Field(None, max_length=10_000)


class ProjectOut(BaseModel):
    """A project."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    slug: str
    name: str
    description: str
    organization_id: str | None
    created_at: datetime
    updated_at: datetime
    version: int


class RulesBody(BaseModel):
    """What holds in the project."""

    model_config = ConfigDict(from_attributes=True)

    approval: ApprovalRule = Field(ApprovalRule.ANY, description="one reviewer, all of them, or `approvals_needed`")
    approvals_needed: int = Field(1, ge=1, le=100)

    def to_rules(self) -> ProjectRules:
        """As the service takes it."""
        return ProjectRules(**self.model_dump())


class MemberIn(BaseModel):
    """Somebody to be put into the project, by address."""

    email: str = Field(min_length=3, max_length=254)
    role: MemberRole


class RoleIn(BaseModel):
    """What somebody is to be."""

    role: MemberRole


class MemberOut(BaseModel):
    """Somebody in the project. Guests are not told addresses."""

    user_id: str
    name: str
    email: str | None
    role: Role
    since: datetime

    @classmethod
    def of(cls, member: ProjectMember, user: UserAccount, *, seen_by: str) -> Self:
        """For somebody of the role `seen_by`."""
        email = None if seen_by == Role.GUEST else user.email
        return cls(user_id=user.id, name=user.name, email=email, role=Role(member.role), since=member.created_at)


class MembersOut(BaseModel):
    """Everyone in the project. The organization's owners own it too, whether they stand here or not."""

    members: list[MemberOut]


class MemberAdded(BaseModel):
    """Added at once (`invitation` null), or invited, since the address belongs to nobody in the organization yet."""

    invitation: InvitedOut | None
