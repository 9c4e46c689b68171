"""Panels as the API takes and gives them."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from onmodel.kit.ids import IdText
from onmodel.metrics.score import Grade
from onmodel.panels.rules import Caption
from onmodel.shots.schemas import ShotOut
from onmodel.takes.schemas import AppearanceOut, FrameOut, PartOut


class VotesOut(BaseModel):
    """Votes on a panel's circled take; `mine` is null where the caller has none."""

    ups: int = 0
    downs: int = 0
    mine: int | None = None


class ApprovalState(BaseModel):
    """Where the reviewers of a shot stand with its circled take; `asked`: somebody waits; `mine`: your word."""

    verdict: Literal["approved", "changes", "open"]
    asked: bool
    approved: int
    needed: int
    mine: Literal["approved", "changes"] | None = None


class PanelShot(ShotOut):
    """A shot as the board's page shows it. `frame` is its circled take, null without one; `stale_because` says in
    sentences what the picture shows that is not so any more; `job_id` is of the frame that is being made."""

    frame: FrameOut | None
    takes: int
    scores: list[AppearanceOut]
    prompt: Annotated[str, Field(description="what a picture model is told")]
    stale: bool
    stale_because: list[str]
    open_notes: int
    votes: VotesOut
    approval: ApprovalState
    job_id: IdText | None


class CastOut(BaseModel):
    """Who plays a part."""

    character: Annotated[str, Field(description="what the script calls them")]
    character_id: IdText
    name: str


class PanelBoard(BaseModel):
    """All that a board's page needs. `rate` is frames a second."""

    storyboard_id: IdText
    title: str
    status: str
    tier: str
    backend: str
    rate: int
    overall: Annotated[float | None, Field(description="continuity over what is circled now")]
    job_id: Annotated[IdText | None, Field(description="the job that makes the board, which tells how far it is")]
    warnings: Annotated[list[str], Field(description="what of the script was unsure")]
    deleted: Annotated[bool, Field(description="it was put away; lists leave it out")]
    cast: list[CastOut]
    shots: list[PanelShot]


class MatrixShot(BaseModel):
    """A column of the matrix."""

    shot_id: IdText
    position: int
    scene: str
    number: str
    frame: FrameOut | None
    stale: bool
    stale_because: list[str]


class MatrixCharacter(BaseModel):
    """A row of the matrix: against references (`cross`), between frames (`own`), and where it is worst."""

    character: str
    character_id: IdText | None
    cross: float | None
    own: float | None
    worst_shot_id: IdText | None
    appearances: int
    missing: int
    unscorable: int


class MatrixCell(BaseModel):
    """One expected character in one shot. `reason` says why there is no score."""

    character: str
    shot_id: IdText
    take_id: IdText | None
    score: float | None
    status: Grade
    reason: str
    missing: bool
    finding: str
    stale: bool
    parts: list[PartOut]
    crop_url: str | None
    reference_url: str | None


class Matrix(BaseModel):
    """Characters × shots, as it stands with what is circled now. Shots where nobody is expected have no cell."""

    storyboard_id: IdText
    overall: float | None
    shots: list[MatrixShot]
    characters: list[MatrixCharacter]
    cells: list[MatrixCell]


class ComparedPanel(BaseModel):
    """A panel of one of two boards."""

    shot_id: IdText
    position: int
    description: str
    frame: FrameOut | None
    scores: list[AppearanceOut]


class ComparedPair(BaseModel):
    """Two panels of one shot; `change` is after less before, null where one of them has no score."""

    scene: str
    number: str
    before: ComparedPanel | None
    after: ComparedPanel | None
    change: float | None


class ComparedBoard(BaseModel):
    """One of two boards."""

    id: IdText
    title: str
    overall: float | None


class BoardComparison(BaseModel):
    """Two boards or iterations, panels matched by scene and shot number."""

    before: ComparedBoard
    after: ComparedBoard
    change: float | None
    panels: list[ComparedPair]


class TimelinePanel(BaseModel):
    """A panel in time; `start` and `duration` in frames."""

    shot_id: IdText
    position: int
    scene: str
    number: str
    description: str
    move: str
    start: int
    duration: int
    image_url: str | None
    captions: list[Caption]


class Timeline(BaseModel):
    """The animatic for a player without video."""

    storyboard_id: IdText
    title: str
    rate: int
    duration: int
    panels: list[TimelinePanel]
