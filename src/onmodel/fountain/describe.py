"""Sentences that say what a panel shows: the script's own where it has them, a plain one where it only has words."""

import re

from onmodel.fountain.model import Speech
from onmodel.fountain.names import is_role
from onmodel.fountain.vocabulary import Framing

_ORDER = re.compile(r"^(INSERT|ANGLE|WIDE|ECU|CU|MS|WS|TWO[- ]SHOT|WIDE SHOT|MEDIUM SHOT|CLOSE-?UP)\s*[:–—-]\s*")
_SHOUTED = re.compile(r"^(EXTREME )?(CLOSE(R)? ON|CLOSE[- ]UP (ON|OF)|ANGLE ON|WIDE ON|INSERT|TIGHT ON)\b")
_ENDS = ".!?…\"”'’)"


def shown(name: str, *, first: bool = False) -> str:
    """A name as prose writes it: "Aldar Kose", "the Bai", at the start of a sentence "The Bai"."""
    words = " ".join(part if part.isdigit() else part.capitalize() for part in name.split())
    if not is_role(name):
        return words
    return f"{'The' if first else 'the'} {words}"


def sentence(text: str) -> str:
    """The text with a capital and a full stop."""
    words = " ".join(text.split())
    words = words[:1].upper() + words[1:]
    return words if words.endswith(tuple(_ENDS)) else f"{words.rstrip(' ,;:-–—')}."


def speaking(speech: Speech) -> str:
    """How someone speaks: "asks", "answers slyly", "speaks, laughing"."""
    manner = speech.parenthetical.split(";")[0].strip().rstrip(".").lower()
    verb = "asks" if speech.text.rstrip().endswith("?") else "speaks"
    if not manner or manner in {"beat", "pause", "cont'd"}:
        return verb
    return f"{verb} {manner}" if manner.endswith("ly") else f"{verb}, {manner}"


def of_speech(speech: Speech, framing: Framing, partner: str | None) -> str:
    """What a panel of dialogue shows."""
    who = shown(speech.character, first=True)
    if framing == Framing.OVER_THE_SHOULDER and partner:
        return sentence(f"Over {_owners(partner)} shoulder: {shown(speech.character)} {speaking(speech)}")
    if framing == Framing.TWO_SHOT and partner:
        return sentence(f"{who} and {shown(partner)} face each other; {shown(speech.character)} {speaking(speech)}")
    if framing in {Framing.CU, Framing.ECU}:
        return sentence(f"Close on {shown(speech.character)}, who {speaking(speech)}")
    return sentence(f"{who} {speaking(speech)}" + (f", facing {shown(partner)}" if partner else ""))


def of_action(text: str) -> str:
    """The script's own words, without a camera order that only names the framing again ("INSERT:")."""
    words = _ORDER.sub("", " ".join(text.split()), count=1)
    shouted = _SHOUTED.match(words)
    return sentence(words if not shouted else shouted.group().capitalize() + words[shouted.end() :])


def of_thing(thing: str, owner: str | None) -> str:
    """What an insert shows."""
    return sentence(f"Close on the {thing}" + (f" in {_owners(owner)} hands" if owner else ""))


def of_listening(name: str) -> str:
    """What a panel of someone who listens shows."""
    return sentence(f"{shown(name, first=True)} listens")


def of_reaction(name: str, speaker: str) -> str:
    """What a panel of someone who takes it in shows."""
    return sentence(f"Close on {shown(name)}, who takes in what {shown(speaker)} said")


def of_place(place: str, int_ext: str, time: str) -> str:
    """What an establishing panel shows where the script says nothing about the place."""
    where = place.capitalize() if place else "The place"
    side = {"INT": "inside", "EXT": "outside"}.get(int_ext, "")
    return sentence(", ".join(part for part in (where, side, time.lower()) if part))


def _owners(name: str) -> str:
    return f"{shown(name)}'" if name.endswith("S") else f"{shown(name)}'s"
