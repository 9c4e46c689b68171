"""What a language model is asked to answer: a small pydantic schema, and its way into a Breakdown.

The model decides scenes' shots; headings, numbers and cast come from the screenplay, never from the model.
"""

from dataclasses import replace

from pydantic import BaseModel, ConfigDict, Field

from onmodel.backends.texts.port import BreakdownRequest
from onmodel.fountain.camera_words import LENSES
from onmodel.fountain.headings import time_of_day
from onmodel.fountain.model import Beat, Breakdown, Scene, SceneBreakdown, Shot, Speech
from onmodel.fountain.names import Roster
from onmodel.fountain.timing import duration_frames
from onmodel.fountain.vocabulary import Angle, Expression, Framing, Mood, Move, Pose, TimeOfDay


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SpeechAnswer(_Strict):
    """Words said in a shot."""

    character: str = Field(max_length=80)
    text: str = Field(max_length=2000)
    parenthetical: str = Field("", max_length=200)
    heard_only: bool = False


class BeatAnswer(_Strict):
    """What one visible character does."""

    character: str = Field(max_length=80)
    pose: Pose = Pose.STAND
    expression: Expression = Expression.NEUTRAL
    addressee: str | None = Field(None, max_length=80)
    holds: str | None = Field(None, max_length=40)


class ShotAnswer(_Strict):
    """One panel."""

    framing: Framing
    angle: Angle = Angle.EYE_LEVEL
    lens_mm: int | None = Field(None, ge=18, le=100)
    move: Move = Move.STATIC
    description: str = Field(min_length=3, max_length=600)
    beats: list[BeatAnswer] = Field(default_factory=list, max_length=12)
    dialogue: list[SpeechAnswer] = Field(default_factory=list, max_length=12)
    focus: str | None = Field(None, max_length=80)
    shoulder: str | None = Field(None, max_length=80)
    props: list[str] = Field(default_factory=list, max_length=12)
    purpose: str = Field("", max_length=40)


class SceneAnswer(_Strict):
    """The shots of the scene with this number."""

    number: str = Field(max_length=20)
    mood: Mood = Mood.NEUTRAL
    props: list[str] = Field(default_factory=list, max_length=40)
    shots: list[ShotAnswer] = Field(max_length=200)


class BreakdownAnswer(_Strict):
    """The whole answer."""

    scenes: list[SceneAnswer] = Field(max_length=600)


def as_breakdown(answer: BreakdownAnswer, request: BreakdownRequest, made_by: str) -> Breakdown:
    """The answer with the screenplay's own facts. Raises ValueError with what the model must mend."""
    play = request.screenplay
    wanted = {scene.number: scene for scene in play.scenes if not scene.omitted}
    given = {scene.number: scene for scene in answer.scenes}
    if len(given) != len(answer.scenes) or given.keys() - wanted.keys():
        raise ValueError(f"scene numbers must be each of {', '.join(wanted)} at most once")
    shots = sum(len(scene.shots) for scene in answer.scenes)
    if request.frames is not None and shots != request.frames:
        raise ValueError(f"{request.frames} shots were asked for, {shots} were given")
    if request.frames is None and any(not given[n].shots if n in given else True for n in wanted):
        raise ValueError("every scene needs at least one shot")
    known = {member.name for member in play.characters} | {name.upper() for name in request.cast}
    reader = _Reader(Roster(play.characters), known, request.rate)
    scenes = tuple(reader.scene(scene, given.get(number)) for number, scene in wanted.items())
    return Breakdown(play.title or "Untitled", play.characters, scenes, request.rate, play.warnings, made_by)


class _Reader:
    """Turns answered shots into ours, with every name checked against the cast."""

    def __init__(self, roster: Roster, known: set[str], rate: int) -> None:
        self.roster, self.known, self.rate = roster, known, rate

    def scene(self, scene: Scene, answer: SceneAnswer | None) -> SceneBreakdown:
        shots = tuple(self.shot(s, str(i)) for i, s in enumerate(answer.shots if answer else [], start=1))
        people = dict.fromkeys(name for shot in shots for name in shot.characters)
        time = time_of_day(scene.time) or TimeOfDay.DAY
        mood, props = (answer.mood, tuple(answer.props)) if answer else (Mood.NEUTRAL, ())
        return SceneBreakdown(
            scene.number, scene.heading, scene.int_ext, scene.place, time, mood, tuple(people), props, shots
        )

    def shot(self, answer: ShotAnswer, number: str) -> Shot:
        beats = tuple(self._beat(beat) for beat in answer.beats)
        seen = tuple(beat.character for beat in beats)
        if len(set(seen)) != len(seen):
            raise ValueError("a character has two beats in one shot")
        words = tuple(
            Speech(name, s.text, s.parenthetical, s.heard_only or name not in seen)
            for s in answer.dialogue
            for name in [self._name(s.character)]
        )
        focus = self._visible(answer.focus, seen)
        shoulder = self._visible(answer.shoulder, seen)
        if answer.framing == Framing.OVER_THE_SHOULDER and (shoulder is None or focus in {None, shoulder}):
            raise ValueError("an over-the-shoulder shot needs two beats, a focus and another one's shoulder")
        shot = Shot(
            number, answer.framing, answer.angle, answer.lens_mm or LENSES[answer.framing], answer.move,
            answer.description, seen, words, 1, focus, shoulder, beats, tuple(answer.props), answer.purpose,
        )  # fmt: skip
        return replace(shot, duration_frames=duration_frames(words, answer.description, shot.framing, self.rate))

    def _beat(self, beat: BeatAnswer) -> Beat:
        addressee = self.roster.canonical(beat.addressee) if beat.addressee else None
        if addressee not in self.known:
            addressee = beat.addressee
        return Beat(self._name(beat.character), beat.pose, beat.expression, addressee, beat.holds)

    def _name(self, name: str) -> str:
        found = self.roster.canonical(name)
        if found not in self.known:
            raise ValueError(f"{name!r} is no character; the cast is {', '.join(sorted(self.known)) or 'empty'}")
        return found

    def _visible(self, name: str | None, seen: tuple[str, ...]) -> str | None:
        if name is None:
            return None
        found = self._name(name)
        if found not in seen:
            raise ValueError(f"{found} is focus or shoulder of a shot but has no beat in it")
        return found
