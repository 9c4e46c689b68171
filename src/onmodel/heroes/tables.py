"""Hero frames that somebody chose."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.db import Base, Editable, IdType


class HeroChoice(Editable, Base):
    """The take that a person chose for a shot; one that is not circled any more is no choice any more."""

    __tablename__ = "hero_choice"

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id"))
    generation_id: Mapped[str] = mapped_column(IdType, ForeignKey("generation.id", ondelete="CASCADE"))
    shot_id: Mapped[str] = mapped_column(IdType, ForeignKey("shot.id", ondelete="CASCADE"), unique=True)
    take_id: Mapped[str] = mapped_column(IdType, ForeignKey("take.id", ondelete="CASCADE"))
