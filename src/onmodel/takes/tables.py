"""Takes: attempts at a shot's frame, and at its clip."""

from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.db import Base, Editable, IdType, JsonType


class Take(Editable, Base):
    """One attempt. The same request is the same take: `request_hash` is unique within its shot.

    `kind`: frame or clip; numbers are counted and one is circled per kind. `state`: rendered, scored, failed, or
    needs_review for a clip that nobody but a person can judge. `scene` is stage.spec.SceneSpec as JSON; `sight` holds
    what the backend knew (heads and keypoints in pixels); `scores` are the appearances of takes.rules as JSON.
    `plate_asset_id` is the picture before its style's grade, null where there is no style.
    Of a clip `asset_id` is the film, `parent_id` the frame it starts from, `value` the take score, `report` all that
    was measured (scoring.report) and `cost` what was paid for it; a frame leaves these columns empty.
    """

    __tablename__ = "take"
    __table_args__ = (UniqueConstraint("shot_id", "request_hash"), Index("ix_take_shot_number", "shot_id", "number"))

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id"))
    storyboard_id: Mapped[str] = mapped_column(IdType, ForeignKey("storyboard.id", ondelete="CASCADE"))
    shot_id: Mapped[str] = mapped_column(IdType, ForeignKey("shot.id", ondelete="CASCADE"))
    parent_id: Mapped[str | None] = mapped_column(IdType, ForeignKey("take.id"), default=None)
    kind: Mapped[str] = mapped_column(String(16), default="frame")
    number: Mapped[int]
    request_hash: Mapped[str] = mapped_column(String(32))
    prompt: Mapped[str] = mapped_column(default="")  # what somebody wrote: of the shot, or for this take
    enhanced_prompt: Mapped[str] = mapped_column(default="", server_default=text("''"))  # what the backend was told
    negative_prompt: Mapped[str] = mapped_column(default="")
    seed: Mapped[int] = mapped_column(default=0)
    backend: Mapped[str] = mapped_column(String(64))
    tier: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16), default="rendered")
    circled: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(default="")  # why this take was made; empty for a first one
    changed: Mapped[str] = mapped_column(default="")  # what was changed for it against its parent
    asset_id: Mapped[str | None] = mapped_column(IdType, ForeignKey("asset.id"), default=None)
    ids_asset_id: Mapped[str | None] = mapped_column(IdType, ForeignKey("asset.id"), default=None)
    plate_asset_id: Mapped[str | None] = mapped_column(IdType, ForeignKey("asset.id"), default=None)
    scene: Mapped[dict[str, Any]] = mapped_column(default=dict)
    sight: Mapped[dict[str, Any]] = mapped_column(default=dict)
    manifest: Mapped[dict[str, Any]] = mapped_column(default=dict)
    scores: Mapped[list[Any]] = mapped_column(default=list)
    value: Mapped[float | None] = mapped_column(default=None)
    seconds: Mapped[float] = mapped_column(default=0.0)
    generation_id: Mapped[str | None] = mapped_column(IdType, ForeignKey("generation.id"), index=True, default=None)
    move: Mapped[str] = mapped_column(String(16), default="", server_default=text("''"))
    speed: Mapped[float] = mapped_column(default=1.0, server_default=text("1"))
    frames: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    rate: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    cost: Mapped[float] = mapped_column(default=0.0, server_default=text("0"))
    report: Mapped[dict[str, Any]] = mapped_column(JsonType, default=dict, server_default=text("'{}'"))
