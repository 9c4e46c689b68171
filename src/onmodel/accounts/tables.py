"""People, and what proves who they are; of every secret only a hash."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.accounts.rules import UserState
from onmodel.db import Base, Editable, IdType, JsonType, Row


class UserAccount(Editable, Base):
    """A person. Without a password they sign in through the OIDC provider, who knows them as `subject`."""

    __tablename__ = "user_account"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    email: Mapped[str] = mapped_column(String(320), unique=True)  # as rules.email_of has it
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(String(255))
    state: Mapped[str] = mapped_column(String(16), default=UserState.ACTIVE)
    issuer: Mapped[str | None] = mapped_column(String(255))
    subject: Mapped[str | None] = mapped_column(String(255))


class UserSession(Row, Base):
    """A browser in which somebody is signed in."""

    __tablename__ = "user_session"

    user_id: Mapped[str] = mapped_column(IdType, ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    address: Mapped[str] = mapped_column(String(64), default="")
    agent: Mapped[str] = mapped_column(String(200), default="")


class ApiToken(Row, Base):
    """What a program of somebody's shows. It reaches no further than its scopes, and its project if it has one."""

    __tablename__ = "api_token"

    user_id: Mapped[str] = mapped_column(IdType, ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    start: Mapped[str] = mapped_column(String(12))  # to know it again in a list
    scopes: Mapped[list[str]]
    project_id: Mapped[str | None] = mapped_column(IdType, ForeignKey("project.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]


class Ticket(Row, Base):
    """Opens one socket within half a minute: browsers can put no header on a socket, and cookies prove too little."""

    __tablename__ = "ticket"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    actor: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200))
    scopes: Mapped[Any | None] = mapped_column(JsonType)  # list of actions; None: all that the role may
    project_id: Mapped[str | None] = mapped_column(IdType, ForeignKey("project.id", ondelete="CASCADE"))
    credential: Mapped[str] = mapped_column(String(64), default="")
    until: Mapped[datetime | None]  # when what it was drawn with ends
    expires_at: Mapped[datetime] = mapped_column(index=True)


class OidcAttempt(Row, Base):
    """Somebody who was sent to the OIDC provider and is expected back, once."""

    __tablename__ = "oidc_attempt"

    state_hash: Mapped[str] = mapped_column(String(64), unique=True)
    nonce: Mapped[str] = mapped_column(String(64))
    verifier: Mapped[str] = mapped_column(String(128))  # PKCE (RFC 7636)
    goes_to: Mapped[str] = mapped_column(String(2000), default="/")
    expires_at: Mapped[datetime] = mapped_column(index=True)


class AuditEntry(Row, Base):
    """Who changed which right, licence or consent, when and from where. Only ever added.

    What it is about may be gone by now, so nothing here refers to another row.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_organization_id_id", "organization_id", "id"),
        Index("ix_audit_entry_project_id_id", "project_id", "id"),
    )

    actor: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(64), default="")
    what: Mapped[str] = mapped_column(String(64))  # "member.role_changed"
    subject: Mapped[str] = mapped_column(String(320), default="")  # whom or what it is about
    organization_id: Mapped[str | None] = mapped_column(IdType)
    project_id: Mapped[str | None] = mapped_column(IdType)
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)


def _refuse(_mapper: Any, _connection: Any, entry: AuditEntry) -> None:
    raise RuntimeError(f"audit entry {entry.id} must stay as it is")


event.listen(AuditEntry, "before_update", _refuse)
event.listen(AuditEntry, "before_delete", _refuse)
