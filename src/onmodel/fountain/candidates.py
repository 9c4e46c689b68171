"""Shots that could tell a scene, each with how much would be lost without it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from onmodel.fountain.camera_words import LENSES, CameraWords
from onmodel.fountain.model import Beat, Shot, Speech
from onmodel.fountain.timing import duration_frames
from onmodel.fountain.vocabulary import Angle, Framing, Move

KEEP = 0.45  # a full board keeps candidates from here up; below are shots an editor would be glad of but can miss
BLANK = Shot("", Framing.MS, Angle.EYE_LEVEL, LENSES[Framing.MS], Move.STATIC, "", ())
_ACTS = {"action", "master", "establishing"}  # purposes whose description takes time to be seen besides the words


@dataclass(frozen=True)
class Candidate:
    """A shot and its weight (0–1). `scene` is the index of its scene in the screenplay."""

    shot: Shot
    weight: float
    scene: int = 0


@dataclass(frozen=True)
class Choice:
    """How a moment is to be framed, to what purpose, and its weight."""

    framing: Framing
    purpose: str
    weight: float


def finished(shot: Shot, rate: int, camera: CameraWords | None = None) -> Shot:
    """The shot with characters, lens, props and length filled in; what the text orders of the camera wins."""
    camera = camera or CameraWords()
    held = (beat.holds for beat in shot.beats if beat.holds)
    return replace(
        shot,
        angle=camera.angle or shot.angle,
        move=camera.move or shot.move,
        lens_mm=camera.lens_mm or LENSES[shot.framing],
        characters=tuple(beat.character for beat in shot.beats),
        props=tuple(dict.fromkeys([*shot.props, *held])),
        duration_frames=_length(shot, rate),
    )


def with_dialogue(shot: Shot, dialogue: Iterable[Speech], rate: int) -> Shot:
    """The shot carrying these words; those of people who are not in the picture are heard over it."""
    words = tuple(
        replace(speech, heard_only=speech.heard_only or speech.character not in shot.characters) for speech in dialogue
    )
    spoken = replace(shot, dialogue=words)
    return replace(spoken, duration_frames=_length(spoken, rate))


def with_beat(shot: Shot, beat: Beat) -> Shot:
    """The shot with one character's beat replaced."""
    return replace(shot, beats=tuple(beat if b.character == beat.character else b for b in shot.beats))


def _length(shot: Shot, rate: int) -> int:
    action = shot.description if not shot.dialogue or shot.purpose in _ACTS else ""
    return duration_frames(shot.dialogue, action, shot.framing, rate)
