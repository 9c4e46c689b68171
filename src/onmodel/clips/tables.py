"""Suggestions of other words for a clip, and what became of them."""

from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.db import Base, Editable, IdType


class PromptSuggestion(Editable, Base):
    """A change to the prompt of a take, for one `dimension` that measured weak (`value` as VBench normalises it).

    `added`: words with what they are about and why. `state`: open or accepted. Accepted, `made_take_id` is the best
    take that came of it, `gain` its take score less that of the take it was made for, `dimension_gain` the same of the
    dimension; null until it is scored.
    """

    __tablename__ = "prompt_suggestion"
    __table_args__ = (UniqueConstraint("take_id", "rank"),)

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id"))
    generation_id: Mapped[str] = mapped_column(IdType, ForeignKey("generation.id", ondelete="CASCADE"), index=True)
    shot_id: Mapped[str] = mapped_column(IdType, ForeignKey("shot.id", ondelete="CASCADE"))
    take_id: Mapped[str] = mapped_column(IdType, ForeignKey("take.id", ondelete="CASCADE"))
    rank: Mapped[int]  # 0 is for the weakest
    dimension: Mapped[str] = mapped_column(String(64))
    value: Mapped[float | None] = mapped_column(default=None)
    why: Mapped[str]
    prompt: Mapped[str]
    negative_prompt: Mapped[str] = mapped_column(default="")
    move: Mapped[str | None] = mapped_column(String(16), default=None)
    speed: Mapped[float | None] = mapped_column(default=None)
    added: Mapped[list[Any]] = mapped_column(default=list)
    made_by: Mapped[str] = mapped_column(String(64), default="rules")
    state: Mapped[str] = mapped_column(String(16), default="open")
    job_id: Mapped[str | None] = mapped_column(IdType, ForeignKey("job.id"), default=None)
    made_take_id: Mapped[str | None] = mapped_column(IdType, ForeignKey("take.id"), default=None)
    gain: Mapped[float | None] = mapped_column(default=None)
    dimension_gain: Mapped[float | None] = mapped_column(default=None)
