"""Quoted speech in prose: what is said, by whom, and how."""

import re
from dataclasses import dataclass

from onmodel.fountain.people import PERSON_ADJECTIVES, PERSON_NOUNS

_QUOTE = re.compile(r"[\"“«]([^\"“”«»]+)[\"”»]")
_SAID: dict[str, str] = {
    "said": "", "says": "", "asked": "", "asks": "", "replied": "", "replies": "", "answered": "", "answers": "",
    "added": "", "adds": "", "told": "", "continued": "", "cried": "crying out", "cries": "crying out",
    "shouted": "shouting", "shouts": "shouting", "yelled": "shouting", "yells": "shouting", "whispered": "whispering",
    "whispers": "whispering", "laughed": "laughing", "laughs": "laughing", "muttered": "muttering",
    "mutters": "muttering", "growled": "growling", "growls": "growling", "sighed": "sighing", "sighs": "sighing",
    "smiled": "smiling", "smiles": "smiling", "begged": "begging", "begs": "begging", "exclaimed": "crying out",
    "called": "calling", "calls": "calling", "warned": "warning", "warns": "warning", "grinned": "grinning",
    "snapped": "angry", "snaps": "angry", "gasped": "gasping", "gasps": "gasping", "roared": "shouting",
}  # fmt: skip
_VERB = "(?P<verb>" + "|".join(sorted(_SAID, key=len, reverse=True)) + ")"
_NAME = r"(?P<who>[Tt]he\s(?:[\w-]+\s){0,2}?(?:" + "|".join(sorted(PERSON_NOUNS)) + r")\b|[^\W\d_a-z][\w'’-]+|he|she)"
_MANNER = r"(?P<manner>\s+[a-z]+ly\b)?"
_AFTER = re.compile(
    rf"\s*,?\s*(?:{_VERB}\s+{_NAME}|{_NAME.replace('who', 'who2')}\s+{_VERB.replace('verb', 'verb2')}){_MANNER}"
)
_BEFORE = re.compile(rf"{_NAME}\s+(?:[a-z]+\s)?{_VERB}{_MANNER}[^.!?\n]{{0,40}}[,:]\s*$")
_PLAY = re.compile(r"([^\W\d_a-z][\w'’ -]{1,30}):\s+(\S.*)", re.DOTALL)
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Said:
    """Narration, or a quotation where `quote` is true. `who` is None where the text does not say it here."""

    text: str
    quote: bool = False
    who: str | None = None
    manner: str = ""


def split_speech(paragraph: str) -> list[Said]:
    """A paragraph as narration and quotations in order; "said Emma quietly" moves into the quotation."""
    play = _PLAY.match(paragraph)
    if play and len(play[1].split()) <= 3 and '"' not in play[2] and "“" not in play[2]:
        return [Said(play[2].strip(), True, role_or_name(play[1]))]
    parts = _QUOTE.split(paragraph)
    narration, quotes = parts[0::2], parts[1::2]
    out: list[Said] = []
    who, manner = None, ""
    for i, quote in enumerate(quotes):
        before = _BEFORE.search(narration[i][-120:])
        if before:
            narration[i] = narration[i][: len(narration[i]) - len(before.group())]
            who, manner = _told(before["who"], before["verb"], before["manner"])
        after = _AFTER.match(narration[i + 1])
        if after and not before:
            narration[i + 1] = narration[i + 1][after.end() :].lstrip(" ,.;")
            who, manner = _told(after["who"] or after["who2"], after["verb"] or after["verb2"], after["manner"])
        out += [Said(narration[i]), Said(_closed(quote), True, who, manner)]
        manner = ""  # a second quotation of the paragraph is by the same person, but not again in that manner
    out.append(Said(narration[-1]))
    return [s for s in (Said(_tidy(s.text), s.quote, s.who, s.manner) for s in out) if s.text.strip(" .,;:-–—")]


def _closed(quote: str) -> str:
    words = quote.strip(" ,")
    return f"{words}." if words[-1:].isalnum() else words


def _tidy(text: str) -> str:
    words = " ".join(text.split()).strip(" ,;")
    return words[:1].upper() + words[1:]


def _told(who: str, verb: str, manner: str | None) -> tuple[str, str]:
    return role_or_name(who), (manner or "").strip() or _SAID[verb.lower()]


def role_or_name(who: str) -> str:
    """ "the greedy bai" → "BAI", "the old man" → "OLD MAN", "Emma" → "EMMA"; pronouns stay small."""
    if who.lower() in {"he", "she"}:
        return who.lower()
    words = _ARTICLE.sub("", who).split()
    if words[-1].lower() in PERSON_NOUNS and len(words) > 1:
        words = [w for w in words[:-1] if w.lower() in PERSON_ADJECTIVES and w.lower() != "greedy"] + words[-1:]
    return " ".join(words).upper()
