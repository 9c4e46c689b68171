"""What happens in an action paragraph: who is seen, doing what, with which face, holding and looking at what."""

import re
import textwrap
from dataclasses import dataclass, field, replace

from onmodel.fountain.camera_words import CameraWords, read_camera, without_camera
from onmodel.fountain.lexicon import HAND_PROPS, WORD, expression_in, pose_in, props_in
from onmodel.fountain.model import Beat
from onmodel.fountain.names import Mention, Roster
from onmodel.fountain.people import MEN, WOMEN
from onmodel.fountain.vocabulary import Expression, Pose

_SENTENCE = re.compile(r"[^.!?…]+(?:[.!?…]+[\"”’)]*|$)")
_MONSTER = 600  # characters; clauses are told apart in a time that grows with the square of this
_ABBREVIATION = re.compile(r"\b(Mr|Mrs|Ms|Dr|St|Prof|Sgt|Lt|Capt|Jr|Sr|[A-Z])\.$")
_CLAUSE = re.compile(r"[,;:—–]|\b(and|but|as|while|then|when|where|until|so)\b", re.I)
_LEAD = re.compile(
    r"^\s*((and|but|as|while|then|when|where|until|so)\s+)*((the|a|an|his|her|old|young|little|poor)\s+)*$", re.I
)
_PRONOUN = re.compile(r"\b(he|she|they)\b", re.I)
_OBJECT = re.compile(r"\bhim\b|\bher(?=[.,;!?]|$|\s+(and|with|from|to|by|as|in|on|at|for)\b)", re.I)
_ALL = re.compile(r"\b(they|the (two|three|four)|both|everyone|all of them)\b", re.I)
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
_DROPS = re.compile(r"\b(drop|put|set|lay|laid|throw|threw|hand|give|gave|toss)\w*", re.I)
_RISES = re.compile(r"\b(rise|rose|stand|stood|get up|gets up|got up|jump|leap|walk|run|ran|leav|exit|step)\w*", re.I)
_LEAVES = re.compile(r"\b(exit|leave|left|walks? (out|off|away)|runs? (out|off|away)|disappears?|is gone)\b", re.I)
_LASTING = {Pose.SIT, Pose.KNEEL, Pose.LIE, Pose.CROUCH}
_CHILD = re.compile(r"\b(boy|girl|child|kid|aged? ([1-9]|1[0-2])|\(([1-9]|1[0-2])\))\b", re.I)


@dataclass
class Memory:
    """What a scene remembers from sentence to sentence, and the script from scene to scene (`gender`, `children`)."""

    present: dict[str, None] = field(default_factory=dict)
    posture: dict[str, Pose] = field(default_factory=dict)
    holds: dict[str, str] = field(default_factory=dict)
    gender: dict[str, str] = field(default_factory=dict)
    children: set[str] = field(default_factory=set)
    subject: str | None = None

    def new_scene(self) -> None:
        """Forget who stood where; keep who people are."""
        self.present, self.posture, self.holds, self.subject = {}, {}, {}, None


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


def sentences(text: str) -> list[str]:
    """A paragraph's sentences, whole, without splitting at "Dr."; only monsters are cut, between words."""
    out: list[str] = []
    for found in _SENTENCE.finditer(" ".join(text.split())):
        part = found.group().strip()
        goes_on = bool(out) and (_ABBREVIATION.search(out[-1][-8:]) or not any(c.isalnum() for c in part))
        if goes_on and len(out[-1]) < _MONSTER:
            out[-1] += f" {part}"
        else:
            out += textwrap.wrap(part, _MONSTER) if len(part) > _MONSTER else [part]
    return [part for part in out if part]


def read_action(text: str, roster: Roster, memory: Memory) -> Reading:
    """Understand one paragraph and bring the memory up to date."""
    beats: dict[str, Beat] = {}
    subjects: dict[str, None] = {}
    looked_at: str | None = None
    before = set(memory.present)
    for sentence in sentences(text):
        plain = without_camera(sentence)
        for names, clause, others in _clauses(plain, roster, memory):
            subjects |= dict.fromkeys(names)
            for name in names:
                beats[name] = _beat(name, clause, others, beats.get(name), memory)
            for name in others:
                beats.setdefault(name, _resting(name, names[0] if names else None, memory))
            thing = _thing_looked_at(clause)
            looked_at = looked_at or thing
    visible = tuple(dict.fromkeys([*subjects, *beats]))
    memory.present |= dict.fromkeys(visible)
    arrivals = tuple(name for name in visible if name not in before)
    ordered = tuple(_facing(beats[name], visible) for name in visible)
    reading = Reading(
        text, tuple(subjects), visible, ordered, tuple(props_in(text)), read_camera(text), looked_at, arrivals
    )
    if _LEAVES.search(text) and len(subjects) == 1 and not set(visible) - set(subjects):
        memory.present.pop(visible[0], None)
    return reading


