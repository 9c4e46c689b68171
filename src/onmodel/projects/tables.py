"""The project row that every other row belongs to, and who works in it."""

from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.db import Base, Editable, IdType


class Project(Editable, Base):
    """One film. `slug` is its name in paths and on the command line. Without an organization it is the laptop's own."""

    __tablename__ = "project"

    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    event_seq: Mapped[int] = mapped_column(default=0, server_default="0")  # the number of the project's last event
    organization_id: Mapped[str | None] = mapped_column(IdType, ForeignKey("organization.id"), index=True)
    rules: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))  # rules.ProjectRules


class ProjectMember(Editable, Base):
    """A person in a project, as rules.Role (never guest); it counts while they belong to the project's organization."""

    __tablename__ = "project_member"
    __table_args__ = (UniqueConstraint("project_id", "user_id"),)

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id", ondelete="CASCADE"))
    user_id: Mapped[str] = mapped_column(IdType, ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(16))
