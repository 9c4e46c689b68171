"""A sentence as clauses: who does what, and who else is named in it."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from onmodel.fountain.lexicon import WORD, props_in
from onmodel.fountain.memory import Memory, learn
from onmodel.fountain.names import Mention, Roster
from onmodel.fountain.people import PERSON_ADJECTIVES, PERSON_NOUNS, TITLES
from onmodel.fountain.pronouns import Actors, Clauses, resolve, utterances
from onmodel.fountain.wordlist import wordlist

Clause = tuple[tuple[str, ...], str, tuple[str, ...]]  # subjects, the words that tell what they do, the others in them

_CLAUSE = re.compile(r"[,;:—–]|\b(and|but|as|while|then|when|where|until|so)\b", re.I)
_JOINS = re.compile(r"\s*(,|and|,\s*and|&)\s*(the\s+)?")
_ALL = re.compile(r"\b(they|the (two|three|four)|both|everyone|all of them)\b", re.I)
_LEAD_WORDS = (
    wordlist("and but as while then when where until so the a an his her our their poor")
    | TITLES
    | PERSON_NOUNS
    | PERSON_ADJECTIVES
)


def clauses_of(sentence: str, roster: Roster, memory: Memory) -> list[Clause]:
    """Who does what to whom, in order; the memory's attention moves on to them."""
    mentions = [m for m in roster.mentions(sentence) if not m.owns]
    learn(sentence, mentions, memory)
    clauses = resolve(_named(sentence, mentions), memory)
    everyone = _ALL.search(sentence)
    starts, objects = clauses.actors, clauses.others
    if everyone and memory.present and _opens_clause(sentence[: everyone.start()]):
        starts = ((everyone.start(), tuple(memory.present)),)
    if not starts:
        memory.attention.tell(name for _, name in objects)
        if len(objects) == 1 and not props_in(sentence):  # "we push in on Emma, afraid" is about Emma
            return [((objects[0][1],), sentence, ())]
        return [((), sentence, tuple(name for _, name in objects))]
    out: list[Clause] = []
    for i, (start, names) in enumerate(starts):
        end = starts[i + 1][0] if i + 1 < len(starts) else len(sentence)
        begin = 0 if i == 0 else start
        others = tuple(name for at, name in objects if begin <= at < end and name not in names)
        out.append((names, sentence[begin:end], others))
    _attend(sentence, starts, out, memory)
    return out


def _named(sentence: str, mentions: Sequence[Mention]) -> Clauses:
    """The people whom a sentence names, as subjects where they open a clause, else as others."""
    starts: list[Actors] = []
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
    return Clauses(sentence, tuple(starts), tuple(objects), tuple(breaks))


def _attend(sentence: str, starts: Sequence[Actors], clauses: Sequence[Clause], memory: Memory) -> None:
    """Each utterance of the sentence comes to the reader's mind: its subjects, then the others named in it."""
    others = {start: clause[2] for (start, _), clause in zip(starts, clauses, strict=True)}
    for utterance in utterances(sentence, starts):
        subjects = [name for _, names in utterance for name in names]
        memory.attention.tell(subjects, [name for start, _ in utterance for name in others[start]])


def _opens_clause(lead: str) -> bool:
    """True where only articles, titles and the like stand between a clause's start and a name."""
    return all(word.lower() in _LEAD_WORDS for word in WORD.findall(lead))
