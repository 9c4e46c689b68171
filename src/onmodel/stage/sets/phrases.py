"""Phrases: what a few words of a script name, in what state, how many, and what is in it.

"The open pouch in his hand: three pebbles and a broken spoon" is one open pouch that holds three pebbles and a spoon.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from onmodel.fountain.wordlist import wordlist

State = Literal["", "torn", "crumpled", "open", "broken", "burning", "flying"]
Lookup = Callable[[str], str | None]  # a word or two → the kit's name for it
STATES: dict[str, State] = {
    "torn": "torn", "ripped": "torn", "shredded": "torn", "crumpled": "crumpled", "crushed": "crumpled",
    "open": "open", "opened": "open", "unfolded": "open", "broken": "broken", "snapped": "broken",
    "cracked": "broken", "shattered": "broken", "burning": "burning", "flaming": "burning",
    "flying": "flying", "soaring": "flying",
}  # fmt: skip
NUMBERS = ("no", "a", "two", "three", "four", "five", "six")
_COUNTS = {word: n for n, word in enumerate(NUMBERS)} | {"pair": 2, "few": 3, "several": 5, "many": 6, "handful": 6}
PLENTY = 4  # how many of a thing a bare plural means
HOLDERS = wordlist(
    "purse bag box bowl basket bucket sack chest suitcase book letter envelope paper newspaper crate barrel"
)
_INTO, _WITH = frozenset(("in", "inside", "into", "within")), frozenset(("of", "with", "containing", "holding", ":"))
_AND, _END = frozenset(("and", ",", "&")), frozenset(".!?;")
_PLACES = wordlist("on upon atop under beneath beside before behind near by at from to against over stands lies")
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[:,;.!?&]")


@dataclass(frozen=True)
class Named:
    """A thing as words name it: the kit's name and the script's word for it, state, count, and what it holds."""

    name: str
    word: str
    state: State = ""
    count: int = 1
    holding: tuple["Named", ...] = ()

    @property
    def phrase(self) -> str:
        """The words that mean just this thing: `read` gives it back."""
        own = " ".join(w for w in (NUMBERS[self.count] if self.count > 1 else "", self.state, self.word) if w)
        return f"{phrase_of(self.holding)} in {own}" if self.holding else own


@dataclass(frozen=True)
class _Term:
    """A thing named in a text and the words between the thing before and it."""

    thing: Named
    link: frozenset[str]


def phrase_of(things: tuple[Named, ...]) -> str:
    """The words for several things."""
    return " and ".join(thing.phrase for thing in things)


def read(text: str, lookup: Lookup) -> tuple[Named, ...]:
    """The things that a phrase or sentence is about, with what they hold; where they are is left out.

    A second thing belongs to the first by "in", "of", "with", a colon or "and"; at any other word the reading ends.
    """
    group: tuple[Named, ...] = ()
    holder: Named | None = None
    for term in _terms(text, lookup):
        one, bond = term.thing, _bond(term.link) if group else "first"
        if bond == "holds" and holder is None and group[-1].name in HOLDERS:
            holder, group = group[-1], (one,)
        elif bond == "in" and holder is None and one.name in HOLDERS:
            return (_filled(one, group),)
        elif bond == "noun":  # "gold watch": the last noun is the thing
            group = (*group[:-1], replace(one, state=one.state or group[-1].state))
        elif bond in ("first", "and"):
            group = (*group, one)
        else:
            break
    return (_filled(holder, group),) if holder else group


def _bond(link: frozenset[str]) -> str:
    """How the words before a thing tie it to the one before: "holds", "in", "noun", "and", or "" for not at all."""
    bonds = {
        "": bool(link & _END),
        "holds": ":" in link or bool(link & _WITH and not link & _INTO),
        "in": bool(link & _INTO),
        "noun": not link,
        "and": bool(link & _AND and not link & _PLACES),
    }
    return next((bond for bond, is_so in bonds.items() if is_so), "")


def _filled(holder: Named, things: tuple[Named, ...]) -> Named:
    """A container with things in it; a cup of tea is a cup."""
    inside = tuple(t for t in things if t.name != holder.name)
    return replace(holder, holding=inside)


def _terms(text: str, lookup: Lookup) -> Iterator[_Term]:
    """The things a text names in their order, each with what the words before it say of it."""
    tokens = _TOKEN.findall(text.lower())
    at, between, state, count = 0, list[str](), "", 0
    while at < len(tokens):
        size = next(
            (n for n in (4, 3, 2, 1) if _span(tokens[at : at + n], n) and lookup(" ".join(tokens[at : at + n]))), 0
        )
        if size:
            word = " ".join(tokens[at : at + size])
            name = (lookup(word.removesuffix("s")) if count else None) or lookup(word) or word  # two coins are no heap
            many = count or (PLENTY if name != word and word.endswith("s") and lookup(word[:-1]) == name else 1)
            yield _Term(Named(name, word, STATES.get(state, ""), many), frozenset(between))
            between, state, count, at = [], "", 0, at + size
            continue
        token = tokens[at]
        state, count = (token if token in STATES else state), _COUNTS.get(token, count)
        if token not in STATES and token not in _COUNTS:
            between.append(token)
        at += 1


def _span(tokens: list[str], size: int) -> bool:
    """Whether these are `size` words without a stop among them."""
    return len(tokens) == size and all(t[0].isalnum() for t in tokens)
