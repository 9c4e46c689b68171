"""Takes as the API gives them."""

from collections.abc import Mapping
from datetime import datetime

from pydantic import BaseModel

from onmodel.kit.ids import IdText
from onmodel.metrics.score import Grade, grade
from onmodel.takes.rules import Appearance, Part, judge
from onmodel.takes.service import appearances_of, sight
from onmodel.takes.tables import Take

Size = tuple[int | None, int | None]


class PartOut(BaseModel):
    """One part of one character in a take: face, hair, outfit or whole. `score` 0–100, null with the `reason`."""

    part: str
    score: float | None
    status: Grade
    reason: str
    raw: float | None
    backbone: str
    confidence: float

    @classmethod
    def of(cls, part: Part) -> "PartOut":
        """A part as it was measured."""
        return cls(
            part=part.part, score=part.value, status=grade(part.value), reason=part.reason, raw=part.raw,
            backbone=part.backbone, confidence=part.confidence,
        )  # fmt: skip


class AppearanceOut(BaseModel):
    """One expected character in a take; `score` 0 for a missing one."""

    character: str
    score: float | None
    status: Grade
    missing: bool
    finding: str
    parts: list[PartOut]

    @classmethod
    def of(cls, seen: Appearance) -> "AppearanceOut":
        """An appearance as it was scored."""
        return cls(
            character=seen.character, score=seen.value, status=grade(seen.value), missing=seen.missing,
            finding=seen.finding, parts=[PartOut.of(part) for part in seen.parts],
        )  # fmt: skip


class FrameOut(BaseModel):
    """A take's picture as a panel shows it; of a clip its first frame."""

    take_id: IdText
    number: int
    asset_id: IdText | None
    image_url: str | None
    thumbnail_url: str | None
    width: int | None
    height: int | None
    score: float | None
    worst: float | None
    status: Grade

    @classmethod
    def of(cls, take: Take, size: Size) -> "FrameOut":
        """A take's row with the size of its picture in pixels."""
        url = f"/api/assets/{take.asset_id}" if take.asset_id else None
        still = url and f"{url}/thumbnail?edge=1280" if take.kind == "clip" else url
        worst = judge(appearances_of(take)).worst
        return cls(
            take_id=take.id, number=take.number, asset_id=take.asset_id, image_url=still,
            thumbnail_url=url and f"{url}/thumbnail", width=size[0], height=size[1], score=take.value, worst=worst,
            status=grade(worst),
        )  # fmt: skip


class TakeOut(FrameOut):
    """A take. `prompt` is what somebody wrote, `enhanced_prompt` what the backend was told; `reason` says why it was
    made, `changed` what differs from its parent."""

    shot_id: IdText
    kind: str
    clip_url: str | None
    state: str
    circled: bool
    parent_id: IdText | None
    prompt: str
    enhanced_prompt: str
    negative_prompt: str
    seed: int
    backend: str
    model: str
    tier: str
    reason: str
    changed: str
    notes: list[str]
    plate_url: str | None
    characters: list[AppearanceOut]
    seconds: float
    created_by: str
    created_by_name: str
    created_at: datetime

    @classmethod
    def from_row(cls, take: Take, size: Size, name: str) -> "TakeOut":
        """A take's row, with the name of who asked for it."""
        columns = (
            "shot_id", "kind", "state", "circled", "parent_id", "prompt", "enhanced_prompt", "negative_prompt", "seed",
            "backend", "tier", "reason", "changed", "seconds", "created_by", "created_at",
        )  # fmt: skip
        return cls(
            **FrameOut.of(take, size).model_dump(), **{column: getattr(take, column) for column in columns},
            clip_url=f"/api/assets/{take.asset_id}" if take.kind == "clip" and take.asset_id else None,
            model=str(take.manifest.get("model") or take.backend), notes=list(sight(take).notes),
            plate_url=f"/api/assets/{take.plate_asset_id}" if take.plate_asset_id else None,
            characters=[AppearanceOut.of(seen) for seen in appearances_of(take)], created_by_name=name,
        )  # fmt: skip


class TakeList(BaseModel):
    """The takes of a shot, the first one first."""

    shot_id: IdText
    takes: list[TakeOut]

    @classmethod
    def of(cls, shot_id: str, rows: list[Take], sizes: Mapping[str, Size], names: Mapping[str, str]) -> "TakeList":
        """Rows as the API gives them."""
        made = [
            TakeOut.from_row(t, sizes.get(t.asset_id or "", (None, None)), names.get(t.created_by, t.created_by))
            for t in rows
        ]
        return cls(shot_id=shot_id, takes=made)
