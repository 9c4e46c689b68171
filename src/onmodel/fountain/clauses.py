"""A sentence as clauses: who does what, and who else is named in it."""

import re
from bisect import bisect_right

from onmodel.fountain.lexicon import WORD, props_in
from onmodel.fountain.memory import Memory, learn, meant_by
from onmodel.fountain.names import Roster
from onmodel.fountain.people import PERSON_ADJECTIVES, PERSON_NOUNS, TITLES
from onmodel.fountain.wordlist import wordlist

_CLAUSE = re.compile(r"[,;:—–]|\b(and|but|as|while|then|when|where|until|so)\b", re.I)
_JOINS = re.compile(r"\s*(,|and|,\s*and|&)\s*(the\s+)?")
_PRONOUN = re.compile(r"\b(he|she|they)\b", re.I)
_OBJECT = re.compile(r"\bhim\b|\bher(?=[.,;!?]|$|\s+(and|with|from|to|by|as|in|on|at|for)\b)", re.I)
_ALL = re.compile(r"\b(they|the (two|three|four)|both|everyone|all of them)\b", re.I)
_LEAD_WORDS = (
    wordlist("and but as while then when where until so the a an his her our their poor")
    | TITLES
    | PERSON_NOUNS
    | PERSON_ADJECTIVES
)


def clauses_of(sentence: str, roster: Roster, memory: Memory) -> list[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    """Who does what to whom, in order: subjects, the words that tell it, and the others named in them."""
    mentions = [m for m in roster.mentions(sentence) if not m.owns]
    learn(sentence, mentions, memory)
    starts: list[tuple[int, tuple[str, ...]]] = []
    objects: list[tuple[int, str]] = []
    breaks = [0, *(boundary.end() for boundary in _CLAUSE.finditer(sentence))]
    before = 0
    for mention in mentions:
        lead = sentence[breaks[bisect_right(breaks, mention.start) - 1] : mention.start]
        joined = bool(starts) and _JOINS.fullmatch(sentence, before, mention.start)
        before = mention.end
        if joined and not (objects and objects[-1][0] > starts[-1][0]):
            at, names = starts[-1]
            starts[-1] = (at, names if mention.name in names else (*names, mention.name))
        elif _opens_clause(lead) and not sentence[mention.end :].lstrip().startswith((".", "!")):
            starts.append((mention.start, (mention.name,)))
        else:
            objects.append((mention.start, mention.name))
    starts += _pronouns(sentence, memory, starts)
    starts.sort()
    objects += _him_or_her(sentence, memory, {name for _, names in starts for name in names})
    if not starts:
        memory.subject = objects[0][1] if objects else memory.subject
        if len(objects) == 1 and not props_in(sentence):  # "we push in on Emma, afraid" is about Emma
            return [((objects[0][1],), sentence, ())]
        return [((), sentence, tuple(name for _, name in objects))]
    out = []
    for i, (start, names) in enumerate(starts):
        end = starts[i + 1][0] if i + 1 < len(starts) else len(sentence)
        begin = 0 if i == 0 else start
        others = tuple(name for at, name in objects if begin <= at < end and name not in names)
        memory.subject = names[0]
        memory.recent |= {memory.gender[name]: name for name in names if name in memory.gender}
        out.append((names, sentence[begin:end], others))
    return out


def _opens_clause(lead: str) -> bool:
    """True where only articles, titles and the like stand between a clause's start and a name."""
    return all(word.lower() in _LEAD_WORDS for word in WORD.findall(lead))


def _clause_start(sentence: str, position: int) -> int:
    last = 0
    for boundary in _CLAUSE.finditer(sentence, 0, position):
        last = boundary.end()
    return last


def _pronouns(
    sentence: str, memory: Memory, starts: list[tuple[int, tuple[str, ...]]]
) -> list[tuple[int, tuple[str, ...]]]:
    found: list[tuple[int, tuple[str, ...]]] = []
    for pronoun in _PRONOUN.finditer(sentence):
        lead = sentence[_clause_start(sentence, pronoun.start()) : pronoun.start()]
        if lead.strip():
            continue
        earlier = [names[0] for at, names in starts if at < pronoun.start()]
        name = meant_by(pronoun.group().lower(), memory, earlier[-1] if earlier else memory.subject)
        if name:
            found.append((pronoun.start(), (name,)))
    everyone = _ALL.search(sentence)
    if everyone and memory.present and _opens_clause(sentence[: everyone.start()]):
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
