"""A description in plain words → the traits it tells: "detective, 30s, red hair, leather jacket".

What is not told stays None or empty; what is denied ("no beard", "not bald") is told as its absence.
"""

import re
from dataclasses import dataclass, field
from typing import cast

from onmodel.dna import word_tables as tables
from onmodel.dna.colour_words import EYE_COLOURS, HAIR_COLOURS, SKIN_COLOURS, SPELLINGS
from onmodel.dna.garment_words import garments_in
from onmodel.dna.model import AgeBand, Bearing, Build, FacialHair, Garment, HairLength, HairStyle
from onmodel.fountain.given_names import Gender
from onmodel.fountain.vocabulary import Expression, Pose

_LONGEST = 4000  # characters read; a description is a paragraph
_CLAUSE = re.compile(r"[,;.:()/\n]|\b(?<!never )(?<!not )(?:and|with|in|wearing|wears|has|but|who)\b")
_DENIED = re.compile(r"\b(?:no|not|without|never|isn['’]t|hasn['’]t|doesn['’]t)\b")
_NO_HAIR = re.compile(r"\b(?:no|without|hasn['’]t any) hair\b")
_DECADE = re.compile(r"\b([1-9]0)\s?['’]?s\b")
_YEAR_WORD = "|".join(sorted(tables.NUMBERS, key=lambda word: (-len(word), word)))
_YEARS = re.compile(
    rf"\b(?:aged?|of)\s+(\d{{1,3}}|{_YEAR_WORD})\b(?!\s*(?:cm|kg))|\b(\d{{1,3}}|{_YEAR_WORD})[\s-]*(?:years?|yrs?)\b|"
    r"(?:^|[,(]\s*)(\d{1,3})(?=\s*(?:[,)]|$))"
)
_USUAL = re.compile(r"\busual(?:ly)?\b([^,;.]*)")
_STANCES: tuple[Pose, ...] = (
    Pose.THINK,
    Pose.ARMS_CROSSED,
    Pose.HANDS_ON_HIPS,
)  # what one can do for as long as nothing happens
_MOODS: tuple[Expression, ...] = tuple(
    face for face in Expression if face not in (Expression.NEUTRAL, Expression.TALKING)
)


def _names(table: dict[str, str]) -> re.Pattern[str]:
    ordered = sorted(table, key=lambda name: (-len(name), name))
    return re.compile(r"\b(?:" + "|".join(re.escape(n).replace(r"\ ", "[ -]") for n in ordered) + r")(?![a-z])")


_HAIR, _EYES, _SKIN = _names(HAIR_COLOURS), _names(EYE_COLOURS), _names(SKIN_COLOURS)


@dataclass(frozen=True)
class WordTraits:
    """What words tell of a character. Colours are sRGB hex ("#8f3b1c")."""

    gender: Gender | None = None
    age: AgeBand | None = None
    build: Build | None = None
    skin: str | None = None
    eyes: str | None = None
    hair: str | None = None
    hair_length: HairLength | None = None
    hair_style: HairStyle | None = None
    facial_hair: FacialHair | None = None
    outfit: tuple[Garment, ...] = ()
    accessories: tuple[str, ...] = ()
    role: str = ""  # "detective"
    bearing: Bearing = field(default_factory=Bearing)


def traits_from_words(description: str) -> WordTraits:
    """The traits that a description tells. Never raises; reads at most 4,000 characters.

    >>> traits_from_words("bald, heavy-set innkeeper with a moustache").facial_hair
    'moustache'
    """
    text = _normal(description)
    clauses = [clause.strip() for clause in _CLAUSE.split(text) if clause.strip()]
    told = [clause for clause in clauses if not _DENIED.search(clause)]
    denied = [clause for clause in clauses if _DENIED.search(clause)]
    facial_hair = _facial_hair(told, denied)
    style = _style(told, denied)
    return WordTraits(
        gender=_gender(text, bearded=facial_hair not in {None, "none"}),
        age=_age(text, told),
        build=cast("Build | None", _first(tables.BUILDS, told)),
        skin=_colour(told, tables.SKIN, _SKIN, SKIN_COLOURS),
        eyes=_colour(told, tables.EYES, _EYES, EYE_COLOURS),
        hair=_hair(told),
        hair_length=_length(told, style),
        hair_style=style,
        facial_hair=facial_hair,
        outfit=garments_in(told),
        accessories=_every(tables.ACCESSORIES, told),
        role=next((found.group() for clause in told if (found := tables.ROLE.search(clause))), ""),
        bearing=_bearing(text),
    )


