"""Screenplays as the API takes and gives them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from onmodel.fountain.model import Line, LineKind, Scene, SceneBreakdown, SourceFormat
from onmodel.fountain.named import Named
from onmodel.fountain.vocabulary import Angle, Framing, Mood, Move, TimeOfDay
from onmodel.kit.ids import IdText
from onmodel.screenplays.rules import LinkedBy, Links

ElementType = Literal[
    "heading", "action", "character", "dialogue", "parenthetical", "transition", "centered", "lyric", "note",
    "section", "synopsis",
]  # fmt: skip
ScriptName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
MOST_NAMES = 500  # corrections of one kind; a feature has some 60 names


class _View(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class ScreenplayIn(BaseModel):
    """A script as text: Fountain, Final Draft's XML or prose; the content tells which."""

    text: Annotated[str, Field(min_length=1, max_length=10_000_000, examples=["INT. OFFICE - NIGHT\n\nEmma waits."])]
    filename: Annotated[str, Field(max_length=255)] = ""
    title: Annotated[str, Field(max_length=300)] = ""


class ScriptMention(_View):
    """A name in an element's text, as `cast` or `places` has it: from character `start` (a code point) up to `end`."""

    kind: Literal["character", "place"]
    name: str
    start: int
    end: int


class ScriptElement(BaseModel):
    """One element of the script as it is typeset. `scene` is its place in `scenes`, from 0.

    `character` is who speaks, as `cast` names them; `extension` stands in brackets behind a cue: V.O., O.S.
    `mentions`: whom a cue or an action line names, and the place of a heading, in order.
    """

    type: ElementType
    text: str
    scene: int
    character: str | None = None
    extension: str | None = None
    dual: bool = False
    mentions: list[ScriptMention]

    @classmethod
    def of(cls, line: Line, scene: int, named: Sequence[Named]) -> "ScriptElement":
        """A line of a scene as it is typeset."""
        return cls(
            type=element_type(line.kind), text=line.text, scene=scene, character=line.character,
            extension=line.extension if line.kind == "cue" else None, dual=line.dual,
            mentions=[ScriptMention.model_validate(each) for each in named],
        )  # fmt: skip

    @classmethod
    def heading(cls, text: str, scene: int, named: Sequence[Named]) -> "ScriptElement":
        """A scene's heading."""
        mentions = [ScriptMention.model_validate(each) for each in named]
        return cls(type="heading", text=text, scene=scene, mentions=mentions)


def element_type(kind: LineKind) -> ElementType:
    """What the trade calls a kind of line: a cue is a character element."""
    return "character" if kind == "cue" else kind


class ScriptSpeech(_View):
    """Words said in a shot; `heard_only`: by a voice that is not seen."""

    character: str
    text: str
    parenthetical: str
    heard_only: bool


class ProposedShot(_View):
    """A shot as the breakdown proposes it; `duration_frames` at `rate`."""

    number: str
    framing: Framing
    angle: Angle
    lens_mm: int
    move: Move
    description: str
    characters: list[str]
    dialogue: list[ScriptSpeech]
    duration_frames: int
    purpose: str


class ScriptScene(BaseModel):
    """A scene with its locked number. An omitted one has a number and nothing else."""

    number: str
    heading: str
    int_ext: str
    place: str
    time: TimeOfDay | None
    mood: Mood | None
    synopsis: str
    omitted: bool
    characters: list[str]
    props: list[str]
    shots: list[ProposedShot]

    @classmethod
    def of(cls, scene: Scene, made: SceneBreakdown | None) -> "ScriptScene":
        """A scene with what the breakdown made of it; None for one that is omitted or was not broken down."""
        known = {"number": scene.number, "heading": scene.heading, "int_ext": scene.int_ext, "place": scene.place}
        told = made and {
            "time": made.time, "mood": made.mood, "synopsis": made.synopsis, "characters": made.characters,
            "props": made.props, "shots": made.shots,
        }  # fmt: skip
        bare: dict[str, Any] = {"time": None, "mood": None, "synopsis": "", "characters": [], "props": [], "shots": []}
        return cls.model_validate({**known, "omitted": scene.omitted, **(told or bare)})


class ScriptPart(BaseModel):
    """Somebody in the script: how often they speak, where they are, and which character of ours that is.

    `character_name` and `thumbnail_url` are those of that character.
    `linked_by`: our character has one of their names, or somebody said so; `hand` with null: it is none of ours.
    """

    name: str
    cues: int
    scenes: list[str]
    aliases: list[str]
    heard_only: bool
    character_id: IdText | None
    character_name: str | None
    thumbnail_url: str | None
    linked_by: LinkedBy | None


class ScriptPlace(BaseModel):
    """A place of the script with its scenes, and which environment of ours that is, with its name and picture."""

    name: str
    scenes: list[str]
    environment_id: IdText | None
    environment_name: str | None
    thumbnail_url: str | None
    linked_by: LinkedBy | None


class ScriptLinksIn(BaseModel):
    """Who is who, all of it: what is not named is as the script's reader and our names have it.

    `characters`: script name → character, null for none of ours; `same`: a name → the name that it means;
    `not_characters`: names of no person; `places`: place → environment, null for none of ours.
    """

    characters: Annotated[dict[ScriptName, IdText | None], Field(max_length=MOST_NAMES)] = {}
    same: Annotated[
        dict[ScriptName, ScriptName], Field(max_length=MOST_NAMES, examples=[{"YOUNG EMMA": "EMMA"}])
    ] = {}  # fmt: skip
    not_characters: Annotated[list[ScriptName], Field(max_length=MOST_NAMES)] = []
    places: Annotated[dict[Annotated[str, Field(min_length=1)], IdText | None], Field(max_length=MOST_NAMES)] = {}
    version: Annotated[int | None, Field(ge=1, le=2**31 - 1, description="of the screenplay as read; else 409")] = None

    def links(self) -> Links:
        """The corrections as a value."""
        return Links(self.characters, self.same, self.not_characters, self.places)


class ScriptLinks(_View):
    """What people said so far of who is who."""

    characters: dict[str, str | None]
    same: dict[str, str]
    not_characters: list[str]
    places: dict[str, str | None]


class ScreenplayItem(_View):
    """A screenplay in a list."""

    id: IdText
    title: str
    format: SourceFormat
    filename: str
    draft: int
    parent_id: IdText | None
    scene_count: int
    created_by: str
    created_at: datetime
    updated_at: datetime


class ScreenplayPage(BaseModel):
    """Screenplays, newest first; `next` is the `before` of the following page, null on the last."""

    screenplays: list[ScreenplayItem]
    next: IdText | None


class ScreenplayOut(ScreenplayItem):
    """A script with everything that a page shows of it. `later_drafts`: those imported after it, the last first."""

    elements: list[ScriptElement]
    scenes: list[ScriptScene]
    cast: list[ScriptPart]
    places: list[ScriptPlace]
    links: ScriptLinks
    warnings: list[str]
    rate: int
    later_drafts: list[IdText]
    version: int
