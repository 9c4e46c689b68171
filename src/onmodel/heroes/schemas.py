"""Hero frames as the API takes and gives them."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from onmodel.backends.texts.ground import negatives
from onmodel.heroes.rules import MOST, USUAL, Fit
from onmodel.jobs.tables import Job
from onmodel.kit.ids import IdText
from onmodel.kit.uploads import Base64Image
from onmodel.shots.schemas import Text
from onmodel.shots.service import name_of
from onmodel.storyboards.tables import Shot
from onmodel.takes.schemas import Size, TakeOut
from onmodel.takes.tables import Take

Seed = Annotated[int | None, Field(ge=0, le=2**31 - 1)]
SceneNumber = Annotated[int | None, Field(ge=1, le=100_000, description="the panel's number, from 1")]


class HeroFramesIn(BaseModel):
    """How many offers of which shots. Neither shots nor a scene number: all without a confirmed hero frame.

    `prompt` stands in place of the description, `negative_prompt` in place of the shot's, for these frames alone.
    """

    shot_ids: Annotated[list[IdText] | None, Field(max_length=2000)] = None
    scene_number: SceneNumber = None
    variations: Annotated[int, Field(ge=1, le=MOST)] = USUAL
    prompt: Text = ""
    negative_prompt: Text = ""
    seed: Seed = None
    enhance: Annotated[bool, Field(description="add camera, lens, light, composition and film stock")] = True


class RegenerateIn(BaseModel):
    """What is to be different. `offer` 1–8: another of the photographic offers than the frame's own."""

    prompt: Text = ""
    negative_prompt: Text = ""
    seed: Annotated[Seed, Field(description="null: another than the frame's")] = None
    offer: Annotated[int | None, Field(ge=1, le=MOST)] = None
    enhance: bool = True


class UploadIn(BaseModel):
    """One's own drawing or photograph as a frame of the shot. `select`: it is the shot's hero frame from now on."""

    image: Base64Image
    name: Annotated[str, Field(max_length=200)] = ""
    shot_id: IdText | None = None
    scene_number: SceneNumber = None
    fit: Annotated[Fit, Field(description="fill cuts it to the frame's shape, whole leaves black bars")] = "fill"
    select: bool = True


class UnselectIn(BaseModel):
    """`instead`: the frame that is circled from now on, unchosen by anybody; null: the same one stays."""

    instead: IdText | None = None


class HeroJobOut(BaseModel):
    """An offer in the making; `number` says which."""

    job_id: IdText
    number: int
    state: str
    progress: float

    @classmethod
    def of(cls, job: Job, number: int) -> "HeroJobOut":
        """The row of the job that makes it."""
        return cls(job_id=job.id, number=number, state=job.state, progress=job.progress)


class HeroFramesOrdered(BaseModel):
    """The job that makes them: cancel it, and all are. `seconds` of one machine and `price` are what it costs, about.

    `waiting`: shots whose hero frames are being made already; `confirmed`: shots left out since somebody chose theirs.
    """

    job_id: IdText
    shot_ids: list[IdText]
    frames: int
    seconds: float
    price: float
    waiting: list[IdText]
    confirmed: list[IdText]


class HeroFrameOrdered(BaseModel):
    """The job that makes a frame again."""

    job_id: IdText
    shot_id: IdText
    seconds: float
    price: float


class AddedOut(BaseModel):
    """Words that were added to a prompt, what they are about, and why."""

    model_config = ConfigDict(extra="ignore")

    words: str
    about: str
    why: str


class HeroFrameOut(TakeOut):
    """A frame take of the shot. `offer` is 0 for one that was not made as a hero frame; `confirmed`: a person chose it.

    `added`: words that the prompt was enhanced with, by `enhanced_by`; `prompt_notes` what was left out of it and why.
    """

    offer: int
    confirmed: bool
    added: list[AddedOut]
    enhanced_by: str
    prompt_notes: list[str]

    @classmethod
    def shown(
        cls, take: Take, sizes: Mapping[str, Size], names: Mapping[str, str], *, confirmed: bool
    ) -> "HeroFrameOut":
        """A take's row, with the size of its picture and the name of who asked for it by id."""
        out = TakeOut.from_row(
            take, sizes.get(take.asset_id or "", (None, None)), names.get(take.created_by, take.created_by)
        )
        hero = take.manifest.get("hero", {})
        words = hero.get("enhancement", {})
        return cls(
            **out.model_dump(), offer=hero.get("offer", 0), confirmed=confirmed, added=words.get("added", []),
            enhanced_by=words.get("made_by", ""), prompt_notes=words.get("notes", []),
        )  # fmt: skip


class HeroShotOut(BaseModel):
    """A shot with its frames, the first one first, and those in the making. `negative_prompt` is what is told where
    nobody writes another. `stale_clips`: clip takes that start from another frame than the circled one."""

    shot_id: IdText
    scene_number: int
    name: str
    description: str
    negative_prompt: str
    confirmed: IdText | None
    circled: IdText | None
    frames: list[HeroFrameOut]
    making: list[HeroJobOut]
    stale_clips: list[IdText]

    @classmethod
    def of(
        cls, shot: Shot, frames: list[HeroFrameOut], *, confirmed: str | None, making: list[HeroJobOut],
        stale_clips: list[str],
    ) -> "HeroShotOut":  # fmt: skip
        """A shot's row beside what is known of its frames."""
        return cls(
            shot_id=shot.id, scene_number=shot.position + 1, name=name_of(shot), description=shot.description,
            negative_prompt=negatives(shot.negative_prompt), confirmed=confirmed, frames=frames, making=making,
            circled=next((f.take_id for f in frames if f.circled), None), stale_clips=stale_clips,
        )  # fmt: skip


class HeroFramesOut(BaseModel):
    """The hero frames of a generation's board, shot by shot."""

    generation_id: IdText
    storyboard_id: IdText
    shots: list[HeroShotOut]


class HeroUploaded(BaseModel):
    """The uploaded frame, and the job that scores it. `notes` say what was cut."""

    frame: HeroFrameOut
    job_id: IdText
    notes: list[str]


class DifferenceOut(BaseModel):
    """A setting that differs, its value in each frame in the order asked for."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    values: list[Any]


class CastDifferenceOut(BaseModel):
    """A part of a character, its score in each frame; `best` is the place of the highest, from 0."""

    model_config = ConfigDict(from_attributes=True)

    character: str
    part: str
    values: list[float | None]
    best: int | None
    spread: float | None


class HeroComparison(BaseModel):
    """Frames of one shot or several beside each other: what differs, and who is how much on model in which."""

    frames: list[HeroFrameOut]
    settings: list[DifferenceOut]
    cast: list[CastDifferenceOut]
