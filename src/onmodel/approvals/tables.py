"""What reviewers said, and what they were asked. A target is a kind and an id, as in reviews."""

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.db import Base, IdType, Row
from onmodel.reviews.rules import Target


class Approval(Row, Base):
    """What a reviewer says of one revision of a target. One each: a changed target needs a new one."""

    __tablename__ = "approval"
    __table_args__ = (
        UniqueConstraint("target_kind", "target_id", "revision", "person"),
        CheckConstraint("verdict IN ('approved', 'changes')", name="verdict"),
    )

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id"))
    target_kind: Mapped[str] = mapped_column(String(16))
    target_id: Mapped[str] = mapped_column(IdType)
    revision: Mapped[int]
    person: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200))
    verdict: Mapped[str] = mapped_column(String(16))


class ReviewRequest(Row, Base):
    """Somebody asked for approval of a target; it stays asked for at each revision that is not yet decided.

    `reviewers` are people's ids; empty: the project's reviewers.
    """

    __tablename__ = "review_request"
    __table_args__ = (UniqueConstraint("target_kind", "target_id"),)

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id"), index=True)
    target_kind: Mapped[str] = mapped_column(String(16))
    target_id: Mapped[str] = mapped_column(IdType)
    reviewers: Mapped[list[str]] = mapped_column(default=list)
    message: Mapped[str] = mapped_column(Text, default="")
    created_by: Mapped[str] = mapped_column(String(64))

    @property
    def target(self) -> Target:
        """What is to be approved."""
        return Target(self.target_kind, self.target_id)  # type: ignore[arg-type]  # written from a TargetIn
