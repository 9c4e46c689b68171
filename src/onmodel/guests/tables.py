"""Review links and who came through them."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.db import Base, Editable, IdType, Row


class GuestLink(Editable, Base):
    """A review link. `storyboard_id` empty: the whole project; `watermark` empty: pictures as they are."""

    __tablename__ = "guest_link"

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(String(200), default="")
    storyboard_id: Mapped[str | None] = mapped_column(IdType, ForeignKey("storyboard.id", ondelete="CASCADE"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    passphrase_hash: Mapped[str | None] = mapped_column(String(255))
    watermark: Mapped[str] = mapped_column(String(120), default="")
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class GuestSession(Row, Base):
    """A browser that opened a link; it ends with the link."""

    __tablename__ = "guest_session"

    link_id: Mapped[str] = mapped_column(IdType, ForeignKey("guest_link.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(100), default="")
    address: Mapped[str] = mapped_column(String(64), default="")
