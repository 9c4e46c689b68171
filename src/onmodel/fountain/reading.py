"""What happens in an action paragraph: who is seen, doing what, with which face, holding and looking at what."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from onmodel.fountain.camera_words import CameraWords, read_camera, without_camera
from onmodel.fountain.clauses import clauses_of
from onmodel.fountain.lexicon import HAND_PROPS, WORD, expression_in, pose_in, props_in
from onmodel.fountain.memory import Memory
from onmodel.fountain.model import Beat
from onmodel.fountain.names import Roster
from onmodel.fountain.sentences import sentences
from onmodel.fountain.vocabulary import POSTURES, Expression, Pose

_LOOK = re.compile(
    r"\b(look|star|gaz|glanc|peer|point|nod|wav|turn|smil|read|stud)\w*\s+"
    r"(up |down |back |over )?(at|to|into|on|towards?)?",
    re.I,
)
_TAKES = re.compile(
    r"\b(hold|held|carr|shak|shook|lift|rais|grip|clutch|read|show|take|took|pick|draw|drew|grab|snatch|pull|count|open|drink|"
    r"pour|offer|play)\w*|\bwith (a|an|the|his|her)\b",
    re.I,
)
_IN_HAND = re.compile(r"\bin (?:his|her|their|its|one|each|both) (?:\w+ )?(?:hands?|fists?|arms)\b", re.I)
_DROPS = re.compile(r"\b(drop|put|set|lay|laid|throw|threw|hand|give|gave|toss)\w*", re.I)
_RISES = re.compile(r"\b(rise|rose|stand|stood|get up|gets up|got up|jump|leap|walk|run|ran|leav|exit|step)\w*", re.I)
_COMES = re.compile(r"\b(enter|approach|arriv|walks? (in|up)|comes?|steps? (in|out)|joins?|sits? down)\w*", re.I)
_LEAVES = re.compile(r"\b(exit|leave|left|walks? (out|off|away)|runs? (out|off|away)|disappears?|is gone)\b", re.I)


@dataclass(frozen=True)
class Reading:
    """One paragraph understood. `subjects` act; `visible` holds them first, then whom they act upon."""

    text: str
    subjects: tuple[str, ...]
    visible: tuple[str, ...]
    beats: tuple[Beat, ...]
    props: tuple[str, ...]
    camera: CameraWords
    looked_at: str | None = None  # a thing that someone looks at, shows or takes
    arrivals: tuple[str, ...] = ()  # people seen for the first time in the scene
    opens_on_people: bool = False  # the first sentence is about someone
    guesses: tuple[str, ...] = ()  # pronouns that could have meant another person, in words


def read_action(text: str, roster: Roster, memory: Memory) -> Reading:
    """Understand one paragraph and bring the memory up to date."""
    beats: dict[str, Beat] = {}
    subjects: dict[str, None] = {}
    looked_at: str | None = None
    before = dict(memory.present)
    memory.guesses = []
    first, *_ = [*sentences(text), ""]
    opens_on_people = False
    for sentence in sentences(text):
        plain = without_camera(sentence)
        for names, clause, others in clauses_of(plain, roster, memory):
            opens_on_people = opens_on_people or (bool(names) and sentence == first)
            subjects |= dict.fromkeys(names)
            memory.enter([*names, *others])
            for name in names:
                beats[name] = _beat(name, clause, others, beats.get(name), memory)
            for name in others:
                beats.setdefault(name, _resting(name, names[0] if names else None, memory))
            looked_at = looked_at or _thing_looked_at(clause)
    met = _met_by(tuple(beats), before, text)
    if met:
        beats[met] = _resting(met, next(iter(beats)), memory)
    visible = tuple(dict.fromkeys([*subjects, *beats]))
    memory.enter(visible)
    arrivals = tuple(name for name in visible if name not in before)
    ordered = tuple(_facing(beats[name], visible) for name in visible)
    reading = Reading(
        text,
        tuple(subjects),
        visible,
        ordered,
        tuple(props_in(text)),
        read_camera(text),
        looked_at,
        arrivals,
        opens_on_people,
        tuple(dict.fromkeys(memory.guesses)),
    )
    if _LEAVES.search(text) and len(subjects) == 1 and not set(visible) - set(subjects):
        memory.present.pop(visible[0], None)
    return reading


def _met_by(seen: tuple[str, ...], before: Mapping[str, None], text: str) -> str | None:
    """The one person who was there when somebody comes in: the two are seen together."""
    comes = len(seen) == 1 and seen[0] not in before and len(before) == 1 and _COMES.search(text)
    return next(iter(before)) if comes and not read_camera(text).framing else None


def _beat(name: str, clause: str, others: tuple[str, ...], earlier: Beat | None, memory: Memory) -> Beat:
    words = " ".join(w.group() for w in WORD.finditer(clause) if w.group().upper() not in name.split())
    pose = pose_in(words)
    if pose in POSTURES:
        memory.posture[name] = pose
    elif _RISES.search(words):
        memory.posture.pop(name, None)
    _handle(name, clause, memory)
    expression = expression_in(words)
    fallback = earlier or _resting(name, None, memory)
    lasting = memory.posture.get(name)
    return Beat(
        name,
        lasting if lasting and pose not in {Pose.POINT, Pose.LIE} else pose or fallback.pose,
        expression or fallback.expression,
        others[0] if others else _thing_looked_at(clause) or fallback.addressee,
        memory.holds.get(name),
    )


def _handle(name: str, clause: str, memory: Memory) -> None:
    """What someone takes into or puts out of the hand, or is said to have in it."""
    held = _IN_HAND.search(clause)
    has = [p for p in props_in(clause[: held.start()]) if p in HAND_PROPS] if held else []
    if held and has:
        memory.holds[name] = has[-1]
        return
    drops = _DROPS.search(clause)
    if drops and name in memory.holds and memory.holds[name] in props_in(clause[drops.start() :]):
        del memory.holds[name]
    takes = _TAKES.search(clause)
    things = [p for p in props_in(clause[takes.end() :]) if p in HAND_PROPS] if takes else []
    if things and not drops:
        memory.holds[name] = things[0]


def _thing_looked_at(clause: str) -> str | None:
    for pattern in (_LOOK, _TAKES):
        found = pattern.search(clause)
        things = props_in(clause[found.end() :][:40]) if found else []
        if things:
            return things[0]
    return None


def _resting(name: str, watches: str | None, memory: Memory) -> Beat:
    pose = memory.posture.get(name, Pose.STAND)
    return Beat(name, pose, Expression.NEUTRAL, watches if watches != name else None, memory.holds.get(name))


def _facing(beat: Beat, visible: tuple[str, ...]) -> Beat:
    """In a shot of two, who looks at nothing looks at the other, unless they go somewhere."""
    if beat.addressee is not None or len(visible) != 2 or beat.pose in {Pose.WALK, Pose.RUN}:
        return beat
    return replace(beat, addressee=next(n for n in visible if n != beat.character))