def _normal(description: str) -> str:
    text = " ".join(description[:_LONGEST].lower().replace("\n", " , ").split())
    for other, ours in SPELLINGS:
        text = text.replace(other, ours)
    return text


def _gender(text: str, *, bearded: bool) -> Gender | None:
    noun = tables.GENDER.search(text)
    if noun:
        return "woman" if noun.group() in tables.WOMEN else "man"
    pronoun = tables.PRONOUN.search(text)
    if pronoun:
        return "woman" if pronoun.group() in {"she", "her"} else "man"
    return "man" if bearded else None


def _bearing(text: str) -> Bearing:
    """What somebody "usually" does with body and face; the last word of each counts."""
    told = " ".join(_USUAL.findall(text)).replace("-", " ")
    poses = [pose for pose in _STANCES if pose.value.replace("-", " ") in told]
    faces = [face for face in _MOODS if re.search(rf"\b{face.value}\b", told)]
    return Bearing((poses or [Pose.STAND])[-1], (faces or [Expression.NEUTRAL])[-1])


def _age(text: str, told: list[str]) -> AgeBand | None:
    decade = _DECADE.search(text)
    if decade:
        return _band(int(decade[1]) + 5)
    for found in _YEARS.finditer(text):
        word = found[1] or found[2] or found[3]
        years = int(tables.NUMBERS.get(word, word)) if word in tables.NUMBERS or word.isascii() else 0
        if 0 < years < 121:
            return _band(years)
    return cast("AgeBand | None", _first(tables.AGES, told))


def _band(years: int) -> AgeBand:
    bands: tuple[tuple[int, AgeBand], ...] = (
        (13, "child"), (20, "teen"), (30, "twenties"), (40, "thirties"), (50, "forties"), (60, "fifties"),
    )  # fmt: skip
    return next((band for below, band in bands if years < below), "old")


def _facial_hair(told: list[str], denied: list[str]) -> FacialHair | None:
    found = _first(tables.BEARDS, told)
    if found is None and any(tables.BEARD.search(clause) for clause in denied):
        return "none"
    return cast("FacialHair | None", found)


def _style(told: list[str], denied: list[str]) -> HairStyle | None:
    if any(_NO_HAIR.search(clause) for clause in denied):
        return "bald"
    about = [clause for clause in told if tables.HAIR.search(clause) or tables.STYLES[0][0].search(clause)]
    return cast("HairStyle | None", _first(tables.STYLES, about))


def _length(told: list[str], style: HairStyle | None) -> HairLength | None:
    about = [clause for clause in told if tables.HAIR.search(clause)]
    length = cast("HairLength | None", _first(tables.LENGTHS, about))
    if style == "bald":
        return "bald"
    return length or (tables.STYLE_LENGTHS.get(style) if style else None)


def _hair(told: list[str]) -> str | None:
    """Hair colour by its own words, else by a word for the person ("a redhead"), else by the beard's."""
    own = _colour([c for c in told if not tables.BEARD.search(c)], tables.HAIR, _HAIR, HAIR_COLOURS)
    if own:
        return own
    for clause in told:
        for word in re.findall(r"[\w-]+", clause):
            if word in tables.HEADS:
                return HAIR_COLOURS[tables.HEADS[word]]
    return _colour(told, tables.BEARD, _HAIR, HAIR_COLOURS)


def _colour(clauses: list[str], noun: re.Pattern[str], names: re.Pattern[str], table: dict[str, str]) -> str | None:
    """The colour that a clause about something names: the last before the noun, else the first after it."""
    for clause in clauses:
        about = noun.search(clause)
        if about:
            found = names.findall(clause[: about.end()])[-1:] or names.findall(clause[about.end() :])[:1]
            if found:
                return table[str(found[0]).replace("-", " ") if found[0] not in table else str(found[0])]
    return None


def _first(rows: tables.Rows, clauses: list[str]) -> str | None:
    return next((value for pattern, value in rows for clause in clauses if pattern.search(clause)), None)


def _every(rows: tables.Rows, clauses: list[str]) -> tuple[str, ...]:
    return tuple(value for pattern, value in rows if any(pattern.search(clause) for clause in clauses))
