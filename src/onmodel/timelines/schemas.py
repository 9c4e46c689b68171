"""Cuts as the API takes and gives them."""

import base64
import binascii
from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, PlainValidator

from onmodel.editorial import model
from onmodel.editorial.model import Kind, Role, Way
from onmodel.editorial.rates import RATES
from onmodel.kit.ids import IdText
from onmodel.timelines import rules
from onmodel.timelines.rules import Edit, Settings
from onmodel.timelines.tables import Cut

MOST_BYTES = 100 << 20
Name = Annotated[str, Field(min_length=1, max_length=200)]
Words = Annotated[str, Field(max_length=400)]
Key = Annotated[str, Field(max_length=64)]
Frames = Annotated[int, Field(ge=1, le=rules.LONGEST)]
RateName = Annotated[str, Field(json_schema_extra={"enum": list(RATES)})]
Pixels = Annotated[int, Field(ge=16, le=7680, multiple_of=2)]
Lufs = Annotated[float, Field(ge=-31, le=-9, description="−23 for EBU R128, −14 for streaming")]
Version = Annotated[int | None, Field(ge=1, le=2**31 - 1)]


def _decoded(value: Any) -> bytes:
    if not isinstance(value, str) or len(value) > MOST_BYTES * 4 // 3 + 4:
        raise ValueError("a file is sent in base64, 100 MiB at most")
    try:
        return base64.b64decode(value, validate=True)
    except binascii.Error as error:
        raise ValueError("this is no base64") from error


File = Annotated[
    bytes,
    PlainValidator(_decoded, json_schema_input_type=str),
    PlainSerializer(lambda data: base64.b64encode(data).decode(), return_type=str),
]


class Known(BaseModel):
    """What is read from a row or a value."""

    model_config = ConfigDict(from_attributes=True)


class CutIn(BaseModel):
    """A new cut of a board. Without a name it has the board's; without a size, that of the board's first picture."""

    storyboard_id: IdText
    name: Name | None = None
    rate: RateName = "24"
    width: Pixels | None = None
    height: Pixels | None = None
    loudness: Lufs = -23.0


class WayOver(Known):
    """The way to the next item, and how many frames it takes."""

    way: Way = "cut"
    frames: Annotated[int, Field(ge=0, le=240)] = 0


class ItemIn(BaseModel):
    """An item in its place. `key` names one that is there; without it, `text` makes a title card."""

    key: Key = ""
    start: Annotated[int | None, Field(ge=0, le=rules.LONGEST, description="first frame of the take")] = None
    length: Frames | None = None
    next: WayOver | None = None
    text: Words | None = None

    def edit(self) -> Edit:
        """The item as the rules take it."""
        over = None if self.next is None else rules.way(self.next.way, self.next.frames)
        return Edit(self.key, self.start, self.length, over, self.text)


class SoundChange(BaseModel):
    """A recording in its place; what is not named goes out."""

    key: Key
    at: Annotated[int | None, Field(ge=0, le=rules.LONGEST)] = None
    start: Annotated[int | None, Field(ge=0, le=rules.LONGEST)] = None
    length: Frames | None = None
    gain_db: Annotated[float | None, Field(ge=-60, le=24)] = None

    def given(self) -> dict[str, Any]:
        """What was named."""
        return self.model_dump(exclude={"key"}, exclude_none=True)


class CutChange(BaseModel):
    """What is to be changed; what is not named stays. `items` is the whole row in its new order."""

    name: Name | None = None
    description: Annotated[str | None, Field(max_length=2000)] = None
    loudness: Lufs | None = None
    items: Annotated[list[ItemIn] | None, Field(max_length=rules.MOST_ITEMS)] = None
    sounds: Annotated[list[SoundChange] | None, Field(max_length=rules.MOST_ITEMS)] = None
    ripple: Annotated[bool, Field(description="let transitions take missing frames from within the shots")] = True
    version: Version = None


