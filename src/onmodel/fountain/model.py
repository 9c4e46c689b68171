"""What a screenplay is made of once it is read, and what a breakdown makes of it. Frozen values, no behaviour."""

from dataclasses import dataclass
from typing import Literal

from onmodel.fountain.vocabulary import Angle, Expression, Framing, Mood, Move, Pose, TimeOfDay

LineKind = Literal[
    "action", "cue", "parenthetical", "dialogue", "transition", "centered", "lyric", "note", "section", "synopsis"
]
SourceFormat = Literal["fountain", "fdx", "prose"]


@dataclass(frozen=True)
class Line:
    """One element of a scene. `character` is the speaker's canonical name on cue, parenthetical and dialogue lines."""

    kind: LineKind
    text: str
    character: str | None = None
    extension: str | None = None  # "V.O.", "O.S." as written, without brackets and CONT'D
    dual: bool = False
    turns: bool = False  # prose: opens a paragraph, where a story turns away from who spoke before it


@dataclass(frozen=True)
class Scene:
    """One scene: its heading taken apart and its lines in order. `number` is locked text such as "3A".

    `locked`: the script, or the draft before it, says this number; else it is the scene's place.
    """

    number: str
    heading: str
    int_ext: str  # "INT", "EXT", "INT/EXT" or ""
    place: str
    time: str  # as written: "NIGHT", "LATER", ""
    lines: tuple[Line, ...] = ()
    omitted: bool = False
    locked: bool = False


@dataclass(frozen=True)
class CastMember:
    """A character found in the script: `aliases` are other spellings that mean the same person."""

    name: str
    cues: int
    scenes: tuple[str, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Screenplay:
    """A whole script. `warnings` say what could not be understood and where."""

    title: str
    source: SourceFormat
    scenes: tuple[Scene, ...]
    characters: tuple[CastMember, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Speech:
    """Words said in a shot. `heard_only` is true for voices off screen (V.O., O.S., phone)."""

    character: str
    text: str
    parenthetical: str = ""
    heard_only: bool = False


@dataclass(frozen=True)
class Beat:
    """What one visible character does in a shot: the blocking asks nothing else of the text."""

    character: str
    pose: Pose = Pose.STAND
    expression: Expression = Expression.NEUTRAL
    addressee: str | None = None  # whom or what they look at: a character's name, or a prop's word
    holds: str | None = None  # a prop's word


@dataclass(frozen=True)
class Shot:
    """One panel to be: picture instructions, words and length. Durations are frames at `rate` per second."""

    number: str  # "1", "2" … within its scene
    framing: Framing
    angle: Angle
    lens_mm: int
    move: Move
    description: str
    characters: tuple[str, ...]  # visible ones, most important first
    dialogue: tuple[Speech, ...] = ()
    duration_frames: int = 48
    focus: str | None = None  # whom the frame is for; None for a place or a thing
    shoulder: str | None = None  # over-the-shoulder: whose back is in front
    beats: tuple[Beat, ...] = ()
    props: tuple[str, ...] = ()
    purpose: str = ""  # "establishing", "master", "single", "reverse", "reaction", "insert", "action"
    notes: tuple[str, ...] = ()  # what the reader of the script had to guess for this shot, in words


@dataclass(frozen=True)
class SceneBreakdown:
    """A scene as shots, with the light and mood its text asks for."""

    number: str
    heading: str
    int_ext: str
    place: str
    time: TimeOfDay
    mood: Mood
    characters: tuple[str, ...]
    props: tuple[str, ...]
    shots: tuple[Shot, ...]
    synopsis: str = ""


@dataclass(frozen=True)
class Breakdown:
    """The whole script as scenes and shots. `rate` is frames per second."""

    title: str
    characters: tuple[CastMember, ...]
    scenes: tuple[SceneBreakdown, ...]
    rate: int = 24
    warnings: tuple[str, ...] = ()
    made_by: str = "rules"  # or the language model that answered; "rules (fallback: …)" where it failed
