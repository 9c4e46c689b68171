"""People, sessions, tokens and the audit log as the API shows and takes them."""

from datetime import datetime
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, SecretStr

from onmodel.accounts.rules import LONGEST_PASSWORD, Action
from onmodel.kit.ids import IdText
from onmodel.kit.words import Name


class LoginIn(BaseModel):
    """Who wants to sign in."""

    email: str = Field(max_length=320)
    password: SecretStr = Field(max_length=LONGEST_PASSWORD)


class MeOut(BaseModel):
    """Who you are to this server: alone on a laptop, nobody yet, a person, or a guest."""

    kind: Literal["local", "nobody", "person", "guest"]
    id: str
    name: str
    email: str | None = None
    storyboard_id: str | None = Field(None, description="the board that a guest's link shows; null: not one alone")
    oidc: bool = Field(description="whether /api/oidc/login leads somewhere")


class PasswordIn(BaseModel):
    """A new password, with the old one as proof."""

    old: SecretStr = Field(max_length=LONGEST_PASSWORD)
    new: SecretStr = Field(max_length=LONGEST_PASSWORD)


class SessionOut(BaseModel):
    """A browser in which you are signed in."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    address: str
    agent: str


class SessionsOut(BaseModel):
    """Where you are signed in; `current` is the session that asks."""

    sessions: list[SessionOut]
    current: str


class TokenIn(BaseModel):
    """An API token to be made."""

    name: Name = Field(max_length=100)
    scopes: set[Action] = Field(min_length=1, description="what it may do at most; your role in a project counts too")
    project_id: IdText | None = Field(None, description="the only project that it is good for")
    expires_at: AwareDatetime | None = Field(None, description="null: until you revoke it")


class TokenOut(BaseModel):
    """An API token without its text."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    start: str = Field(description="how its text begins")
    scopes: list[Action]
    project_id: str | None
    created_at: datetime
    expires_at: datetime | None
    used_at: datetime | None


class TokensOut(BaseModel):
    """Your API tokens."""

    tokens: list[TokenOut]


class TokenMade(TokenOut):
    """A new API token; its text is told only now."""

    token: str


class TicketOut(BaseModel):
    """Opens one socket of the project within `seconds`: put it into the socket's address as `?ticket=`."""

    ticket: str
    project_id: str
    seconds: int


class AuditOut(BaseModel):
    """Who changed which right, licence or consent, when, and from where."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    created_at: datetime
    actor: str
    address: str
    what: str
    subject: str
    organization_id: str | None
    project_id: str | None
    detail: dict[str, Any]
