"""A Screenplay to scenes and shots by rules that a storyboard artist would defend."""

from collections.abc import Sequence
from dataclasses import replace

from onmodel.fountain.candidates import Candidate
from onmodel.fountain.coverage import Coverage
from onmodel.fountain.headings import time_of_day
from onmodel.fountain.lexicon import mood_of, props_in
from onmodel.fountain.memory import Memory
from onmodel.fountain.model import Breakdown, CastMember, Scene, SceneBreakdown, Screenplay, Shot
from onmodel.fountain.moments import moments_of
from onmodel.fountain.names import Roster
from onmodel.fountain.selection import choose
from onmodel.fountain.vocabulary import Mood, TimeOfDay

_SHORT_WORDS, _SHORT_SCENES = 900, 8  # up to about five pages


def break_down(
    screenplay: Screenplay, *, frames: int | None = None, cast: Sequence[str] = (), rate: int = 24
) -> Breakdown:
    """Scenes and shots of a script. `frames` is the wished number of panels, `cast` names that certainly are people.

    The same screenplay gives the same breakdown; time grows with the script's length.
    """
    members = _members(screenplay, cast)
    roster, memory = Roster(members), Memory()
    candidates: list[Candidate] = []
    place = ""
    scenes = screenplay.scenes
    for index, scene in enumerate(scenes):
        if scene.omitted:
            continue
        moments = moments_of(scene, roster, memory)
        new_place = index == 0 or scene.place.upper() != place
        candidates += Coverage(scene, index, moments, memory, new_place, rate).cover()
        place = scene.place.upper() or place
    board = choose(candidates, frames, short=_is_short(screenplay), rate=rate)
    return Breakdown(
        screenplay.title or "Untitled",
        members,
        _broken_down(scenes, board),
        rate,
        screenplay.warnings + _unseen(screenplay, board),
    )


def _members(screenplay: Screenplay, cast: Sequence[str]) -> tuple[CastMember, ...]:
    """The script's people, and those of the given cast whom it does not know under any spelling."""
    known = Roster(screenplay.characters)
    spelled = {m.name for m in screenplay.characters}
    extra = [n.strip().upper() for n in cast if n.strip() and known.canonical(n) not in spelled]
    found = Roster(CastMember(name, 0, ()) for name in extra)
    where: dict[str, dict[str, None]] = {name: {} for name in extra}
    for scene in screenplay.scenes if extra else ():
        for line in scene.lines:
            for mention in found.mentions(line.text) if line.kind == "action" else ():
                where[mention.name][scene.number] = None
    return screenplay.characters + tuple(CastMember(name, 0, tuple(where[name])) for name in where)


def _is_short(screenplay: Screenplay) -> bool:
    words = sum(len(line.text.split()) for scene in screenplay.scenes for line in scene.lines)
    return words <= _SHORT_WORDS and len(screenplay.scenes) <= _SHORT_SCENES


def _broken_down(scenes: Sequence[Scene], board: Sequence[Candidate]) -> tuple[SceneBreakdown, ...]:
    shots: dict[int, list[Shot]] = {}
    for candidate in board:
        mine = shots.setdefault(candidate.scene, [])
        mine.append(replace(candidate.shot, number=str(len(mine) + 1)))
    out = []
    time = TimeOfDay.DAY
    for index, scene in enumerate(scenes):
        if scene.omitted:
            continue
        time = time_of_day(scene.time) or (time if _goes_on(scene) else TimeOfDay.DAY)
        out.append(_scene(scene, time, tuple(shots.get(index, ()))))
    return tuple(out)


def _goes_on(scene: Scene) -> bool:
    """LATER, CONTINUOUS or no word at all: the light of the scene before."""
    return bool(scene.time) or not scene.heading


def _scene(scene: Scene, time: TimeOfDay, shots: tuple[Shot, ...]) -> SceneBreakdown:
    action = " ".join(line.text for line in scene.lines if line.kind == "action")
    told = " ".join([action, *(line.text for line in scene.lines if line.kind in {"dialogue", "parenthetical"})])
    mood = mood_of(told)
    if mood == Mood.NEUTRAL and time == TimeOfDay.NIGHT and scene.int_ext == "EXT":
        mood = Mood.MYSTERIOUS
    people = dict.fromkeys(name for shot in shots for name in shot.characters)
    speakers = dict.fromkeys(speech.character for shot in shots for speech in shot.dialogue)
    synopsis = next((line.text for line in scene.lines if line.kind == "synopsis"), "")
    return SceneBreakdown(
        scene.number,
        scene.heading,
        scene.int_ext,
        scene.place,
        time,
        mood,
        tuple(people | speakers),
        tuple(props_in(action)),
        shots,
        synopsis,
    )


def _unseen(screenplay: Screenplay, board: Sequence[Candidate]) -> tuple[str, ...]:
    """A warning for scenes that no panel shows, since fewer panels were asked for than there are scenes."""
    shown = {candidate.scene for candidate in board}
    numbers = [s.number for i, s in enumerate(screenplay.scenes) if i not in shown and not s.omitted]
    return (f"No panel was left for scene {', '.join(numbers)}",) if numbers else ()
