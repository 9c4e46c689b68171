"""The pronouns of a sentence: where they stand, what grammar allows them to mean, and whom they are taken for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onmodel.fountain.describe import shown
from onmodel.fountain.lexicon import WORD
from onmodel.fountain.memory import Memory
from onmodel.fountain.wordlist import wordlist

Actors = tuple[int, tuple[str, ...]]  # where a clause's subjects stand, and who they are

_PRONOUN = re.compile(
    r"\b(?P<subject>he|she|they)\b|"
    r"\b(?P<object>him\b|her(?=[.,;:!?]|$|\s+(?:and|with|from|to|by|as|in|on|at|for|off|out|up|down|back|away)\b))",
    re.I,
)
_SUBORDINATE = re.compile(
    r"\b(?:when|while|as|after|before|until|once|because|if|since|where|though|although|that|who)\s+(?:the\s+|an?\s+)?$",
    re.I,
)
_BEFORE_SUBJECT = wordlist(
    """after before because if once since though although or for yet that now still finally suddenly at last first
    this time more again here there too also just only even never always soon"""
)


@dataclass(frozen=True)
class Clauses:
    """A sentence's subjects and the others named in it, with their places, and where its clauses begin."""

    text: str
    actors: tuple[Actors, ...]
    others: tuple[tuple[int, str], ...]
    begins: tuple[int, ...]


def utterances(text: str, actors: Iterable[Actors]) -> Iterator[list[Actors]]:
    """Subjects by utterance: a main clause with its subordinate ones, whose subjects stand behind the main clause's."""
    main: list[Actors] = []
    lesser: list[Actors] = []
    for actor in actors:
        if _SUBORDINATE.search(text[max(0, actor[0] - 24) : actor[0]]):
            lesser.append(actor)
            continue
        if main:
            yield [*main, *lesser]
            main, lesser = [], []
        main.append(actor)
    if main or lesser:
        yield [*main, *lesser]


def resolve(clauses: Clauses, memory: Memory) -> Clauses:
    """The clauses with everyone whom a pronoun means among subjects and others, from left to right.

    Guesses are noted in `memory.guesses`. A pronoun in object case is never its own clause's subject.
    """
    actors, others = list(clauses.actors), list(clauses.others)
    for found in _PRONOUN.finditer(clauses.text):
        word, at = found.group().lower(), found.start()
        before = sorted(a for a in actors if a[0] < at)
        if found["object"]:
            name = _meant(word, at, clauses, (before, others), memory)
            others += [(at, name)] if name else []
        elif not _opens(clauses, at):
            continue
        elif word == "they":
            together = next((names for _, names in reversed(before) if len(names) > 1), tuple(memory.present))
            actors += [(at, together)] if len(together) > 1 else []
        else:
            name = _meant(word, at, clauses, (before, others), memory)
            actors += [(at, (name,))] if name else []
    return Clauses(clauses.text, tuple(sorted(actors)), tuple(sorted(others)), clauses.begins)


def _opens(clauses: Clauses, at: int) -> bool:
    """True where nothing but connecting words stands between the start of a clause and a pronoun."""
    begin = max((b for b in clauses.begins if b <= at), default=0)
    words = [w.lower() for w in WORD.findall(clauses.text, begin, at)]
    return all(word in _BEFORE_SUBJECT or word.endswith("ly") for word in words)


def _meant(
    word: str, at: int, clauses: Clauses, named: tuple[list[Actors], list[tuple[int, str]]], memory: Memory
) -> str | None:
    before, others = named
    groups = [[name for _, names in group for name in names] for group in utterances(clauses.text, before)]
    here = [name for group in reversed(groups) for name in group]
    here += [name for place, name in others if place < at]
    later = [name for place, names in clauses.actors if place > at for name in names]  # "When he came, Omar sat"
    own = before[-1][1] if before and word in {"him", "her"} else ()
    meant = memory.attention.meant(word, here, but=own, around=[*later, *reversed(memory.present)])
    if meant is None:
        return None
    if meant.rivals:
        others_meant = " or ".join(shown(rival) if rival.isupper() else rival for rival in meant.rivals[:2])
        memory.guesses.append(f'"{word}" is taken for {shown(meant.name)}, it could be {others_meant}')
    return meant.name
