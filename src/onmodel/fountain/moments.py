"""A scene as moments in order: something happens, or someone says something."""

import re
from dataclasses import dataclass

from onmodel.fountain.camera_words import read_camera
from onmodel.fountain.memory import Memory
from onmodel.fountain.model import Line, Scene, Speech
from onmodel.fountain.names import Roster
from onmodel.fountain.reading import Reading, read_action
from onmodel.fountain.sentences import sentences

_HEARD = ("V.O", "VO", "O.S", "O.C", "VOICE", "PHONE", "RADIO", "TV", "FILTER", "PRE-LAP", "SPEAKER", "INTERCOM")
_ECHO = re.compile(
    r"([\w']+,? ?){1,3}[.!?]+$|(He|She|They|His|Her|It)\b(?!.*\b(camera|we)\b)"
)  # a sound, or the same one
_LONGEST = 260  # characters of action that one picture can tell


@dataclass(frozen=True)
class Moment:
    """Either a `reading` of action or a `speech`, with those present when it happens."""

    present: tuple[str, ...]
    reading: Reading | None = None
    speech: Speech | None = None


def moments_of(scene: Scene, roster: Roster, memory: Memory) -> list[Moment]:
    """The scene's moments; the memory runs through them, so each knows who is there by then."""
    memory.new_scene()
    out: list[Moment] = []
    parenthetical: list[str] = []
    cue: Line | None = None
    for line in scene.lines:
        if line.kind == "cue":
            cue, parenthetical = line, []
        elif line.kind == "parenthetical":
            parenthetical.append(line.text)
        elif line.kind == "dialogue" or (line.kind == "lyric" and cue):
            out.append(_said(line, cue, "; ".join(parenthetical), memory))
            parenthetical = []
        elif line.kind in {"action", "lyric"}:
            cue = None
            if line.turns:
                memory.attention.turn()
            for part in _pictures(line.text):
                reading = read_action(part, roster, memory)
                out.append(Moment(tuple(memory.present), reading=reading))
    return out


def is_heard(cue: str, extension: str) -> bool:
    """Whether a cue is for a voice alone: off screen, or out of a machine.

    >>> is_heard("EMMA", "V.O."), is_heard("GUARD'S VOICE", ""), is_heard("EMMA", "into the wind")
    (True, True, False)
    """
    return cue.upper().endswith("VOICE") or any(word in extension.upper() for word in _HEARD)


def _said(line: Line, cue: Line | None, parenthetical: str, memory: Memory) -> Moment:
    name = line.character or (cue.character if cue else None) or "VOICE"
    extension = (cue.extension if cue else None) or line.extension or ""
    heard = is_heard(cue.text if cue else "", extension)
    if not heard:
        memory.enter([name])
        memory.attention.say(name)
    return Moment(tuple(memory.present), speech=Speech(name, " ".join(line.text.split()), parenthetical, heard))


def _pictures(text: str) -> list[str]:
    """A paragraph as pictures: a new one where the words order the camera anew, or where it grows too long."""
    parts: list[str] = []
    for sentence in sentences(text):
        grown = len(parts[-1]) + len(sentence) > _LONGEST if parts else True
        if grown or (_opens_picture(sentence, parts[-1]) and not _ECHO.match(sentence)):
            parts.append(sentence)
        else:
            parts[-1] += f" {sentence}"
    return parts


def _opens_picture(sentence: str, before: str) -> bool:
    closed = read_camera(before).framing is not None and len(before) > 60
    return closed or read_camera(sentence).speak