def _clauses(sentence: str, roster: Roster, memory: Memory) -> list[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    """Who does what to whom, in order: subjects, the words that tell it, and the others named in them."""
    mentions = [m for m in roster.mentions(sentence) if not m.owns]
    _learn(sentence, mentions, memory)
    starts: list[tuple[int, tuple[str, ...]]] = []
    objects: list[tuple[int, str]] = []
    for mention in mentions:
        lead = sentence[_clause_start(sentence, mention.start) : mention.start]
        joined = starts and re.fullmatch(
            r"\s*(,|and|,\s*and|&)\s*(the\s+)?", sentence[_last_end(mentions, mention) : mention.start]
        )
        if joined and not (objects and objects[-1][0] > starts[-1][0]):
            starts[-1] = (starts[-1][0], (*starts[-1][1], mention.name))
        elif _LEAD.match(lead) and not sentence[mention.end :].lstrip().startswith((".", "!")):
            starts.append((mention.start, (mention.name,)))
        else:
            objects.append((mention.start, mention.name))
    starts += _pronouns(sentence, memory, starts)
    starts.sort()
    objects += _him_or_her(sentence, memory, {name for _, names in starts for name in names})
    if not starts:
        memory.subject = objects[0][1] if objects else memory.subject
        return [((), sentence, tuple(name for _, name in objects))]
    out = []
    for i, (start, names) in enumerate(starts):
        end = starts[i + 1][0] if i + 1 < len(starts) else len(sentence)
        begin = 0 if i == 0 else start
        others = tuple(name for at, name in objects if begin <= at < end and name not in names)
        memory.subject = names[0]
        out.append((names, sentence[begin:end], others))
    return out


def _clause_start(sentence: str, position: int) -> int:
    last = 0
    for boundary in _CLAUSE.finditer(sentence, 0, position):
        last = boundary.end()
    return last


def _last_end(mentions: list[Mention], mention: Mention) -> int:
    return max((m.end for m in mentions if m.end <= mention.start), default=0)


def _pronouns(
    sentence: str, memory: Memory, starts: list[tuple[int, tuple[str, ...]]]
) -> list[tuple[int, tuple[str, ...]]]:
    found: list[tuple[int, tuple[str, ...]]] = []
    for pronoun in _PRONOUN.finditer(sentence):
        lead = sentence[_clause_start(sentence, pronoun.start()) : pronoun.start()]
        if lead.strip():
            continue
        earlier = [names[0] for at, names in starts if at < pronoun.start()]
        name = memory_of(pronoun.group().lower(), memory, earlier[-1] if earlier else memory.subject)
        if name:
            found.append((pronoun.start(), (name,)))
    everyone = _ALL.search(sentence)
    if everyone and memory.present and not _LEAD.sub("", sentence[: everyone.start()]).strip():
        found = [(everyone.start(), tuple(memory.present))]
    return found


def _him_or_her(sentence: str, memory: Memory, subjects: set[str]) -> list[tuple[int, str]]:
    """Whom "him" or "her" (not "her bag") means: the one last acted, unless it is they who act now."""
    found = _OBJECT.search(sentence)
    if not found:
        return []
    wanted = "woman" if found.group().lower().startswith("her") else "man"
    near = [memory.subject] if memory.subject else []
    for name in [*near, *reversed(memory.present)]:
        if name not in subjects and memory.gender.get(name, wanted) == wanted:
            return [(found.start(), name)]
    return []


def memory_of(pronoun: str, memory: Memory, nearest: str | None) -> str | None:
    """Whom "he" or "she" means: the nearest subject unless known to be of the other gender."""
    wanted = {"he": "man", "she": "woman"}.get(pronoun)
    if nearest and (wanted is None or memory.gender.get(nearest, wanted) == wanted):
        return nearest
    known = [name for name in memory.present if memory.gender.get(name) == wanted]
    return known[-1] if known else None


def _learn(sentence: str, mentions: list[Mention], memory: Memory) -> None:
    """Gender and childhood from a sentence about one person: "TIMUR, a boy of nine", "Emma opens her bag"."""
    names = {m.name for m in mentions}
    for name in names:
        words = {w.lower() for w in WORD.findall(name)}
        if words & (WOMEN | MEN):
            memory.gender.setdefault(name, "woman" if words & WOMEN else "man")
        if _CHILD.search(name):
            memory.children.add(name)
    if len(names) != 1:
        return
    name = next(iter(names))
    words = {w.lower() for w in WORD.findall(sentence)}
    she, he = bool(words & WOMEN), bool(words & MEN)
    if she != he:
        memory.gender.setdefault(name, "woman" if she else "man")
    intro = sentence[mentions[0].end :][:30]
    if _CHILD.search(intro):
        memory.children.add(name)


def _beat(name: str, clause: str, others: tuple[str, ...], earlier: Beat | None, memory: Memory) -> Beat:
    words = " ".join(w.group() for w in WORD.finditer(clause) if w.group().upper() not in name.split())
    pose = pose_in(words)
    if pose in _LASTING:
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
    """What someone takes into or puts out of the hand."""
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
