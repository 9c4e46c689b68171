"""Paragraphs to whole sentences."""

import re
import textwrap

_SENTENCE = re.compile(r"[^.!?…]+(?:[.!?…]+[\"”’)]*|$)")
_MONSTER = 600  # characters; clauses are told apart in a time that grows with the square of this
_ABBREVIATION = re.compile(r"\b(Mr|Mrs|Ms|Dr|St|Prof|Sgt|Lt|Capt|Jr|Sr|[A-Z])\.$")


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
