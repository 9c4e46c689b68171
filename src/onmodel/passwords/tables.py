"""Links with which a new password can be set; of each only a hash."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.db import Base, IdType, Row


class PasswordReset(Row, Base):
    """Sets a person's password once, until it ends."""

    __tablename__ = "password_reset"

    user_id: Mapped[str] = mapped_column(IdType, ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
