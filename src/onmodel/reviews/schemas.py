"""Reviews as the API takes and gives them."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field, model_validator
from sqlalchemy import Row

from onmodel.kit.ids import IdText
from onmodel.reviews.rules import MAX_POINTS, NoteKind, TargetKind
from onmodel.reviews.tables import Note

Unit = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False, description="0–1 of the picture's width or height")]
Words = Annotated[str, Field(max_length=10_000, examples=["@Ben the scarf should be red"])]


class Point(BaseModel):
    """A place in the picture; 0, 0 is the upper left corner."""

    type: Literal["point"]
    x: Unit
    y: Unit


class Box(BaseModel):
    """A rectangle in the picture, from its upper left corner."""

    type: Literal["box"]
    x: Unit
    y: Unit
    width: Annotated[Unit, Field(gt=0)]
    height: Annotated[Unit, Field(gt=0)]

    @model_validator(mode="after")
    def inside(self) -> "Box":
        """Refuse a box that leaves the picture; a rounding error is none."""
        if self.x + self.width > 1.001 or self.y + self.height > 1.001:
            raise ValueError("the box leaves the picture: x + width and y + height are at most 1")
        return self


def _thinned(points: list[tuple[Unit, Unit]]) -> list[tuple[float, float]]:
    """Rounded to a tenth of a pixel of a 1080p picture, without repetitions."""
    rounded = [(round(x, 5), round(y, 5)) for x, y in points]
    return [p for i, p in enumerate(rounded) if i == 0 or p != rounded[i - 1]]


class Stroke(BaseModel):
    """A line drawn by hand."""

    type: Literal["stroke"]
    points: Annotated[
        list[tuple[Unit, Unit]], Field(min_length=2, max_length=MAX_POINTS), AfterValidator(_thinned)
    ]  # fmt: skip


Region = Annotated[Point | Box | Stroke, Field(discriminator="type")]


class TargetIn(BaseModel):
    """What is reviewed."""

    kind: TargetKind
    id: IdText


class ThingOut(BaseModel):
    """What is reviewed, as a list shows it: its picture, and what film people call it.

    `name` is a character's (a variation's too), style's or environment's; a board has its title in `board`, and what
    is on it is placed by `scene`, `shot` and `take`.
    """

    name: str
    character_id: IdText | None = Field(description="whose variation it is")
    storyboard_id: IdText | None
    board: str
    scene: str = Field(description="its number in the script")
    shot: str = Field(description="its number in the scene")
    take: int | None
    clip: bool = Field(description="the take is a clip, no frame")
    thumbnail_url: str | None

    @classmethod
    def of(cls, row: Row[Any]) -> "ThingOut":
        """A row of queries.things as the API gives it."""
        facts = row._asdict()
        asset = facts["asset_id"]
        texts = {name: facts.get(name, "") for name in ("name", "board", "scene", "shot")}
        ids = {name: facts.get(name) for name in ("character_id", "storyboard_id")}
        picture = f"/api/assets/{asset}/thumbnail" if asset else None
        return cls(**texts, **ids, take=facts.get("take"), clip=facts.get("clip", False), thumbnail_url=picture)


class NoteIn(BaseModel):
    """A new note. `region` lies on the picture `asset_id`, or on the one that the target is."""

    target: TargetIn
    body: Annotated[Words, Field(min_length=1)]
    kind: NoteKind = "note"
    region: Region | None = None
    asset_id: IdText | None = None
    frame: Annotated[int | None, Field(ge=0, le=2**31 - 1, description="of a clip, from 0")] = None


class NoteChange(BaseModel):
    """New words for a note or a reply."""

    body: Annotated[Words, Field(min_length=1)]


class ReplyOut(BaseModel):
    """A note without its replies. A deleted one has no words."""

    id: IdText
    kind: NoteKind
    body: str
    author: str
    author_name: str
    mentions: list[str]
    deleted: bool
    version: int
    created_at: datetime
    updated_at: datetime

    @staticmethod
    def columns(row: Note) -> dict[str, Any]:
        """What notes and replies share."""
        return {
            "id": row.id, "kind": row.kind, "body": row.body, "author": row.created_by,
            "author_name": row.author_name, "mentions": [m.person for m in row.mentions],
            "deleted": row.deleted_at is not None, "version": row.version, "created_at": row.created_at,
            "updated_at": row.updated_at,
        }  # fmt: skip


class NoteOut(ReplyOut):
    """A thread: a note with its replies, oldest first."""

    target: TargetIn
    revision: int
    region: Region | None
    asset_id: IdText | None
    frame: int | None
    parent_id: IdText | None
    resolved: bool
    resolved_by: str | None
    replies: list[ReplyOut]

    @classmethod
    def of(cls, row: Note, replies: list[Note]) -> "NoteOut":
        """A note's row with its replies as the API gives it."""
        return cls.model_validate(
            ReplyOut.columns(row)
            | {
                "target": {"kind": row.target_kind, "id": row.target_id}, "revision": row.revision,
                "region": row.region, "asset_id": row.asset_id, "frame": row.frame, "parent_id": row.parent_id,
                "resolved": row.resolved_at is not None, "resolved_by": row.resolved_by,
                "replies": [ReplyOut.model_validate(ReplyOut.columns(reply)) for reply in replies],
            }
        )  # fmt: skip


class NotePage(BaseModel):
    """Threads, newest first; `next` is the `before` of the following page, null on the last."""

    notes: list[NoteOut]
    things: dict[str, ThingOut] = Field(description="what they are about, by the target's id, less what was put away")
    next: IdText | None


class VoteIn(BaseModel):
    """A vote for (1) or against (-1)."""

    target: TargetIn
    value: Literal[-1, 1]


class VoterOut(BaseModel):
    """Who voted how."""

    person: str
    name: str
    value: int


class TallyOut(BaseModel):
    """The votes on a target. `mine` is null where the caller has none."""

    target: TargetIn
    ups: int
    downs: int
    mine: int | None
    votes: list[VoterOut]


class Compared(BaseModel):
    """A picture of a comparison."""

    asset_id: IdText
    label: Annotated[str, Field(max_length=120)] = ""


class ComparisonIn(BaseModel):
    """Pictures to be seen side by side."""

    title: Annotated[str, Field(max_length=200)] = ""
    pictures: Annotated[list[Compared], Field(min_length=1, max_length=40)]
    columns: Annotated[int | None, Field(ge=1, le=8, description="null: as near to a square as it goes")] = None
