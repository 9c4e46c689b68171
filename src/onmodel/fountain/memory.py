"""What a reader keeps in mind from sentence to sentence: who is there, how they sit, what they hold, who "she" is."""

import re
from dataclasses import dataclass, field

from onmodel.fountain.lexicon import WORD
from onmodel.fountain.names import Mention
from onmodel.fountain.people import MEN, WOMEN
from onmodel.fountain.vocabulary import Pose

_CHILD = re.compile(r"\b(boy|girl|child|kid|aged? ([1-9]|1[0-2])|\(([1-9]|1[0-2])\))\b", re.I)


@dataclass
class Memory:
    """What a scene remembers from sentence to sentence, and the script from scene to scene (`gender`, `children`)."""

    present: dict[str, None] = field(default_factory=dict)
    posture: dict[str, Pose] = field(default_factory=dict)
    holds: dict[str, str] = field(default_factory=dict)
    gender: dict[str, str] = field(default_factory=dict)
    recent: dict[str, str] = field(default_factory=dict)  # "woman" and "man" → who acted last, in any scene
    children: set[str] = field(default_factory=set)
    subject: str | None = None

    def new_scene(self) -> None:
        """Forget who stood where; keep who people are."""
        self.present, self.posture, self.holds, self.subject = {}, {}, {}, None


def meant_by(pronoun: str, memory: Memory, nearest: str | None) -> str | None:
    """Whom "he" or "she" means: the nearest subject unless known to be of the other gender."""
    wanted = {"he": "man", "she": "woman"}.get(pronoun)
    if nearest and (wanted is None or memory.gender.get(nearest, wanted) == wanted):
        return nearest
    known = [name for name in memory.present if memory.gender.get(name) == wanted]
    return known[-1] if known else memory.recent.get(wanted or "")


def learn(sentence: str, mentions: list[Mention], memory: Memory) -> None:
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
