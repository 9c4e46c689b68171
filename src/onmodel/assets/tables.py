"""The row of a stored picture, document or clip. It only ever points to bytes that are completely there."""

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.db import Base, Row


class Asset(Row, Base):
    """Bytes of one project under their SHA-256; `made_by` is the manifest of the first who stored them."""

    __tablename__ = "asset"
    __table_args__ = (UniqueConstraint("project_id", "sha256"),)

    project_id: Mapped[str] = mapped_column(ForeignKey("project.id"))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger)  # bytes
    width: Mapped[int | None]  # pixels, None for what is no picture
    height: Mapped[int | None]
    storage_key: Mapped[str] = mapped_column(String(120))
    made_by: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_by: Mapped[str] = mapped_column(String(64))


class CondemnedBlob(Row, Base):
    """Bytes that no row pointed to at `created_at`. Whoever stores them again spares them; else they are deleted.

    Both do it by deleting this row, which only one of two transactions can do at one moment.
    """

    __tablename__ = "condemned_blob"

    storage_key: Mapped[str] = mapped_column(String(120), unique=True)
