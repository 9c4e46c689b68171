"""Studios, who belongs to them, and who is asked to."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.db import Base, Editable, IdType


class Organization(Editable, Base):
    """A studio."""

    __tablename__ = "organization"

    name: Mapped[str] = mapped_column(String(200))


class Membership(Editable, Base):
    """A person in a studio, as rules.OrganizationRole."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("organization_id", "user_id"),)

    organization_id: Mapped[str] = mapped_column(IdType, ForeignKey("organization.id", ondelete="CASCADE"))
    user_id: Mapped[str] = mapped_column(IdType, ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(16))


class Invitation(Editable, Base):
    """A link to join, for one address (empty: for whoever has it, as the first owner has)."""

    __tablename__ = "invitation"

    organization_id: Mapped[str] = mapped_column(IdType, ForeignKey("organization.id", ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(String(320), index=True)
    role: Mapped[str] = mapped_column(String(16))
    project_id: Mapped[str | None] = mapped_column(IdType, ForeignKey("project.id", ondelete="CASCADE"))
    project_role: Mapped[str | None] = mapped_column(String(16))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    mail: Mapped[str] = mapped_column(String(200), default="")  # sending, sent, or why it failed; empty: not mailed
