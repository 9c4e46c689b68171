"""The project row that every other row belongs to."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.db import Base, Editable


class Project(Editable, Base):
    """One film. `slug` is its name in paths and on the command line."""

    __tablename__ = "project"

    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    event_seq: Mapped[int] = mapped_column(default=0, server_default="0")  # the number of the project's last event
