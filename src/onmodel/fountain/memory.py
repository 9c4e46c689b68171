"""What a reader keeps in mind from sentence to sentence: who is there, how they sit, what they hold, who "she" is."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onmodel.fountain.attention import Attention
from onmodel.fountain.given_names import Gender
from onmodel.fountain.names import Mention
from onmodel.fountain.people import MEN, PERSON_NOUNS, WOMEN
from onmodel.fountain.vocabulary import Pose

CROWD = 40  # people of a scene
_CHILD = re.compile(r"\b(boy|girl|child|kid|aged? ([1-9]|1[0-2])|\(([1-9]|1[0-2])\))\b", re.I)
_WOMAN, _MAN = ("|".join(sorted(words & PERSON_NOUNS)) for words in (WOMEN, MEN))
# "TIMUR, a boy of nine", "EMMA (30s, a tall woman)", "Walter was an old man": not "Emma sees a man"
_IS_A = re.compile(
    rf"\s*(?:[,(][\w',-]{{0,12}}[\s(]*|is\s|was\s)\s*(?:an?|the)\s(?:[\w-]+\s){{0,3}}?(?:(?P<woman>{_WOMAN})|(?P<man>{_MAN}))\b",
    re.I,
)
_HERS, _HIS = re.compile(r"\b(she|hers?|herself)\b", re.I), re.compile(r"\b(he|his|himself)\b", re.I)


@dataclass
class Memory:
    """What a scene remembers from sentence to sentence, and the script from scene to scene (gender, `children`).

    `guesses` are the pronouns of the paragraph being read that could have meant another person, in words.
    """

    present: dict[str, None] = field(default_factory=dict)
    posture: dict[str, Pose] = field(default_factory=dict)
    holds: dict[str, str] = field(default_factory=dict)
    children: set[str] = field(default_factory=set)
    attention: Attention = field(default_factory=Attention)
    guesses: list[str] = field(default_factory=list)

    def enter(self, names: Iterable[str]) -> None:
        """They are here now. Beyond CROWD the first comers are forgotten: nobody keeps more faces in mind, and no
        sentence's cost may grow with the length of the scene."""
        for name in names:
            self.present[name] = None
        while len(self.present) > CROWD:
            del self.present[next(iter(self.present))]

    def new_scene(self) -> None:
        """Forget who stood where; keep who people are."""
        self.present, self.posture, self.holds, self.guesses = {}, {}, {}, []
        self.attention.new_scene()


def learn(sentence: str, mentions: Sequence[Mention], memory: Memory) -> None:
    """Gender and childhood from what a sentence calls someone: "TIMUR, a boy of nine", "Emma opens her bag"."""
    names = {m.name for m in mentions}
    for mention in mentions:
        called = _IS_A.match(sentence, mention.end)
        if called:
            _note(mention.name, "woman" if called["woman"] else "man", memory)
        if _CHILD.search(mention.name):
            memory.children.add(mention.name)
    if len(names) == 1:
        _learn_of_one(sentence, mentions[0], memory)


def _learn_of_one(sentence: str, mention: Mention, memory: Memory) -> None:
    """A sentence that names one person: an age after the name, and "her bag" where nobody else can own it."""
    name = mention.name
    if _CHILD.search(sentence[mention.end :][:30]):
        memory.children.add(name)
    she, he = bool(_HERS.search(sentence, mention.end)), bool(_HIS.search(sentence, mention.end))
    if she == he or memory.attention.genders(name):
        return
    wanted: Gender = "woman" if she else "man"
    others = (other for other in memory.present if other != name)
    if all(memory.attention.genders(other) not in {wanted, None} for other in others):
        _note(name, wanted, memory)


def _note(name: str, gender: Gender, memory: Memory) -> None:
    memory.attention.gender.setdefault(name, gender)
