"""What a project may use, and what it used."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.db import Base, Editable, IdType, Row


class Budget(Editable, Base):
    """A project's limits; null is none. A project without a row has none at all and the weight 1."""

    __tablename__ = "budget"

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id", ondelete="CASCADE"), unique=True)
    weight: Mapped[float] = mapped_column(default=1.0)
    max_running: Mapped[int | None]
    max_queued: Mapped[int | None]
    seconds_per_day: Mapped[float | None]
    money_per_day: Mapped[float | None]


class BudgetDay(Row, Base):
    """Seconds that workers spent for a project on a day (UTC)."""

    __tablename__ = "budget_day"
    __table_args__ = (UniqueConstraint("project_id", "day"),)

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id", ondelete="CASCADE"))
    day: Mapped[date]
    seconds: Mapped[float] = mapped_column(default=0.0)


class BudgetCharge(Row, Base):
    """Money spent on one thing. The key makes a repeated attempt at the same thing cost once."""

    __tablename__ = "budget_charge"
    __table_args__ = (UniqueConstraint("project_id", "key"), Index("ix_budget_charge_day", "project_id", "day"))

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id", ondelete="CASCADE"))
    day: Mapped[date]
    key: Mapped[str] = mapped_column(String(200))
    money: Mapped[float]