class SoundIn(BaseModel):
    """A recording to be laid on the cut, as WAV, FLAC, MP3 or M4A in base64."""

    file: File
    name: Name = "sound"
    role: Role = "music"
    at: Annotated[int, Field(ge=0, le=rules.LONGEST, description="frame of the cut")] = 0
    gain_db: Annotated[float, Field(ge=-60, le=24)] = 0.0
    version: Version = None


class RefreshIn(BaseModel):
    """`back`: keys of shots that were left out and come back; the others stay out."""

    back: Annotated[list[Key], Field(max_length=rules.MOST_ITEMS)] = []


class CutRollbackIn(BaseModel):
    """Back to the state of a version."""

    number: Annotated[int, Field(ge=1, le=2**31 - 1)]


class MarkerOut(Known):
    """A note at a frame of the take, or a line that is spoken."""

    frame: int
    text: str
    kind: str
    author: str
    done: bool


class ItemOut(Known):
    """What is seen for a while; `at` and `timecode` are where it begins in the cut."""

    key: str
    name: str
    kind: Kind
    at: int
    timecode: str
    start: int
    length: int
    head: Annotated[int, Field(description="frames to spare before the first one")]
    tail: int
    asset_id: str
    shot_id: str
    scene: str
    shot: str
    take: int
    next: WayOver
    text: str
    markers: list[MarkerOut]


class LeftOut(Known):
    """A shot that somebody left out of the cut: refreshing does not bring it back unasked."""

    key: str
    name: str
    shot_id: str
    length: int
    asset_id: str


class SoundOut(Known):
    """A recording on the cut."""

    key: str
    name: str
    role: Role
    asset_id: str
    at: int
    start: int
    length: int
    gain_db: float


class CutItem(Known):
    """A cut in a list."""

    id: IdText
    storyboard_id: IdText
    name: str
    description: str
    version: int
    updated_at: datetime


class CutOut(CutItem):
    """A cut with all that is in it."""

    rate: RateName
    width: int
    height: int
    sample_rate: int
    loudness: float
    length: Annotated[int, Field(description="frames")]
    start: Annotated[str, Field(description="timecode of the first frame")]
    items: list[ItemOut]
    left_out: list[LeftOut]
    sounds: list[SoundOut]
    can_undo: Annotated[bool, Field(description="an editor's cut was taken over and can be given back")]

    @classmethod
    def of(cls, row: Cut, cut: model.Cut) -> "CutOut":
        """A cut's row with its value as the API gives it."""
        items = [_item_out(cut, at, item) for at, item, _ in cut.placed()]
        return cls(
            **CutItem.model_validate(row).model_dump(), rate=cut.rate.name, width=cut.size[0], height=cut.size[1],
            sample_rate=cut.sample_rate, loudness=cut.loudness, length=cut.length,
            start=cut.rate.timecode(cut.start), items=items, sounds=[SoundOut.model_validate(s) for s in cut.sounds],
            left_out=[LeftOut.model_validate(item) for item in row.items if item.get("out")],
            can_undo=bool(row.conformed),
        )  # fmt: skip


def _item_out(cut: model.Cut, at: int, item: model.Item) -> ItemOut:
    known = {name: getattr(item, name) for name in ItemOut.model_fields if name not in {"at", "timecode"}}
    return ItemOut.model_validate(
        {**known, "at": at, "timecode": cut.rate.timecode(cut.start + at)}, from_attributes=True
    )  # fmt: skip


class CutPage(BaseModel):
    """Cuts, newest first; `next` is where the following page begins."""

    cuts: list[CutItem]
    next: IdText | None


def snapshot_of(row: Cut) -> dict[str, Any]:
    """All that a version of a cut keeps."""
    return {name: getattr(row, name) for name in ("name", "description", "settings", "items", "sounds")}


def settings_of(row: Cut) -> Settings:
    """How the cut runs."""
    return Settings(**row.settings)
