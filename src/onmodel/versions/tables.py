"""The states that things were in. Rows are only ever added."""

from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.db import Base, IdType, Row


class Version(Row, Base):
    """State `number` (from 1) of the thing of this kind and id; `snapshot` is all that its slice needs to restore it.

    Pictures stand in the snapshot's `references`: a list of {asset_id, label}. `created_by` is the author.
    """

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("kind", "subject_id", "number"),)

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    subject_id: Mapped[str] = mapped_column(IdType)
    number: Mapped[int]
    snapshot: Mapped[dict[str, Any]]
    message: Mapped[str] = mapped_column(Text, default="")
    created_by: Mapped[str] = mapped_column(String(64))
